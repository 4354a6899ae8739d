import type { PastDeed } from '../../platform/audit'
import type { PastCourse, PastDoer, PastOrder } from './past.rules'

const verbOf = {
  settle: 'service.order_settled',
  hand_over: 'service.order_handed_over',
  close: 'service.order_closed',
  cancel: 'service.order_cancelled',
  reverse: 'service.settlement_reversed',
  move: 'service.order_moved',
} as const

type Tell = (at: Date, who: PastDoer, action: string, more?: Partial<PastDeed>) => PastDeed

function additionDeeds(order: PastOrder, tell: Tell): PastDeed[] {
  return order.additions.flatMap(({ at, who, description, decision }, place) => {
    const seq = place + 1
    const proposed = tell(at, who, 'service.addition_proposed', { after: { seq, description } })
    if (decision === null) return [proposed]
    const verb = `service.addition_${decision.state}`
    return [
      proposed,
      tell(decision.at, decision.who, verb, { after: { seq }, note: decision.note || undefined }),
    ]
  })
}

function causeDeeds({ caused }: PastOrder, tell: Tell): PastDeed[] {
  if (caused === null) return []
  const { signed, check } = caused
  return [
    tell(caused.at, caused.who, 'service.customer_cause_marked', { after: { causedNote: caused.note } }),
    ...(signed
      ? [
          tell(signed.at, caused.who, 'service.customer_cause_signed', {
            after: { causedSignedBy: signed.by },
          }),
        ]
      : []),
    ...(check
      ? [
          tell(check.at, check.who, 'service.spot_checked', {
            after: { spotCheck: check.result },
            note: check.note,
          }),
        ]
      : []),
  ]
}

/** PLT-2: the order's timeline; plain moves stand in the history of states already. */
export function deedsOf(order: PastOrder, course: PastCourse, number: string): PastDeed[] {
  const tell: Tell = (at, who, action, more = {}) => ({
    at,
    action,
    personId: who.id,
    actorName: who.name,
    entity: 'order',
    entityId: order.id,
    ...more,
  })
  const { followUp, clarified, advisor } = order
  const { typeKey, channel, complaint } = order
  const steps = course.steps
    .filter(({ by }) => by !== 'move')
    .map(({ at, who, by, from, to, reason }) =>
      tell(at, who, verbOf[by], { before: { state: from }, after: { state: to }, note: reason }),
    )
  return [
    tell(course.receivedAt, advisor, 'service.order_opened', {
      after: { number, typeKey, channel, complaint },
    }),
    ...(clarified
      ? [tell(clarified.at, clarified.who, 'service.order_clarified', { note: clarified.text })]
      : []),
    ...additionDeeds(order, tell),
    ...causeDeeds(order, tell),
    ...(followUp
      ? [
          tell(followUp.at, followUp.who, 'service.follow_up_answered', {
            after: { followUpAnswer: followUp.answer },
          }),
        ]
      : []),
    ...steps,
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
}
