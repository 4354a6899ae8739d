import { can, reach, type Actor } from '../../platform/actor'

/** ORG-7: what an actor may do with the organisation; sent to the screen as `can`. */
export const abilities = (actor: Actor) => ({
  edit: can(actor, 'org.edit'),
  editPeople: can(actor, 'people.edit'),
  manageUsers: can(actor, 'users.manage'),
})

// By these one could widen one's own rights or decide over other people's pay.
const guarding = new Set([
  'users.manage',
  'org.edit',
  'people.edit',
  'settings.edit',
  'packs.load',
  'audit.read',
  'appraisal.edit',
  'pay.run',
  'pay.approve',
])

export interface Given {
  permission: string
  scope: string
}

function holds(actor: Actor, grant: Given, unitId: string): boolean {
  const held = reach(actor, grant.permission)
  if (held.company) return true
  if (grant.scope === 'company') return false
  return grant.scope === 'unit' ? held.unitIds.includes(unitId) : held.own
}

/**
 * ORG-7, PLT-13: what of the rights that come with a position of a unit the actor may not give (decision 0012): to
 * others whatever guards rights and pay and is not held oneself; to oneself whatever is not held already.
 */
export function beyond(
  actor: Actor,
  given: { grants: readonly Given[]; unitId: string; toOneself: boolean },
): string[] {
  if (actor.kind === 'system') return []
  const missing = given.grants.filter(
    (grant) => (given.toOneself || guarding.has(grant.permission)) && !holds(actor, grant, given.unitId),
  )
  return [...new Set(missing.map((grant) => grant.permission))].sort()
}

const reaches = (actor: Actor, permission: string, unitId: string): boolean => {
  const held = reach(actor, permission)
  return held.company || held.unitIds.includes(unitId)
}

/** ORG-11: whose shifts an actor may look at: those of the units the permission reaches; one's own are always open. */
export const mayReadRoster = (actor: Actor, unitId: string): boolean => reaches(actor, 'roster.read', unitId)

/** ORG-11: who plans the shifts of a unit and decides on its swaps. */
export const mayPlan = (actor: Actor, unitId: string): boolean => reaches(actor, 'roster.edit', unitId)
