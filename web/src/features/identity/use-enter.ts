import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { fetchSession, sessionKey } from '../../shared/session/session'

/** Only addresses of this site are followed, so that a link cannot lead a fresh session elsewhere. */
export const safeTarget = (target: string | null): string =>
  target && /^\/(?![/\\])/.test(target) ? target : '/'

/** After a login: forgets what the last user saw, learns who is here, goes where they wanted to. */
export function useEnter(): (target: string | null) => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (target) => {
    client.clear()
    await client.fetchQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 0 })
    await navigate(safeTarget(target), { replace: true })
  }
}
