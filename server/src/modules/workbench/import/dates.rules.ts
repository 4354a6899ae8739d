import { localMinute } from '../../../kernel/civil-date'
import type { CellValue, DateFormat } from '../../../kernel/importing'

/** A local time 'YYYY-MM-DDTHH:mm:ss', or why the text is none. */
export type DateReading =
  { readonly local: string } | { readonly bad: 'unreadable' | 'impossible' | 'out_of_range' }

interface Parts {
  readonly tokens: readonly [string, string, string]
  readonly time: string
}

type Order = Exclude<DateFormat, 'serial'>

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const unreadable = { bad: 'unreadable' } as const

// Year, month, day, number; hour, o'clock; minute; second; forenoon, afternoon.
const ideographs: readonly (readonly [RegExp, string])[] = [
  [/[\u5e74\u6708]/g, '-'],
  [/[\u65e5\u53f7]/g, ' '],
  [/[\u65f6\u70b9\u5206]/g, ':'],
  [/\u79d2/g, ''],
  [/\u4e0a\u5348/g, 'AM '],
  [/\u4e0b\u5348/g, 'PM '],
]

/** PLT-4: reads a date or time as the column's format says; what only one order can mean is read so in any format. */
export function readDate(cell: string, format: DateFormat, timeZone: string): DateReading {
  const text = plain(cell)
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromSerial(Number(text))
  const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(instant)) return inZone(new Date(instant), timeZone)
  const parts = split(text)
  if (parts === null) return unreadable
  const order = evidentOrder(parts.tokens) ?? (format === 'serial' ? 'ymd' : format)
  return assemble(parts, order)
}

function plain(cell: string): string {
  let text = cell.normalize('NFKC').trim()
  for (const [sign, word] of ideographs) text = text.replace(sign, word)
  return text.replace(/\s+/g, ' ').replace(/:$/, '').trim()
}

function inZone(instant: Date, timeZone: string): DateReading {
  const seconds = String(instant.getUTCSeconds()).padStart(2, '0')
  return { local: `${localMinute(instant, timeZone)}:${seconds}` }
}

/** Day number of a spreadsheet that came as text. */
function fromSerial(serial: number): DateReading {
  if (serial < 18_264 || serial > 73_415) return { bad: 'out_of_range' }
  const ms = Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000
  return { local: new Date(ms).toISOString().slice(0, 19) }
}

function split(text: string): Parts | null {
  const solid = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2}))?$/.exec(text)
  if (solid !== null) {
    const [, y = '', m = '', d = '', hour, minute = '', second = ''] = solid
    return { tokens: [y, m, d], time: hour === undefined ? '' : `${hour}:${minute}:${second}` }
  }
  const found = /^(\w{1,9})[-/. ]{1,2}(\w{1,9})(?:[-/. ]|, ?)(\d{1,4})(?:(?:T|,? )(.*))?$/i.exec(text)
  if (found === null) return null
  const [, a = '', b = '', c = '', time = ''] = found
  const tokens = [a, b, c].map(monthNumber)
  const [first = '', second = '', third = ''] = tokens
  return tokens.every((token) => /^M?\d{1,4}$/.test(token)) ? { tokens: [first, second, third], time } : null
}

// A month's name is kept apart from its number: it says by itself where the month stands.
function monthNumber(token: string): string {
  const index = months.indexOf(token.slice(0, 3).toLowerCase())
  return index >= 0 && /^[a-z]{3,9}$/i.test(token) ? `M${index + 1}` : token
}

function evidentOrder([first, second, third]: Parts['tokens']): Order | null {
  if (first.length === 4 && !first.startsWith('M')) return 'ymd'
  if (first.startsWith('M')) return 'mdy'
  if (second.startsWith('M') && third.length >= 2) return 'dmy'
  return null
}

function assemble({ tokens, time }: Parts, order: Order): DateReading {
  const [y, m, d] = inOrder(tokens, order)
  if (!/^(\d{2}|\d{4})$/.test(y) || m.length > 2 || d.length > 2) return unreadable
  const clock = readTime(time)
  if (clock === null) return unreadable
  const year = y.length === 4 ? Number(y) : Number(y) + (Number(y) < 70 ? 2000 : 1900)
  const date = `${String(year).padStart(4, '0')}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  if (!isDay(year, Number(m), Number(d)) || clock === 'impossible') return { bad: 'impossible' }
  if (year < 1950 || year > 2100) return { bad: 'out_of_range' }
  return { local: `${date}T${clock}` }
}

function inOrder(tokens: Parts['tokens'], order: Order): [year: string, month: string, day: string] {
  const [a, b, c] = tokens
  const bare = (token: string) => token.replace('M', '')
  if (order === 'ymd') return [a, bare(b), c]
  return order === 'dmy' ? [c, bare(b), a] : [c, bare(a), b]
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** 'HH:mm:ss' of a time in 12 or 24 hours; '' is midnight; null when it is no time. */
function readTime(text: string): string | 'impossible' | null {
  if (text.trim() === '') return '00:00:00'
  const found = /^(AM|PM)? ?(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2})(?:\.\d+)?)? ?(AM|PM)?$/i.exec(text.trim())
  if (found === null) return null
  const half = (found[1] ?? found[5])?.toUpperCase()
  if (found[3] === undefined && half === undefined && !text.includes(':'))
    return found[2] === '0' ? '00:00:00' : null
  const [hour, minute, second] = [Number(found[2]), Number(found[3] ?? 0), Number(found[4] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59 || (half !== undefined && hour === 0 && half === 'PM'))
    return 'impossible'
  const shifted = half === 'PM' && hour < 12 ? hour + 12 : half === 'AM' && hour === 12 ? 0 : hour
  return [shifted, minute, second].map((n) => String(n).padStart(2, '0')).join(':')
}

export interface DetectedFormat {
  readonly format: DateFormat
  /** The same column can be read with day and month exchanged, or with the year at the other end. */
  readonly ambiguous: boolean
}

interface Trial {
  readonly order: Order
  readonly read: readonly (string | null)[]
  readonly good: number
  /** Days between the first and the last date: the true order rarely scatters a ledger over decades. */
  readonly spread: number
}

/** PLT-4: one format for a whole column, from all its values: the order that reads most of them. */
export function detectDateFormat(samples: readonly CellValue[]): DetectedFormat {
  const texts = [...new Set(samples.filter((cell) => typeof cell === 'string'))].map(plain)
  const open = texts.flatMap((text) => {
    const parts = split(text)
    return parts === null || evidentOrder(parts.tokens) !== null ? [] : [parts]
  })
  if (open.length === 0) {
    const serials = texts.length > 0 && texts.every((text) => /^\d{5}(\.\d+)?$/.test(text))
    return { format: serials ? 'serial' : 'ymd', ambiguous: false }
  }
  const orders: Order[] = ['dmy', 'mdy', 'ymd']
  const trials = orders.map((order) => tryOrder(open, order))
  const most = Math.max(...trials.map((trial) => trial.good))
  return choose(
    trials.filter((trial) => trial.good === most),
    open.some(({ time }) => /[AP]M/i.test(time)),
  )
}

function tryOrder(open: readonly Parts[], order: Order): Trial {
  const read = open.map((parts) => {
    const reading = assemble(parts, order)
    return 'local' in reading ? reading.local : null
  })
  let [first, last] = [Infinity, -Infinity]
  for (const local of read) {
    if (local === null) continue
    const day = Date.parse(`${local}Z`) / 86_400_000
    first = Math.min(first, day)
    last = Math.max(last, day)
  }
  return { order, read, good: read.filter((local) => local !== null).length, spread: last - first }
}

function choose(best: readonly Trial[], twelveHours: boolean): DetectedFormat {
  const american = best.find((trial) => trial.order === 'mdy')
  const dayFirst = best.find((trial) => trial.order === 'dmy')
  const usual = (twelveHours ? american : dayFirst) ?? dayFirst ?? american
  const yearFirst = best.find((trial) => trial.order === 'ymd')
  const taken =
    usual !== undefined && (yearFirst === undefined || usual.spread <= yearFirst.spread) ? usual : yearFirst
  if (taken === undefined) return { format: 'ymd', ambiguous: false }
  const rivals = best.filter(
    (trial) => trial !== taken && trial.read.some((local, i) => local !== taken.read[i]),
  )
  const near = (rival: Trial) =>
    rival.order !== 'ymd' && taken.order !== 'ymd' ? true : rival.spread <= taken.spread * 2
  return { format: taken.order, ambiguous: rivals.some(near) }
}
