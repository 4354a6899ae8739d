import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Details } from '../../shared/api/api-error'
import { trimZeros } from '../../shared/format/numbers'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DecimalInput } from '../../shared/ui/inputs'
import { editLine, type LineInput, type OrderLine, type OrderRecord } from './api'
import { useOrderChanged } from './use-order-change'
import { lineKinds, payers } from './words'

interface Props {
  order: OrderRecord
  line: OrderLine | null
  onClose: () => void
}

const isRecord = (value: unknown): value is Details => typeof value === 'object' && value !== null

/** The line as somebody else has saved it meanwhile. */
const lineIn = (record: Details, id: string | undefined): Details => {
  const lines = Array.isArray(record.lines) ? record.lines.filter(isRecord) : []
  const found = lines.find((line) => line.id === id)
  return found ? { ...found, quantity: trimZeros(String(found.quantity)) } : {}
}

export function LineDrawer({ order, line, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const required = [{ required: true, message: t('ui.required') }]
  const { kind, code, name, quantity, unitPrice, discount, payer } = line ?? {}
  return (
    <FormDrawer<LineInput, OrderRecord>
      open={line !== null}
      title={t('service.editLineTitle')}
      entity="line"
      onClose={onClose}
      initial={{ kind, code, name, quantity: trimZeros(quantity ?? ''), unitPrice, discount, payer }}
      version={order.version}
      valuesOf={(record) => lineIn(record, line?.id)}
      submit={(values, { version }) =>
        editLine(order.id, line?.id ?? '', {
          ...values,
          unitPrice: values.unitPrice ?? '0',
          discount: values.discount ?? '0',
          partId: line?.partId ?? null,
          version,
        })
      }
      onDone={changed}
    >
      <Form.Item name="kind" label={t('field.line.kind')}>
        <Radio.Group
          optionType="button"
          options={lineKinds.map((value) => ({ value, label: t(`value.line.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('field.line.name')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="code" label={t('field.line.code')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="payer" label={t('field.line.payer')}>
          <Select options={payers.map((value) => ({ value, label: t(`value.line.payer.${value}`) }))} />
        </Form.Item>
        <Form.Item name="quantity" label={t('field.line.quantity')} rules={required}>
          <DecimalInput precision={undefined} min="0" />
        </Form.Item>
        <Form.Item name="unitPrice" label={t('field.line.unitPrice')} rules={required}>
          <DecimalInput min="0" />
        </Form.Item>
        <Form.Item name="discount" label={t('field.line.discount')}>
          <DecimalInput min="0" />
        </Form.Item>
      </div>
    </FormDrawer>
  )
}
