import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { pages } from './routes'

/** The search over everything; appears as soon as the page `/search` exists. */
export function GlobalSearch() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  if (!pages.some((page) => page.path === 'search')) return null
  return (
    <Input
      className="fh-global-search"
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      placeholder={t('app.search')}
      aria-label={t('app.search')}
      allowClear
      onPressEnter={(event) => {
        const q = event.currentTarget.value.trim()
        if (q !== '' && !event.nativeEvent.isComposing) void navigate(`/search?q=${encodeURIComponent(q)}`)
      }}
    />
  )
}
