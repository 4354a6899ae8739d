import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'

interface Limits {
  months?: number | null
  mileageKm?: number | null
  hours?: number | null
}

/** The limits of a clause in words: 36 months or 60,000 km, whichever comes first. */
export function useLimits(): (clause: Limits) => string {
  const { t } = useTranslation()
  return ({ months, mileageKm, hours }) => {
    const parts = [
      months ? t('products.months', { count: months }) : '',
      mileageKm !== null && mileageKm !== undefined ? t('products.km', { km: formatCount(mileageKm) }) : '',
      hours !== null && hours !== undefined ? t('products.hoursLimit', { hours: formatCount(hours) }) : '',
    ].filter((part) => part !== '')
    if (parts.length === 0) return t('products.unlimited')
    return parts.join(t('products.or'))
  }
}
