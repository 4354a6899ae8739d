import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { InstantInput } from '../../shared/ui/inputs'
import { StatusTag } from '../../shared/ui/status-tag'
import { cancelOrder, clarifyOrder, handOver, moveOrder, type OrderRecord } from './api'
import { Near, PromiseChip } from './order-words'
import { useOrderChanged } from './use-order-change'
import type { State } from './words'

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
}

const lines = { minRows: 2, maxRows: 6 }

/** Carries the state the user saw, so that a conflict says where somebody else has moved the order meanwhile. */
export const StateSeen = () => (
  <Form.Item name="state" hidden>
    <Input />
  </Form.Item>
)

interface Seen {
  state?: string
}

export function MoveDrawer({
  order,
  to,
  label,
  onClose,
}: Omit<Props, 'open'> & { to: State | null; label: (to: State) => string }) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<Seen & { reason: string; occurredAt: string | null }, OrderRecord>
      open={to !== null}
      title={to && label(to)}
      entity="order"
      onClose={onClose}
      initial={{ reason: '', occurredAt: null, state: order.state }}
      version={order.version}
      submitText={to ? label(to) : undefined}
      submit={({ reason, occurredAt }, { version }) =>
        moveOrder(order.id, { version, reason, to: to ?? order.state, occurredAt: occurredAt ?? undefined })
      }
      onDone={changed}
    >
      <StateSeen />
      <Form.Item name="reason" label={t('field.order.reason')}>
        <Input.TextArea autoSize={lines} maxLength={1000} autoFocus />
      </Form.Item>
      <Form.Item name="occurredAt" label={t('field.order.occurredAt')} extra={t('service.occurredHint')}>
        <InstantInput placeholder={t('service.now')} />
      </Form.Item>
    </FormDrawer>
  )
}

export function HandOverDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<Seen & { handedOverAt: string | null }, OrderRecord>
      open={open}
      title={t('service.handOver')}
      entity="order"
      onClose={onClose}
      initial={{ handedOverAt: null, state: order.state }}
      version={order.version}
      submitText={t('service.handOver')}
      doneText={t('service.handedOver')}
      submit={({ handedOverAt }, { version }) =>
        handOver(order.id, { version, handedOverAt: handedOverAt ?? undefined })
      }
      onDone={changed}
    >
      <div className="fh-form-note fh-row">
        <span className="fh-quiet">{t('service.promiseThatCounts')}</span>
        {order.promiseAt ? <Near at={order.promiseAt} /> : <StatusTag>{t('service.noPromise')}</StatusTag>}
        <PromiseChip order={order} />
      </div>
      <StateSeen />
      <Form.Item name="handedOverAt" label={t('field.order.handedOverAt')} extra={t('service.handOverHint')}>
        <InstantInput placeholder={t('service.now')} />
      </Form.Item>
    </FormDrawer>
  )
}

export function CancelDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<Seen & { reason: string }, OrderRecord>
      open={open}
      title={t('service.cancelTitle', { number: order.number })}
      entity="order"
      onClose={onClose}
      initial={{ state: order.state }}
      version={order.version}
      submitText={t('service.cancel')}
      doneText={t('service.cancelled')}
      submit={({ reason }, { version }) => cancelOrder(order.id, { reason, version })}
      onDone={changed}
    >
      <StateSeen />
      <Form.Item
        name="reason"
        label={t('field.order.cancelReason')}
        extra={t('service.cancelHint')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={lines} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}

export function ClarifyDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ clarification: string }, OrderRecord>
      open={open}
      title={t('service.clarify')}
      entity="order"
      onClose={onClose}
      version={order.version}
      submit={({ clarification }, { version }) => clarifyOrder(order.id, { clarification, version })}
      onDone={changed}
    >
      <Form.Item
        name="clarification"
        label={t('field.order.clarification')}
        extra={t('service.clarifyHint')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={lines} maxLength={2000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}
