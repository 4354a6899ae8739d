import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { findSimilar } from './api'

interface Props {
  phone: string
  name: string
  /** The customer being edited, who is not a duplicate of himself. */
  except?: string
}

/** CUS-6: says that this customer may be there already, while the form is still open. */
export function SimilarNotice({ phone, name, except }: Props) {
  const { t } = useTranslation()
  const similar = useQuery({
    queryKey: ['customers', 'similar', phone, name, except ?? ''],
    queryFn: () => findSimilar({ phone: phone || undefined, name: name || undefined, except }),
    enabled: phone.length >= 5 || name.length >= 2,
  })
  const items = similar.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="fh-notice"
      title={t('customers.similar')}
      description={
        <ul className="fh-lines">
          {items.slice(0, 5).map((item) => (
            <li key={item.id} className="fh-item">
              <Link to={`/customers/${item.id}`} target="_blank">
                {item.name}
              </Link>{' '}
              <span className="fh-quiet">
                {[item.phone, item.responsiblePersonName, t(`customers.same.${item.because}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      }
    />
  )
}
