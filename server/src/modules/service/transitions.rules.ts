import { AppError } from '../../kernel/errors'

/** SVC-2: 草稿 … 已关闭, 取消. The order in which the board shows them. */
export const orderStates = [
  'draft',
  'accepted',
  'assigned',
  'in_repair',
  'waiting_parts',
  'waiting_customer',
  'quality_check',
  'ready',
  'settled',
  'handed_over',
  'closed',
  'cancelled',
] as const
export type OrderState = (typeof orderStates)[number]

/** Who makes a move: `move` is the plain one; the others come with their own verb and what belongs to it. */
export type MoveBy = 'move' | 'settle' | 'hand_over' | 'close' | 'cancel' | 'reverse'

export interface Transition {
  to: OrderState
  by: MoveBy
  /** The way forward: a type that does not have the state goes on to what follows it. */
  forward?: true
}

/** SVC-2: the one table of moves; the drawing in the README is printed from it. */
export const transitions: Readonly<Record<OrderState, readonly Transition[]>> = {
  draft: [
    { to: 'accepted', by: 'move', forward: true },
    { to: 'cancelled', by: 'cancel' },
  ],
  accepted: [
    { to: 'assigned', by: 'move', forward: true },
    { to: 'cancelled', by: 'cancel' },
  ],
  assigned: [
    { to: 'in_repair', by: 'move', forward: true },
    { to: 'accepted', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  in_repair: [
    { to: 'quality_check', by: 'move', forward: true },
    { to: 'waiting_parts', by: 'move' },
    { to: 'waiting_customer', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  waiting_parts: [
    { to: 'in_repair', by: 'move', forward: true },
    { to: 'waiting_customer', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  waiting_customer: [
    { to: 'in_repair', by: 'move', forward: true },
    { to: 'waiting_parts', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  quality_check: [
    { to: 'ready', by: 'move', forward: true },
    { to: 'in_repair', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  ready: [
    { to: 'settled', by: 'settle', forward: true },
    { to: 'in_repair', by: 'move' },
    { to: 'cancelled', by: 'cancel' },
  ],
  settled: [
    { to: 'handed_over', by: 'hand_over', forward: true },
    { to: 'ready', by: 'reverse' },
  ],
  handed_over: [
    { to: 'closed', by: 'close', forward: true },
    { to: 'ready', by: 'reverse' },
  ],
  closed: [{ to: 'ready', by: 'reverse' }],
  cancelled: [],
}

/** SVC-2: the moves out of a state for a type with these states; a state the type lacks is passed over. */
export function movesFrom(from: OrderState, states: readonly string[]): Transition[] {
  return transitions[from].flatMap((transition): Transition[] => {
    if (states.includes(transition.to)) return [transition]
    if (!transition.forward) return []
    const next = transitions[transition.to].find((other) => other.forward)
    return next && next.by === 'move' && states.includes(next.to) ? [next] : []
  })
}

/** SVC-2: refuses an illegal move and names the legal ones. */
export function checkMove(
  move: { from: OrderState; to: OrderState; by: MoveBy },
  states: readonly string[],
): void {
  const legal = movesFrom(move.from, states)
  if (legal.some((transition) => transition.to === move.to && transition.by === move.by)) return
  const allowed = legal.map((transition) => transition.to)
  throw new AppError('rule_broken', 'service.illegal_move', { from: move.from, to: move.to, allowed })
}

/** SVC-14: a settled order is closed to change until its settlement is reversed. */
export const isOpen = (state: OrderState): boolean =>
  !['settled', 'handed_over', 'closed', 'cancelled'].includes(state)

/** SVC-2: the states as a drawing; checked against the README by a test. */
export function drawing(): string {
  const lines = orderStates.flatMap((from) =>
    transitions[from].map(({ to, by }) => `  ${from} --> ${to}${by === 'move' ? '' : `: ${by}`}`),
  )
  return ['stateDiagram-v2', '  [*] --> draft', ...lines, '  closed --> [*]', '  cancelled --> [*]'].join(
    '\n',
  )
}
