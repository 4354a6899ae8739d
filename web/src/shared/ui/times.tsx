import { formatInstant, formatInstantExact } from '../format/days'
import { useTimeZone } from '../session/session'

interface WhenProps {
  at: string | null | undefined
  exact?: boolean
}

/** An instant, read on the company's clock. */
export function When({ at, exact }: WhenProps) {
  const timeZone = useTimeZone()
  if (!at) return <span className="fh-quiet">—</span>
  return (
    <time dateTime={at} className="fh-figure" title={`${formatInstantExact(at, timeZone)} ${timeZone}`}>
      {exact ? formatInstantExact(at, timeZone) : formatInstant(at, timeZone)}
    </time>
  )
}

/** A day of the calendar, which has no zone. */
export function CivilDay({ on }: { on: string | null | undefined }) {
  if (!on) return <span className="fh-quiet">—</span>
  return (
    <time dateTime={on} className="fh-figure">
      {on}
    </time>
  )
}
