import { Alert, Button, Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { trimZeros } from '../../shared/format/numbers'
import { Money } from '../../shared/ui/figures'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DecimalInput } from '../../shared/ui/inputs'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { editLine, reverseSettlement, settleOrder, type OrderLine, type OrderRecord } from './api'
import { StateSeen } from './move-drawers'
import { CategoryTotals } from './totals'
import { useOrderAction, useOrderChanged } from './use-order-change'

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
}

const isAmount = (text: string): boolean => /^\d{1,15}(\.\d{1,2})?$/.test(text)

/** SVC-14: a discount on a line; written as soon as the field is left, so that the server sums up anew. */
function DiscountInput({ order, line }: { order: OrderRecord; line: OrderLine }) {
  const { t } = useTranslation()
  const { act, isBusy } = useOrderAction(order)
  const save = (text: string) => {
    const discount = text === '' ? '0' : text
    if (!isAmount(discount) || discount === line.discount) return
    const { kind, code, name, partId, quantity, unitPrice, payer } = line
    void act({
      call: (version) =>
        editLine(order.id, line.id, {
          kind,
          code,
          name,
          partId,
          quantity,
          unitPrice,
          payer,
          discount,
          version,
        }),
      done: t('ui.saved'),
    })
  }
  return (
    <DecimalInput
      key={line.discount}
      size="small"
      min="0"
      defaultValue={line.discount}
      disabled={isBusy || order.can.editLines !== true}
      aria-label={t('service.discountOn', { name: line.name })}
      onBlur={(event) => save(event.target.value.trim())}
      onPressEnter={({ target }) => target instanceof HTMLElement && target.blur()}
    />
  )
}

function SettleLines({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const lines = order.lines.filter((line) => line.counts)
  if (lines.length === 0) return <Alert type="warning" showIcon title={t('service.noLinesToSettle')} />
  return (
    <div className="svc-scroll">
      <table className="svc-table">
        <thead>
          <tr>
            <th scope="col">{t('field.line.name')}</th>
            <th scope="col">{t('field.line.payer')}</th>
            <th scope="col" className="svc-right">
              {t('service.quantityPrice')}
            </th>
            <th scope="col" className="svc-right svc-discount">
              {t('field.line.discount')}
            </th>
            <th scope="col" className="svc-right">
              {t('field.line.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{line.name}</td>
              <td>{t(`value.line.payer.${line.payer}`)}</td>
              <td className="svc-right fh-figure">
                {trimZeros(line.quantity)} × <Money value={line.unitPrice} />
              </td>
              <td>
                <DiscountInput order={order} line={line} />
              </td>
              <td className="svc-right">
                <Money value={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** SVC-14: what will be settled, as the server sums it up; discounts are given here and checked when settling. */
export function SettleDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const { act, isBusy } = useOrderAction(order)
  const undecided = order.additions.filter((addition) => addition.state === 'proposed')
  const settle = async () => {
    const isDone = await act({
      call: (version) => settleOrder(order.id, version),
      done: t('service.settled'),
      sent: { state: 'settled' },
    })
    if (isDone) onClose()
  }
  return (
    <Drawer
      open={open}
      title={t('service.settleTitle', { number: order.number })}
      onClose={onClose}
      size={isPhone ? '100%' : 720}
      footer={
        <div className="fh-drawer-foot">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={isBusy} onClick={() => void settle()}>
            {t('service.settle')}
          </Button>
        </div>
      }
    >
      <div className="fh-stack">
        {undecided.map((addition) => (
          <Alert
            key={addition.id}
            type="warning"
            showIcon
            title={t('service.additionUndecided', { seq: addition.seq, description: addition.description })}
          />
        ))}
        <SettleLines order={order} />
        <CategoryTotals totals={order.totals} />
        <p className="fh-quiet">{t('service.settleHint')}</p>
      </div>
    </Drawer>
  )
}

export function ReverseDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ reason: string; state?: string }, OrderRecord>
      open={open}
      title={t('service.reverseTitle', { number: order.number })}
      entity="order"
      onClose={onClose}
      initial={{ state: order.state }}
      version={order.version}
      submitText={t('service.reverse')}
      doneText={t('service.reversed')}
      submit={({ reason }, { version }) => reverseSettlement(order.id, { reason, version })}
      onDone={changed}
    >
      <StateSeen />
      <Form.Item
        name="reason"
        label={t('field.order.reason')}
        extra={t('service.reverseHint')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}
