import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../shared/format/days'
import { SwapFields, tidySwap, type SwapValues } from '../../shared/pickers/swap-fields'
import { usePermission, useTimeZone } from '../../shared/session/session'
import { Can } from '../../shared/ui/can'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import { fetchComponentsOf, swapOnOrder, type OrderRecord } from './api'
import { useOrderChanged } from './use-order-change'

interface Props {
  order: OrderRecord
}

function SwapDrawer({ order, open, onClose }: Props & { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const changed = useOrderChanged()
  const [chosen, setChosen] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['products', 'components', order.productId],
    queryFn: () => fetchComponentsOf(order.productId ?? ''),
    enabled: open && order.productId !== null,
  })
  const parts = (query.data?.components ?? []).filter((one) => one.removedOn === null)
  return (
    <FormDrawer<SwapValues, OrderRecord>
      open={open}
      title={t('products.swap')}
      entity="swap"
      onClose={() => {
        setChosen(null)
        onClose()
      }}
      initial={{ swappedOn: today(timeZone) }}
      version={order.version}
      submit={(values, { key, version }) => swapOnOrder(order.id, { ...tidySwap(values), version }, key)}
      onDone={changed}
    >
      {(form) => (
        <>
          <p className="fh-quiet">{t('products.swapHint')}</p>
          <Form.Item
            name="componentId"
            label={t('field.swap.componentId')}
            rules={[{ required: true, message: t('ui.required') }]}
          >
            <Select
              loading={query.isFetching}
              notFoundContent={t('service.noParts')}
              options={parts.map(({ id, name, serial }) => ({
                value: id,
                label: `${name} ${serial ?? t('products.serialNone')}`,
              }))}
              onChange={(id: string) => {
                setChosen(id)
                const part = parts.find((one) => one.id === id)
                form.setFieldsValue({
                  faultySerial: part?.serial ?? undefined,
                  partNo: part?.partNo,
                  warrantyOnly: part?.warrantyOnly,
                })
              }}
            />
          </Form.Item>
          <SwapFields part={parts.find((one) => one.id === chosen)} />
        </>
      )}
    </FormDrawer>
  )
}

/** AST-6: parts swapped during this order; the product's list keeps them. */
export function SwapsPanel({ order }: Props) {
  const { t } = useTranslation()
  const holds = usePermission()
  const [isOpen, setOpen] = useState(false)
  if (order.productId === null) return null
  return (
    <Panel
      title={t('service.swaps')}
      extra={
        holds('products.read') && (
          <Can of={order} to="editLines">
            <Button size="small" onClick={() => setOpen(true)}>
              {t('products.swap')}
            </Button>
          </Can>
        )
      }
    >
      {order.swaps.length === 0 && <span className="fh-quiet">{t('service.noSwaps')}</span>}
      <ul className="fh-lines">
        {order.swaps.map((swap) => (
          <li key={swap.id} className="fh-item">
            <div className="fh-row">
              <CivilDay on={swap.swappedOn} />
              <strong>{swap.name}</strong>
              <span>
                <del>{swap.faultySerial ?? t('products.serialNone')}</del> →{' '}
                <ins>{swap.newSerial ?? t('products.serialNone')}</ins>
              </span>
            </div>
            <div className="fh-quiet">{[swap.reason, swap.swappedByName].filter(Boolean).join(' · ')}</div>
          </li>
        ))}
      </ul>
      <SwapDrawer order={order} open={isOpen} onClose={() => setOpen(false)} />
    </Panel>
  )
}
