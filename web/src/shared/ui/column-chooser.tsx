import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from './table-types'

const slot = (id: string) => `fuheng.columns.${id}`

function remembered(id: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slot(id)) ?? 'null')
    return Array.isArray(kept) ? kept.map(String) : null
  } catch {
    return null
  }
}

/** Which columns a table hides, remembered in this browser; the first column always stays. */
export function useHiddenColumns<T>(id: string, columns: Column<T>[]) {
  const [chosen, setChosen] = useState(() => remembered(id))
  const hidden = chosen ?? columns.filter((column) => column.optional).map((column) => column.key)
  const change = (next: string[]) => {
    localStorage.setItem(slot(id), JSON.stringify(next))
    setChosen(next)
  }
  return { hidden, change }
}

interface Props<T> {
  columns: Column<T>[]
  hidden: string[]
  onChange: (hidden: string[]) => void
}

export function ColumnChooser<T>({ columns, hidden, onChange }: Props<T>) {
  const { t } = useTranslation()
  const content = (
    <div className="fh-stack-tight">
      {columns.slice(1).map(({ key, title }) => (
        <Checkbox
          key={key}
          checked={!hidden.includes(key)}
          onChange={(event) =>
            onChange(event.target.checked ? hidden.filter((name) => name !== key) : [...hidden, key])
          }
        >
          {title}
        </Checkbox>
      ))}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title={t('ui.columns')} content={content}>
      <Button icon={<SettingOutlined />} aria-label={t('ui.columns')} title={t('ui.columns')} />
    </Popover>
  )
}
