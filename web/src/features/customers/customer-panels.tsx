import { useQuery } from '@tanstack/react-query'
import { Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { Panel } from '../../shared/ui/panel'
import { CivilDay, When } from '../../shared/ui/times'
import { listProductsOf, type CustomerRecord } from './api'

interface Props {
  customer: CustomerRecord
}

/** A number one can tap to call; a masked one is only text. */
export function PhoneLink({ phone, label }: { phone: string; label?: string }) {
  const shown = /[*]/.test(phone) ? phone : <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
  return (
    <span>
      {shown} {label && <span className="fh-quiet">{label}</span>}
    </span>
  )
}

/** CUS-1: how to reach the customer and its people. */
export function Reach({ customer }: Props) {
  const { t } = useTranslation()
  const { phones, contacts } = customer
  return (
    <Panel title={t('customers.reach')}>
      {phones.length === 0 && contacts.length === 0 && <p className="fh-quiet">{t('customers.noPhones')}</p>}
      <ul className="fh-lines">
        {phones.map((phone, index) => (
          <li key={`p${index}`} className="fh-item">
            <PhoneLink {...phone} />
          </li>
        ))}
        {contacts.map((contact, index) => (
          <li key={`c${index}`} className="fh-item">
            <div className="fh-row">
              <strong>{contact.name}</strong>
              {contact.title && <span className="fh-quiet">{contact.title}</span>}
              {contact.phones.map((phone, at) => (
                <PhoneLink key={at} {...phone} />
              ))}
            </div>
            {contact.note && <div className="fh-quiet">{contact.note}</div>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** CUS-1: vehicles and products of the customer. */
export function Products({ customer }: Props) {
  const { t } = useTranslation()
  const holds = usePermission()
  const maySee = holds('products.read')
  const products = useQuery({
    queryKey: ['products', 'of', customer.id],
    queryFn: () => listProductsOf(customer.id),
    enabled: maySee,
  })
  if (!maySee) return null
  const { items = [], total = 0 } = products.data ?? {}
  return (
    <Panel
      title={t('customers.products', { count: total ?? 0 })}
      extra={<Link to={`/products?customerId=${customer.id}`}>{t('customers.allProducts')}</Link>}
    >
      {products.isError && <ErrorNotice error={products.error} retry={() => void products.refetch()} />}
      {products.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('customers.noProducts')} />
      )}
      <ul className="fh-lines">
        {items.map((product) => (
          <li key={product.id} className="fh-item">
            <div className="fh-row">
              <Link to={`/products/${product.id}`}>{product.plate || product.vin || product.serial}</Link>
              <span>{product.modelName}</span>
              <span className="fh-quiet">{product.plate ? (product.vin ?? product.serial) : ''}</span>
              {product.deliveredOn && (
                <span className="fh-quiet">
                  {t('field.product.deliveredOn')} <CivilDay on={product.deliveredOn} />
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** CUS-1: who changed address, phones or responsible person, when, from what to what. */
export function Changes({ customer }: Props) {
  const { t } = useTranslation()
  if (customer.changes.length === 0) return null
  return (
    <Panel title={t('customers.changes')}>
      <ol className="fh-timeline">
        {customer.changes.map((change) => (
          <li key={change.id}>
            <div className="fh-row">
              <strong>{t(`field.customer.${change.field}`)}</strong>
              <span>{change.changedByName}</span>
              <span className="fh-quiet">
                <When at={change.changedAt} />
              </span>
            </div>
            <div>
              {change.oldValue !== '' && (
                <>
                  <del>{change.oldValue}</del> <span aria-label={t('ui.becomes')}>→</span>{' '}
                </>
              )}
              <ins>{change.newValue || t('ui.none')}</ins>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
