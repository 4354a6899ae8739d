import { can, reach, type Actor } from '../../platform/actor'

/** Whose values are asked for. */
export interface Subject {
  unitId: string | null
  personId: string | null
}

export type Sight =
  | { kind: 'company' }
  | { kind: 'unit'; unitId: string }
  | { kind: 'units'; unitIds: string[] }
  | { kind: 'none' }

/**
 * IND-3, ORG-7: indicators are open to peers, scores are not. Openness is the reach of `indicators.read`: whoever has it
 * for the company sees every unit and every person in it, with a unit that unit's subtree and the people's work in it,
 * with nothing more than `own` his own value. So a company that wants it narrower changes a role, not the product.
 * Says which units the values are confined to.
 */
export function sightOf(actor: Actor, subject: Subject): Sight {
  const { company, unitIds, own } = reach(actor, 'indicators.read')
  const isSelf = own && subject.personId !== null && subject.personId === actor.personId
  if (company || isSelf)
    return subject.unitId === null ? { kind: 'company' } : { kind: 'unit', unitId: subject.unitId }
  if (subject.unitId !== null)
    return unitIds.includes(subject.unitId) ? { kind: 'unit', unitId: subject.unitId } : { kind: 'none' }
  return unitIds.length > 0 ? { kind: 'units', unitIds } : { kind: 'none' }
}

/** Who may look only at himself starts with himself. */
export function homeSubject(actor: Actor, subject: Subject): Subject {
  const { company, unitIds } = reach(actor, 'indicators.read')
  const asksNothing = subject.unitId === null && subject.personId === null
  return asksNothing && !company && unitIds.length === 0 ? { ...subject, personId: actor.personId } : subject
}

/** Whether the record behind a fact opens for this actor; the order itself asks again. */
export function mayOpen(actor: Actor, fact: { unitId: string; people: readonly (string | null)[] }): boolean {
  const { company, unitIds, own } = reach(actor, 'orders.read')
  return (
    company ||
    unitIds.includes(fact.unitId) ||
    (own && actor.personId !== null && fact.people.includes(actor.personId))
  )
}

export const abilities = (actor: Actor) => ({ edit: can(actor, 'indicators.edit') })
