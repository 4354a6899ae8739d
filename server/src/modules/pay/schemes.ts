import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { payScheme, type PayScheme } from './schemas'
import { notYetOfPay } from './scheme-check.rules'

type Own = Pick<Db, 'paySchemes'>
const db = (ctx: Ctx) => tables<Own>(ctx.tx)

const rowOf = (ctx: Ctx, item: { body: PayScheme; version: number; note: string }) => ({
  companyId: ctx.company.id,
  key: item.body.key,
  version: item.version,
  body: JSON.stringify(item.body),
  isExample: item.body.example ?? false,
  note: item.note,
  createdAt: ctx.now,
  createdBy: ctx.actor.userId,
  createdByName: ctx.actor.name,
})

/** PAY-1, PAY-3: writes a pack's pay schemes as first versions. */
export async function loadPay(ctx: Ctx, pack: { schemes: PayScheme[] }): Promise<void> {
  if (pack.schemes.length === 0) return
  const rows = pack.schemes.map((body) => rowOf(ctx, { body, version: 1, note: '' }))
  await db(ctx).insertInto('paySchemes').values(rows).execute()
}

const newest = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('paySchemes')
    .distinctOn('key')
    .select(['key', 'version', 'body', 'isExample'])
    .where('companyId', '=', ctx.company.id)
    .orderBy('key')
    .orderBy('version', 'desc')

/** The newest version of every scheme. */
export async function currentSchemes(ctx: Ctx) {
  const rows = await newest(ctx).execute()
  return rows.map((row) => {
    const body = payScheme.parse(row.body)
    return { ...row, body, name: body.name, kind: body.kind }
  })
}

/** A scheme as it was in one version; a run keeps the version it began with. */
export async function schemeAt(ctx: Ctx, at: { key: string; version: number }): Promise<PayScheme> {
  const row = await db(ctx)
    .selectFrom('paySchemes')
    .select('body')
    .where('companyId', '=', ctx.company.id)
    .where('key', '=', at.key)
    .where('version', '=', at.version)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'pay.no_such_scheme', at)
  return payScheme.parse(row.body)
}

/** PAY-1, PAY-3: a new version of a scheme; runs that exist keep theirs. */
export async function saveScheme(
  ctx: Ctx,
  edit: { key: string; version: number; body: unknown; note: string },
): Promise<void> {
  const parsed = payScheme.safeParse(edit.body)
  if (!parsed.success || parsed.data.key !== edit.key)
    throw new AppError('invalid_input', 'pay.invalid_scheme', { issues: parsed.error?.issues ?? [] })
  const [notYet] = notYetOfPay(parsed.data)
  if (notYet !== undefined) throw new AppError('rule_broken', 'pay.not_yet', { what: notYet })
  const [latest] = await newest(ctx).where('key', '=', edit.key).execute()
  if (!latest) throw new AppError('not_found', 'pay.no_such_scheme', { key: edit.key })
  const moved = new AppError('conflict', 'pay.version_moved', { current: latest, changed: ['body'] })
  if (latest.version !== edit.version) throw moved
  const row = rowOf(ctx, { body: parsed.data, version: edit.version + 1, note: edit.note })
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('paySchemes')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw moved
  await audit(ctx, 'pay.scheme_saved', {
    entity: 'pay_scheme',
    before: { version: edit.version },
    after: { version: edit.version + 1, key: edit.key },
    note: edit.note,
  })
}
