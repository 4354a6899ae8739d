import { can, reach, type Actor } from '../../platform/actor'

interface Responsible {
  responsiblePersonId: string | null
}

/**
 * Whether a permission reaches this customer. A customer belongs to the company, not to a unit (the next visit may be
 * at another station), so unit and company scope reach all; own scope reaches those one is responsible for.
 */
export function reaches(actor: Actor, permission: string, customer: Responsible): boolean {
  const held = reach(actor, permission)
  if (held.company || held.unitIds.length > 0) return true
  return held.own && actor.personId !== null && customer.responsiblePersonId === actor.personId
}

/** What lists must be narrowed to: null for nothing, a person's id for their own customers only. */
export function onlyOwn(actor: Actor, permission: string): string | null {
  const held = reach(actor, permission)
  return held.company || held.unitIds.length > 0
    ? null
    : (actor.personId ?? '00000000-0000-0000-0000-000000000000')
}

export const mayRead = (actor: Actor, customer: Responsible) => reaches(actor, 'customers.read', customer)
export const mayEdit = (actor: Actor, customer: Responsible) => reaches(actor, 'customers.edit', customer)
/** CUS-6: both archives must be within reach. */
export const mayMerge = (actor: Actor, customer: Responsible) => reaches(actor, 'customers.merge', customer)

/** Sent to the screen as `can`. */
export const abilities = (
  actor: Actor,
  customer: Responsible & { archivedOn: string | null; mergedInto: string | null },
) => {
  const isStanding = customer.mergedInto === null
  return {
    edit: isStanding && mayEdit(actor, customer),
    archive: isStanding && customer.archivedOn === null && mayEdit(actor, customer),
    merge: isStanding && mayMerge(actor, customer),
  }
}

export const mayAdd = (actor: Actor) => can(actor, 'customers.edit')
