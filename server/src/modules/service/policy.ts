import { reach, type Actor } from '../../platform/actor'
import { isOpen, movesFrom, type OrderState, type Transition } from './transitions.rules'

/** What the policy must know of an order. */
export interface Subject {
  state: OrderState
  unitId: string
  advisorId: string | null
  technicianIds: readonly string[]
  handedOverAt: Date | null
  unclear: boolean
  causedMarkedAt: Date | null
  causedSignedAt: Date | null
}

/** ORG-7: whether a permission reaches an order: the company, the order's unit, or one's own as advisor or technician. */
export function reaches(
  actor: Actor,
  permission: string,
  order: Pick<Subject, 'unitId' | 'advisorId' | 'technicianIds'>,
): boolean {
  const held = reach(actor, permission)
  if (held.company || held.unitIds.includes(order.unitId)) return true
  if (!held.own || actor.personId === null) return false
  return order.advisorId === actor.personId || order.technicianIds.includes(actor.personId)
}

export const mayRead = (actor: Actor, order: Subject): boolean => reaches(actor, 'orders.read', order)

/** SVC-2: whether a kind of move is open to the order at all; what is handed over does not go back to the bay. */
export function openMoves(order: Subject, states: readonly string[]): Transition[] {
  const gone = order.handedOverAt !== null
  return movesFrom(order.state, states).filter(
    ({ by }) => !gone || (by !== 'move' && by !== 'cancel' && by !== 'hand_over'),
  )
}

/** Everything one may do with an order now; sent to the screen as `can`, asked again by every command. */
export function abilities(actor: Actor, order: Subject, states: readonly string[]) {
  const edit = reaches(actor, 'orders.edit', order)
  const settle = reaches(actor, 'orders.settle', order)
  const open = isOpen(order.state)
  const by = new Set(openMoves(order, states).map((transition) => transition.by))
  const lives = order.state !== 'cancelled'
  return {
    edit: edit && open,
    clarify: edit && open && order.unclear,
    move: edit && by.has('move'),
    assign: edit && open && order.state !== 'draft' && order.handedOverAt === null,
    editLines: edit && open,
    proposeAddition: edit && open && order.handedOverAt === null,
    promise: edit && open && order.handedOverAt === null,
    markCustomerCause: edit && lives && order.state !== 'closed' && order.causedMarkedAt === null,
    signCustomerCause:
      edit &&
      lives &&
      order.state !== 'closed' &&
      order.causedMarkedAt !== null &&
      order.causedSignedAt === null,
    spotCheck: reaches(actor, 'orders.spot_check', order) && order.causedMarkedAt !== null,
    answerFollowUp: reaches(actor, 'orders.follow_up', order) && lives && order.handedOverAt !== null,
    settle: settle && by.has('settle'),
    reverse: settle && by.has('reverse'),
    handOver: edit && by.has('hand_over'),
    close: edit && by.has('close'),
    cancel: edit && by.has('cancel'),
    /** SVC-3: what else happened may be noted later, but not on a draft or a cancelled order. */
    recordClock: edit && lives && order.state !== 'draft',
    attributeLate: reaches(actor, 'orders.spot_check', order) && order.handedOverAt !== null,
    attribute: reaches(actor, 'orders.spot_check', order) && order.state !== 'draft',
  }
}

export type Ability = keyof ReturnType<typeof abilities>
/** The permission behind an ability, for refusals that come from the state and not from the person. */
export const permissionOf = (ability: Ability): string => {
  if (ability === 'settle' || ability === 'reverse') return 'orders.settle'
  if (ability === 'spotCheck' || ability === 'attribute' || ability === 'attributeLate')
    return 'orders.spot_check'
  return ability === 'answerFollowUp' ? 'orders.follow_up' : 'orders.edit'
}
