import { Alert, Button, Form, Input, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../shared/api/client'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { useSureCreate } from '../../shared/pickers/use-sure-create'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { RecordSelect, type RecordOption } from '../../shared/ui/record-select'
import { createCustomer, createProduct, findModels, similarCustomers } from './api'
import { guessParty, type PartyGuess } from './party-guess'

export interface Party {
  customer: { id: string; name: string }
  phone: string
  productId: string | null
}

interface Values extends PartyGuess {
  kind: 'person' | 'organisation'
  modelId: string | null
}

interface Props {
  /** What was typed into the finder; null closes the drawer. */
  text: string | null
  /** Set when only the vehicle is new. */
  customer: Party['customer'] | null
  onClose: () => void
  onDone: (party: Party) => void
}

/** CUS-3: somebody with this phone or name may be there already; choosing them is one click. */
function Similar({ onChoose }: { onChoose: (customer: Party['customer']) => void }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<Values>()
  const phone = (Form.useWatch('phone', form) ?? '').trim()
  const name = (Form.useWatch('name', form) ?? '').trim()
  const asks = phone.length >= 7 || name.length >= 2
  const similar = useQuery({
    queryKey: ['customers', 'similar', phone, name],
    queryFn: () => similarCustomers({ phone: phone || undefined, name: name || undefined }),
    enabled: asks,
  })
  const items = asks ? (similar.data?.items ?? []) : []
  if (items.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="fh-form-note"
      title={
        <>
          {t('service.similar')}
          <ul>
            {items.slice(0, 4).map((item) => (
              <li key={item.id} className="fh-row svc-gap">
                <span>
                  {item.name} {item.phone}
                </span>
                <Button size="small" onClick={() => onChoose({ id: item.id, name: item.name })}>
                  {t('service.useThis')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      }
    />
  )
}

function ModelSelect(props: {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
}) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const { items } = await findModels(q)
    return items.map((row) => ({ value: row.id, label: row.name, note: row.code }))
  }
  return <RecordSelect {...props} queryKey={['products', 'models']} find={find} allowClear />
}

function CustomerFields({ onChoose }: { onChoose: (customer: Party['customer']) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="fh-form-2">
        <Form.Item
          name="name"
          label={t('service.customerName')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input maxLength={200} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('field.order.contactPhone')}>
          <Input maxLength={40} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="kind" label={t('service.customerKind')}>
        <Radio.Group
          optionType="button"
          options={(['person', 'organisation'] as const).map((value) => ({
            value,
            label: t(`service.customerKind.${value}`),
          }))}
        />
      </Form.Item>
      <Similar onChoose={onChoose} />
    </>
  )
}

/** A customer and a vehicle that are not there yet, in one small form beside the order; the archive is filled later. */
export function PartyDrawer({ text, customer, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [chosen, setChosen] = useState<Party['customer'] | null>(null)
  const [productKey, setProductKey] = useState(newKey)
  const sureCreate = useSureCreate()
  const known = customer ?? chosen
  const close = () => {
    sureCreate.forget()
    setChosen(null)
    setProductKey(newKey())
    onClose()
  }

  const save = async (values: Values, key: string): Promise<Party> => {
    const { name = '', phone, kind, plate, vin, modelId } = values
    const owner =
      known ??
      (await sureCreate.create((evenIfSimilar) =>
        createCustomer({ name, kind, phones: phone ? [{ phone, label: '' }] : [], evenIfSimilar }, key),
      ))
    // Kept, so that a refused vehicle does not create the customer once more.
    setChosen({ id: owner.id, name: owner.name })
    if (!plate && !vin) return { customer: owner, phone: phone ?? '', productId: null }
    const product = await createProduct(
      { customerId: owner.id, modelId: modelId ?? null, plate: plate ?? '', vin: vin || null },
      productKey,
    )
    return { customer: owner, phone: phone ?? '', productId: product.id }
  }
  return (
    <FormDrawer<Values, Party>
      open={text !== null}
      title={t(known ? 'service.newVehicle' : 'service.newCustomerVehicle')}
      onClose={close}
      initial={{ ...guessParty(text ?? ''), kind: 'person', modelId: null }}
      submitText={t('ui.create')}
      submit={(values, { key }) => save(values, key)}
      onDone={(party) => {
        invalidate('customers')
        invalidate('products')
        onDone(party)
      }}
    >
      {known ? (
        <p className="fh-form-note">{t('service.vehicleOf', { name: known.name })}</p>
      ) : (
        <CustomerFields onChoose={setChosen} />
      )}
      <div className="fh-form-2">
        <Form.Item name="plate" label={t('service.plate')}>
          <Input maxLength={20} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="vin" label={t('service.vin')}>
          <Input maxLength={40} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </div>
      <Form.Item name="modelId" label={t('service.model')}>
        <ModelSelect />
      </Form.Item>
    </FormDrawer>
  )
}
