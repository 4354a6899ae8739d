import i18next, { type TFunction } from 'i18next'
import { formatInstant, looksLikeInstant } from '../format/days'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export interface ValueContext {
  t: TFunction
  timeZone: string
  /** Name of the record kind in the texts: `field.person.phone`. */
  entity: string
}

/** The label of a field: `field.<entity>.<name>`, else the bare name. */
export const fieldLabel = (name: string, { t, entity }: Pick<ValueContext, 't' | 'entity'>): string =>
  t([`field.${entity}.${name}`, `field.${name}`], { defaultValue: name })

const known = (t: TFunction, key: string): string | null => (i18next.exists(key) ? t(key) : null)

/** Nothing a person would call a value. */
export const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isBlank))

/** A raw value as people read it; one of a closed set has its text at `value.<entity>.<field>.<value>`. */
export function valueText(field: string, value: unknown, context: ValueContext): string {
  const { t, timeZone, entity } = context
  if (isBlank(value)) return t('ui.none')
  if (typeof value === 'boolean') return value ? t('ui.yes') : t('ui.no')
  if (Array.isArray(value))
    return value.map((item) => valueText(field, item, context)).join(t('ui.listComma'))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, inner]) => !isBlank(inner))
      .map(([name, inner]) => `${fieldLabel(name, context)}: ${valueText(name, inner, context)}`)
      .join('; ')
  const text = String(value)
  if (uuid.test(text)) return t('ui.someRecord')
  if (looksLikeInstant(text)) return formatInstant(text, timeZone)
  return known(t, `value.${entity}.${field}.${text}`) ?? text
}
