import { can, type Actor } from '../../platform/actor'

/** PRT-1: the catalogue belongs to the company; what a part costs us is for those who keep it. */
export const mayEdit = (actor: Actor): boolean => can(actor, 'parts.edit')
export const maySeeCost = mayEdit
