import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { can, type Actor } from '../actor'
import { audit } from '../audit'
import type { Bus, Company, Ctx } from '../ctx'
import { inTransaction, type Database, type Tx } from '../db'
import { announceTouched } from '../live'
import { isStale } from '../pg-driver'

/** Who holds the session cookie of a request. */
export interface Session {
  sessionId: string
  userId: string
  personId: string | null
  companyId: string
  name: string
  mustChangePassword: boolean
}

/** What the edge needs to know of identity and org, handed in by wiring so that platform knows no module. */
export interface Who {
  findSession(db: Database, token: string, now: Date): Promise<Session | null>
  loadActor(tx: Tx, session: Session, now: Date): Promise<{ actor: Actor; company: Company }>
}

export interface Edge {
  db: Database
  bus: Bus
  who: Who
  clock: () => Date
}

export interface Call {
  session: Session | null
  permission: string
  /** Open to somebody who has only a one-time password yet. */
  onePassword: boolean
  readOnly: boolean
  confidential: boolean
  label: string
  requestId: string
}

const nobody: Actor = { userId: null, personId: null, name: '', kind: 'person', grants: [] }
const noCompany: Company = { id: '', name: '', timeZone: 'Asia/Shanghai' }

async function contextOf(edge: Edge, call: Call, tx: Tx): Promise<Ctx> {
  const now = edge.clock()
  const base = { tx, now, requestId: call.requestId, bus: edge.bus, touched: new Set<string>() }
  if (!call.session) return { ...base, actor: nobody, company: noCompany }
  return { ...base, ...(await edge.who.loadActor(tx, call.session, now)) }
}

function admit(call: Call, ctx: Ctx): void {
  if (call.permission === 'public') return
  if (!call.session) throw new AppError('unauthenticated', 'platform.not_signed_in')
  if (call.session.mustChangePassword && !call.onePassword)
    throw new AppError('forbidden', 'identity.password_change_needed')
  if (call.permission === 'signed_in') return
  if (!can(ctx.actor, call.permission))
    throw new AppError('forbidden', 'platform.forbidden', { permission: call.permission })
}

const retryable = new Set(['40001', '40P01'])
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

async function withRetry<R>(work: () => Promise<R>, left = 3): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (left > 1 && (retryable.has(String(codeOf(error))) || isStale(error))) return withRetry(work, left - 1)
    throw error
  }
}

/**
 * One request, one transaction: says whose it is, checks the route's permission, runs the work, announces what was
 * touched. A deadlock or a serialisation failure is tried again, at most three times in all.
 */
export function runCall<R>(edge: Edge, call: Call, work: (ctx: Ctx) => Promise<R>): Promise<R> {
  const settings = {
    companyId: call.session?.companyId ?? null,
    personId: call.session?.personId ?? null,
    system: false,
    readOnly: call.readOnly && !call.confidential,
  }
  return withRetry(() =>
    inTransaction(edge.db, settings, async (tx) => {
      const ctx = await contextOf(edge, call, tx)
      admit(call, ctx)
      const result = await work(ctx)
      if (call.confidential && call.readOnly)
        await audit(ctx, 'platform.looked_at', { entity: 'route', note: call.label })
      await announceTouched(ctx)
      return result
    }),
  )
}

/** A transaction of the server itself inside one company: jobs, imports, set-up. */
export function runSystem<R>(
  edge: Pick<Edge, 'db' | 'bus' | 'clock'>,
  company: Company,
  work: (ctx: Ctx) => Promise<R>,
  options: { readOnly?: boolean; actorName?: string } = {},
): Promise<R> {
  const settings = { companyId: company.id, personId: null, system: true, readOnly: options.readOnly }
  return withRetry(() =>
    inTransaction(edge.db, settings, async (tx) => {
      const actor: Actor = {
        userId: null,
        personId: null,
        name: options.actorName ?? 'Fuheng',
        kind: 'system',
        grants: [],
      }
      const ctx: Ctx = {
        tx,
        actor,
        company,
        now: edge.clock(),
        requestId: newId(),
        bus: edge.bus,
        touched: new Set(),
      }
      const result = await work(ctx)
      await announceTouched(ctx)
      return result
    }),
  )
}
