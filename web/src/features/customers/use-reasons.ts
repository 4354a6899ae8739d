import { useTranslation } from 'react-i18next'
import type { SimilarCustomer } from './api'

/** CUS-6: why two archives may be the same customer, in one line. */
export function useReasons(): (reasons: SimilarCustomer['reasons']) => string {
  const { t } = useTranslation()
  return (reasons) => reasons.map(({ because }) => t(`customers.same.${because}`)).join(t('ui.listComma'))
}
