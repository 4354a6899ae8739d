import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { urlName, withParams } from './list-params'

/** State of a list in the address bar: reading one parameter, changing several at once. */
export function useListParams(scope?: string) {
  const [search, setSearch] = useSearchParams()
  const change = useCallback(
    (changes: Record<string, string | string[] | null | undefined>) =>
      // From the address itself: a change made a moment ago may not have been rendered yet.
      setSearch(() => withParams(new URLSearchParams(window.location.search), changes, scope), {
        replace: true,
        preventScrollReset: true,
      }),
    [setSearch, scope],
  )
  const one = (name: string) => search.get(urlName(name, scope)) ?? undefined
  const many = (name: string) => search.getAll(urlName(name, scope))
  return { search, one, many, change }
}
