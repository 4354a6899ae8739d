import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../shared/ui/form-drawer'
import {
  addPromise,
  confirmAddition,
  confirmPromise,
  refuseAddition,
  type Addition,
  type Confirmation,
  type OrderPromise,
  type OrderRecord,
} from './api'
import { ConfirmationFields, usualConfirmation } from './confirmation-fields'
import { PromiseInput } from './promise-input'
import { useOrderChanged } from './use-order-change'

interface Values extends Omit<Confirmation, 'saidAt'> {
  saidAt?: string | null
}

const sent = ({ saidAt, ...rest }: Values): Confirmation => ({ ...rest, saidAt: saidAt ?? undefined })

interface Props {
  order: OrderRecord
  onClose: () => void
}

/** Records the customer's yes to an addition, or to a time promised without one. */
export function ConfirmDrawer({
  order,
  subject,
  onClose,
}: Props & { subject: { addition: Addition } | { promise: OrderPromise } | null }) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const isAddition = subject !== null && 'addition' in subject
  return (
    <FormDrawer<Values, OrderRecord>
      open={subject !== null}
      title={t(isAddition ? 'service.confirmAddition' : 'service.confirmPromise')}
      entity="confirmation"
      onClose={onClose}
      initial={usualConfirmation(order)}
      version={order.version}
      valuesOf={() => ({})}
      submitText={t('service.recordConfirmation')}
      doneText={t('service.confirmed')}
      submit={(values, { version }) => {
        const body = { ...sent(values), version }
        if (subject && 'promise' in subject) return confirmPromise(order.id, subject.promise.id, body)
        return confirmAddition(order.id, subject?.addition.id ?? '', body)
      }}
      onDone={changed}
    >
      {isAddition && <p className="fh-form-note">{subject.addition.description}</p>}
      <ConfirmationFields order={order} />
    </FormDrawer>
  )
}

export function RefuseDrawer({ order, addition, onClose }: Props & { addition: Addition | null }) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ note: string }, OrderRecord>
      open={addition !== null}
      title={t('service.refuseAddition')}
      entity="addition"
      onClose={onClose}
      initial={{ note: '' }}
      version={order.version}
      valuesOf={() => ({})}
      submitText={t('service.refuse')}
      doneText={t('service.refused')}
      submit={({ note }, { version }) => refuseAddition(order.id, addition?.id ?? '', { note, version })}
      onDone={changed}
    >
      <p className="fh-form-note">{addition?.description}</p>
      <Form.Item name="note" label={t('field.addition.decisionNote')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}

/** SVC-8: the first promise of an order that has none, or another time that is kept and does not count. */
export function PromiseDrawer({ order, open, onClose }: Props & { open: boolean }) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const isFirst = order.promises.length === 0
  return (
    <FormDrawer<{ at: string; note: string }, OrderRecord>
      open={open}
      title={t(isFirst ? 'service.firstPromise' : 'service.otherPromise')}
      entity="promise"
      onClose={onClose}
      initial={{ note: '' }}
      version={order.version}
      valuesOf={() => ({})}
      submit={({ at, note }, { key, version }) => addPromise(order.id, { at, note, version }, key)}
      onDone={changed}
    >
      <p className="fh-form-note">{t(isFirst ? 'service.firstPromiseHint' : 'service.otherPromiseHint')}</p>
      <Form.Item
        name="at"
        label={t('field.promise.at')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <PromiseInput />
      </Form.Item>
      <Form.Item name="note" label={t('field.promise.note')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
