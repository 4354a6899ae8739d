import { dayOf, formatInstant, instantFrom } from '../../shared/format/days'

export interface PromiseChoice {
  /** Text key `service.promise.<day>`; hours are `plus`. */
  kind: 'plus' | 'today' | 'tomorrow'
  /** Hours from now, or the time of the day. */
  value: string
  at: string
}

const hour = 3_600_000
const step = 600_000

const roundUp = (ms: number): string => new Date(Math.ceil(ms / step) * step).toISOString()

/** Quick choices of a promise: hours from now to the next ten minutes, usual times of today (still ahead) and tomorrow. */
export function promiseChoices(now: number, timeZone: string): PromiseChoice[] {
  const today = dayOf(new Date(now).toISOString(), timeZone)
  const tomorrow = dayOf(
    new Date(Date.parse(instantFrom(`${today} 12:00`, timeZone)) + 24 * hour).toISOString(),
    timeZone,
  )
  const on = (kind: 'today' | 'tomorrow', value: string): PromiseChoice => ({
    kind,
    value,
    at: instantFrom(`${kind === 'today' ? today : tomorrow} ${value}`, timeZone),
  })
  const plus = [1, 2, 4].map((hours): PromiseChoice => ({
    kind: 'plus',
    value: String(hours),
    at: roundUp(now + hours * hour),
  }))
  const days = [on('today', '12:00'), on('today', '17:00'), on('tomorrow', '12:00'), on('tomorrow', '17:00')]
  return [...plus, ...days.filter((choice) => Date.parse(choice.at) > now + hour / 2)]
}

/** Words for a time near today: 'today' | 'tomorrow' | 'yesterday' and the clock, or the date without this year. */
export function nearText(iso: string, now: number, timeZone: string): { day: string; clock: string } {
  const local = formatInstant(iso, timeZone)
  const [date = '', clock = ''] = local.split(' ')
  const today = dayOf(new Date(now).toISOString(), timeZone)
  const noon = Date.parse(instantFrom(`${today} 12:00`, timeZone))
  const shifted = (days: number) => dayOf(new Date(noon + days * 24 * hour).toISOString(), timeZone)
  if (date === today) return { day: 'today', clock }
  if (date === shifted(1)) return { day: 'tomorrow', clock }
  if (date === shifted(-1)) return { day: 'yesterday', clock }
  return { day: date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date, clock }
}
