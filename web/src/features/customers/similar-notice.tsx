import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { findSimilar, type SimilarCustomer } from './api'
import { useReasons } from './use-reasons'

interface Props {
  phone: string
  name: string
  kind?: 'person' | 'organisation'
  /** The customer being edited, who is not a duplicate of himself. */
  except?: string
}

function Line({ item }: { item: SimilarCustomer }) {
  const reasons = useReasons()
  return (
    <li className="fh-item">
      <Link to={`/customers/${item.id}`} target="_blank">
        {item.name}
      </Link>{' '}
      <span className="fh-quiet">
        {[item.phone, item.region, item.responsiblePersonName, reasons(item.reasons)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}

/** CUS-6: says that this customer may be there already, while the form is still open. */
export function SimilarNotice({ phone, name, kind, except }: Props) {
  const { t } = useTranslation()
  const similar = useQuery({
    queryKey: ['customers', 'similar', phone, name, kind ?? '', except ?? ''],
    queryFn: () => findSimilar({ phone: phone || undefined, name: name || undefined, kind, except }),
    enabled: phone.length >= 5 || name.length >= 2,
  })
  const items = similar.data?.items ?? []
  if (items.length === 0) return null
  const isSerious = items.some((item) => item.strength !== 'none')
  return (
    <Alert
      type={isSerious ? 'warning' : 'info'}
      showIcon
      className="fh-notice"
      title={t(isSerious ? 'customers.similar' : 'customers.namesakes')}
      description={
        <ul className="fh-lines">
          {items.slice(0, 5).map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </ul>
      }
    />
  )
}
