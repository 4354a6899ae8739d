import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../shared/api/client'
import { useSession } from '../../shared/session/session'
import { fetchPerson } from './api'

const slot = 'fuheng.service.unit'

/** Remembers where orders are taken in from this browser. */
export const rememberUnit = (unitId: string): void => localStorage.setItem(slot, unitId)

/** The unit a new order starts with: where the last one was taken in here, else where the user works. */
export function useHomeUnit(): string | undefined {
  const { personId } = useSession()
  const units = useQuery({
    queryKey: ['org', 'units', 'today'],
    queryFn: () => answer(api.GET('/org/units')),
  })
  const person = useQuery({
    queryKey: ['org', 'person', personId],
    queryFn: () => fetchPerson(personId ?? ''),
    enabled: personId !== null,
    retry: false,
  })
  const all = units.data?.items ?? []
  const last = all.find((unit) => unit.id === localStorage.getItem(slot))
  const current = person.data?.assignments.find((assignment) => assignment.validTo === null)
  const home = all.find((unit) => unit.name === current?.unitName)
  return (last ?? home)?.id
}
