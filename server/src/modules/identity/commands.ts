import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import {
  hashPassword,
  hashToken,
  newToken,
  oneTimePassword,
  passwordMatches,
  pretendToCheck,
} from './passwords'
import { afterWrongPassword, isLocked } from './rules'
import type { User } from './schemas'
import * as store from './store'

const lockPolicy = { freeAttempts: 5, lockMinutes: 15 }
const sessionDays = 14

export interface Device {
  userAgent: string | null
  address: string | null
}

/** A sign-in that failed must still count, so it is an answer and not a thrown (rolled back) error. */
export type SignedIn = { token: string; expiresAt: Date } | { refused: AppError }

/** PLT-12: checks a password and opens a session. Wrong login and wrong password answer alike. */
export async function signIn(
  ctx: Ctx,
  input: { login: string; password: string },
  device: Device,
): Promise<SignedIn> {
  const user = await store.lockByLogin(ctx.tx, input.login)
  if (!user) {
    await pretendToCheck(input.password)
    return { refused: new AppError('unauthenticated', 'identity.wrong_login') }
  }
  if (isLocked(user, ctx.now))
    return { refused: new AppError('unauthenticated', 'identity.locked_out', { until: user.lockedUntil }) }
  if (!(await passwordMatches(user.passwordHash, input.password))) {
    await store.updateUser(ctx.tx, user.id, afterWrongPassword(user, lockPolicy, ctx.now))
    return { refused: new AppError('unauthenticated', 'identity.wrong_login') }
  }
  if (user.disabledAt) return { refused: new AppError('unauthenticated', 'identity.wrong_login') }
  if (user.failedCount > 0) await store.updateUser(ctx.tx, user.id, { failedCount: 0, lockedUntil: null })
  return openSession(ctx, user.id, device)
}

/** Opens a session for a user who has just proved who they are. The token leaves once; only its hash is kept. */
export async function openSession(
  ctx: Ctx,
  userId: string,
  device: Device,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(ctx.now.getTime() + sessionDays * 86_400_000)
  await store.insertSession(ctx.tx, {
    tokenHash: hashToken(token),
    userId,
    now: ctx.now,
    expiresAt,
    userAgent: device.userAgent,
    address: device.address,
  })
  return { token, expiresAt }
}

/** Ends one session, or all others of a user; the next request with it is refused. */
export const endSessions = (ctx: Ctx, which: { userId: string; sessionId?: string; except?: string }) =>
  store.revokeSessions(ctx.tx, which, ctx.now)

/** Ends one of one's own sessions; those of others do not exist for the caller. */
export async function endOneSession(ctx: Ctx, which: { userId: string; sessionId: string }): Promise<void> {
  if ((await endSessions(ctx, which)) === 0) throw new AppError('not_found', 'identity.no_such_session')
}

/** Changes one's own password and ends every other session. */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string; sessionId: string },
): Promise<void> {
  const user = await store.lockById(ctx.tx, ctx.actor.userId ?? '')
  if (!user) throw new AppError('not_found', 'identity.no_such_user')
  if (!(await passwordMatches(user.passwordHash, input.current)))
    throw new AppError('rule_broken', 'identity.wrong_password')
  await store.updateUser(ctx.tx, user.id, {
    passwordHash: await hashPassword(input.next),
    mustChangePassword: false,
  })
  await endSessions(ctx, { userId: user.id, except: input.sessionId })
  await audit(ctx, 'identity.password_changed', { entity: 'user', entityId: user.id })
}

export interface NewUser {
  personId: string | null
  login: string
  name: string
  password?: string
}

/** Makes a login for a person. Without a password a one-time password is made and must be changed at first sign-in. */
export async function addUser(
  ctx: Ctx,
  input: NewUser,
): Promise<{ userId: string; password: string | null }> {
  if (await store.lockByLogin(ctx.tx, input.login))
    throw new AppError('conflict', 'identity.login_taken', {
      fields: [{ path: 'login', code: 'taken', message: '' }],
    })
  const password = input.password ?? oneTimePassword()
  const userId = await store.insertUser(ctx.tx, {
    companyId: ctx.company.id,
    personId: input.personId,
    login: input.login,
    name: input.name,
    passwordHash: await hashPassword(password),
    mustChangePassword: input.password === undefined,
  })
  touch(ctx, 'users')
  await audit(ctx, 'identity.user_added', { entity: 'user', entityId: userId, after: { login: input.login } })
  return { userId, password: input.password === undefined ? password : null }
}

async function companyUser(ctx: Ctx, id: string): Promise<User> {
  const user = await store.findUser(ctx.tx, ctx.company.id, id)
  if (!user) throw new AppError('not_found', 'identity.no_such_user')
  return user
}

/** Sets a one-time password, lifts a lock-out and ends all sessions of the user. */
export async function resetPassword(ctx: Ctx, id: string): Promise<string> {
  const user = await companyUser(ctx, id)
  const password = oneTimePassword()
  await store.updateUser(ctx.tx, user.id, {
    passwordHash: await hashPassword(password),
    mustChangePassword: true,
    failedCount: 0,
    lockedUntil: null,
  })
  await endSessions(ctx, { userId: user.id })
  touch(ctx, 'users')
  await audit(ctx, 'identity.password_reset', { entity: 'user', entityId: user.id })
  return password
}

/** Closes or reopens a login; closing ends its sessions at once. */
export async function setDisabled(
  ctx: Ctx,
  id: string,
  change: { version: number; disabled: boolean },
): Promise<User> {
  await store.lockById(ctx.tx, id)
  const user = await companyUser(ctx, id)
  if (user.version !== change.version)
    throw new AppError('conflict', 'identity.version_moved', { current: user, changed: ['disabledAt'] })
  if (user.id === ctx.actor.userId) throw new AppError('rule_broken', 'identity.not_yourself')
  const disabledAt = change.disabled ? ctx.now : null
  await store.updateUser(ctx.tx, user.id, { disabledAt })
  if (change.disabled) await endSessions(ctx, { userId: user.id })
  touch(ctx, 'users')
  await audit(ctx, change.disabled ? 'identity.user_disabled' : 'identity.user_enabled', {
    entity: 'user',
    entityId: user.id,
    before: { disabledAt: user.disabledAt },
    after: { disabledAt },
  })
  return companyUser(ctx, id)
}
