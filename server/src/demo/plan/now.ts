import type { PastOrder } from '../../modules/service'

/** PCK-4: an order as it stands at a moment: what comes later has not happened yet. */
export function asOf(order: PastOrder, now: Date): PastOrder {
  const began = <T extends { at: Date }>(deed: T | null): T | null =>
    deed !== null && deed.at <= now ? deed : null
  const additions = order.additions
    .filter(({ at }) => at <= now)
    .map((addition) => ({ ...addition, decision: began(addition.decision) }))
  const caused = began(order.caused)
  return {
    ...order,
    steps: order.steps.filter(({ at }) => at <= now),
    additions,
    lines: order.lines.filter(({ addition }) => addition === null || addition < additions.length),
    promises: order.promises
      .filter(
        ({ enteredAt, addition }) => enteredAt <= now && (addition === null || addition < additions.length),
      )
      .map((promise) => ({
        ...promise,
        confirmation:
          promise.confirmation && promise.confirmation.recordedAt <= now ? promise.confirmation : null,
      })),
    caused: caused && {
      ...caused,
      signed: began(caused.signed),
      check: began(caused.check),
    },
    followUp: began(order.followUp),
    clarified: began(order.clarified),
    stillUnclear: order.clarified !== null && order.clarified.at > now,
  }
}

/** The order up to the moment it comes into a state, and no further: those that stand still. */
export function stoppedIn(order: PastOrder, state: string): PastOrder {
  const at = order.steps.findIndex(({ to }) => to === state)
  const last = order.steps[at]
  if (!last) return order
  const held = asOf(order, last.at)
  // In the state "waiting for the customer" the addition still waits for the word.
  const additions =
    state === 'waiting_customer' ? held.additions.map((one) => ({ ...one, decision: null })) : held.additions
  const promises =
    state === 'waiting_customer'
      ? held.promises.map((one) => ({ ...one, confirmation: null }))
      : held.promises
  // What stands as accepted has not been understood yet: it keeps its place and waits for a call back.
  const unclear = state === 'accepted' && order.clarified ? { clarified: null, stillUnclear: true } : {}
  return { ...held, ...unclear, additions, promises, steps: order.steps.slice(0, at + 1) }
}
