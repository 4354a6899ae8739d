import { can, reach, type Actor } from '../../platform/actor'

/** ORG-7: what an actor may do with the organisation; sent to the screen as `can`. */
export const abilities = (actor: Actor) => ({
  edit: can(actor, 'org.edit'),
  editPeople: can(actor, 'people.edit'),
  manageUsers: can(actor, 'users.manage'),
})

const reaches = (actor: Actor, permission: string, unitId: string): boolean => {
  const held = reach(actor, permission)
  return held.company || held.unitIds.includes(unitId)
}

/** ORG-11: whose shifts an actor may look at: those of the units the permission reaches; one's own are always open. */
export const mayReadRoster = (actor: Actor, unitId: string): boolean => reaches(actor, 'roster.read', unitId)

/** ORG-11: who plans the shifts of a unit and decides on its swaps. */
export const mayPlan = (actor: Actor, unitId: string): boolean => reaches(actor, 'roster.edit', unitId)
