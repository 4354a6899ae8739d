import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { StatusTag } from '../../shared/ui/status-tag'
import type { OrderRecord } from './api'
import { decideLate, parties } from './clock-api'
import { useOrderChanged } from './use-order-change'

interface Values {
  party: (typeof parties)[number] | 'rule'
  reason: string
}

/** SVC-19, APR-14: who answers for a late hand-over: by the timeline, or by somebody's decision with a reason. */
export function LatePartyLine({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const [isOpen, setOpen] = useState(false)
  if (order.onTime !== false || !order.handedOverAt) return null
  const { lateParty } = order
  const options = [
    ...parties.map((value) => ({ value, label: t(`value.clock.party.${value}`) })),
    { value: 'rule', label: t('clocks.byRuleAgain') },
  ]
  return (
    <div className="fh-row svc-late-party">
      <span>{t('clocks.lateParty')}</span>
      {lateParty ? (
        <>
          <StatusTag tone="warn">{t(`value.clock.party.${lateParty.party}`)}</StatusTag>
          <span className="fh-quiet">
            {t(lateParty.isDecided ? 'clocks.decided' : 'clocks.byRule')} {lateParty.note}
          </span>
        </>
      ) : (
        <span className="fh-quiet">—</span>
      )}
      <Can of={order} to="attributeLate">
        <Button size="small" onClick={() => setOpen(true)}>
          {t('clocks.changeParty')}
        </Button>
      </Can>
      <FormDrawer<Values, OrderRecord>
        open={isOpen}
        title={t('clocks.lateParty')}
        entity="order"
        onClose={() => setOpen(false)}
        initial={{ party: lateParty?.party, reason: '' }}
        version={order.version}
        submit={({ party, reason }, { version }) =>
          decideLate(order.id, { party: party === 'rule' ? null : party, reason, version })
        }
        onDone={changed}
        doneText={t('clocks.changed')}
      >
        <p className="fh-form-note">{t('clocks.lateHint')}</p>
        <Form.Item
          name="party"
          label={t('clocks.lateParty')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Select options={options} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('clocks.reason')}
          rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      </FormDrawer>
    </div>
  )
}
