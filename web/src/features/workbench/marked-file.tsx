import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../shared/i18n/use-language'
import { markedUrl } from './api'

/** PLT-4: the file with every bad cell marked and its reason in the row. */
export function MarkedFile({ id, hasErrors }: { id: string; hasErrors: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const choices = hasErrors ? (['bad', 'marked', 'all'] as const) : (['marked', 'all'] as const)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: choices.map((rows) => ({
          key: rows,
          label: (
            <a href={markedUrl(id, rows, language)} download>
              {t(`workbench.marked.${rows}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('workbench.marked.download')}</Button>
    </Dropdown>
  )
}
