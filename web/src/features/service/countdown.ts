export interface Countdown {
  tone: 'neutral' | 'warn' | 'bad'
  isLate: boolean
  days: number
  hours: number
  minutes: number
}

const warnMinutes = 30

/** PLT-2: how far a promise is, to the minute: amber in the last half hour, red once it has passed. */
export function countdown(promiseAt: string, now: number): Countdown {
  const away = Date.parse(promiseAt) - now
  const isLate = away < 0
  const total = Math.floor(Math.abs(away) / 60_000)
  const tone = isLate ? 'bad' : total < warnMinutes ? 'warn' : 'neutral'
  return {
    tone,
    isLate,
    days: Math.floor(total / 1440),
    hours: Math.floor((total % 1440) / 60),
    minutes: total % 60,
  }
}
