import { useTranslation } from 'react-i18next'
import type { OrderRecord } from './api'
import { Near } from './order-words'
import type { State } from './words'

const waits: State[] = ['waiting_parts', 'waiting_customer']

interface Step {
  state: State
  at: string | null
  isPast: boolean
  isNow: boolean
}

/** The way of the order: the states of its type without the waits; a wait takes the place of the repair while it lasts. */
export function stepsOf(order: Pick<OrderRecord, 'state' | 'type' | 'stateMoves'>): Step[] {
  const way = order.type.states.filter(
    (state) => state !== 'cancelled' && state !== 'draft' && !waits.includes(state),
  )
  const shown = waits.includes(order.state)
    ? way.map((state) => (state === 'in_repair' ? order.state : state))
    : order.state === 'draft'
      ? [order.state, ...way]
      : way
  const here = shown.indexOf(order.state)
  return shown.map((state, index) => ({
    state,
    at: order.stateMoves.findLast((move) => move.toState === state)?.occurredAt ?? null,
    isPast: index < here,
    isNow: index === here,
  }))
}

/** PLT-2: where the order stands, with the time each state was reached. */
export function StatusBar({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  if (order.state === 'cancelled') return null
  return (
    <ol className="svc-steps" aria-label={t('service.steps')}>
      {stepsOf(order).map(({ state, at, isPast, isNow }) => (
        <li
          key={state}
          className={isNow ? 'svc-now' : isPast ? 'svc-past' : undefined}
          aria-current={isNow ? 'step' : undefined}
        >
          <span>{t(`value.order.state.${state}`)}</span>
          <small>{(isPast || isNow) && at ? <Near at={at} /> : '\u00a0'}</small>
        </li>
      ))}
    </ol>
  )
}
