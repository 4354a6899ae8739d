import { Modal, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../session/session'
import type { Choice, Clash, Comparison } from './conflict'
import { fieldLabel, valueText } from './value-text'

interface Props {
  comparison: Comparison
  entity: string
  /** Overrides the text of a value, e.g. the name behind an id. */
  render?: (field: string, value: unknown) => ReactNode
  onResolve: (choices: Record<string, Choice>) => void
  onCancel: () => void
}

/** Somebody saved the record first: both values of each field side by side, one choice per field, then saved again. */
export function ConflictDialog({ comparison, entity, render, onResolve, onCancel }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const context = { t, timeZone, entity }
  const show = (clash: Clash, value: unknown) =>
    render?.(clash.field, value) ?? valueText(clash.field, value, context)
  const isDecided = comparison.clashes.every((clash) => choices[clash.field])

  return (
    <Modal
      open
      title={t('ui.conflict.title')}
      okText={t('ui.conflict.saveAgain')}
      okButtonProps={{ disabled: !isDecided }}
      onOk={() => onResolve(choices)}
      onCancel={onCancel}
      width={640}
    >
      <p>{t(comparison.clashes.length > 0 ? 'ui.conflict.explain' : 'ui.conflict.explainMerged')}</p>
      {comparison.clashes.map((clash) => (
        <fieldset key={clash.field} className="fh-clash">
          <legend>{fieldLabel(clash.field, context)}</legend>
          <Radio.Group
            value={choices[clash.field]}
            onChange={(event) => setChoices({ ...choices, [clash.field]: event.target.value })}
          >
            <Radio value="mine">
              <span className="fh-quiet">{t('ui.conflict.mine')}</span> {show(clash, clash.mine)}
            </Radio>
            <Radio value="theirs">
              <span className="fh-quiet">{t('ui.conflict.theirs')}</span> {show(clash, clash.theirs)}
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
      {comparison.takenOver.length > 0 && (
        <p className="fh-quiet">
          {t('ui.conflict.takenOver')}
          {comparison.takenOver.map((clash, at) => (
            <span key={clash.field}>
              {at > 0 && t('ui.listComma')}
              {fieldLabel(clash.field, context)} → {show(clash, clash.theirs)}
            </span>
          ))}
        </p>
      )}
    </Modal>
  )
}
