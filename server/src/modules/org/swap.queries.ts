import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { can, reach } from '../../platform/actor'
import { timeline } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows, type PageInput } from '../../platform/paging'
import { personNames } from './lookups'
import { mayPlan, mayReadRoster } from './policy'
import { afterMove, type SwapFacts, type SwapMove, type SwapState } from './shift.rules'
import type { ShiftOwn } from './shift.store'
import { unitNames } from './spans'

const db = (ctx: Ctx) => tables<ShiftOwn>(ctx.tx)

const swaps = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('orgSwaps as sw')
    .innerJoin('orgShifts as give', (join) =>
      join.onRef('give.companyId', '=', 'sw.companyId').onRef('give.id', '=', 'sw.giveShiftId'),
    )
    .leftJoin('orgShifts as take', (join) =>
      join.onRef('take.companyId', '=', 'sw.companyId').onRef('take.id', '=', 'sw.takeShiftId'),
    )
    .select(['sw.id', 'sw.unitId', 'sw.requesterId', 'sw.colleagueId', 'sw.giveDate', 'sw.takeDate'])
    .select(['give.name as giveShift', 'take.name as takeShift', 'sw.note', 'sw.answer'])
    .select(['sw.decidedBy', 'sw.decidedAt', 'sw.createdAt', 'sw.version'])
    .select(sql<SwapState>`sw.state`.as('state'))
    .where('sw.companyId', '=', ctx.company.id)

type Row = Awaited<ReturnType<ReturnType<typeof swaps>['executeTakeFirstOrThrow']>>

const doable = (ctx: Ctx, swap: SwapFacts & { unitId: string }) => {
  const by = { personId: ctx.actor.personId, mayPlan: mayPlan(ctx.actor, swap.unitId) }
  const may = (move: SwapMove) => afterMove(swap, move, by) !== null
  return { answer: may('agree'), withdraw: may('withdraw'), decide: may('approve') }
}

async function spoken(ctx: Ctx, rows: readonly Row[]) {
  const people = await personNames(
    ctx,
    rows.flatMap((row) => [row.requesterId, row.colleagueId, row.decidedBy]),
  )
  const units = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  )
  return rows.map(({ giveDate, giveShift, takeDate, takeShift, decidedBy, ...row }) => ({
    ...row,
    unitName: units.get(row.unitId) ?? '',
    requesterName: people.get(row.requesterId) ?? '',
    colleagueName: people.get(row.colleagueId) ?? '',
    decidedByName: people.get(decidedBy ?? '') ?? null,
    give: { date: giveDate, shiftName: giveShift },
    take: takeDate && takeShift ? { date: takeDate, shiftName: takeShift } : null,
    can: doable(ctx, row),
  }))
}

/** ORG-11: swap requests, newest first: those one is part of, or those of the units one plans. */
export async function listSwaps(ctx: Ctx, input: PageInput & { scope: 'mine' | 'plan' }) {
  const query = input.scope === 'mine' ? mine(ctx) : toPlan(ctx)
  const page = await pageRows(query, {
    sorts: { asked: sql.ref('sw.id') },
    defaultSort: '-asked',
    id: sql.ref('sw.id'),
    input,
  })
  return { ...page, items: await spoken(ctx, page.items) }
}

const mine = (ctx: Ctx) =>
  swaps(ctx).where(
    'sw.id',
    'in',
    sql<string>`(select a.id from org_swaps a where a.company_id = ${ctx.company.id} and a.requester_id = ${ctx.actor.personId}
      union select b.id from org_swaps b where b.company_id = ${ctx.company.id} and b.colleague_id = ${ctx.actor.personId})`,
  )

function toPlan(ctx: Ctx) {
  const held = reach(ctx.actor, 'roster.edit')
  if (held.company) return swaps(ctx)
  return swaps(ctx).where(sql<boolean>`sw.unit_id = any(${held.unitIds}::uuid[])`)
}

/** ORG-11: a request with its history; open to both sides and to who may look at the unit's roster. */
export async function swapRecord(ctx: Ctx, id: string) {
  const row = await swaps(ctx).where('sw.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_swap')
  const me = ctx.actor.personId
  const isPart = me !== null && (row.requesterId === me || row.colleagueId === me)
  allow(isPart || mayReadRoster(ctx.actor, row.unitId))
  const [swap] = await spoken(ctx, [row])
  if (!swap) throw new AppError('not_found', 'org.no_such_swap')
  return { ...swap, timeline: await timeline(ctx, 'swap', id) }
}

/** How many requests wait for this person: to answer, or to decide. */
export async function waitingSwaps(ctx: Ctx): Promise<{ answer: number; decide: number }> {
  const answer = await db(ctx)
    .selectFrom('orgSwaps')
    .select(sql<number>`count(*)`.as('count'))
    .where('companyId', '=', ctx.company.id)
    .where('colleagueId', '=', ctx.actor.personId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  if (!can(ctx.actor, 'roster.edit')) return { answer: answer.count, decide: 0 }
  const decide = await db(ctx)
    .selectFrom(toPlan(ctx).where('sw.state', '=', 'agreed').as('open'))
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return { answer: answer.count, decide: decide.count }
}
