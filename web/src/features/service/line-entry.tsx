import { Button, Form, Input, Select, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../shared/api/client'
import { DecimalInput } from '../../shared/ui/inputs'
import { addLine, type OrderRecord } from './api'
import { useOrderAction } from './use-order-change'
import { lineKinds, payers } from './words'

interface Values {
  kind: (typeof lineKinds)[number]
  name: string
  quantity: string
  unitPrice: string | null
  payer: (typeof payers)[number]
}

/** Who usually pays what is entered on an order of this category. */
const usualPayer = { daily: 'customer', warranty: 'manufacturer', insurance: 'insurer' } as const

/** One line after the other without leaving the keyboard: Enter writes it and the cursor is back at the name. */
export function LineEntry({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [key, setKey] = useState(newKey)
  const name = useRef<InputRef>(null)
  const { act, isBusy } = useOrderAction(order)
  const required = [{ required: true, message: t('ui.required') }]

  const add = async ({ unitPrice, ...values }: Values) => {
    const body = {
      ...values,
      unitPrice: unitPrice ?? '0',
      code: '',
      discount: '0',
      partId: null,
      additionId: null,
    }
    const isDone = await act({
      call: (version) => addLine(order.id, { ...body, version }, key),
      done: t('service.lineAdded'),
    })
    setKey(newKey())
    if (!isDone) return
    form.setFieldsValue({ name: '', quantity: '1', unitPrice: null })
    name.current?.focus()
  }
  return (
    <Form
      form={form}
      className="svc-entry"
      aria-label={t('service.addItem')}
      initialValues={{ kind: 'labour', quantity: '1', payer: usualPayer[order.type.category] }}
      onFinish={(values: Values) => void add(values)}
    >
      <Form.Item name="kind">
        <Select
          aria-label={t('field.line.kind')}
          options={lineKinds.map((value) => ({ value, label: t(`value.line.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" rules={required} className="svc-entry-name">
        <Input
          ref={name}
          maxLength={200}
          placeholder={t('service.lineName')}
          aria-label={t('field.line.name')}
        />
      </Form.Item>
      <Form.Item name="quantity" rules={required}>
        <DecimalInput precision={undefined} min="0" aria-label={t('field.line.quantity')} />
      </Form.Item>
      <Form.Item name="unitPrice">
        <DecimalInput
          min="0"
          placeholder={t('field.line.unitPrice')}
          aria-label={t('field.line.unitPrice')}
        />
      </Form.Item>
      <Form.Item name="payer">
        <Select
          aria-label={t('field.line.payer')}
          options={payers.map((value) => ({ value, label: t(`value.line.payer.${value}`) }))}
        />
      </Form.Item>
      <Button htmlType="submit" loading={isBusy}>
        {t('service.addItem')}
      </Button>
    </Form>
  )
}
