import { Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../ui/inputs'

/** The part that goes out, as far as the form must know it. */
export interface SwappedPart {
  id: string
  name: string
  partNo: string
  serial: string | null
  warrantyOnly: boolean
}

export interface SwapValues {
  componentId: string
  faultySerial?: string | null
  newSerial?: string | null
  partNo?: string
  warrantyOnly?: boolean
  swappedOn: string
  reason: string
}

/** AST-6: what a swap says, the same on a product's page and on an order's. */
export function SwapFields({ part }: { part: SwappedPart | undefined }) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.swap.${name}`)
  const required = [{ required: true, whitespace: true, message: t('ui.required') }]
  const isUnknown = part !== undefined && part.serial === null
  return (
    <>
      <Form.Item
        name="faultySerial"
        label={label('faultySerial')}
        extra={isUnknown ? t('products.faultyUnknown') : undefined}
      >
        <Input maxLength={100} disabled={!isUnknown} />
      </Form.Item>
      <Form.Item name="newSerial" label={label('newSerial')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="partNo" label={label('partNo')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="warrantyOnly"
        label={label('warrantyOnly')}
        valuePropName="checked"
        extra={t('products.warrantyOnlyHint')}
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="swappedOn"
        label={label('swappedOn')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label={label('reason')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </>
  )
}

/** What the server is told: an empty serial number is none. */
export const tidySwap = (values: SwapValues): SwapValues => ({
  ...values,
  faultySerial: values.faultySerial?.trim() || null,
  newSerial: values.newSerial?.trim() || null,
})
