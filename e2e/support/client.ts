import { expect } from 'vitest'

export interface Client {
  cookie: string
  get<T = any>(path: string): Promise<T>
  post<T = any>(path: string, body?: object): Promise<T>
  put<T = any>(path: string, body: object): Promise<T>
}

/** Somebody signed in over HTTP, for what a journey needs but does not show. Throws on any refusal. */
export async function clientOf(url: string, login: string, password: string): Promise<Client> {
  const signIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  expect(signIn.status, await signIn.clone().text()).toBe(200)
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers: Record<string, string> = { cookie, 'content-type': 'application/json' }
    if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    expect(answer.status, `${method} ${path}: ${await answer.clone().text()}`).toBeLessThan(300)
    return (await answer.json()) as T
  }
  return {
    cookie,
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
  }
}

/** Hires somebody into a position of the pack (by its code) with a login of their own. */
export async function hire(
  admin: Client,
  person: { name: string; employeeNo: string; position: string; login?: string; password?: string },
): Promise<string> {
  const { items } = await admin.get(`/org/positions?limit=200`)
  const position = items.find((item: { code: string }) => item.code === person.position)
  expect(position, person.position).toBeTruthy()
  const { name, employeeNo, login, password } = person
  const { id } = await admin.post('/org/people', {
    name,
    employeeNo,
    positionId: position.id,
    from: '2026-01-01',
  })
  if (login) await admin.post('/users', { personId: id, login, password })
  return id
}

export const unitOf = async (admin: Client, code: string): Promise<string> =>
  (await admin.get('/org/units')).items.find((unit: { code: string }) => unit.code === code).id
