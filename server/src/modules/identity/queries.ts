import { sql } from 'kysely'
import type { Session } from '../../platform/http/edge'
import { tables, type Database } from '../../platform/db'
import type { Ctx } from '../../platform/ctx'
import type { Db } from '../../platform/db-rows'
import { pageRows, type Page, type PageInput } from '../../platform/paging'
import { hashToken } from './passwords'
import type { User } from './schemas'
import * as store from './store'

type Own = Pick<Db, 'identityUsers' | 'orgCompanies'>

const seenEvery = 60_000

/** Who holds this token; also notes, at most once a minute, that the session is in use. */
export async function findSession(db: Database, token: string, now: Date): Promise<Session | null> {
  const row = await store.liveSession(db, hashToken(token), now)
  if (!row) return null
  const { lastSeenAt, ...session } = row
  if (now.getTime() - lastSeenAt.getTime() > seenEvery) await store.markSeen(db, row.sessionId, now)
  return session
}

/** Logins of the company, by login. */
export async function listUsers(ctx: Ctx, input: PageInput & { q?: string }): Promise<Page<User>> {
  const db = tables<Own>(ctx.tx)
  let query = db
    .selectFrom('identityUsers')
    .select(['id', 'login', 'name', 'personId', 'mustChangePassword', 'lockedUntil', 'disabledAt', 'version'])
    .where('companyId', '=', ctx.company.id)
  const { q } = input
  if (q)
    query = query.where((eb) =>
      eb.or([eb('login', 'like', `%${escapeLike(q)}%`), eb('name', 'like', `%${escapeLike(q)}%`)]),
    )
  return pageRows(query, {
    sorts: { login: sql.ref('login'), name: sql.ref('name') },
    defaultSort: 'login',
    id: sql.ref('id'),
    input,
  })
}

const escapeLike = (text: string): string => text.toLowerCase().replace(/[\\%_]/g, '\\$&')

/** What the browser needs to know about its user. */
export async function sessionInfo(ctx: Ctx, session: Session) {
  const user = await store.findUser(ctx.tx, session.companyId, session.userId)
  const company = await tables<Own>(ctx.tx)
    .selectFrom('orgCompanies')
    .select(['id', 'name', 'timeZone', 'pack', sql<boolean>`settings ? 'demo'`.as('demo')])
    .where('id', '=', session.companyId)
    .executeTakeFirstOrThrow()
  return {
    user: {
      id: session.userId,
      login: user?.login ?? '',
      name: session.name,
      mustChangePassword: session.mustChangePassword,
    },
    personId: session.personId,
    company,
    permissions: [...new Set(ctx.actor.grants.map((grant) => grant.permission))].sort(),
  }
}

/** Sessions of the signed-in user, newest first. */
export async function mySessions(ctx: Ctx, session: Session) {
  const rows = await store.sessionsOf(ctx.tx, session.userId, ctx.now)
  return { items: rows.map((row) => ({ ...row, current: row.id === session.sessionId })) }
}
