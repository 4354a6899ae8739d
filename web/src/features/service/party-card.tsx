import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Count } from '../../shared/ui/figures'
import { findProducts, type CustomerRecord, type ProductRow } from './api'
import { productText } from './order-words'

interface Props {
  customer: { id: string; name: string } | null
  record: CustomerRecord | undefined
  product: ProductRow | null
  onProduct: (product: ProductRow) => void
  onNewVehicle: () => void
  onChange: () => void
}

function Vehicles({
  customerId,
  onProduct,
}: {
  customerId: string
  onProduct: (product: ProductRow) => void
}) {
  const { t } = useTranslation()
  const vehicles = useQuery({
    queryKey: ['products', 'ofCustomer', customerId],
    queryFn: () => findProducts({ customerId, limit: 20 }),
  })
  const items = vehicles.data?.items ?? []
  return (
    <div className="svc-choices" role="group" aria-label={t('service.whichVehicle')}>
      {items.map((row) => (
        <Button key={row.id} onClick={() => onProduct(row)}>
          <span className="svc-plate">{productText(row)}</span> {row.modelName}
        </Button>
      ))}
    </div>
  )
}

/** Whom and what the order is for, once found. */
export function PartyCard({ customer, record, product, onProduct, onNewVehicle, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className="svc-party">
      <div className="svc-party-main">
        {product ? (
          <div>
            <span className="svc-plate svc-plate-big">{productText(product)}</span> {product.modelName}
            <div className="fh-quiet svc-small">
              {product.vin}
              {product.mileageKm !== null && (
                <>
                  {' · '}
                  {t('service.lastReading')} <Count value={product.mileageKm} /> {t('service.km')}
                </>
              )}
            </div>
          </div>
        ) : (
          customer && (
            <div>
              <div className="fh-quiet svc-small">{t('service.whichVehicle')}</div>
              <div className="svc-choices">
                <Vehicles customerId={customer.id} onProduct={onProduct} />
                <Button type="dashed" onClick={onNewVehicle}>
                  {t('service.newVehicle')}
                </Button>
              </div>
            </div>
          )
        )}
        <div>
          <strong>{customer?.name ?? t('service.noCustomer')}</strong>
          <div className="fh-quiet svc-small">
            {record?.phones.map(({ phone }) => phone).join(t('ui.listComma'))}
            {record?.responsiblePersonName && <> · {record.responsiblePersonName}</>}
          </div>
        </div>
      </div>
      <Button onClick={onChange}>{t('service.changeParty')}</Button>
    </div>
  )
}
