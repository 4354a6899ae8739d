import { Button } from 'antd'
import { switchLanguage } from '../shared/i18n/i18n'
import { useLanguage } from '../shared/i18n/use-language'
import { useTranslation } from 'react-i18next'

/** One button to the other language, written in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en'
  return (
    <Button type="text" lang={other} onClick={() => void switchLanguage(other)}>
      {t('app.otherLanguage')}
    </Button>
  )
}
