import { useQuery } from '@tanstack/react-query'
import { readListParams } from '../../shared/ui/list-params'
import { listOrders } from './api'

export interface Neighbours {
  previous: string | null
  next: string | null
  /** From 1. */
  place: number
}

export function around(ids: readonly string[], id: string): Neighbours | null {
  const at = ids.indexOf(id)
  return at < 0 ? null : { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null, place: at + 1 }
}

const longest = 200

/**
 * PLT-2: the orders before and after this one in the list it was opened from; null when it came from elsewhere. The
 * order of the list is kept for a while, so that an order that moves on does not change what "next" means.
 */
export function useNeighbours(id: string, list: string | null): Neighbours | null {
  const found = useQuery({
    queryKey: ['orderNeighbours', list],
    queryFn: async () => {
      const search = new URLSearchParams(list ?? '')
      const { items } = await listOrders(
        readListParams(search, { pageSize: longest, defaultSort: '-receivedAt' }),
      )
      return items.map((row) => row.id)
    },
    enabled: list !== null,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  return found.data ? around(found.data, id) : null
}
