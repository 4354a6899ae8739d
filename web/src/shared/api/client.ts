import createClient, { type FetchResponse, type Middleware } from 'openapi-fetch'
import { v7 } from 'uuid'
import { errorFrom } from './api-error'
import type { paths } from './schema'

const base = '/api/v1'

/** The server's endpoints by path: `/org/units`. */
export type Api = paths

type Ok<Op extends object> = NonNullable<FetchResponse<Op, object, 'application/json'>['data']>

/** What an endpoint answers: `Answer<'/org/units', 'get'>`. */
export type Answer<P extends keyof Api, M extends keyof Api[P]> = Api[P][M] extends object
  ? Ok<Api[P][M]>
  : never

/** One row of a list endpoint. */
export type ItemOf<P extends keyof Api> = Api[P] extends { get: infer Op extends object }
  ? Ok<Op> extends { items: (infer Item)[] }
    ? Item
    : never
  : never

/** What an endpoint takes as its body. */
export type BodyOf<P extends keyof Api, M extends keyof Api[P]> = Api[P][M] extends {
  requestBody?: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

const signedOut = new Set<() => void>()

/** Calls back whenever the server no longer knows the session. */
export function onSignedOut(tell: () => void): () => void {
  signedOut.add(tell)
  return () => signedOut.delete(tell)
}

const readBody = async (response: Response): Promise<unknown> => {
  try {
    return await response.clone().json()
  } catch {
    return null
  }
}

const refusals: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined
    const error = errorFrom(response.status, await readBody(response))
    if (error.reason === 'platform.not_signed_in') for (const tell of signedOut) tell()
    throw error
  },
}

/** The typed client; use it through `answer(api.GET(…))`. */
export const api = createClient<Api>({ baseUrl: base, credentials: 'same-origin' })
api.use(refusals)

/** The data of a call; a refusal is thrown as an ApiError. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await call
  if (data === undefined || data === null) throw errorFrom(500, null)
  return data
}

/** A call whose answer is of no interest. */
export async function done(call: Promise<unknown>): Promise<void> {
  await call
}

/** The header of a create. Make one key per form and keep it until the form is done, so that a retry creates nothing twice. */
export const onceHeader = (key: string) => ({ 'Idempotency-Key': key })

export const newKey = (): string => v7()

/** The address of a download or a live stream below the API. */
export const apiUrl = (path: string, query: URLSearchParams = new URLSearchParams()): string => {
  const search = query.toString()
  return search ? `${base}${path}?${search}` : `${base}${path}`
}
