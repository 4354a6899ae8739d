import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../shared/ui/status-tag'

/** PCK-2: says that a value came with the rule pack as an example. */
export function ExampleTag({ isExample }: { isExample: boolean }) {
  const { t } = useTranslation()
  return isExample ? <StatusTag>{t('org.example')}</StatusTag> : null
}
