import { monthRange } from '../../kernel/civil-date'
import { mergedSpells, type Spell } from './pro-rata.rules'
import type { PersonFacts } from './run.rules'

/** A spell of a person in a position of the scheme. */
export interface Held extends Spell {
  personId: string
  positionCode: string
  positionName: string
  unitId: string
}

const isLater = (a: Held, b: Held): boolean => a.to > b.to || (a.to === b.to && a.from > b.from)

/**
 * PAY-1, decision 0021: who held the scheme's positions is paid once, by the run of the unit where their month ended and
 * for all their days together, wherever in the company they were spent.
 */
export function paidHere<H extends Held>(
  everywhere: readonly H[],
  here: readonly Held[],
): (H & { spells: Spell[] })[] {
  const unitsHere = new Set(here.map((held) => held.unitId))
  const last = new Map<string, H>()
  const spells = new Map<string, Spell[]>()
  for (const held of everywhere) {
    const other = last.get(held.personId)
    if (other === undefined || isLater(held, other)) last.set(held.personId, held)
    const { from, to } = held
    spells.set(held.personId, [...(spells.get(held.personId) ?? []), { from, to }])
  }
  return [...last.values()]
    .filter((held) => unitsHere.has(held.unitId))
    .map((held) => ({ ...held, spells: spells.get(held.personId) ?? [] }))
}

/** PAY-3: the periods in which output counts: the month, or the days of the position. */
export function periodsOf(month: string, spells: readonly Spell[]): string[] {
  const whole = monthRange(month)
  return mergedSpells(whole, spells).map(({ from, to }) => {
    if (from === whole.from && to === whole.to) return month
    return from === to ? from : `${from}..${to}`
  })
}

interface CardOfPerson {
  cardId: string
  version: number
  total: string
  grade: string | null
  coefficient: string | null
  state: string
  isContested: boolean
  positions: readonly string[]
}

type CardPart = Pick<PersonFacts, 'card' | 'cardState' | 'isContested' | 'otherCards'>

/** PAY-5: the card of the position that is paid, never one of another position. */
export function cardFor(positionCode: string, cards: readonly CardOfPerson[]): CardPart {
  const fitting = cards.filter((card) => card.positions.includes(positionCode))
  const [card] = fitting
  const none = { card: null, cardState: null, isContested: false }
  if (fitting.length > 1) return { ...none, otherCards: 'several' }
  if (card === undefined) return { ...none, otherCards: cards.length > 0 ? 'another_position' : null }
  const { cardId: id, version, total, grade, coefficient, state, isContested } = card
  return {
    card: { id, version, total, grade, coefficient },
    cardState: state,
    isContested,
    otherCards: null,
  }
}
