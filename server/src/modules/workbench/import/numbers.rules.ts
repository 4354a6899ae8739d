import { dec, type Decimal } from '../../../kernel/money'

export type NumberReading = { readonly value: Decimal } | { readonly bad: 'unreadable' | 'ten_thousands' }

const unreadable = { bad: 'unreadable' } as const

// Yen and yuan signs, dollar, the word yuan; the sign of ten thousand is kept apart.
const currency = /^(?:[\u00a5$\u20ac\u00a3]|CNY|RMB|USD)|(?:\u5143|CNY|RMB)$/gi
const tenThousand = /\u4e07$/

/** PLT-4: a number as people write it: $1,234.50, (12.00), full-width digits, 96%. Ten thousands only where mapped. */
export function readNumber(cell: string, tenThousands: boolean): NumberReading {
  let text = cell
    .normalize('NFKC')
    .replace(/[\s']/g, '')
    .replace(/\u2212/g, '-')
  const negative = /^\(.*\)$/.test(text)
  if (negative) text = text.slice(1, -1)
  text = text.replace(currency, '').replace(currency, '')
  const large = tenThousand.test(text)
  if (large && !tenThousands) return { bad: 'ten_thousands' }
  const percent = text.endsWith('%')
  const digits = withoutGrouping(text.replace(tenThousand, '').replace(/%$/, ''))
  if (digits === null) return unreadable
  const value = dec(digits)
    .times(large ? 10_000 : 1)
    .div(percent ? 100 : 1)
  return { value: negative ? value.neg() : value }
}

// Groups of three, and of two as in India; a comma anywhere else could be a decimal comma and is refused.
function withoutGrouping(text: string): string | null {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text)) return text
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  return /^[+-]?\d{1,2}(,\d{2})*,\d{3}(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : null
}
