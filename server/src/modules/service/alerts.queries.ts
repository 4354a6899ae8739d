import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, startOfDay } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import { pageRows, type Page } from '../../platform/paging'
import { personNames, unitNames } from '../org'
import type { AlertExport, AlertList, ClockAlert } from './clock.schemas'
import { reachCondition } from './list.filters'
import { reaches } from './policy'
import { alertStateOf, clockStateOf, kindOf, partyOf } from './rows'
import { db } from './store'

type Cut = Omit<AlertList, 'limit' | 'cursor'>
const list = <T>(value: T | T[]): T[] => [value].flat() as T[]
const stateSql = sql<string>`case when a.acknowledged_at is not null then 'acknowledged'
  when a.withdrawn_at is not null then 'withdrawn' else 'open' end`
const openSql = sql<boolean>`a.acknowledged_at is null and a.withdrawn_at is null`

const base = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('serviceClockAlerts as a')
    .innerJoin('serviceOrders as o', (join) =>
      join.onRef('o.companyId', '=', 'a.companyId').onRef('o.id', '=', 'a.orderId'),
    )
    .innerJoin('serviceClockRules as r', (join) =>
      join.onRef('r.companyId', '=', 'a.companyId').onRef('r.key', '=', 'a.ruleKey'),
    )
    .leftJoin('serviceClocks as c', (join) =>
      join
        .onRef('c.companyId', '=', 'a.companyId')
        .onRef('c.orderId', '=', 'a.orderId')
        .onRef('c.ruleKey', '=', 'a.ruleKey'),
    )
    .where('a.companyId', '=', ctx.company.id)

/** SVC-3: whoever sees the order sees its alerts, and whoever an alert was sent to sees it in any case. */
function visible(ctx: Ctx, cut: Cut) {
  const reach = reachCondition(ctx, 'orders.read')
  const mine = sql<boolean>`a.person_id = ${ctx.actor.personId}`
  const { timeZone } = ctx.company
  let query = base(ctx)
  if (reach) query = query.where(sql<boolean>`(${reach} or ${mine})`)
  if (cut.ruleKey !== undefined) query = query.where('a.ruleKey', 'in', list(cut.ruleKey))
  if (cut.kind !== undefined) query = query.where('a.kind', 'in', list(cut.kind))
  if (cut.personId !== undefined) query = query.where('a.personId', 'in', list(cut.personId))
  if (cut.unitId !== undefined)
    query = query.where(
      sql<boolean>`o.unit_id in (select below.descendant_id from v_org_units_now below
        where below.company_id = o.company_id and below.ancestor_id = any(${list(cut.unitId)}::uuid[]))`,
    )
  if (cut.state !== undefined) {
    const states = list(cut.state)
    const onlyOpen = states.length === 1 && states[0] === 'open'
    query = onlyOpen ? query.where(openSql) : query.where(sql<boolean>`${stateSql} = any(${states}::text[])`)
  }
  if (cut.crossedFrom) query = query.where('a.crossedAt', '>=', startOfDay(cut.crossedFrom, timeZone))
  if (cut.crossedTo) query = query.where('a.crossedAt', '<', startOfDay(addDays(cut.crossedTo, 1), timeZone))
  return query
}

type Row = z.input<typeof ClockAlert>

const selected = (query: ReturnType<typeof visible>) =>
  query
    .select(['a.id', 'a.orderId', 'o.number as orderNumber', 'o.unitId', 'o.advisorId', 'a.ruleKey'])
    .select([
      'r.name as ruleName',
      'r.nameEn as ruleNameEn',
      'a.kind',
      'a.level',
      'a.crossedAt',
      'a.raisedAt',
    ])
    .select(['a.personId', 'c.state as clockState', 'c.dueAt', 'c.missedMinutes', 'c.party'])
    .select(['a.acknowledgedAt', 'a.acknowledgedName', 'a.note', 'a.version'])
    .select(stateSql.as('state'))

/** SVC-3: a page of the alerts the caller may see, the newest first. */
export async function listAlerts(ctx: Ctx, input: AlertList): Promise<Page<Row>> {
  const page = await pageRows(selected(visible(ctx, input)), {
    sorts: { crossedAt: sql.ref('a.crossedAt') },
    defaultSort: '-crossedAt',
    id: sql.ref('a.id'),
    input,
  })
  const people = await personNames(
    ctx,
    page.items.map((row) => row.personId),
  )
  const units = await unitNames(
    ctx,
    page.items.map((row) => row.unitId),
  )
  const items = page.items.map(({ advisorId, ...row }) => {
    const acknowledge =
      row.state === 'open' &&
      (row.personId === ctx.actor.personId ||
        reaches(ctx.actor, 'orders.edit', { unitId: row.unitId, advisorId, technicianIds: [] }))
    return {
      ...row,
      kind: kindOf(row.kind),
      state: alertStateOf(row.state),
      clockState: row.clockState === null ? null : clockStateOf(row.clockState),
      party: row.party === null ? null : partyOf(row.party),
      unitName: units.get(row.unitId) ?? '',
      personName: people.get(row.personId ?? '') ?? null,
      can: { acknowledge },
    }
  })
  return { ...page, items }
}

const columns: FileColumn<Row>[] = [
  { text: 'field.clock_alert.orderNumber', type: 'text', value: (row) => row.orderNumber },
  {
    text: 'field.clock_alert.ruleKey',
    type: 'text',
    value: (row, say) => (say('orders.lang') === 'en' ? row.ruleNameEn : row.ruleName),
  },
  {
    text: 'field.clock_alert.kind',
    type: 'text',
    value: (row, say) => say(`value.clock_alert.kind.${row.kind}`),
  },
  { text: 'field.clock_alert.level', type: 'number', value: (row) => row.level || null },
  { text: 'field.clock_alert.crossedAt', type: 'datetime', value: (row) => row.crossedAt },
  { text: 'field.clock_alert.unitId', type: 'text', value: (row) => row.unitName },
  { text: 'field.clock_alert.personId', type: 'text', value: (row) => row.personName },
  {
    text: 'field.clock_alert.party',
    type: 'text',
    value: (row, say) => (row.party ? say(`value.clock.party.${row.party}`) : ''),
  },
  { text: 'field.clock_alert.missedMinutes', type: 'number', value: (row) => row.missedMinutes },
  {
    text: 'field.clock_alert.state',
    type: 'text',
    value: (row, say) => say(`value.clock_alert.state.${row.state}`),
  },
  { text: 'field.clock_alert.acknowledgedName', type: 'text', value: (row) => row.acknowledgedName },
  { text: 'field.clock_alert.note', type: 'text', value: (row) => row.note },
]

/** PLT-3: the filtered alerts as a file. */
export async function exportAlerts(ctx: Ctx, query: z.output<typeof AlertExport>): Promise<Download> {
  const { format, language, ...cut } = query
  const page = await listAlerts(ctx, { ...cut, limit: exportLimit })
  return listFile(ctx, { name: 'clocks.alertFile', columns, page, query: { format, language } })
}
