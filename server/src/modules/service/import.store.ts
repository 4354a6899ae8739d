import { sql, type Insertable } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { db, type Own } from './store'

type Row<T extends keyof Own> = Insertable<Own[T]>

export interface OrderParts {
  /** Only orders that are brought in with their whole history have some. */
  additions?: Row<'serviceAdditions'>[]
  lines: Row<'serviceOrderLines'>[]
  workers: Row<'serviceOrderWorkers'>[]
  promises: Row<'servicePromises'>[]
  moves: Row<'serviceOrderMoves'>[]
  settlements: Row<'serviceSettlements'>[]
  settlementLines: Row<'serviceSettlementLines'>[]
}

const rowsPerStatement = 5000
// Columns whose values come as JSON text; in a row that is JSON itself they must not be text.
const jsonColumns = new Set(['extra', 'details'])
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Rows of one shape into a table in one statement and one parameter: the database takes the JSON apart, which costs a
 * tenth of a parameter for every value.
 */
async function insertAll<T extends keyof Own>(ctx: Ctx, table: T, rows: readonly Row<T>[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {})
  const fields = names.map((name) => ({ name, column: snake(name), isJson: jsonColumns.has(name) }))
  const columns = sql.join(fields.map((field) => sql.id(field.column)))
  const into = sql.id(snake(table))
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const part = rows.slice(at, at + rowsPerStatement).map((row) => {
      const values = new Map<string, unknown>(Object.entries(row))
      return Object.fromEntries(
        fields.map(({ name, column, isJson }) => {
          const value = values.get(name) ?? null
          return [column, isJson ? JSON.parse(String(value)) : value]
        }),
      )
    })
    await sql`insert into ${into} (${columns}) select ${columns}
      from jsonb_populate_recordset(null::${into}, ${JSON.stringify(part)}::jsonb)`.execute(db(ctx))
  }
}

/** Orders with all their parts, a statement a table. */
export async function insertMany(
  ctx: Ctx,
  orders: readonly Row<'serviceOrders'>[],
  parts: readonly OrderParts[],
): Promise<void> {
  const all = <K extends Exclude<keyof OrderParts, 'additions'>>(name: K) =>
    parts.flatMap((part): readonly OrderParts[K][number][] => part[name])
  await insertAll(ctx, 'serviceOrders', orders)
  await insertAll(
    ctx,
    'serviceAdditions',
    parts.flatMap((part) => part.additions ?? []),
  )
  await insertAll(ctx, 'serviceOrderLines', all('lines'))
  await insertAll(ctx, 'serviceOrderWorkers', all('workers'))
  await insertAll(ctx, 'servicePromises', all('promises'))
  await insertAll(ctx, 'serviceOrderMoves', all('moves'))
  await insertAll(ctx, 'serviceSettlements', all('settlements'))
  await insertAll(ctx, 'serviceSettlementLines', all('settlementLines'))
}

/** Lets the planner know what has been written in this transaction; does nothing once it knows the sizes. */
export const learnTables = (ctx: Ctx): Promise<unknown> => sql`select fuheng_learn_tables()`.execute(db(ctx))
