import { z } from 'zod'
import { AppError } from '../../kernel/errors'
import type { Caller } from '../../platform/http/route'
import { Answer, route } from '../../platform/http/route'
import type { Session } from '../../platform/http/edge'
import { pageOf, pageQuery } from '../../platform/paging'
import * as commands from './commands'
import * as queries from './queries'
import * as s from './schemas'

const sessionOf = (caller: Caller): Session => {
  if (!caller.session) throw new AppError('unauthenticated', 'platform.not_signed_in')
  return caller.session
}

const done = { ok: true } as const

export const routes = [
  route({
    method: 'POST',
    url: '/session',
    permission: 'public',
    summary: 'Sign in with login and password',
    body: s.SignIn,
    response: s.Ok,
    run: async (ctx, { body, caller }) => {
      const result = await commands.signIn(ctx, body, caller)
      return 'refused' in result
        ? new Answer<never>(null, { refusal: result.refused })
        : new Answer(done, { cookie: result })
    },
  }),
  route({
    method: 'GET',
    url: '/session',
    permission: 'signed_in',
    onePassword: true,
    summary: 'Who is signed in, where, and what they may do',
    response: s.SessionInfo,
    run: (ctx, { caller }) => queries.sessionInfo(ctx, sessionOf(caller)),
  }),
  route({
    method: 'DELETE',
    url: '/session',
    permission: 'signed_in',
    onePassword: true,
    summary: 'Sign out',
    response: s.Ok,
    run: async (ctx, { caller }) => {
      const { userId, sessionId } = sessionOf(caller)
      await commands.endSessions(ctx, { userId, sessionId })
      return new Answer(done, { cookie: 'clear' })
    },
  }),
  route({
    method: 'POST',
    url: '/session/password',
    permission: 'signed_in',
    onePassword: true,
    summary: 'Change one’s own password',
    body: s.ChangePassword,
    response: s.Ok,
    run: async (ctx, { body, caller }) => {
      await commands.changePassword(ctx, { ...body, sessionId: sessionOf(caller).sessionId })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/sessions',
    permission: 'signed_in',
    summary: 'One’s own open sessions',
    response: z.object({ items: z.array(s.SessionRow) }),
    run: (ctx, { caller }) => queries.mySessions(ctx, sessionOf(caller)),
  }),
  route({
    method: 'DELETE',
    url: '/sessions/:id',
    permission: 'signed_in',
    summary: 'End one of one’s own sessions',
    params: s.IdParams,
    response: s.Ok,
    run: async (ctx, { params, caller }) => {
      await commands.endOneSession(ctx, { userId: sessionOf(caller).userId, sessionId: params.id })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/users',
    permission: 'users.manage',
    summary: 'Logins of the company',
    query: pageQuery({}),
    response: pageOf(s.User),
    run: (ctx, { query }) => queries.listUsers(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/users/:id/reset-password',
    permission: 'users.manage',
    summary: 'Set a one-time password',
    params: s.IdParams,
    response: z.object({ password: z.string() }),
    run: async (ctx, { params }) => ({ password: await commands.resetPassword(ctx, params.id) }),
  }),
  route({
    method: 'POST',
    url: '/users/:id/disable',
    permission: 'users.manage',
    summary: 'Close a login',
    params: s.IdParams,
    body: s.Version,
    response: s.User,
    run: (ctx, { params, body }) => commands.setDisabled(ctx, params.id, { ...body, disabled: true }),
  }),
  route({
    method: 'POST',
    url: '/users/:id/enable',
    permission: 'users.manage',
    summary: 'Reopen a login',
    params: s.IdParams,
    body: s.Version,
    response: s.User,
    run: (ctx, { params, body }) => commands.setDisabled(ctx, params.id, { ...body, disabled: false }),
  }),
]
