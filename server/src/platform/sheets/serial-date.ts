const dayMs = 86_400_000
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/**
 * The local time of a spreadsheet's day number, to the second; null where it is none.
 * Day 60 is the 29 February 1900 that never was, days before it count one less.
 */
export function serialToLocal(serial: number, from1904 = false): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  if (!from1904 && Math.floor(serial) === 60) return null
  const shift = !from1904 && serial < 60 ? 1 : 0
  const epoch = from1904 ? epoch1904 : epoch1900
  const seconds = Math.round((serial + shift) * 86_400)
  return new Date(epoch + seconds * 1000).toISOString().slice(0, 19)
}

/** The day number of a local time 'YYYY-MM-DD' or 'YYYY-MM-DDTHH:mm(:ss)'; null before March 1900. */
export function localToSerial(local: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?$/.exec(local)
  if (match === null) return null
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00'}Z`)
  if (Number.isNaN(ms) || ms < Date.UTC(1900, 2, 1)) return null
  return (ms - epoch1900) / dayMs
}

// Built-in formats that show a day; 18 to 21 and 45 to 47 show a time only.
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const timeFormats = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56])

export type NumberKind = 'number' | 'date' | 'time'

/** Whether numbers of a format are shown as days, as times of a day, or as numbers. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return dayFormats.has(id) ? 'date' : timeFormats.has(id) ? 'time' : 'number'
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]
  if (bare === undefined || /general/i.test(bare)) return 'number'
  if (/[yd]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))) return 'date'
  return /[hs]/i.test(bare) ? 'time' : 'number'
}

/** A number shown as a time: hours may pass 24 where durations are kept. */
export function serialToTime(serial: number): string {
  const seconds = Math.round(serial * 86_400)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
