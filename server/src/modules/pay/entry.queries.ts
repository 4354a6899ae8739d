import { sql } from 'kysely'
import { dec, plain } from '../../kernel/money'
import { reach } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { personNames, today } from '../org'
import type { EntryList, SalaryList } from './http.schemas'
import { entryKindOf } from './narrow.rules'
import { mayEnter } from './policy'
import { nobody, type Own } from './queries'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

// Salaries and entries carry no unit: whom a grant of a unit reaches, the database itself answers (pay.read).
const inReach = sql<string>`(select org_people_in_reach('pay.read'))`

const seesAll = (ctx: Ctx) => reach(ctx.actor, 'pay.read').company

/** ORG-4: salaries within reach: the ones in force today, or all with their history. */
export async function listSalaries(ctx: Ctx, input: SalaryList) {
  let query = db(ctx)
    .selectFrom('paySalaries as p')
    .where('p.companyId', '=', ctx.company.id)
    .select(['p.id', 'p.personId', 'p.validFrom', 'p.positionSalary', 'p.share', 'p.base', 'p.note'])
    .select(['p.updatedAt', 'p.version'])
  if (!seesAll(ctx))
    query = query.where((eb) =>
      eb.or([eb('p.personId', 'in', inReach), eb('p.personId', '=', ctx.actor.personId ?? nobody)]),
    )
  if (input.personId) query = query.where('p.personId', '=', input.personId)
  if (input.current === 'true')
    query = query.where(
      'p.validFrom',
      '=',
      sql<string>`(select max(x.valid_from) from pay_salaries x where x.company_id = p.company_id
        and x.person_id = p.person_id and x.valid_from <= ${today(ctx)}::date)`,
    )
  if (input.q) query = query.where('p.personId', 'in', matches(ctx.company.id, 'person', input.q))
  const page = await pageRows(query, {
    sorts: { validFrom: sql.ref('p.valid_from'), positionSalary: sql.ref('p.position_salary') },
    defaultSort: '-validFrom',
    id: sql.ref('p.id'),
    input,
  })
  const names = await personNames(
    ctx,
    page.items.map((row) => row.personId),
  )
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      share: row.share === null ? null : plain(dec(row.share)),
      personName: names.get(row.personId) ?? '',
      can: { edit: mayEnter(ctx.actor, row.personId) },
    })),
  }
}

/** PAY-4, PAY-5: incentives and corrections within reach. */
export async function listEntries(ctx: Ctx, input: EntryList) {
  let query = db(ctx)
    .selectFrom('payEntries as p')
    .where('p.companyId', '=', ctx.company.id)
    .select([
      'p.id',
      'p.personId',
      'p.kind',
      'p.happenedOn',
      'p.amount',
      'p.reason',
      'p.orderId',
      'p.orderNumber',
    ])
    .select(['p.correctsSlipId', 'p.runId', 'p.removedAt', 'p.removedReason', 'p.createdByName'])
  if (!seesAll(ctx))
    query = query.where((eb) =>
      eb.or([eb('p.personId', 'in', inReach), eb('p.personId', '=', ctx.actor.personId ?? nobody)]),
    )
  if (input.personId) query = query.where('p.personId', '=', input.personId)
  if (input.kind) query = query.where('p.kind', '=', input.kind)
  if (input.open === 'true') query = query.where('p.runId', 'is', null).where('p.removedAt', 'is', null)
  if (input.open === 'false') query = query.where('p.runId', 'is not', null)
  if (input.q) query = query.where('p.personId', 'in', matches(ctx.company.id, 'person', input.q))
  const page = await pageRows(query, {
    sorts: { happenedOn: sql.ref('p.happened_on'), amount: sql.ref('p.amount') },
    defaultSort: '-happenedOn',
    id: sql.ref('p.id'),
    input,
  })
  const names = await personNames(
    ctx,
    page.items.map((row) => row.personId),
  )
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      kind: entryKindOf(row.kind),
      personName: names.get(row.personId) ?? '',
      can: { remove: row.runId === null && row.removedAt === null && mayEnter(ctx.actor, row.personId) },
    })),
  }
}
