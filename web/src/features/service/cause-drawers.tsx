import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { followUp, markCause, signCause, spotCheck, type OrderRecord } from './api'
import { useOrderChanged } from './use-order-change'

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
}

const lines = { minRows: 2, maxRows: 6 }

export function MarkDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ note: string }, OrderRecord>
      open={open}
      title={t('service.cause.mark')}
      entity="order"
      onClose={onClose}
      version={order.version}
      submit={({ note }, { version }) => markCause(order.id, { note, version })}
      onDone={changed}
    >
      <p className="fh-form-note">{t('service.cause.markHint')}</p>
      <Form.Item
        name="note"
        label={t('field.order.causedNote')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea
          autoSize={lines}
          maxLength={1000}
          autoFocus
          placeholder={t('service.cause.example')}
        />
      </Form.Item>
    </FormDrawer>
  )
}

export function SignDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<{ signedBy: string; evidence: string }, OrderRecord>
      open={open}
      title={t('service.cause.sign')}
      entity="order"
      onClose={onClose}
      initial={{ signedBy: order.contactName || (order.customerName ?? '') }}
      version={order.version}
      submit={(values, { version }) => signCause(order.id, { ...values, version })}
      onDone={changed}
    >
      <Form.Item name="signedBy" label={t('field.order.causedSignedBy')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="evidence"
        label={t('field.order.causedEvidence')}
        extra={t('service.cause.evidenceHint')}
        rules={required}
      >
        <Input.TextArea autoSize={lines} maxLength={2000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}

export function SpotCheckDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ result: 'accepted' | 'rejected'; note: string }, OrderRecord>
      open={open}
      title={t('service.cause.check')}
      entity="order"
      onClose={onClose}
      initial={{ note: '', ...(order.spotCheck !== 'none' && { result: order.spotCheck }) }}
      version={order.version}
      submit={(values, { version }) => spotCheck(order.id, { ...values, version })}
      onDone={changed}
    >
      <p className="fh-form-note">{t('service.cause.checkHint')}</p>
      <Form.Item
        name="result"
        label={t('field.order.spotCheck')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Radio.Group
          className="fh-choices"
          options={(['accepted', 'rejected'] as const).map((value) => ({
            value,
            label: t(`service.cause.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('field.order.spotCheckNote')}>
        <Input.TextArea autoSize={lines} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

interface Answer {
  answer: 'yes' | 'no' | 'none'
  note: string
}

export function FollowUpDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<Answer, OrderRecord>
      open={open}
      title={t('service.followUp')}
      entity="order"
      onClose={onClose}
      initial={{ answer: order.followUpAnswer ?? 'none', note: order.followUpNote }}
      version={order.version}
      submit={({ answer, note }, { version }) =>
        followUp(order.id, { answer: answer === 'none' ? null : answer, note, version })
      }
      onDone={changed}
    >
      <Form.Item name="answer" label={t('service.followUp.question')} extra={t('service.followUp.hint')}>
        <Radio.Group
          className="fh-choices"
          options={[
            { value: 'yes', label: t('value.order.followUpAnswer.yes') },
            { value: 'no', label: t('value.order.followUpAnswer.no') },
            { value: 'none', label: t('service.followUp.none') },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label={t('field.order.followUpNote')}>
        <Input.TextArea autoSize={lines} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
