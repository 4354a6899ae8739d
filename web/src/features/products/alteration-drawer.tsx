import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { addAlteration, alterationKinds, type NewAlteration, type ProductRecord } from './api'

interface Props {
  open: boolean
  onClose: () => void
  product: ProductRecord
}

/** AST-1 E: a technical change, a retrofit or a replaced major part; kept for good once saved. */
export function AlterationDrawer({ open, onClose, product }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  const required = [{ required: true, message: t('ui.required') }]
  const label = (name: string) => t(`field.alteration.${name}`)
  return (
    <FormDrawer<NewAlteration, ProductRecord>
      open={open}
      title={t('products.addAlteration')}
      entity="alteration"
      onClose={onClose}
      initial={{ kind: 'part_replacement', happenedOn: today(timeZone) }}
      submit={(values, { key }) => addAlteration(product.id, values, key)}
      onDone={() => invalidate('products')}
    >
      <p className="fh-quiet">{t('products.alterationHint')}</p>
      <Form.Item name="kind" label={label('kind')}>
        <Radio.Group
          options={alterationKinds.map((value) => ({ value, label: t(`value.alteration.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="happenedOn" label={label('happenedOn')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="description" label={label('description')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="partName" label={label('partName')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="oldNumber" label={label('oldNumber')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="newNumber" label={label('newNumber')}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <Form.Item name="madeBy" label={label('madeBy')}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}
