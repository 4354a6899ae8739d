import { z } from 'zod'

/** A UUID as sent by clients. */
export const id = z.uuid()
/** A civil date of the company, YYYY-MM-DD. */
export const civilDate = z.iso.date()
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
/** Yuan with at most two decimals, as text; never a floating-point number. */
export const money = z.string().regex(/^-?\d{1,15}(\.\d{1,2})?$/)
/** A ratio, share or quantity with at most six decimals, as text. */
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/)
/** An instant on the way in: ISO 8601 with offset, becomes a Date. */
export const instantIn = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
/** An instant on the way out: a Date, sent as ISO 8601 in UTC. */
export const instant = z.date()
export const version = z.number().int().min(1)
export const text = (max: number) => z.string().trim().max(max)
export const name = (max = 200) => z.string().trim().min(1).max(max)

/** The one body of every refusal. */
export const ErrorBody = z
  .object({
    kind: z.string(),
    reason: z.string(),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  })
  .meta({ id: 'ErrorBody' })
