/** How far a grant reaches: one's own records, the subtree of a unit, the whole company. */
export type Scope = 'own' | 'unit' | 'company'

/** A permission held through a position; `unitIds` is the subtree of today, spelled out. */
export interface Grant {
  permission: string
  scope: Scope
  unitIds: string[]
}

/** Who is asking. A `system` actor is the server itself (jobs, set-up); it may do everything in its company. */
export interface Actor {
  userId: string | null
  personId: string | null
  name: string
  kind: 'person' | 'system'
  grants: Grant[]
}

export interface Reach {
  company: boolean
  unitIds: string[]
  own: boolean
}

/** ORG-7: whether any of the actor's positions grants the permission, however far it reaches. */
export const can = (actor: Actor, permission: string): boolean =>
  actor.kind === 'system' || actor.grants.some((grant) => grant.permission === permission)

/** ORG-7: how far a permission reaches for this actor; lists turn it into a condition of their SQL. */
export function reach(actor: Actor, permission: string): Reach {
  if (actor.kind === 'system') return { company: true, unitIds: [], own: true }
  const held = actor.grants.filter((grant) => grant.permission === permission)
  return {
    company: held.some((grant) => grant.scope === 'company'),
    unitIds: [...new Set(held.filter((grant) => grant.scope === 'unit').flatMap((grant) => grant.unitIds))],
    own: held.length > 0,
  }
}
