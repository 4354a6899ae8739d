import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import type { Field, Preview } from './api'
import { withValue, type Draft } from './draft'

interface Props {
  field: Field
  words: Preview['choices'][number]
  draft: Draft
  onChange: (draft: Draft) => void
}

/** PLT-4: what the file's own words mean here. */
export function ValueWords({ field, words, draft, onChange }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const isChoice = field.type === 'choice'
  const values = draft.mapping[field.key]?.values ?? {}
  const unknown = words.found.filter(({ value }) => value === null).length
  const translated = Object.keys(values).length
  const text =
    unknown > 0
      ? t('workbench.words.unknown', { count: unknown })
      : translated > 0
        ? t('workbench.words.translated', { count: translated })
        : t(isChoice ? 'workbench.words' : 'workbench.words.replace')
  const title = t('workbench.words.title', { field: t(field.labelKey) })
  return (
    <>
      <Button danger={unknown > 0} type={isChoice ? 'default' : 'text'} onClick={() => setOpen(true)}>
        {text}
      </Button>
      <Modal
        open={isOpen}
        title={title}
        onCancel={() => setOpen(false)}
        footer={
          <Button type="primary" onClick={() => setOpen(false)}>
            {t('workbench.words.done')}
          </Button>
        }
      >
        <p className="fh-quiet fh-form-note">{t('workbench.words.explain')}</p>
        <ul className="fh-import-words">
          {words.found.map(({ raw, count, value }) => (
            <li key={raw}>
              <span>
                {raw} <span className="fh-quiet">× {formatCount(count)}</span>
              </span>
              {isChoice ? (
                <Select
                  aria-label={t('workbench.words.meaningOf', { word: raw })}
                  allowClear
                  status={values[raw] === undefined && value === null ? 'error' : undefined}
                  placeholder={t('workbench.words.notKnown')}
                  value={values[raw] ?? value ?? undefined}
                  options={field.choices.map((one) => ({
                    value: one.value,
                    label: one.labelKey ? t(one.labelKey) : one.value,
                  }))}
                  onChange={(chosen: string | undefined) =>
                    onChange(withValue(draft, field.key, raw, chosen ?? null))
                  }
                />
              ) : (
                <Input
                  aria-label={t('workbench.words.meaningOf', { word: raw })}
                  allowClear
                  maxLength={200}
                  placeholder={raw}
                  value={values[raw] ?? ''}
                  onChange={({ target }) =>
                    onChange(withValue(draft, field.key, raw, target.value === '' ? null : target.value))
                  }
                />
              )}
            </li>
          ))}
        </ul>
        {words.more > 0 && <p className="fh-quiet">{t('workbench.words.more', { count: words.more })}</p>}
      </Modal>
    </>
  )
}
