import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

/**
 * Statements are prepared once a connection and then run by name: PostgreSQL plans a statement with row-level security
 * longer than it runs it. A text gets a name when it has been seen a few times; a connection keeps so many and no more,
 * because each holds memory in the database.
 */
class StatementNames {
  private readonly names = new Map<string, string>()
  private readonly seen = new Map<string, number>()
  private generation = 0

  of(text: string): string | undefined {
    const known = this.names.get(text)
    if (known !== undefined) return known
    if (text.length > longestKept || this.names.size >= mostKept) return undefined
    const times = (this.seen.get(text) ?? 0) + 1
    if (times < timesBeforeKept) {
      if (this.seen.size >= mostSeen) this.seen.clear()
      this.seen.set(text, times)
      return undefined
    }
    this.seen.delete(text)
    const name = `fuheng_${this.generation}_${this.names.size}`
    this.names.set(text, name)
    return name
  }

  /** After the tables changed under a running server: everything is prepared anew under new names. */
  forget(): void {
    this.generation += 1
    this.names.clear()
  }
}

const timesBeforeKept = 3
const mostKept = 250
const mostSeen = 2000
const longestKept = 12_000

/** A kept statement does not fit the tables any more, or the connection does not know it. */
const stale = new Set(['0A000', '26000'])
export const isStale = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && stale.has(String(error.code))

const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

class PgConnection implements DatabaseConnection {
  constructor(
    readonly client: pg.PoolClient,
    private readonly names: StatementNames,
  ) {}

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = [...parameters]
    const name = values.length > 0 ? this.names.of(text) : undefined
    const answer = await this.ask(name, text, values)
    const { command, rowCount, rows } = answer
    return {
      numAffectedRows: writes.has(command) ? BigInt(rowCount ?? 0) : undefined,
      rows: rows as R[],
    }
  }

  private async ask(name: string | undefined, text: string, values: unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.client.query({ name, text, values })
    } catch (error) {
      if (name === undefined || !isStale(error)) throw error
      this.names.forget()
      // Outside a transaction nothing is lost yet; inside one, the whole is tried again (edge.ts).
      if (this.client.getTransactionStatus() !== 'I') throw error
      return this.client.query({ text, values })
    }
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are read in pages, not streamed.')
  }
}

const run = (connection: DatabaseConnection, text: string) =>
  connection.executeQuery(CompiledQuery.raw(text)).then(() => undefined)

class PgDriver implements Driver {
  private readonly names = new StatementNames()
  constructor(private readonly pool: pg.Pool) {}

  init = () => Promise.resolve()
  acquireConnection = async () => new PgConnection(await this.pool.connect(), this.names)
  beginTransaction = (connection: DatabaseConnection) => run(connection, 'begin')
  commitTransaction = (connection: DatabaseConnection) => run(connection, 'commit')
  rollbackTransaction = (connection: DatabaseConnection) => run(connection, 'rollback')

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof PgConnection) connection.client.release()
  }

  destroy = () => this.pool.end()
}

export const dialectOf = (pool: pg.Pool): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PgDriver(pool),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

const noDialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/**
 * One transaction on one connection. Statements are written to the connection as they are asked for and answered in
 * that order, so those that do not wait for each other share a round trip: `opening` and the first of `work` do.
 * Whoever still asks after the end (a branch of a failed Promise.all) is refused: the connection is another's by then.
 */
export function pipelined<DB, R>(
  db: Kysely<DB>,
  opening: readonly CompiledQuery[],
  work: (trx: Kysely<DB>) => Promise<R>,
): Promise<R> {
  const executor = db.getExecutor()
  return executor.provideConnection(async (connection) => {
    let isOver = false
    const trx = new Kysely<DB>({
      config: { dialect: noDialect },
      dialect: noDialect,
      driver: new DummyDriver(),
      executor: executor.withConnectionProvider({
        provideConnection: async (use) => {
          if (isOver) throw new Error('The transaction is over.')
          return use(connection)
        },
      }),
    })
    const opened = Promise.all(opening.map((query) => connection.executeQuery(query)))
    opened.catch(() => undefined)
    try {
      const result = await work(trx)
      await opened
      isOver = true
      await run(connection, 'commit')
      return result
    } catch (error) {
      isOver = true
      await run(connection, 'rollback').catch(() => undefined)
      // What failed first is the cause.
      await opened
      throw error
    }
  })
}
