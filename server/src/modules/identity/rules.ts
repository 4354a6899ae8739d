/** How often a wrong password is forgiven and how long the account then rests. */
export interface LockPolicy {
  freeAttempts: number
  lockMinutes: number
}

export interface Attempts {
  failedCount: number
  lockedUntil: Date | null
}

/** PLT-12: after `freeAttempts` wrong passwords in a row the account rests; each further one starts the rest anew. */
export function afterWrongPassword(before: Attempts, policy: LockPolicy, now: Date): Attempts {
  const failedCount = before.failedCount + 1
  if (failedCount < policy.freeAttempts) return { failedCount, lockedUntil: null }
  return { failedCount, lockedUntil: new Date(now.getTime() + policy.lockMinutes * 60_000) }
}

/** PLT-12: whether the account rests at `now`. */
export const isLocked = (attempts: Attempts, now: Date): boolean =>
  attempts.lockedUntil !== null && attempts.lockedUntil > now
