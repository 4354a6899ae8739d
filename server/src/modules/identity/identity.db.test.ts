import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'

const house = testHouse()
const signIn = (login: string, password: string) =>
  house.app.server.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password } })

describe('PLT-12: sign-in', () => {
  it('wrong login and wrong password answer alike', async () => {
    const { admin } = await house.newCompany()
    const wrongPassword = await signIn(admin.login, 'not the password')
    const wrongLogin = await signIn('nobody.here', 'not the password')
    expect([wrongPassword.statusCode, wrongLogin.statusCode]).toEqual([401, 401])
    expect(wrongPassword.json().reason).toBe(wrongLogin.json().reason)
  })

  it('five wrong passwords lock the account, the right one too; a reset by the administrator opens it', async () => {
    const company = await house.newCompany()
    const person = await company.hire('service-advisor')
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn(person.login, 'wrong password')
    expect((await signIn(person.login, 'correct horse battery')).json().reason).toBe('identity.locked_out')
    const { data } = await company.admin.get(`/users?q=${person.login}`)
    const reset = await company.admin.post(`/users/${data.items[0].id}/reset-password`)
    expect(reset.status).toBe(200)
    expect((await signIn(person.login, reset.data.password)).statusCode).toBe(200)
  })

  it('a one-time password opens nothing but the change of the password', async () => {
    const company = await house.newCompany()
    const person = await company.hire('service-advisor')
    const { data } = await company.admin.get(`/users?q=${person.login}`)
    const reset = await company.admin.post(`/users/${data.items[0].id}/reset-password`)
    const cookie =
      String((await signIn(person.login, reset.data.password)).headers['set-cookie']).split(';')[0] ?? ''
    const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
      house.app.server.inject({ method, url: `/api/v1${url}`, headers: { cookie }, payload })
    expect((await ask('GET', '/org/units')).json().reason).toBe('identity.password_change_needed')
    const changed = await ask('POST', '/session/password', {
      current: reset.data.password,
      next: 'a new password',
    })
    expect(changed.statusCode).toBe(200)
    expect((await ask('GET', '/org/units')).statusCode).toBe(200)
  })

  it('a revoked session is refused on the very next request', async () => {
    const company = await house.newCompany()
    const person = await company.hire('service-advisor')
    const other =
      String((await signIn(person.login, 'correct horse battery')).headers['set-cookie']).split(';')[0] ?? ''
    const seen = await person.get('/sessions')
    const stranger = seen.data.items.find((item: { current: boolean }) => !item.current)
    expect((await person.delete(`/sessions/${stranger.id}`)).status).toBe(200)
    const answer = await house.app.server.inject({ url: '/api/v1/session', headers: { cookie: other } })
    expect(answer.statusCode).toBe(401)
    expect((await person.get('/session')).status).toBe(200)
  })

  it('a closed login loses its sessions at once; one cannot close one’s own', async () => {
    const company = await house.newCompany()
    const person = await company.hire('service-advisor')
    const { data } = await company.admin.get(`/users?q=${person.login}`)
    const { id, version } = data.items[0]
    expect((await company.admin.post(`/users/${id}/disable`, { version })).status).toBe(200)
    expect((await person.get('/session')).status).toBe(401)
    expect((await signIn(person.login, 'correct horse battery')).statusCode).toBe(401)
    const me = (await company.admin.get(`/users?q=${company.admin.login}`)).data.items[0]
    const refused = await company.admin.post(`/users/${me.id}/disable`, { version: me.version })
    expect(refused.data.reason).toBe('identity.not_yourself')
  })

  it('set-up is open once and never again', async () => {
    await house.newCompany()
    const state = await house.app.server.inject({ url: '/api/v1/setup' })
    expect(state.json()).toMatchObject({ needed: false, packs: [] })
    const again = await house.app.server.inject({
      method: 'POST',
      url: '/api/v1/setup',
      payload: { company: '第二家', pack: 'dealer-4s', adminName: '某人', password: 'some password' },
    })
    expect(again.json().reason).toBe('identity.already_set_up')
  })

  it('a page of another site cannot write with the cookie', async () => {
    const { admin } = await house.newCompany()
    const answer = await admin.raw({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(answer.json().reason).toBe('platform.foreign_origin')
    expect((await admin.get('/session')).status).toBe(200)
  })

  it('answers never carry a password or its hash', async () => {
    const { admin } = await house.newCompany()
    for (const url of ['/users', '/session', '/sessions'])
      expect(JSON.stringify((await admin.get(url)).data)).not.toMatch(/argon2|passwordHash/)
  })
})
