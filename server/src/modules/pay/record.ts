import { dec, plain, sum, toMoney, toRatio } from '../../kernel/money'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { personNames } from '../org'
import { abilities, may } from './policy'
import * as queries from './queries'
import { approvalRefusal } from './run-states.rules'
import type { PayScheme } from './schemas'
import { schemeAt } from './schemes'
import { coefficientOf, makersOf } from './store'
import { StoredFacts, StoredLines, StoredProblems, StoredSteps } from './stored'

const text = (value: string | null): string | null => (value === null ? null : plain(dec(value)))
/** Sums of a pool are exact; those that fit into cents are written as money. */
function exactMoney(value: string | null): string | null {
  if (value === null) return null
  const sum = dec(value)
  return sum.decimalPlaces() <= 2 ? toMoney(sum) : plain(sum)
}
const markOf = (at: Date | null, by: string | null) => (at && by !== null ? { at, by } : null)

interface Marked {
  value: string
  example?: true
  source?: string
}
const marked = ({ value, example, source }: Marked) => ({
  value,
  isExample: example ?? false,
  source: source ?? null,
})

/** PCK-2: the values of a scheme that make the pay, each with its mark. */
function termsOf(scheme: PayScheme) {
  const isPool = scheme.kind === 'pool'
  return {
    share: isPool ? marked(scheme.share) : null,
    factor: isPool ? scheme.factor : null,
    head: isPool ? scheme.head : null,
    base: isPool ? null : marked(scheme.base),
    rate: isPool ? null : marked(scheme.rate),
    guarantee: isPool || scheme.guarantee === null ? null : marked(scheme.guarantee),
    output: isPool ? null : scheme.output,
    outputScope: isPool ? null : scheme.outputScope,
  }
}

const differenceOf = (amount: string, previous: string | null): string | null =>
  previous === null ? null : toMoney(dec(amount).minus(previous))

type SlipOfRun = Awaited<ReturnType<typeof queries.slipsOfRun>>[number]

function slipView(
  slip: SlipOfRun,
  of: { names: Map<string, string>; previous: Map<string, string>; weightsSum: string | null },
) {
  const { facts: stored, ...row } = slip
  const facts = StoredFacts.parse(stored)
  const isWeighed =
    row.standard !== null && row.factor !== null && of.weightsSum !== null && !dec(of.weightsSum).isZero()
  const weight = isWeighed ? dec(row.standard ?? '0').times(row.factor ?? '0') : null
  const previous = of.previous.get(row.personId) ?? null
  return {
    ...row,
    personName: of.names.get(row.personId) ?? '',
    employeeNo: null,
    shareOfPool: weight === null ? null : toRatio(weight.div(of.weightsSum ?? '1')),
    cardId: facts.card?.id ?? null,
    score: facts.card?.total ?? null,
    grade: facts.card?.grade ?? null,
    output: facts.output ? toMoney(dec(facts.output.value)) : null,
    extras: toMoney(sum(facts.extras.map((extra) => extra.amount))),
    previous,
    difference: differenceOf(row.amount, previous),
  }
}

/** PAY-1 … PAY-5: a run with everybody in it, who is not and why, the sums of the pool and the change to last month. */
export async function runRecord(ctx: Ctx, id: string) {
  const row = await queries.runRow(ctx, id)
  const [head] = await queries.withSchemes(ctx, [row])
  if (!head) throw new Error('a run without a row')
  const scheme = await schemeAt(ctx, { key: row.schemeKey, version: row.schemeVersion })
  const slips = await queries.slipsOfRun(ctx, id)
  const problems = StoredProblems.parse(row.problems)
  const ids = [...slips, ...problems].map((person) => person.personId)
  const names = await personNames(ctx, ids)
  const previous = await queries.previousAmounts(ctx, {
    month: row.month,
    schemeKey: row.schemeKey,
    personIds: ids,
  })
  const given = await coefficientOf(ctx, row.unitId, row.month)
  const refusal = approvalRefusal(ctx.actor, await makersOf(ctx, row))
  const approvalRefused = head.state === 'checked' && may(ctx.actor, 'approve', row) ? refusal : null
  return {
    ...head,
    approvalRefused,
    schemeName: scheme.name,
    isExample: scheme.example ?? false,
    coefficient: text(row.coefficient),
    coefficientReason: given?.reason ?? null,
    coefficientBy: given?.setByName ?? null,
    pool: exactMoney(row.pool),
    reserve: exactMoney(row.reserve),
    remainder: exactMoney(row.remainder),
    reserveAfter: exactMoney(row.reserveAfter),
    terms: termsOf(scheme),
    items: slips.map((slip) => slipView(slip, { names, previous, weightsSum: row.weightsSum })),
    problems: problems.map((problem) => ({ ...problem, personName: names.get(problem.personId) ?? '' })),
    previousTotal: previous.size > 0 ? toMoney(sum([...previous.values()])) : null,
    checked: markOf(row.checkedAt, row.checkedBy),
    approved: markOf(row.approvedAt, row.approvedBy),
    paid: markOf(row.paidAt, row.paidBy),
    locked: markOf(row.lockedAt, row.lockedBy),
    timeline: await timeline(ctx, 'pay_run', id),
    can: abilities(ctx.actor, { ...head, approvalRefused }),
  }
}

/** PAY: how one slip came about: each line with its formula, its inputs and what they rest on. */
export async function slipRecord(ctx: Ctx, id: string) {
  const { steps, lines, facts: stored, schemeVersion, ...row } = await queries.slipRow(ctx, id)
  const scheme = await schemeAt(ctx, { key: row.schemeKey, version: schemeVersion })
  const facts = StoredFacts.parse(stored)
  const storedLines = StoredLines.parse(lines)
  const entries = new Map(
    (
      await queries.entriesBy(
        ctx,
        storedLines.flatMap((line) =>
          (line.ruleId === 'PAY-4' || line.label === 'adjustment') && line.from !== null ? [line.from] : [],
        ),
      )
    ).map((entry) => [entry.id, entry]),
  )
  const previous = await queries.previousAmounts(ctx, { ...row, personIds: [row.personId] })
  const before = previous.get(row.personId) ?? null
  const given = await coefficientOf(ctx, row.runUnitId, row.month)
  return {
    ...row,
    schemeName: scheme.name,
    isExample: scheme.example ?? false,
    steps: StoredSteps.parse(steps),
    lines: storedLines.map(({ from, ...line }) => {
      const entry = from === null ? undefined : entries.get(from)
      return {
        ...line,
        reason: entry?.reason ?? null,
        happenedOn: entry?.happenedOn ?? null,
        orderId: entry?.orderId ?? null,
        orderNumber: entry?.orderNumber ?? null,
      }
    }),
    card: facts.card,
    pool:
      row.kind === 'pool' && row.pool !== null
        ? {
            standardsSum: row.standardsSum ?? '0.00',
            coefficient: text(row.coefficient) ?? '1',
            coefficientReason: given?.reason ?? null,
            pool: text(row.pool) ?? '0',
            weightsSum: row.weightsSum ?? '0',
          }
        : null,
    terms: termsOf(scheme),
    previous: before,
    difference: differenceOf(row.amount, before),
  }
}

/** PAY-5: the own slips and one of them opened: the month asked for, or the newest. */
export async function mySlips(ctx: Ctx, month?: string) {
  const items = await queries.ownSlips(ctx)
  const wanted = month ? items.find((slip) => slip.month === month) : items[0]
  return { items, current: wanted ? await slipRecord(ctx, wanted.id) : null }
}
