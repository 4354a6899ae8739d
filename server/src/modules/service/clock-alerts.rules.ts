import type { alertKinds } from './clock-words'

export interface OpenClock {
  orderId: string
  ruleKey: string
  state: string
  dueAt: Date | null
  warnAt: Date | null
  stoppedAt: Date | null
  missed: boolean | null
}

export interface Crossing {
  orderId: string
  ruleKey: string
  kind: (typeof alertKinds)[number]
  /** Steps up the reporting line; 0 for the people of the order. */
  level: number
  crossedAt: Date
}

const minute = 60_000

/**
 * SVC-3: every border a clock has crossed by now. Asked of the clock as it stands, so a tick that was missed is made
 * good by the next one, and asking twice finds the same.
 */
export function crossings(
  clock: OpenClock,
  escalate: readonly { levels: number; afterMinutes: number }[],
  now: Date,
): Crossing[] {
  const { orderId, ruleKey, dueAt, warnAt, stoppedAt } = clock
  const until = stoppedAt ?? now
  const of = (kind: Crossing['kind'], level: number, crossedAt: Date): Crossing => ({
    orderId,
    ruleKey,
    kind,
    level,
    crossedAt,
  })
  if (dueAt === null || dueAt >= until) {
    const warned = warnAt !== null && warnAt <= until && stoppedAt === null
    return warned ? [of('warned', 0, warnAt)] : []
  }
  const up = escalate.flatMap(({ levels, afterMinutes }) => {
    const at = new Date(dueAt.getTime() + afterMinutes * minute)
    return at < until ? [of('escalated', levels, at)] : []
  })
  return [...(warnAt === null ? [] : [of('warned', 0, warnAt)]), of('breached', 0, dueAt), ...up]
}

/** SVC-3: the one so many steps up, or the highest there is: an escalation must not get lost in a short line. */
export const stepsUp = (line: readonly string[], levels: number): string | null =>
  line[levels - 1] ?? line.at(-1) ?? null
