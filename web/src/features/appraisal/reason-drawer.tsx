import { Alert, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { decideContest, type Card, type Contest } from './api'
import { inputText, useName } from './words'

interface ReasonProps {
  open: boolean
  title: string
  label: string
  onClose: () => void
  submit: (reason: string) => Promise<Card>
  onDone: (card: Card) => void
}

/** One sentence why: taking back, giving back, contesting. */
export function ReasonDrawer({ open, title, label, onClose, submit, onDone }: ReasonProps) {
  const { t } = useTranslation()
  return (
    <FormDrawer<{ reason: string }, Card>
      open={open}
      title={title}
      entity="scorecard"
      onClose={onClose}
      submit={({ reason }) => submit(reason)}
      onDone={onDone}
    >
      <Form.Item name="reason" label={label} rules={[{ required: true, message: t('ui.required') }]}>
        <Input.TextArea rows={4} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}

interface DecisionProps {
  card: Card
  contest: Contest | null
  onClose: () => void
  onDone: (card: Card) => void
}

/** APR-18: takes a contested order or deduction out, or keeps it, with the reason. */
export function DecisionDrawer({ card, contest, onClose, onDone }: DecisionProps) {
  const { t } = useTranslation()
  const name = useName()
  const required = [{ required: true, message: t('ui.required') }]
  const item = card.sections
    .flatMap((section) => section.items)
    .find((other) => other.key === contest?.itemKey)
  return (
    <FormDrawer<{ decision: 'excluded' | 'kept'; reason: string }, Card>
      open={contest !== null}
      title={contest ? t('appraisal.decideTitle', { subject: contest.subjectNumber }) : ''}
      entity="scorecard"
      onClose={onClose}
      submit={({ decision, reason }) =>
        decideContest(card, { contestId: contest?.id ?? '', decision, reason })
      }
      onDone={onDone}
    >
      {contest && <p className="fh-form-note fh-quiet">{contest.reason}</p>}
      {item?.hand && item.system && (
        <Alert
          type="warning"
          showIcon
          className="fh-form-note"
          title={t('appraisal.handWithdrawn', { value: inputText(item, item.hand, t, name) })}
        />
      )}
      <Form.Item name="decision" label={t('field.scorecard.decision')} rules={required}>
        <Radio.Group
          className="fh-choices"
          options={(['excluded', 'kept'] as const).map((value) => ({
            value,
            label: t(`appraisal.decision.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('field.scorecard.reason')} rules={required}>
        <Input.TextArea rows={4} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
