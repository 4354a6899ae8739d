import { sql, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import { AppError } from '../kernel/errors'

const maxLimit = 200

/** Query of a list: the module's own filters plus limit, cursor, sort (`-field` is descending) and search text. */
export const pageQuery = <S extends z.ZodRawShape>(filters: S) =>
  z.object({
    ...filters,
    limit: z.coerce.number().int().min(1).max(maxLimit).default(50),
    cursor: z.string().max(500).optional(),
    sort: z.string().max(60).optional(),
    q: z.string().trim().max(100).optional(),
  })

/** One page of a list; `total` counts all rows of the filter and comes with the first page only. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().nullable() })

export interface PageInput {
  limit: number
  cursor?: string
  sort?: string
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export interface PageSpec {
  /** Sort names of the API → SQL expressions that are never null. */
  sorts: Record<string, Expression<unknown>>
  defaultSort: string
  id: Expression<unknown>
  input: PageInput
}

const cursorShape = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()])

function readCursor(cursor: string, sort: string): { value: string | number; id: string } {
  try {
    const [of, value, id] = cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    if (of === sort) return { value, id }
  } catch {
    // Falls through to the refusal: a cursor is ours or it is wrong.
  }
  throw new AppError('invalid_input', 'platform.invalid_cursor')
}

const text = (value: unknown): string | number =>
  value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : String(value)

/**
 * Keyset paging: one page in the order asked for, with the row id as the last word so that equal values have an
 * order. Costs one index range however deep the page; the total is counted for the first page only.
 */
export async function pageRows<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  spec: PageSpec,
): Promise<Page<O>> {
  const sort = spec.input.sort ?? spec.defaultSort
  const descending = sort.startsWith('-')
  const by = spec.sorts[sort.replace(/^-/, '')]
  if (!by)
    throw new AppError('invalid_input', 'platform.invalid_sort', { sort, known: Object.keys(spec.sorts) })
  const direction = descending ? 'desc' : 'asc'

  const total = spec.input.cursor ? null : await countRows(query)
  const from = spec.input.cursor ? readCursor(spec.input.cursor, sort) : null
  const compare = sql.raw(descending ? '<' : '>')
  const page = from
    ? query.where(sql<SqlBool>`(${by}, ${spec.id}) ${compare} (${from.value}, ${from.id})`)
    : query
  const rows = await page
    .select([sql<unknown>`${by}`.as('sortValue'), sql<string>`${spec.id}`.as('sortId')])
    .orderBy(sql`${by}`, direction)
    .orderBy(sql`${spec.id}`, direction)
    .limit(spec.input.limit + 1)
    .execute()
  const keyed = rows as unknown as Keyed[]
  const items = keyed.slice(0, spec.input.limit)
  const last = items.at(-1)
  const more = rows.length > spec.input.limit && last !== undefined
  const nextCursor = more
    ? Buffer.from(JSON.stringify([sort, text(last.sortValue), last.sortId])).toString('base64url')
    : null
  return {
    items: items.map(({ sortValue: _v, sortId: _i, ...row }) => row as unknown as O),
    nextCursor,
    total,
  }
}

interface Keyed {
  sortValue: unknown
  sortId: string
}

async function countRows<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): Promise<number> {
  const row: unknown = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  return (row as { total: number }).total
}
