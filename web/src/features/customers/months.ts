import { today } from '../../shared/format/days'

/** The month of today on the company's clock: 'YYYY-MM'. */
export const thisMonth = (timeZone: string): string => today(timeZone).slice(0, 7)

/** First and last day of a month. */
export function monthDays(month: string): { from: string; to: string } {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` }
}
