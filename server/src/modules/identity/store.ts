import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import { tables, type Database, type Tx } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { User } from './schemas'

type Own = Pick<Db, 'identityUsers' | 'identitySessions' | 'orgCompanies'>

const userColumns = [
  'id',
  'login',
  'name',
  'personId',
  'mustChangePassword',
  'lockedUntil',
  'disabledAt',
  'version',
] as const

export interface Credentials {
  id: string
  companyId: string
  passwordHash: string
  failedCount: number
  lockedUntil: Date | null
  disabledAt: Date | null
}

const credentials = ['id', 'companyId', 'passwordHash', 'failedCount', 'lockedUntil', 'disabledAt'] as const

/** Loads and locks the user behind a login, whatever the company: one login is unique per installation. */
export const lockByLogin = (tx: Tx, login: string): Promise<Credentials | undefined> =>
  tables<Own>(tx)
    .selectFrom('identityUsers')
    .select(credentials)
    .where('login', '=', login)
    .forUpdate()
    .executeTakeFirst()

export const lockById = (tx: Tx, id: string): Promise<Credentials | undefined> =>
  tables<Own>(tx)
    .selectFrom('identityUsers')
    .select(credentials)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const findUser = (tx: Tx, companyId: string, id: string): Promise<User | undefined> =>
  tables<Own>(tx)
    .selectFrom('identityUsers')
    .select(userColumns)
    .where('companyId', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirst()

export const userOfPerson = (tx: Tx, companyId: string, personId: string): Promise<User | undefined> =>
  tables<Own>(tx)
    .selectFrom('identityUsers')
    .select(userColumns)
    .where('companyId', '=', companyId)
    .where('personId', '=', personId)
    .executeTakeFirst()

export async function insertUser(
  tx: Tx,
  user: {
    companyId: string
    personId: string | null
    login: string
    name: string
    passwordHash: string
    mustChangePassword: boolean
  },
): Promise<string> {
  const id = newId()
  await tables<Own>(tx)
    .insertInto('identityUsers')
    .values({ id, ...user })
    .execute()
  return id
}

export interface UserChange {
  passwordHash?: string
  failedCount?: number
  lockedUntil?: Date | null
  disabledAt?: Date | null
  mustChangePassword?: boolean
}

export async function updateUser(tx: Tx, id: string, change: UserChange): Promise<void> {
  await tables<Own>(tx)
    .updateTable('identityUsers')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function insertSession(
  tx: Tx,
  session: {
    tokenHash: string
    userId: string
    now: Date
    expiresAt: Date
    userAgent: string | null
    address: string | null
  },
): Promise<void> {
  const { now, ...rest } = session
  await tables<Own>(tx)
    .insertInto('identitySessions')
    .values({ id: newId(), createdAt: now, lastSeenAt: now, ...rest })
    .execute()
}

/** Ends the sessions of a user that still live; gives their number. */
export const revokeSessions = async (
  tx: Tx,
  where: { userId: string; sessionId?: string; except?: string },
  now: Date,
): Promise<number> => {
  let query = tables<Own>(tx)
    .updateTable('identitySessions')
    .set({ revokedAt: now })
    .where('userId', '=', where.userId)
    .where('revokedAt', 'is', null)
  if (where.sessionId) query = query.where('id', '=', where.sessionId)
  if (where.except) query = query.where('id', '!=', where.except)
  const [ended] = await query.execute()
  return Number(ended?.numUpdatedRows ?? 0)
}

export const sessionsOf = (tx: Tx, userId: string, now: Date) =>
  tables<Own>(tx)
    .selectFrom('identitySessions')
    .select(['id', 'createdAt', 'lastSeenAt', 'userAgent', 'address'])
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .limit(100)
    .execute()

/** The live session behind a token's hash, with its user; revoked, expired and disabled ones are not found. */
export const liveSession = (db: Database, tokenHash: string, now: Date) =>
  db
    .selectFrom('identitySessions as s')
    .innerJoin('identityUsers as u', 'u.id', 's.userId')
    .select([
      's.id as sessionId',
      's.lastSeenAt',
      'u.id as userId',
      'u.personId',
      'u.companyId',
      'u.name',
      'u.mustChangePassword',
    ])
    .where('s.tokenHash', '=', tokenHash)
    .where('s.revokedAt', 'is', null)
    .where('s.expiresAt', '>', now)
    .where('u.disabledAt', 'is', null)
    .executeTakeFirst()

export const markSeen = (db: Database, sessionId: string, now: Date): Promise<unknown> =>
  db.updateTable('identitySessions').set({ lastSeenAt: now }).where('id', '=', sessionId).execute()

/** Whether anybody can sign in at all; before that the set-up page is open. */
export async function anyUser(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean
  }>`select exists (select 1 from identity_users) as found`.execute(tables<Own>(tx))
  return rows[0]?.found ?? false
}

/** Only one set-up at a time, on however many processes. */
export const lockSetup = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(7460002)`.execute(tables<Own>(tx))

/** Every company of the installation, for commands that look after all of them. */
export async function companyIds(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('identityUsers')
    .select('companyId')
    .distinct()
    .orderBy('companyId')
    .execute()
  return rows.map((row) => row.companyId)
}
