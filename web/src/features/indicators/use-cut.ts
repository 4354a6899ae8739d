import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { dayOf } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import type { Cut } from './api'
import { nameOf } from './period-names'

/** IND-3: the cut of the page, kept in the address so that it can be sent to somebody; this month by default. */
export function useCut() {
  const [search, setSearch] = useSearchParams()
  const today = dayOf(new Date().toISOString(), useTimeZone())
  const one = (name: string) => search.get(name) ?? undefined
  const cut: Cut = {
    period: one('period') ?? nameOf('month', today),
    ...(one('unitId') && { unitId: one('unitId') }),
    ...(one('personId') && { personId: one('personId') }),
    ...(one('tree') === 'now' && { tree: 'now' as const }),
  }
  const change = useCallback(
    (changes: Record<string, string | null | undefined>) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          for (const [name, value] of Object.entries(changes))
            if (value) next.set(name, value)
            else next.delete(name)
          return next
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  )
  return { cut, change, today, one }
}
