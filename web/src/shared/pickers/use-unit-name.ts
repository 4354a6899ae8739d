import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../api/client'

/** The names of units of today by id, for ids that come without one. */
export function useUnitName(): (id: unknown) => string | undefined {
  const units = useQuery({
    queryKey: ['org', 'units', 'today'],
    queryFn: () => answer(api.GET('/org/units')),
  })
  return (id) => units.data?.items.find((unit) => unit.id === id)?.name
}
