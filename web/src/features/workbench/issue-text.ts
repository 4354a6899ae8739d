import i18next, { type TFunction } from 'i18next'
import type { Entity, Issue } from './api'

/** A remark in the user's language, with names of fields, values and date orders instead of their codes. */
export function issueText(
  { reason, fieldKey, params }: Pick<Issue, 'reason' | 'fieldKey' | 'params'>,
  entity: Entity | undefined,
  t: TFunction,
): string {
  const fields = entity?.fields ?? []
  const named = fields.find(({ key }) => key === params.field)
  const choices = fields.find(({ key }) => key === fieldKey)?.choices ?? []
  const labels = choices.map(({ value, labelKey }) => (labelKey === null ? value : t(labelKey)))
  const order = (code: string | number | undefined) => t(`workbench.dateFormat.${code ?? 'ymd'}`)
  const words = {
    ...params,
    ...(named !== undefined && { field: t(named.labelKey) }),
    ...(reason === 'workbench.choice_unknown' && { allowed: labels.join(t('ui.listComma')) }),
    ...(reason.startsWith('workbench.date_order_') && {
      format: order(params.format),
      likely: order(params.likely),
    }),
  }
  return t([`reason.${reason}`, 'reason.app.unknown'], { ...words, reason })
}

/** The heading of all remarks of one reason: its text with the values left open. */
export function reasonHeading(reason: string, language: string, t: TFunction): string {
  const key = `reason.${reason}`
  const template: unknown = i18next.getResource(language, 'translation', key)
  const holes = typeof template === 'string' ? [...template.matchAll(/\{\{\s*(\w+)/g)] : []
  const open = Object.fromEntries(holes.map(([, name = '']) => [name, '\u2026']))
  return t([key, 'reason.app.unknown'], { ...open, reason })
}
