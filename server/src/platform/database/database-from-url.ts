import type { Client } from 'pg'
import type { Database, LauncherLog } from './handle'
import { errorCode, errorText, LauncherError } from './launcher-error'
import { seesChinese, withClient } from './provision'

const oldest = 15
const appRole = 'fuheng_app'
// Any number will do as long as nobody else locks it: "fuheng" in ASCII.
const setupLock = 0x667568656e67

/** What `databaseFromUrl` needs. */
export interface ExternalOptions {
  /** The value of DATABASE_URL: a user who owns the database or may create in it. */
  readonly url: string
  /** FUHENG_APP_DATABASE_URL, for installations that give the server a login role of its own. */
  readonly appUrl?: string | undefined
  readonly log: LauncherLog
}

/**
 * Checks the PostgreSQL of DATABASE_URL and prepares the role that the server runs as.
 * Throws `database_unreachable`, `database_too_old`, `role_missing`, `role_too_strong`.
 */
export async function databaseFromUrl(options: ExternalOptions): Promise<Database> {
  const { url, log } = options
  await connected('DATABASE_URL', url, async (client) => {
    await checkVersion(client)
    if (!(await seesChinese(client))) {
      log.warn(
        'DATABASE_URL: lc_ctype of this database drops Chinese text from pg_trgm searches; use a UTF-8 one.',
      )
    }
    if (options.appUrl === undefined) await prepareAppRole(client)
  })
  const appUrl = options.appUrl ?? withRole(url)
  const setting = options.appUrl === undefined ? 'DATABASE_URL' : 'FUHENG_APP_DATABASE_URL'
  await connected(setting, appUrl, (client) => checkAppRole(client, setting))
  return { ownerUrl: url, appUrl, stop: () => Promise.resolve(), lost: new Promise(() => undefined) }
}

/** The same address, but every session starts as the application's role. */
export function withRole(url: string): string {
  const address = new URL(url)
  const options = [address.searchParams.get('options'), `-c role=${appRole}`].filter(Boolean).join(' ')
  address.searchParams.set('options', options)
  // URLSearchParams writes a blank as "+", which only some readers undo.
  address.search = address.search.replaceAll('+', '%20')
  return address.href
}

async function connected(
  setting: string,
  url: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  try {
    await withClient(url, work)
  } catch (error) {
    if (error instanceof LauncherError) throw error
    throw new LauncherError('database_unreachable', `${setting} (${placeOf(url)}): ${errorText(error)}`, {
      cause: error,
    })
  }
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  )
  const [version] = rows
  if (version && version.number >= oldest * 10_000) return
  throw new LauncherError(
    'database_too_old',
    `DATABASE_URL is a PostgreSQL ${version?.text ?? '?'}; ${oldest} or newer is needed.`,
  )
}

/** Several servers may start at once on one database, so one at a time looks and creates. */
async function prepareAppRole(client: Client): Promise<void> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [setupLock])
    await createAppRole(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    if (errorCode(error) !== '42501') throw error
    throw new LauncherError(
      'role_missing',
      `DATABASE_URL: this user may not create roles. Have an administrator run: CREATE ROLE ${appRole} NOLOGIN; ` +
        `GRANT ${appRole} TO <this user>; or set FUHENG_APP_DATABASE_URL.`,
      { cause: error },
    )
  }
}

async function createAppRole(client: Client): Promise<void> {
  // Roles belong to the whole cluster but an advisory lock to one database: a neighbour may still be faster.
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${appRole}') then
        create role ${appRole} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`)
  // Before 16 a member may always take the role on; since 16 that is a right of its own.
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1::name,
       case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as may`,
    [appRole],
  )
  if (!rows[0]?.may) await client.query(`grant ${appRole} to current_user`)
}

/** Row-level security holds only for a role that cannot bypass it. */
async function checkAppRole(client: Client, setting: string): Promise<void> {
  const { rows } = await client.query<{ name: string; strong: boolean; owns: boolean }>(
    `select r.rolname as name, r.rolsuper or r.rolbypassrls as strong, d.datdba = r.oid as owns
       from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
  )
  const [role] = rows
  if (role && !role.strong && !role.owns) return
  throw new LauncherError(
    'role_too_strong',
    `${setting}: the server would run as "${role?.name ?? '?'}", which is a superuser, bypasses row-level security ` +
      'or owns the database. It must be a plain role.',
  )
}

/** Host, port and database, without the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'not an address'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
