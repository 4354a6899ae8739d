import { answer, api, done, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type User = ItemOf<'/users'>
export type OpenSession = Answer<'/sessions', 'get'>['items'][number]
export type NewUser = BodyOf<'/users', 'post'>

export const signIn = (body: BodyOf<'/session', 'post'>) => done(api.POST('/session', { body }))

export const changePassword = (body: BodyOf<'/session/password', 'post'>) =>
  done(api.POST('/session/password', { body }))

export const listSessions = () => answer(api.GET('/sessions'))

export const endSession = (id: string) => done(api.DELETE('/sessions/{id}', { params: { path: { id } } }))

export const listUsers = (params: ListParams) => answer(api.GET('/users', { params: { query: params.page } }))

export const createUser = (body: NewUser, key: string) =>
  answer(api.POST('/users', { body, headers: onceHeader(key) }))

export const resetPassword = (id: string) =>
  answer(api.POST('/users/{id}/reset-password', { params: { path: { id } } }))

export const setDisabled = (user: User, isDisabled: boolean) => {
  const call = { params: { path: { id: user.id } }, body: { version: user.version } }
  return isDisabled
    ? answer(api.POST('/users/{id}/disable', call))
    : answer(api.POST('/users/{id}/enable', call))
}
