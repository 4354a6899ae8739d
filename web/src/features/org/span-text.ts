export interface Span {
  from: string
  to: string
}

/** Hours as people write them: '08:30-12:00, 13:00-17:30'. */
export const textOfSpans = (spans: readonly Span[]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join(', ')

const clock = (text: string): string | null => {
  const found = /^(\d{1,2})[:\uff1a](\d{2})$/.exec(text)
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The hours of a text, null where it cannot be read; whether they are in order is the server's to say. */
export function spansOfText(text: string | null | undefined): Span[] | null {
  const parts = (text ?? '').split(/[,;\s\u3001\uff0c\uff1b]+/).filter(Boolean)
  const spans = parts.map((part) => {
    const [from = '', to = '', ...more] = part.split(/[-~\u2013\u2014\u81f3\uff5e]+/)
    const span = { from: clock(from), to: clock(to) }
    return more.length === 0 && span.from && span.to ? { from: span.from, to: span.to } : null
  })
  return spans.includes(null) ? null : spans.filter((span) => span !== null)
}
