import { useTranslation } from 'react-i18next'
import { Money } from '../../shared/ui/figures'
import type { OrderRecord } from './api'
import { categories } from './words'

/** SVC-14: the totals by category, as the server sums them. */
export function CategoryTotals({ totals }: { totals: OrderRecord['totals'] }) {
  const { t } = useTranslation()
  return (
    <dl className="svc-totals">
      {categories.map((category) => (
        <div key={category}>
          <dt>{t(`value.line.category.${category}`)}</dt>
          <dd>
            <Money value={totals[category]} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('field.line.discount')}</dt>
        <dd>
          <Money value={totals.discount} />
        </dd>
      </div>
      <div className="svc-total">
        <dt>{t('service.total')}</dt>
        <dd>
          <Money value={totals.total} sign="¥" />
        </dd>
      </div>
    </dl>
  )
}
