import { monthRange } from '../../kernel/civil-date'
import { plain, dec, roundHalfUp, sum, toMoney } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { cardResults } from '../appraisal'
import { indicatorValue } from '../indicators'
import { holdersOf, type Holder } from '../org'
import {
  computeOutput,
  computePool,
  problemOf,
  type ComputedSlip,
  type PersonFacts,
  type Problem,
} from './run.rules'
import type { OutputScheme, PayScheme, PoolScheme } from './schemas'
import { schemeAt } from './schemes'
import * as store from './store'

/** PAY-1 … PAY-5: computes a draft run anew from salaries, cards, indicators and entries as they are now. */
export async function computeRun(ctx: Ctx, run: store.Run): Promise<void> {
  const scheme = await schemeAt(ctx, { key: run.schemeKey, version: run.schemeVersion })
  const people = await peopleOf(ctx, run, scheme)
  const problems: Problem[] = []
  const ready = people.filter((person) => {
    const reason = problemOf(scheme, person)
    if (reason) problems.push({ personId: person.personId, reason })
    return reason === null
  })
  const figures = scheme.kind === 'pool' ? await pool(ctx, run, { scheme, ready }) : output({ scheme, ready })
  await store.saveSlips(ctx, run, figures.slips)
  const held = figures.slips.flatMap(({ person }) => person.extras.map((extra) => extra.from))
  await store.holdEntries(ctx, run, held)
  await store.saveFigures(ctx, run, {
    ...figures.sums,
    total: toMoney(sum(figures.slips.map(({ slip }) => slip.total))),
    slips: figures.slips.length,
    problems,
  })
}

interface Figures {
  slips: ComputedSlip[]
  sums: Omit<store.RunFigures, 'total' | 'slips' | 'problems'>
}

async function pool(
  ctx: Ctx,
  run: store.Run,
  { scheme, ready }: { scheme: PoolScheme; ready: PersonFacts[] },
): Promise<Figures> {
  const given = await store.coefficientOf(ctx, run.unitId, run.month)
  const unitCoefficient = plain(dec(given?.coefficient ?? '1'))
  const { slips, pay, standardsSum } = computePool(ready, { scheme, month: run.month, unitCoefficient })
  const weights = slips.flatMap(({ standard, factor }) =>
    standard !== null && factor !== null ? [dec(standard).times(factor)] : [],
  )
  return {
    slips,
    sums: {
      standardsSum,
      weightsSum: plain(sum(weights)),
      coefficient: unitCoefficient,
      pool: pay.pool,
      reserve: pay.reserve,
      remainder: pay.remainder,
      reserveAfter: pay.reserveAfterRemainder,
    },
  }
}

const output = ({ scheme, ready }: { scheme: OutputScheme; ready: PersonFacts[] }): Figures => ({
  slips: ready.map((person) => computeOutput(person, scheme)),
  sums: {
    standardsSum: null,
    weightsSum: null,
    coefficient: null,
    pool: null,
    reserve: null,
    remainder: null,
    reserveAfter: null,
  },
})

async function peopleOf(ctx: Ctx, run: store.Run, scheme: PayScheme): Promise<PersonFacts[]> {
  const days = monthRange(run.month)
  const heads = scheme.kind === 'pool' ? scheme.headPositions : []
  const positionCodes = [...new Set([...scheme.positions, ...heads])]
  const holders = onePerPerson(await holdersOf(ctx, { positionCodes, unitId: run.unitId, ...days }))
  const personIds = holders.map((holder) => holder.personId)
  const salaries = await store.salariesOn(ctx, personIds, days.to)
  const cards = new Map(
    (await cardResults(ctx, { month: run.month, personIds })).map((card) => [card.personId, card]),
  )
  const extras = await store.takeEntries(ctx, run, days.to)
  const people: PersonFacts[] = []
  for (const holder of holders) {
    const card = cards.get(holder.personId)
    people.push({
      personId: holder.personId,
      unitId: holder.unitId,
      positionName: holder.positionName,
      isHead: heads.includes(holder.positionCode),
      from: holder.from,
      to: holder.to,
      salary: salaries.get(holder.personId) ?? null,
      card: card
        ? {
            id: card.cardId,
            version: card.version,
            total: card.total,
            grade: card.grade,
            coefficient: card.coefficient,
          }
        : null,
      cardState: card?.state ?? null,
      isContested: card?.isContested ?? false,
      output:
        scheme.kind === 'output' ? await outputOf(ctx, run, { scheme, personId: holder.personId }) : null,
      extras: extras.get(holder.personId) ?? [],
    })
  }
  return people
}

/** Who held several of the scheme's positions is paid once: where the month ended, for all the days together. */
function onePerPerson(holders: Holder[]): Holder[] {
  const byPerson = new Map<string, Holder>()
  for (const holder of holders) {
    const other = byPerson.get(holder.personId)
    const last = other && other.to > holder.to ? other : holder
    const from = other && other.from < holder.from ? other.from : holder.from
    byPerson.set(holder.personId, { ...last, from })
  }
  return [...byPerson.values()]
}

// Read as the server itself: pay must not depend on how far the payroll clerk may look into the indicators.
async function outputOf(
  reader: Ctx,
  run: store.Run,
  { scheme, personId }: { scheme: OutputScheme; personId: string },
): Promise<PersonFacts['output']> {
  const ctx: Ctx = { ...reader, actor: { ...reader.actor, kind: 'system' } }
  const unitId = scheme.outputScope === 'unit' ? run.unitId : null
  const person = scheme.outputScope === 'person' ? personId : null
  const { exact, definition } = await indicatorValue(ctx, {
    code: scheme.output,
    period: run.month,
    ...(unitId && { unitId }),
    ...(person && { personId: person }),
    ...(person && scheme.personRole && { personRole: scheme.personRole }),
  })
  if (exact === null) return null
  const role = person ? (scheme.personRole ?? definition.personRole) : null
  return { value: plain(roundHalfUp(exact, 2)), code: scheme.output, role, unitId, personId: person }
}
