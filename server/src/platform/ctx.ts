import { AppError } from '../kernel/errors'
import type { Actor } from './actor'
import type { Tx } from './db'

export interface Company {
  id: string
  name: string
  timeZone: string
}

/** Carries news to the listeners of wiring.ts, in the teller's transaction; tell it with `emit` (events.ts). */
export interface Bus {
  tell(ctx: Ctx, name: string, news: unknown): Promise<void>
}

/** First argument of every command and query: the open transaction, who asks, and the time it is. */
export interface Ctx {
  readonly tx: Tx
  readonly actor: Actor
  readonly company: Company
  readonly now: Date
  readonly requestId: string
  readonly bus: Bus
  /** Topics to announce to browsers once the transaction has committed. */
  readonly touched: Set<string>
}

/** Refuses with `forbidden` unless the policy said yes. */
export function allow(ok: boolean, reason = 'platform.forbidden'): asserts ok {
  if (!ok) throw new AppError('forbidden', reason)
}
