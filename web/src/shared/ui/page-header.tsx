import { ArrowLeftOutlined } from '@ant-design/icons'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

interface Props {
  title: string
  /** Beside the title: status tags, marks. */
  tags?: ReactNode
  /** Below the title: one quiet line. */
  note?: ReactNode
  actions?: ReactNode
  /** The list a record page belongs to. */
  back?: { to: string; label: string }
}

/** The head of a page: one h1, its state, its actions; also names the browser tab. */
export function PageHeader({ title, tags, note, actions, back }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <header className="fh-page-header">
      <div className="fh-page-title">
        {back && (
          <Link to={back.to} className="fh-back">
            <ArrowLeftOutlined aria-hidden /> {back.label}
          </Link>
        )}
        <div className="fh-row">
          <h1>{title}</h1>
          {tags}
        </div>
        {note && <div className="fh-quiet">{note}</div>}
      </div>
      {actions && <div className="fh-actions">{actions}</div>}
    </header>
  )
}
