import { Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { CustomerSelect } from '../../shared/pickers/customer-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { createProduct, editProduct, type NewProduct, type ProductRecord } from './api'
import { ConfigurationList, PackingList } from './line-fields'
import { ModelSelect } from './model-select'

interface Props {
  open: boolean
  onClose: () => void
  /** The product to edit; a new one without. */
  product?: ProductRecord
  onDone?: (product: ProductRecord) => void
}

function initialOf(product: ProductRecord | undefined): Partial<NewProduct> {
  if (!product) return { configuration: [], packing: [] }
  const { customerId, modelId, plate, vin, serial, exWorksOn, deliveredOn, warrantyStartsOn, packing } =
    product
  const { configuration, serviceTerms, contactName, contactPhone, mileageKm, hours, note } = product
  const { acceptedBy, acceptedOn, acceptanceNote } = product
  return {
    customerId,
    modelId,
    plate,
    vin,
    serial,
    exWorksOn,
    deliveredOn,
    warrantyStartsOn,
    configuration,
    serviceTerms,
    contactName,
    contactPhone,
    mileageKm,
    hours,
    acceptedBy,
    acceptedOn,
    acceptanceNote,
    note,
    packing,
  }
}

const orNull = (text: string | null | undefined): string | null => (text?.trim() ? text.trim() : null)

const tidy = (values: NewProduct): NewProduct => ({
  ...values,
  vin: orNull(values.vin),
  serial: orNull(values.serial),
  customerId: values.customerId ?? null,
  modelId: values.modelId ?? null,
})

function Identity({ product }: { product?: ProductRecord }) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.${name}`)
  const customer = product?.customerId && { value: product.customerId, label: product.customerName ?? '' }
  const model = product?.modelId && { value: product.modelId, label: product.modelName ?? '' }
  return (
    <>
      <div className="fh-form-2">
        <Form.Item name="plate" label={label('plate')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="modelId" label={label('modelId')}>
          <ModelSelect allowClear current={model || null} />
        </Form.Item>
        <Form.Item name="vin" label={label('vin')} extra={t('products.numberHint')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="serial" label={label('serial')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item name="customerId" label={label('customerId')}>
        <CustomerSelect allowClear current={customer || null} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="contactName" label={label('contactName')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="contactPhone" label={label('contactPhone')}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
        <Form.Item name="exWorksOn" label={label('exWorksOn')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="deliveredOn" label={label('deliveredOn')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="mileageKm" label={label('mileageKm')}>
          <InputNumber min={0} precision={0} controls={false} className="fh-full" />
        </Form.Item>
        <Form.Item name="hours" label={label('hours')}>
          <InputNumber min={0} precision={0} controls={false} className="fh-full" />
        </Form.Item>
      </div>
    </>
  )
}

/** AST-1: the product's archive on one sheet, section by section. */
export function ProductDrawer({ open, onClose, product, onDone }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const label = (name: string) => t(`field.product.${name}`)
  return (
    <FormDrawer<NewProduct, ProductRecord>
      open={open}
      title={t(product ? 'products.edit' : 'products.new')}
      entity="product"
      width={640}
      onClose={onClose}
      initial={initialOf(product)}
      version={product?.version}
      submit={(values, { key, version }) =>
        product ? editProduct(product.id, { ...tidy(values), version }) : createProduct(tidy(values), key)
      }
      onDone={(saved) => {
        invalidate('products')
        onDone?.(saved)
      }}
    >
      <Identity product={product} />
      <h3 className="fh-heading">{t('products.sectionA')}</h3>
      <Form.Item label={label('configuration')}>
        <ConfigurationList />
      </Form.Item>
      <Form.Item name="serviceTerms" label={label('serviceTerms')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <Form.Item
        name="warrantyStartsOn"
        label={label('warrantyStartsOn')}
        extra={t('products.warrantyStartHint')}
      >
        <DayInput />
      </Form.Item>
      <h3 className="fh-heading">{t('products.sectionC')}</h3>
      <div className="fh-form-2">
        <Form.Item name="acceptedBy" label={label('acceptedBy')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="acceptedOn" label={label('acceptedOn')}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="acceptanceNote" label={label('acceptanceNote')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <h3 className="fh-heading">{t('products.sectionD')}</h3>
      <PackingList />
      <h3 className="fh-heading">{label('note')}</h3>
      <Form.Item name="note">
        <Input.TextArea aria-label={label('note')} autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}
