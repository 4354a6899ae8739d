import { can, type Actor } from '../../platform/actor'

/**
 * Products are seen by everybody who holds the permission, however far it reaches: whoever stands before a vehicle
 * must be able to open its archive, whichever unit sold it.
 */
export const mayEdit = (actor: Actor): boolean => can(actor, 'products.edit')

/** Sent to the screen as `can`. */
export const abilities = (actor: Actor, product: { archivedOn: string | null }) => ({
  edit: mayEdit(actor),
  archive: product.archivedOn === null && mayEdit(actor),
})
