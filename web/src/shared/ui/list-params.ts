/** What a list asks the server for, read from the address bar; each reader gives only what it knows. */
export interface ListParams {
  /** limit, cursor, sort, q: spread it into the query of any list endpoint. */
  page: { limit: number; cursor?: string; sort?: string; q?: string }
  one: (name: string) => string | undefined
  many: (name: string) => string[] | undefined
  /** A value of a closed set, typed as such; an unknown one is as if it were not there. */
  oneOf: <V extends string>(name: string, allowed: readonly V[]) => V | undefined
  manyOf: <V extends string>(name: string, allowed: readonly V[]) => V[] | undefined
  flag: (name: string) => boolean | undefined
}

export interface ReadOptions {
  pageSize: number
  cursor?: string
  defaultSort?: string
  scope?: string
}

/** The name of a parameter in the address; lists beside each other have a scope each. */
export const urlName = (name: string, scope?: string): string => (scope ? `${scope}.${name}` : name)

const textOf = (value: string | null): string | undefined =>
  value === null || value === '' ? undefined : value

export function readListParams(search: URLSearchParams, options: ReadOptions): ListParams {
  const { pageSize, cursor, defaultSort, scope } = options
  const one = (name: string) => textOf(search.get(urlName(name, scope)))
  const many = (name: string) => {
    const values = search.getAll(urlName(name, scope)).filter((value) => value !== '')
    return values.length > 0 ? values : undefined
  }
  return {
    page: { limit: pageSize, cursor, sort: one('sort') ?? defaultSort, q: one('q') },
    one,
    many,
    oneOf: (name, allowed) => allowed.find((value) => value === one(name)),
    manyOf: (name, allowed) => {
      const found = allowed.filter((value) => many(name)?.includes(value))
      return found.length > 0 ? found : undefined
    },
    flag: (name) => (one(name) === undefined ? undefined : one(name) === 'true'),
  }
}

/** The address with some parameters changed; null, '' and [] take one away. */
export function withParams(
  search: URLSearchParams,
  changes: Record<string, string | string[] | null | undefined>,
  scope?: string,
): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    const key = urlName(name, scope)
    next.delete(key)
    for (const item of [value ?? []].flat()) if (item !== '') next.append(key, item)
  }
  return next
}

/** The part of the address that belongs to one list, in a fixed order: the same filters give the same query key. */
export function listKey(search: URLSearchParams, names: string[], scope?: string): string {
  const own = new URLSearchParams()
  for (const name of ['q', 'sort', ...names].sort())
    for (const value of search.getAll(urlName(name, scope))) if (value !== '') own.append(name, value)
  return own.toString()
}
