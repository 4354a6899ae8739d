import { CamelCasePlugin, CompiledQuery, Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db-rows'
import { dialectOf, pipelined } from './pg-driver'

declare const brand: unique symbol

/**
 * An open transaction. It can be passed on but not queried: only a store or a query opens it with `tables`,
 * so a command cannot write SQL.
 */
export interface Tx {
  readonly [brand]: 'tx'
}

export type Database = Kysely<Db>

// `date` stays a civil date and never becomes an instant; counts fit in a number; numeric stays text.
const textAsIs = (value: string) => value
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === 1082) return textAsIs
    if (oid === 20) return Number
    return pg.types.getTypeParser(oid, format)
  },
}

export interface OpenDatabase {
  db: Database
  pool: pg.Pool
  close(): Promise<void>
}

/** Opens a pool on `url`. The pool survives a lost server: the next query connects anew. */
export function openDatabase(url: string, options: { max?: number } = {}): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types,
    application_name: 'fuheng',
    pipeline: true,
  })
  // An idle client whose server goes away must not end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Db>({
    dialect: dialectOf(pool),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    pool,
    async close() {
      if (!pool.ended) await pool.end()
    },
  }
}

/** Opens a transaction's handle as a query builder over the module's own tables. For stores and queries only. */
export const tables = <Own>(tx: Tx): Kysely<Own> => tx as unknown as Kysely<Own>

/** Whose transaction it is; row-level security reads these settings. */
export interface TxSettings {
  companyId: string | null
  personId: string | null
  system: boolean
  readOnly?: boolean
}

const announce = ({ companyId, personId, system }: TxSettings): CompiledQuery =>
  CompiledQuery.raw(
    `select set_config('fuheng.company', $1, true), set_config('fuheng.person', $2, true), set_config('fuheng.system', $3, true)`,
    [companyId ?? '', personId ?? '', system ? 'on' : ''],
  )

const reading = CompiledQuery.raw('begin isolation level repeatable read read only')
const writing = CompiledQuery.raw('begin')

/**
 * Runs `work` in one transaction. Reads see one moment (repeatable read, read only); writes are read committed,
 * because commands lock the rows they decide about.
 */
export const inTransaction = <R>(
  db: Database,
  settings: TxSettings,
  work: (tx: Tx) => Promise<R>,
): Promise<R> =>
  pipelined(db, [settings.readOnly ? reading : writing, announce(settings)], (trx) =>
    work(trx as unknown as Tx),
  )

/** Narrows the rest of a transaction to a company that did not exist when it began (first set-up). */
export async function enterCompany(tx: Tx, companyId: string): Promise<void> {
  await sql`select set_config('fuheng.company', ${companyId}, true)`.execute(tables<Db>(tx))
}
