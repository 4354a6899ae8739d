import { addDays, monthRange, type Month } from '../../kernel/civil-date'
import {
  addEntry,
  createRun,
  currentSchemes,
  moveRun,
  runHead,
  saveScheme,
  setCoefficient,
  slipsOfRun,
} from '../../modules/pay'
import { listUnits } from '../../modules/org'
import type { Ctx } from '../../platform/ctx'
import type { Story } from '../story'
import type { CardCast, Progress } from './cards'

/** PAY-3: the rates of the company, as new versions of the pack's schemes. */
export async function setPayRates(ctx: Ctx, story: Story): Promise<void> {
  for (const { scheme, rate } of story.payRates) {
    const found = (await currentSchemes(ctx)).find(({ key }) => key === scheme)
    if (!found) throw new Error(`The pack has no pay scheme ${scheme}.`)
    const body = { ...found.body, rate: { value: rate, example: true } }
    await saveScheme(ctx, { key: scheme, version: found.version, body, note: rate })
  }
}

const moves = ['check', 'approve', 'pay', 'lock'] as const
const reaches: Record<Progress, number> = { filed: 4, confirmed: 2, mixed: 0 }

async function entriesFor({ stage, chance, words, story, holder, earners }: CardCast, month: Month) {
  for (let each = 0; each < 3; each += 1) {
    const day = addDays(monthRange(month).from, chance.whole(3, 24))
    await addEntry(stage.on(day, '11:00', holder(story.payroll)), {
      personId: chance.pick(earners),
      kind: 'incentive',
      happenedOn: day,
      amount: `${chance.whole(1, 6) * 50}.00`,
      reason: chance.pick(words.incentiveReasons),
      orderId: null,
      orderNumber: null,
      correctsSlipId: null,
    })
  }
}

/** PAY-5: what was paid is corrected by an entry that the next run pays. */
async function correct(cast: CardCast, runId: string, month: Month): Promise<void> {
  const { stage, words, story, holder } = cast
  const ctx = stage.on(addDays(monthRange(month).to, 12), '15:00', holder(story.payroll))
  const [slip] = await slipsOfRun(ctx, runId)
  if (!slip) return
  await addEntry(ctx, {
    personId: slip.personId,
    kind: 'adjustment',
    happenedOn: addDays(monthRange(month).to, 12),
    amount: '68.50',
    reason: words.correctionReason,
    orderId: null,
    orderNumber: null,
    correctsSlipId: slip.id,
  })
}

/** PAY-5, PCK-4: the pay runs of a month: locked, approved, or still a draft. */
export async function makePay(
  cast: CardCast,
  month: Month,
  of: { progress: Progress; correct: boolean; unitId: string },
): Promise<void> {
  const { stage, story, words, holder, chance } = cast
  await entriesFor(cast, month)
  const day = (days: number) => addDays(monthRange(month).to, 7 + days)
  const schemes = [...story.runs, ...(of.progress === 'mixed' && story.problemRun ? [story.problemRun] : [])]
  for (const schemeKey of schemes) {
    const id = await createRun(stage.on(day(0), '09:30', holder(story.payroll)), {
      month,
      unitId: of.unitId,
      schemeKey,
    })
    const target = async () => ({ id, version: (await runHead(stage.on(day(0), '09:30'), id)).version })
    if (schemeKey === 'department-pool' && of.progress !== 'mixed') {
      const coefficient = chance.pick(['0.95', '0.98', '1', '1.02'])
      const ctx = stage.on(day(0), '09:45', holder(story.payroll))
      await setCoefficient(ctx, await target(), { coefficient, reason: words.coefficientReason })
    }
    for (const [at, move] of moves.slice(0, reaches[of.progress]).entries()) {
      const who = move === 'approve' ? story.approver : story.payroll
      const { problems, version } = await runHead(stage.on(day(at), '10:30', holder(who)), id)
      const note = move === 'check' && problems > 0 ? words.checkNote : ''
      await moveRun(stage.on(day(at), '10:30', holder(who)), { id, version }, { move, note })
    }
    if (of.correct) await correct(cast, id, month)
  }
}

/** The unit that stands above all others. */
export async function rootUnit(ctx: Ctx): Promise<string> {
  const { items } = await listUnits(ctx)
  const root = items.find((unit) => unit.parentId === null)
  if (!root) throw new Error('The company has no root unit.')
  return root.id
}
