import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trimZeros } from '../../shared/format/numbers'
import { Money } from '../../shared/ui/figures'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { removeLine, type OrderLine, type OrderRecord } from './api'
import { LineDrawer } from './line-drawer'
import { LineEntry } from './line-entry'
import { CategoryTotals } from './totals'
import { useOrderAction } from './use-order-change'
import { lineKinds } from './words'

interface RowProps {
  order: OrderRecord
  line: OrderLine
  onEdit: () => void
}

function LineActions({ order, line, onEdit }: RowProps) {
  const { t } = useTranslation()
  const { act, isBusy } = useOrderAction(order)
  const remove = () =>
    void act({ call: (version) => removeLine(order.id, line.id, version), done: t('service.lineRemoved') })
  return (
    <span className="svc-line-actions">
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={t('service.editLine', { name: line.name })}
        onClick={onEdit}
      />
      <Popconfirm title={t('service.removeLineAsk', { name: line.name })} onConfirm={remove}>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          loading={isBusy}
          aria-label={t('service.removeLineNamed', { name: line.name })}
        />
      </Popconfirm>
    </span>
  )
}

function Row({ order, line, onEdit }: RowProps) {
  const { t } = useTranslation()
  const addition = order.additions.find((other) => other.id === line.additionId)
  return (
    <tr className={line.counts ? undefined : 'svc-void'}>
      <td data-label={t('field.line.name')}>
        {line.code && <span className="fh-quiet">{line.code} </span>}
        {line.name}
        {addition && (
          <>
            {' '}
            <StatusTag tone={line.counts ? 'info' : 'warn'}>
              {t(line.counts ? 'service.additionNo' : 'service.additionNotCounted', { seq: addition.seq })}
            </StatusTag>
          </>
        )}
      </td>
      <td data-label={t('field.line.payer')}>{t(`value.line.payer.${line.payer}`)}</td>
      <td data-label={t('field.line.quantity')} className="svc-right fh-figure">
        {trimZeros(line.quantity)}
      </td>
      <td data-label={t('field.line.unitPrice')} className="svc-right">
        <Money value={line.unitPrice} />
      </td>
      <td data-label={t('field.line.discount')} className="svc-right">
        <Money value={line.discount} />
      </td>
      <td data-label={t('field.line.amount')} className="svc-right">
        <Money value={line.amount} />
      </td>
      {order.can.editLines === true && (
        <td className="svc-cell-actions">
          <LineActions order={order} line={line} onEdit={onEdit} />
        </td>
      )}
    </tr>
  )
}

/** SVC-14: what is done and sold, by labour, parts, outside work and boutique goods, with who pays; the server sums up. */
export function LinesPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<OrderLine | null>(null)
  const groups = lineKinds
    .map((kind) => ({ kind, lines: order.lines.filter((line) => line.kind === kind) }))
    .filter(({ lines }) => lines.length > 0)
  const columns = ['payer', 'quantity', 'unitPrice', 'discount', 'amount']
  const span = columns.length + (order.can.editLines === true ? 2 : 1)
  return (
    <Panel title={t('service.lines')}>
      {groups.length === 0 ? (
        <p className="fh-quiet">{t('service.noLines')}</p>
      ) : (
        <table className="svc-table svc-stacked svc-lines-table" aria-label={t('service.lines')}>
          <thead>
            <tr>
              <th scope="col">{t('field.line.name')}</th>
              {columns.map((name) => (
                <th key={name} scope="col" className={name === 'payer' ? undefined : 'svc-right'}>
                  {t(`field.line.${name}`)}
                </th>
              ))}
              {order.can.editLines === true && (
                <th scope="col">
                  <span className="fh-sr">{t('ui.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          {groups.map(({ kind, lines }) => (
            <tbody key={kind}>
              <tr className="svc-group">
                <th scope="rowgroup" colSpan={span}>
                  {t(`value.line.kind.${kind}`)}
                </th>
              </tr>
              {lines.map((line) => (
                <Row key={line.id} order={order} line={line} onEdit={() => setEditing(line)} />
              ))}
            </tbody>
          ))}
        </table>
      )}
      {order.can.editLines === true && <LineEntry order={order} />}
      {groups.length > 0 && <CategoryTotals totals={order.totals} />}
      <LineDrawer line={editing} onClose={() => setEditing(null)} order={order} />
    </Panel>
  )
}
