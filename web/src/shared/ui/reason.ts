import type { TFunction } from 'i18next'
import { asApiError } from '../api/api-error'
import { formatInstant, looksLikeInstant } from '../format/days'

/** The text of a refusal in the user's language; values of `details` fill the text, instants in the company's zone. */
export function reasonText(error: unknown, t: TFunction, timeZone: string): string {
  const { reason, details } = asApiError(error)
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      looksLikeInstant(value) ? formatInstant(value, timeZone) : value,
    ]),
  )
  return t([`reason.${reason}`, 'reason.app.unknown'], { ...values, reason })
}
