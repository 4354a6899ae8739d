import { can, type Actor } from '../../platform/actor'

/** ORG-7: what an actor may do with the organisation; sent to the screen as `can`. */
export const abilities = (actor: Actor) => ({
  edit: can(actor, 'org.edit'),
  editPeople: can(actor, 'people.edit'),
  manageUsers: can(actor, 'users.manage'),
})
