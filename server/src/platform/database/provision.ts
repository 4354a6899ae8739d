import { Client } from 'pg'
import type { Secrets } from './data-folder'
import { LauncherError } from './launcher-error'

const database = 'fuheng'
const weak = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'

/** The addresses of a cluster for its three roles. */
export function urlsOf(
  secrets: Secrets,
  port: number,
): { superUrl: string; ownerUrl: string; appUrl: string } {
  const url = (user: string, password: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  return {
    superUrl: url('postgres', secrets.super),
    ownerUrl: url('fuheng_owner', secrets.owner),
    appUrl: url('fuheng_app', secrets.app),
  }
}

/**
 * Makes roles, database and extensions as far as they are missing; a start that was cut here is finished by the next.
 * Throws `chinese_search_broken` when pg_trgm drops Chinese characters.
 */
export async function provision(secrets: Secrets, port: number): Promise<void> {
  const { superUrl } = urlsOf(secrets, port)
  const maintenance = new URL(superUrl)
  maintenance.pathname = '/postgres'
  await withClient(maintenance.href, (client) => makeRolesAndDatabase(client, secrets))
  await withClient(superUrl, makeExtensions)
}

/** Opens one connection for the work and closes it whatever happens. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
  // A connection that breaks while idle must not end the process; the next query reports it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function makeRolesAndDatabase(client: Client, secrets: Secrets): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles union all select 'database ' || datname from pg_database`,
  )
  const existing = new Set(rows.map(({ name }) => name))
  // The log writes out a statement that fails: not one with a password in it.
  await client.query('set log_min_error_statement = panic')
  for (const [role, password] of [
    ['fuheng_owner', secrets.owner],
    ['fuheng_app', secrets.app],
  ] as const) {
    if (existing.has(role)) continue
    await client.query(`create role ${role} ${weak} password ${client.escapeLiteral(password)}`)
  }
  if (existing.has(`database ${database}`)) return
  await client.query('revoke connect on database postgres, template1 from public')
  await client.query(`create database ${database} owner fuheng_owner`)
}

async function makeExtensions(client: Client): Promise<void> {
  const { rows } = await client.query<{ extname: string }>('select extname from pg_extension')
  const existing = new Set(rows.map(({ extname }) => extname))
  for (const extension of ['btree_gist', 'pg_trgm']) {
    if (!existing.has(extension)) await client.query(`create extension ${extension}`)
  }
  if (await seesChinese(client)) return
  throw new LauncherError(
    'chinese_search_broken',
    'This cluster was made with a locale that drops Chinese characters from searches (lc_ctype must be C.UTF-8).',
  )
}

/** Whether pg_trgm, where there is one, makes trigrams of Chinese text; with lc_ctype C it silently makes none. */
export async function seesChinese(client: Client): Promise<boolean> {
  const { rows: homes } = await client.query<{ schema: string }>(
    `select extnamespace::regnamespace::text as schema from pg_extension where extname = 'pg_trgm'`,
  )
  const [home] = homes
  if (!home) return true
  const { rows } = await client.query<{ count: number }>(
    `select cardinality(${home.schema}.show_trgm('空调维修')) as count`,
  )
  return rows.every(({ count }) => count > 0)
}
