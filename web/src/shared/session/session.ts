import { createContext, use } from 'react'
import { answer, api, type Answer } from '../api/client'
import { asApiError } from '../api/api-error'

export type Session = Answer<'/session', 'get'>

export const sessionKey = ['session'] as const

/** Who is signed in, or null; being nobody is an answer here, not an error. */
export async function fetchSession(): Promise<Session | null> {
  try {
    return await answer(api.GET('/session'))
  } catch (error) {
    if (asApiError(error).status === 401) return null
    throw error
  }
}

export const SessionContext = createContext<Session | null>(null)

/** The session of a page behind the login. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession needs a signed-in page')
  return session
}

/** The zone in which the company reads its clocks; before the login that of the browser. */
export function useTimeZone(): string {
  const session = use(SessionContext)
  return session?.company.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Whether the signed-in user holds a permission somewhere. Only hides what the server would refuse anyway. */
export function usePermission(): (permission: string) => boolean {
  const session = use(SessionContext)
  return (permission) => session?.permissions.includes(permission) ?? false
}
