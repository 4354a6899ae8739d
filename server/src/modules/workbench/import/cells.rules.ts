import { roundHalfUp } from '../../../kernel/money'
import type { CellValue, FieldMapping, ImportField, ImportSeverity } from '../../../kernel/importing'
import { readDate } from './dates.rules'
import { cellText, normalName } from './mapping.rules'
import { readNumber } from './numbers.rules'

/** Choice values per field key, by normalised code, label or alias. */
export type ChoiceNames = Readonly<Record<string, ReadonlyMap<string, string>>>

export interface CellReading {
  readonly value: string | null
  readonly remark?: {
    readonly severity: ImportSeverity
    readonly reason: string
    readonly params?: Readonly<Record<string, string | number>>
  }
}

export interface CellContext {
  readonly mapping: FieldMapping
  readonly choices: ChoiceNames
  /** Signs that mean "nothing": '/', '#', 'N/A' …; compared without case. */
  readonly emptySigns: ReadonlySet<string>
  readonly timeZone: string
}

/** PLT-4: one cell read as its field wants it; what does not fit is said, never guessed. */
export function readCell(cell: CellValue, field: ImportField, context: CellContext): CellReading {
  const shown = cellText(cell)
  const text = context.mapping.values?.[shown] ?? shown
  if (text === '' || context.emptySigns.has(text.toLowerCase())) return { value: null }
  switch (field.type) {
    case 'text':
      return textValue(text, field)
    case 'phone':
      return phoneValue(text)
    case 'number':
    case 'money':
      return numberValue(text, field, context)
    case 'date':
    case 'datetime':
      return dateValue(cell, text, { field, context })
    case 'choice':
      return choiceValue(text, field, context)
  }
}

const error = (reason: string, params: Record<string, string | number>): CellReading => ({
  value: null,
  remark: { severity: 'error', reason: `workbench.${reason}`, params },
})

function textValue(given: string, field: ImportField): CellReading {
  // Control characters come with copied text and are never meant.

  const text = given.normalize('NFC').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  const most = field.max ?? 2000
  if (text.length > most) return error('text_too_long', { length: text.length, max: most })
  // Spreadsheets keep 15 digits of a number: what follows is zeros or an exponent.
  if (/^\d{15}0+$/.test(text) || /^\d(\.\d+)?e\+\d+$/i.test(text)) {
    return {
      value: text,
      remark: { severity: 'warning', reason: 'workbench.number_rounded', params: { value: text } },
    }
  }
  return { value: text }
}

function phoneValue(given: string): CellReading {
  const text = given.normalize('NFKC').replace(/\.0$/, '')
  const digits = text.replace(/[\s\-().]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (/^(1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|\d{7,8})$/.test(digits)) return { value: digits }
  return {
    value: text,
    remark: { severity: 'warning', reason: 'workbench.phone_unusual', params: { value: given } },
  }
}

function numberValue(text: string, field: ImportField, context: CellContext): CellReading {
  const reading = readNumber(text, context.mapping.tenThousands === true)
  if ('bad' in reading) {
    return error(reading.bad === 'unreadable' ? 'not_a_number' : 'number_in_ten_thousands', { value: text })
  }
  const most = field.max ?? (field.type === 'money' ? '9999999999999999.99' : '999999999999')
  if (reading.value.abs().gt(most)) return error('number_too_large', { value: text, max: String(most) })
  if (field.type === 'number') return { value: reading.value.toFixed() }
  const rounded = roundHalfUp(reading.value, 2)
  const value = rounded.toFixed(2)
  if (rounded.eq(reading.value)) return { value }
  return {
    value,
    remark: { severity: 'warning', reason: 'workbench.money_rounded', params: { value: text, taken: value } },
  }
}

function dateValue(
  cell: CellValue,
  text: string,
  { field, context }: { field: ImportField; context: CellContext },
): CellReading {
  const reading =
    cell !== null && typeof cell === 'object' && text === cellText(cell)
      ? { local: cell.date }
      : readDate(text, context.mapping.format ?? 'ymd', context.timeZone)
  if ('bad' in reading) return error(`date_${reading.bad}`, { value: text })
  return { value: field.type === 'date' ? reading.local.slice(0, 10) : reading.local }
}

function choiceValue(text: string, field: ImportField, context: CellContext): CellReading {
  const value = context.choices[field.key]?.get(normalName(text))
  if (value !== undefined) return { value }
  const allowed = (field.choices ?? []).map((choice) => choice.value).join(', ')
  return error('choice_unknown', { value: text, allowed })
}
