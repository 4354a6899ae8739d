import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { onSignedOut } from '../shared/api/client'
import { fetchSession, SessionContext, sessionKey } from '../shared/session/session'
import { ErrorNotice } from '../shared/ui/error-notice'
import { Waiting } from './waiting'

/** Lets in who has a session; everybody else to the login, which leads back to the page they wanted. */
export function Gate() {
  const client = useQueryClient()
  const { pathname, search } = useLocation()
  const session = useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 5 * 60_000 })

  useEffect(
    () =>
      onSignedOut(() => {
        if (client.getQueryData(sessionKey)) client.setQueryData(sessionKey, null)
      }),
    [client],
  )

  if (session.isPending) return <Waiting />
  if (session.isError)
    return (
      <div className="fh-alone">
        <ErrorNotice error={session.error} retry={() => void session.refetch()} />
      </div>
    )
  if (!session.data) {
    const target = pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`
    return <Navigate to={`/login${target}`} replace />
  }
  if (session.data.user.mustChangePassword && pathname !== '/password')
    return <Navigate to="/password" replace />
  return (
    <SessionContext value={session.data}>
      <Outlet />
    </SessionContext>
  )
}
