import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../api/client'
import { useLanguage } from '../i18n/use-language'

interface Props {
  /** Below the API, e.g. `/orders/export`; gets the filters and `format`. */
  path: string
  filters: URLSearchParams
}

/** PLT-3: an export is exactly what the list shows, as xlsx or CSV. */
export function ExportButtons({ path, filters }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const link = (format: 'xlsx' | 'csv') => {
    const query = new URLSearchParams(filters)
    query.set('format', format)
    query.set('language', language)
    return (
      <a href={apiUrl(path, query)} download>
        {t(`ui.export.${format}`)}
      </a>
    )
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: link('xlsx') },
          { key: 'csv', label: link('csv') },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('ui.export')}</Button>
    </Dropdown>
  )
}
