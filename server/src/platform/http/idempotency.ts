import { createHash } from 'node:crypto'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../ctx'
import { tables } from '../db'
import type { Db } from '../db-rows'

type Own = Pick<Db, 'platformIdempotencyKeys'>

export interface Repeatable {
  key: string
  route: string
  requestHash: string
  /** The answer as it is sent, so that a repeat gets the same bytes' worth. */
  encode: (result: unknown) => unknown
}

/** An answer and whether it is the kept one of an earlier request. */
export interface Once {
  body: unknown
  isRepeat: boolean
}

/** What makes two requests the same: the route, its parameters and its body. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('hex')

/** Reads the header of a create; a create without one cannot be repeated safely and is refused. */
export function keyFrom(header: string | string[] | undefined): string {
  const key = Array.isArray(header) ? header[0] : header
  if (!key || key.length < 8 || key.length > 200)
    throw new AppError('invalid_input', 'platform.idempotency_key_needed')
  return key
}

/**
 * Runs a create at most once per key. The key's row is inserted first, so a second request with the same key waits
 * for the first to commit and then gets its answer; the same key with another content is refused.
 */
export async function once(ctx: Ctx, repeat: Repeatable, work: () => Promise<unknown>): Promise<Once> {
  const db = tables<Own>(ctx.tx)
  const owner = { companyId: ctx.company.id, userId: ctx.actor.userId ?? ctx.company.id }
  const inserted = await db
    .insertInto('platformIdempotencyKeys')
    .values({ ...owner, key: repeat.key, route: repeat.route, requestHash: repeat.requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  const row = (query: ReturnType<typeof db.selectFrom<'platformIdempotencyKeys'>>) =>
    query
      .where('companyId', '=', owner.companyId)
      .where('userId', '=', owner.userId)
      .where('key', '=', repeat.key)

  if (!inserted) {
    const first = await row(db.selectFrom('platformIdempotencyKeys'))
      .select(['route', 'requestHash', 'response'])
      .executeTakeFirstOrThrow()
    if (first.route !== repeat.route || first.requestHash !== repeat.requestHash)
      throw new AppError('conflict', 'platform.idempotency_key_reused')
    return { body: first.response, isRepeat: true }
  }
  const result = await work()
  await db
    .updateTable('platformIdempotencyKeys')
    .set({ status: 201, response: JSON.stringify(repeat.encode(result) ?? null) })
    .where('companyId', '=', owner.companyId)
    .where('userId', '=', owner.userId)
    .where('key', '=', repeat.key)
    .execute()
  return { body: result, isRepeat: false }
}
