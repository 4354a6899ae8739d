import { Alert, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatInstant } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { InstantInput } from '../../shared/ui/inputs'
import type { OrderRecord } from './api'
import { useNow } from './use-now'
import { channels, evidenceKinds } from './words'

interface Props {
  order: Pick<OrderRecord, 'promiseAt' | 'contactName' | 'customerName'>
  /** Where the fields lie in the form: ['confirmation'] when they are part of another form. */
  at?: string[]
}

/** SVC-8: the server's clock is the one that counts; it is shown while the customer's word is written down. */
function ServerClock({ order }: Pick<Props, 'order'>) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const now = useNow()
  const promiseAt = order.promiseAt
  const isTooLate = promiseAt !== null && Date.parse(promiseAt) < now
  return (
    <Alert
      className="fh-form-note"
      type={isTooLate ? 'warning' : 'info'}
      showIcon
      title={
        <>
          {t('service.recordedAs', { time: formatInstant(new Date(now).toISOString(), timeZone) })}
          <div className="svc-small">
            {isTooLate && promiseAt
              ? t('service.confirmTooLate', { promise: formatInstant(promiseAt, timeZone) })
              : t('service.recordedHint')}
          </div>
        </>
      }
    />
  )
}

/** The customer's recorded yes: channel, who, what time they said, and the proof. */
export function ConfirmationFields({ order, at = [] }: Props) {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <>
      <ServerClock order={order} />
      <div className="fh-form-2">
        <Form.Item name={[...at, 'channel']} label={t('field.confirmation.channel')} rules={required}>
          <Select options={channels.map((value) => ({ value, label: t(`value.order.channel.${value}`) }))} />
        </Form.Item>
        <Form.Item name={[...at, 'who']} label={t('field.confirmation.who')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <Form.Item name={[...at, 'evidenceKind']} label={t('field.confirmation.evidenceKind')} rules={required}>
        <Radio.Group
          optionType="button"
          options={evidenceKinds.map((value) => ({ value, label: t(`value.evidence.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name={[...at, 'evidenceText']}
        label={t('field.confirmation.evidenceText')}
        extra={t('service.evidenceHint')}
        rules={required}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <Form.Item
        name={[...at, 'saidAt']}
        label={t('field.confirmation.saidAt')}
        extra={t('service.saidHint')}
      >
        <InstantInput allowClear />
      </Form.Item>
    </>
  )
}

/** What a confirmation starts from: by phone with the contact, the usual case. */
export const usualConfirmation = (order: Props['order']) => ({
  channel: 'phone' as const,
  who: order.contactName || order.customerName || '',
  evidenceKind: 'call_note' as const,
})
