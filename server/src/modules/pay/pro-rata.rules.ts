import { daysBetween, type CivilDate } from '../../kernel/civil-date'
import { dec, round, toMoney, type Money } from '../../kernel/money'
import type { RoundingTerms } from './schemas'

export interface Presence {
  /** The period, first and last day included. */
  period: { from: CivilDate; to: CivilDate }
  /** First and last day in the scheme; null is open. */
  from: CivilDate | null
  to: CivilDate | null
}

/** Days in a position, the first and the last included. */
export interface Spell {
  from: CivilDate
  to: CivilDate
}

export interface PresentDays {
  present: number
  all: number
}

/** PAY-1: spells within the period, in order; those that overlap or follow each other are one. */
export function mergedSpells(period: Spell, spells: readonly Spell[]): Spell[] {
  const merged: Spell[] = []
  for (const spell of spells
    .map((each) => overlap({ period, ...each }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1)
    if (last === undefined || daysBetween(last.to, spell.from) > 1) merged.push(spell)
    else if (spell.to > last.to) merged[merged.length - 1] = { from: last.from, to: spell.to }
  }
  return merged
}

/** PAY-1: calendar days really spent in the scheme's positions; the days between two spells are not. */
export function daysPresent(period: Spell, spells: readonly Spell[]): PresentDays {
  const days = mergedSpells(period, spells).map(({ from, to }) => daysBetween(from, to) + 1)
  const present = days.reduce((total, each) => total + each, 0)
  return { present, all: daysBetween(period.from, period.to) + 1 }
}

/** PAY-1: days in the period by the calendar. */
export function calendarDays(presence: Presence): PresentDays {
  const { from, to } = overlap(presence)
  const present = from > to ? 0 : daysBetween(from, to) + 1
  return { present, all: daysBetween(presence.period.from, presence.period.to) + 1 }
}

/** PAY-1: days in the period by the working calendar; `workingDays` are the working days of the period. */
export function workingDays(presence: Presence, workingDays: readonly CivilDate[]): PresentDays {
  const { from, to } = overlap(presence)
  const inPeriod = workingDays.filter((day) => day >= presence.period.from && day <= presence.period.to)
  return { present: inPeriod.filter((day) => day >= from && day <= to).length, all: inPeriod.length }
}

/** PAY-1: the standard of who joins or leaves in the month: S × days present ÷ days of the period. */
export function proRata(standard: Money, days: PresentDays, rounding: RoundingTerms): Money {
  if (days.all === 0 || days.present >= days.all) return standard
  return toMoney(round(dec(standard).times(days.present).div(days.all), rounding))
}

/** PAY-1: the performance standard S = position salary × share. */
export function performanceStandard(positionSalary: Money, share: string, rounding: RoundingTerms): Money {
  return toMoney(round(dec(positionSalary).times(share), rounding))
}

function overlap({ period, from, to }: Presence): { from: CivilDate; to: CivilDate } {
  return {
    from: from !== null && from > period.from ? from : period.from,
    to: to !== null && to < period.to ? to : period.to,
  }
}
