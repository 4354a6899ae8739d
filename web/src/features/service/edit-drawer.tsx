import { Checkbox, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { editOrder, type OrderEdit, type OrderRecord } from './api'
import { ProductSelect } from './product-select'
import { CustomerSelect } from './customer-select'
import { WhoFields, WorkFields } from './intake-fields'
import { productText, useNameOf, useOrderTypes } from './order-words'
import { useOrderChanged } from './use-order-change'

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
  renderValue: (field: string, value: unknown) => ReactNode
}

/** SVC-2: the head of the order; of two people who change it at once, the second sees both values. */
export function EditDrawer({ order, open, onClose, renderValue }: Props) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const types = useOrderTypes()
  const changed = useOrderChanged()
  const { typeKey, complaint, mileageKm, runningHours, faultGroupKey, details, returnOfId, unclear } = order
  const { contactName, contactPhone, channel, advisorId, unitId, customerId, productId, productOrders } =
    order
  const earlier = order.returnOf ? [order.returnOf, ...productOrders] : productOrders
  return (
    <FormDrawer<OrderEdit, OrderRecord>
      open={open}
      title={t('service.editOrder', { number: order.number })}
      entity="order"
      width={640}
      onClose={onClose}
      initial={{
        ...{ typeKey, complaint, mileageKm, runningHours, faultGroupKey, details, returnOfId, unclear },
        ...{ contactName, contactPhone, advisorId, unitId, customerId, productId },
        ...{ priority: order.priority, distanceKm: order.distanceKm, supplierNeeded: order.supplierNeeded },
        ...(channel !== 'unknown' && { channel }),
      }}
      version={order.version}
      renderValue={renderValue}
      submit={(values, { version }) => editOrder(order.id, { ...values, version })}
      onDone={changed}
    >
      <Form.Item name="typeKey" label={t('field.order.typeKey')}>
        <Select
          options={(types.data?.items ?? []).map((type) => ({ value: type.key, label: nameOf(type) }))}
        />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="productId" label={t('service.vehicle')}>
          <ProductSelect
            current={productId ? { value: productId, label: productText(order) ?? '' } : null}
            allowClear
          />
        </Form.Item>
        <Form.Item name="customerId" label={t('field.order.customerId')}>
          <CustomerSelect
            current={customerId ? { value: customerId, label: order.customerName ?? '' } : null}
            allowClear
          />
        </Form.Item>
      </div>
      <Form.Item noStyle dependencies={['typeKey', 'unclear']}>
        {({ getFieldValue }) => (
          <WorkFields
            type={types.data?.items.find((type) => type.key === getFieldValue('typeKey'))}
            unclear={getFieldValue('unclear') === true}
          />
        )}
      </Form.Item>
      <Form.Item name="returnOfId" label={t('field.order.returnOfId')} extra={t('service.returnOfHint')}>
        <Select
          allowClear
          placeholder={t('service.byRule')}
          options={[...new Map(earlier.map((other) => [other.id, other])).values()].map((other) => ({
            value: other.id,
            label: other.complaint ? `${other.number} · ${other.complaint}` : other.number,
          }))}
        />
      </Form.Item>
      <WhoFields advisor={advisorId ? { value: advisorId, label: order.advisorName ?? '' } : null} />
      <Form.Item name="unclear" valuePropName="checked">
        <Checkbox>{t('service.markUnclear')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
