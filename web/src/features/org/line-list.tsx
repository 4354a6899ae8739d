import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { splitLines } from './split-lines'

interface Props {
  id?: string
  value?: string[]
  onChange?: (lines: string[]) => void
}

const swapped = (lines: string[], a: number, b: number): string[] =>
  lines.map((line, index) => (index === a ? (lines[b] ?? line) : index === b ? (lines[a] ?? line) : line))

/** ORG-2: an ordered list to edit: write, paste several lines at once, move up and down. */
export function LineList({ id, value = [], onChange }: Props) {
  const { t } = useTranslation()
  const change = (lines: string[]) => onChange?.(lines)
  const paste = (index: number) => (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const lines = splitLines(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const kept = value[index]?.trim() ? [value[index]] : []
    change([...value.slice(0, index), ...kept, ...lines, ...value.slice(index + 1)])
  }
  return (
    <div className="fh-stack-tight" id={id}>
      {value.map((line, index) => (
        <div key={index} className="fh-line-edit">
          <span className="fh-quiet fh-figure">{index + 1}.</span>
          <Input.TextArea
            value={line}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            aria-label={t('org.lineNo', { no: index + 1 })}
            onChange={(event) => change(value.map((old, at) => (at === index ? event.target.value : old)))}
            onPaste={paste(index)}
          />
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={index === 0}
            aria-label={t('org.lineUp', { no: index + 1 })}
            onClick={() => change(swapped(value, index, index - 1))}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={index === value.length - 1}
            aria-label={t('org.lineDown', { no: index + 1 })}
            onClick={() => change(swapped(value, index, index + 1))}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('org.lineRemove', { no: index + 1 })}
            onClick={() => change(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => change([...value, ''])}>
        {t('org.lineAdd')}
      </Button>
    </div>
  )
}
