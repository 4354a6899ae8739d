import { monthRange } from '../../kernel/civil-date'
import { plain, dec, roundHalfUp, sum, toMoney, type Decimal } from '../../kernel/money'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { cardResults } from '../appraisal'
import { indicatorValue } from '../indicators'
import { holdersOf } from '../org'
import { cardFor, paidHere, periodsOf } from './people.rules'
import type { Spell } from './pro-rata.rules'
import {
  computeOutput,
  computePool,
  problemOf,
  type ComputedSlip,
  type PersonFacts,
  type Problem,
} from './run.rules'
import type { OutputScheme, PayScheme, PoolScheme } from './schemas'
import { notYetOfPay } from './scheme-check.rules'
import { schemeAt } from './schemes'
import { salariesOn } from './salary.store'
import * as store from './store'

/** PAY-1 … PAY-5: computes a draft run anew from salaries, cards, indicators and entries as they are now. */
export async function computeRun(ctx: Ctx, run: store.Run): Promise<void> {
  const scheme = await schemeAt(ctx, { key: run.schemeKey, version: run.schemeVersion })
  // A company may hold such a scheme from before it was refused.
  const [notYet] = notYetOfPay(scheme)
  if (notYet !== undefined) throw new AppError('rule_broken', 'pay.not_yet', { what: notYet })
  const people = await peopleOf(ctx, run, scheme)
  const problems: Problem[] = []
  const elsewhere = await store.paidElsewhere(
    ctx,
    run,
    people.map((person) => person.personId),
  )
  const ready = people.filter((person) => {
    const runId = elsewhere.get(person.personId)
    if (runId !== undefined) {
      problems.push({ personId: person.personId, reason: 'paid_elsewhere', runId })
      return false
    }
    const reason = problemOf(scheme, person)
    if (reason) problems.push({ personId: person.personId, reason })
    return reason === null
  })
  const figures =
    scheme.kind === 'pool' ? await pool(ctx, run, { scheme, ready }) : output(run, { scheme, ready })
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

const output = (
  { month }: store.Run,
  { scheme, ready }: { scheme: OutputScheme; ready: PersonFacts[] },
): Figures => ({
  slips: ready.map((person) => computeOutput(person, { scheme, month })),
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
  const everywhere = await holdersOf(ctx, { positionCodes, unitId: null, ...days })
  const here = await holdersOf(ctx, { positionCodes, unitId: run.unitId, ...days })
  const holders = paidHere(everywhere, here)
  const personIds = holders.map((holder) => holder.personId)
  const salaries = await salariesOn(ctx, personIds, days.to)
  const cards = await cardResults(ctx, { month: run.month, personIds })
  const extras = await store.takeEntries(ctx, run, days.to)
  const people: PersonFacts[] = []
  for (const holder of holders) {
    const { personId, spells } = holder
    people.push({
      personId,
      unitId: holder.unitId,
      positionName: holder.positionName,
      isHead: heads.includes(holder.positionCode),
      spells,
      salary: salaries.get(personId) ?? null,
      ...cardFor(
        holder.positionCode,
        cards.filter((card) => card.personId === personId),
      ),
      output: scheme.kind === 'output' ? await outputOf(ctx, run, { scheme, personId, spells }) : null,
      extras: extras.get(personId) ?? [],
    })
  }
  return people
}

// Read as the server itself: pay must not depend on how far the payroll clerk may look into the indicators.
async function outputOf(
  reader: Ctx,
  run: store.Run,
  { scheme, personId, spells }: { scheme: OutputScheme; personId: string; spells: readonly Spell[] },
): Promise<PersonFacts['output']> {
  const ctx: Ctx = { ...reader, actor: { ...reader.actor, kind: 'system' } }
  const unitId = scheme.outputScope === 'unit' ? run.unitId : null
  const person = scheme.outputScope === 'person' ? personId : null
  const periods = periodsOf(run.month, spells)
  const values: Decimal[] = []
  let role: string | null = null
  for (const period of periods) {
    const { exact, definition } = await indicatorValue(ctx, {
      code: scheme.output,
      period,
      ...(unitId && { unitId }),
      ...(person && { personId: person }),
      ...(person && scheme.personRole && { personRole: scheme.personRole }),
    })
    if (exact !== null) values.push(exact)
    role = person ? (scheme.personRole ?? definition.personRole) : null
  }
  if (values.length === 0) return null
  return {
    value: plain(roundHalfUp(sum(values), 2)),
    code: scheme.output,
    role,
    unitId,
    personId: person,
    periods,
  }
}
