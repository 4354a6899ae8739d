import { createHash, randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// OWASP's second argon2id setting: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

export const passwordMatches = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password).catch(() => false)

let dummy: Promise<string> | null = null
/** Spends the time of a check although there is no such user, so that answers do not tell who exists. */
export async function pretendToCheck(password: string): Promise<void> {
  dummy ??= hashPassword(randomBytes(12).toString('hex'))
  await passwordMatches(await dummy, password)
}

export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
/** A one-time password that can be read out over the telephone. */
export const oneTimePassword = (): string =>
  Array.from({ length: 12 }, () => letters[randomInt(letters.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')
