import { Button, Empty } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../session/session'
import { When } from './times'
import { fieldLabel, isBlank, valueText, type ValueContext } from './value-text'

export interface TimelineEntry {
  id: string
  at: string
  actorName: string
  action: string
  changes: Record<string, unknown[]>
  note: string | null
}

interface Props {
  entries: TimelineEntry[]
  /** Where labels are looked up: `field.<entity>.<name>`, `value.<entity>.<field>.<value>`. */
  entity: string
  /** Overrides the text of a value, e.g. the name behind an id; null leaves it to the rule. */
  render?: (field: string, value: unknown) => ReactNode
}

const shownAtFirst = 8
const changesAtFirst = 4

interface ChangesProps {
  entry: TimelineEntry
  context: ValueContext
  render: Props['render']
}

/** What an entry changed; a new record changes everything, so all but a few lines wait behind a button. */
function Changes({ entry, context, render }: ChangesProps) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const show = (field: string, value: unknown) => render?.(field, value) ?? valueText(field, value, context)
  const changes = Object.entries(entry.changes).filter(
    ([, [before, after]]) => !isBlank(before) || !isBlank(after),
  )
  const shown = isWhole ? changes : changes.slice(0, changesAtFirst)
  if (changes.length === 0) return null
  return (
    <ul className={isWhole ? 'fh-changes' : 'fh-changes fh-clamped'}>
      {shown.map(([field, [before, after]]) => (
        <li key={field}>
          <span className="fh-quiet">{fieldLabel(field, context)}</span>{' '}
          {!isBlank(before) && (
            <>
              <del>{show(field, before)}</del> <span aria-label={t('ui.becomes')}>→</span>{' '}
            </>
          )}
          <ins>{show(field, after)}</ins>
        </li>
      ))}
      {changes.length > shown.length && (
        <li>
          <button type="button" className="fh-link-button" onClick={() => setWhole(true)}>
            {t('ui.moreChanges', { count: changes.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  )
}

/** PLT-2: what happened to a record, newest first: who, when, which field from what to what. */
export function Timeline({ entries, entity, render }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [isWhole, setWhole] = useState(false)
  if (entries.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ui.noHistory')} />
  const shown = isWhole ? entries : entries.slice(0, shownAtFirst)
  return (
    <>
      <ol className="fh-timeline">
        {shown.map((entry) => (
          <li key={entry.id}>
            <div className="fh-row">
              <strong>{t(`action.${entry.action}`)}</strong>
              <span>{entry.actorName || t('ui.system')}</span>
              <span className="fh-quiet">
                <When at={entry.at} />
              </span>
            </div>
            <Changes entry={entry} context={{ t, timeZone, entity }} render={render} />
            {entry.note && <p className="fh-note">{entry.note}</p>}
          </li>
        ))}
      </ol>
      {entries.length > shown.length && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t('ui.showAllHistory', { count: entries.length })}
        </Button>
      )}
    </>
  )
}
