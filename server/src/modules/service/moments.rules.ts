import { AppError } from '../../kernel/errors'

export interface Moment {
  occurredAt: Date
  receivedAt: Date
  now: Date
}

/** SVC-2, SVC-18: the user may say when it happened, within bounds: not in the future, not before the order came in. */
export function checkMoment({ occurredAt, receivedAt, now }: Moment): Date {
  if (occurredAt > now) throw new AppError('rule_broken', 'service.time_in_future', { at: occurredAt })
  if (occurredAt < receivedAt)
    throw new AppError('rule_broken', 'service.time_before_received', { at: occurredAt, receivedAt })
  return occurredAt
}

export interface Times {
  receivedAt: Date | null
  promisedAt: Date | null
  finishedAt: Date | null
  settledAt: Date | null
  handedOverAt: Date | null
}

/** PLT-4: impossible times of an old order, by field; nothing comes before the order, nothing lies in the future. */
export function impossibleTimes(times: Times, now: Date): { field: keyof Times; reason: string }[] {
  const { receivedAt } = times
  const named: [keyof Times, Date | null, boolean][] = [
    ['receivedAt', receivedAt, false],
    ['finishedAt', times.finishedAt, true],
    ['settledAt', times.settledAt, true],
    ['handedOverAt', times.handedOverAt, true],
  ]
  return named.flatMap(([field, at, after]) => {
    if (at === null) return []
    if (at > now) return [{ field, reason: 'service.time_in_future' }]
    if (after && receivedAt !== null && at < receivedAt)
      return [{ field, reason: 'service.time_before_received' }]
    return []
  })
}
