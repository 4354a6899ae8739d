import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewPosition } from './api'

export type Work = NonNullable<NewPosition['dailyWork']>[number]

const rhythms: Work['rhythm'][] = ['daily', 'weekly', 'monthly', 'as_needed']

interface Props {
  id?: string
  value?: Work[]
  onChange?: (works: Work[]) => void
}

/** ORG-10: daily work to edit, each piece with its rhythm. */
export function WorkList({ id, value = [], onChange }: Props) {
  const { t } = useTranslation()
  const change = (at: number, part: Partial<Work>) =>
    onChange?.(value.map((work, index) => (index === at ? { ...work, ...part } : work)))
  const options = rhythms.map((rhythm) => ({ value: rhythm, label: t(`org.rhythm.${rhythm}`) }))
  return (
    <div className="fh-stack-tight" id={id}>
      {value.map((work, index) => (
        <div key={index} className="fh-line-edit">
          <Select
            value={work.rhythm}
            options={options}
            style={{ width: 96 }}
            aria-label={t('org.rhythmNo', { no: index + 1 })}
            onChange={(rhythm: Work['rhythm']) => change(index, { rhythm })}
          />
          <Input.TextArea
            value={work.text}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            aria-label={t('org.lineNo', { no: index + 1 })}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('org.lineRemove', { no: index + 1 })}
            onClick={() => onChange?.(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, { rhythm: 'daily', text: '' }])}>
        {t('org.lineAdd')}
      </Button>
    </div>
  )
}
