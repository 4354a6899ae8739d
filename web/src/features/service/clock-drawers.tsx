import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { PersonSelect } from '../../shared/pickers/person-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { InstantInput } from '../../shared/ui/inputs'
import { decideParty, happenings, parties, recordEvent, type OrderClock, type OrderClocks } from './clock-api'

const lines = { minRows: 2, maxRows: 6 }

/** Shows the clocks as they are after a change, and the order that moved with them. */
function useClocksChanged(): (data: OrderClocks) => void {
  const client = useQueryClient()
  const invalidate = useInvalidate()
  return (data) => {
    client.setQueryData(['orders', 'clocks', data.orderId], data)
    invalidate('orders')
  }
}

interface Happened {
  kind: (typeof happenings)[number]
  occurredAt: string | null
  note: string
}

/** SVC-3, SVC-18: the customer was answered, the technician arrived, …; the user says when, the server when it was recorded. */
export function RecordDrawer({
  data,
  open,
  onClose,
}: {
  data: OrderClocks
  open: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const changed = useClocksChanged()
  return (
    <FormDrawer<Happened, OrderClocks>
      open={open}
      title={t('clocks.recordTitle')}
      onClose={onClose}
      initial={{ kind: 'answered', note: '' }}
      version={data.version}
      submit={({ kind, occurredAt, note }, { version, key }) =>
        recordEvent(data.orderId, { kind, note, version, ...(occurredAt && { occurredAt }) }, key)
      }
      onDone={changed}
      doneText={t('clocks.recorded')}
    >
      <Form.Item name="kind" label={t('clocks.what')} rules={[{ required: true }]}>
        <Radio.Group
          className="fh-choices"
          options={happenings.map((value) => ({ value, label: t(`value.clock.event.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="occurredAt" label={t('clocks.when')} extra={t('clocks.whenHint')}>
        <InstantInput allowClear />
      </Form.Item>
      <Form.Item name="note" label={t('clocks.note')} extra={t('clocks.noteHint')}>
        <Input.TextArea autoSize={lines} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}

interface Decided {
  party: (typeof parties)[number] | 'rule'
  personId: string | null
  reason: string
}

/** SVC-19: who answers for a miss, against the rule; the reason and both answers are kept. */
export function PartyDrawer(props: { data: OrderClocks; clock: OrderClock | null; onClose: () => void }) {
  const { data, clock, onClose } = props
  const { t } = useTranslation()
  const changed = useClocksChanged()
  const options = [
    ...parties.map((value) => ({ value, label: t(`value.clock.party.${value}`) })),
    { value: 'rule', label: t('clocks.byRuleAgain') },
  ]
  return (
    <FormDrawer<Decided, OrderClocks>
      open={clock !== null}
      title={t('clocks.changeParty')}
      onClose={onClose}
      initial={{ party: clock?.party ?? undefined, personId: clock?.partyPersonId ?? null, reason: '' }}
      version={data.version}
      submit={({ party, personId, reason }, { version }) =>
        decideParty(data.orderId, clock?.ruleKey ?? '', {
          party: party === 'rule' ? null : party,
          personId: party === 'rule' ? null : (personId ?? null),
          reason,
          version,
        })
      }
      onDone={changed}
      doneText={t('clocks.changed')}
    >
      <Form.Item
        name="party"
        label={t('clocks.answers')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Select options={options} />
      </Form.Item>
      <Form.Item name="personId" label={t('clocks.person')}>
        <PersonSelect
          allowClear
          current={
            clock?.partyPersonId ? { value: clock.partyPersonId, label: clock.partyPersonName ?? '' } : null
          }
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('clocks.reason')}
        rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={lines} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
