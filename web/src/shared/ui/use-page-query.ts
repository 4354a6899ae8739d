import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { listKey, readListParams } from './list-params'
import { filterNames, type TableProps } from './table-types'
import { useListParams } from './use-list-params'

const defaultPageSize = 50

/** The rows of a list as the address asks for them, page after page by cursor. */
export function usePageQuery<T>(props: TableProps<T>) {
  const { queryKey, list, filters = [], defaultSort, pageSize = defaultPageSize, scope } = props
  const { search, change } = useListParams(scope)
  const names = filterNames(filters)
  const key = listKey(search, names, scope)
  const query = useInfiniteQuery({
    queryKey: [...queryKey, 'list', key, defaultSort ?? '', pageSize],
    queryFn: ({ pageParam }) =>
      list(
        readListParams(search, {
          pageSize,
          cursor: pageParam === '' ? undefined : pageParam,
          defaultSort,
          scope,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? null
  const isFiltered = [...new URLSearchParams(key).keys()].some((name) => !name.endsWith('sort'))
  const clear = () => change(Object.fromEntries(['q', ...names].map((name) => [name, null])))
  return { query, rows, total, isFiltered, clear, filtersOf: () => new URLSearchParams(key) }
}
