import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { areInOrder } from './calendar.rules'
import { IdParams, TimelineEntry } from './schemas'

export { IdParams }

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
export const Span = z.object({ from: clock, to: clock })
/** ORG-11: the hours of one day, in order and without overlap. */
export const DaySpans = z.array(Span).max(8).refine(areInOrder, { error: 'spans_out_of_order' })
/** Hours by weekday, '1' = Monday; a missing day has no work. */
export const WeeklySpans = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), DaySpans)

export const HolidayKind = z.enum(['holiday', 'make_up'])
export const Holiday = z.object({ date: s.civilDate, kind: HolidayKind, name: z.string() })
export const HolidayChange = z.object({ kind: HolidayKind, name: s.name(100) })
export type HolidayChange = z.infer<typeof HolidayChange>

const yearText = z.coerce.number().int().min(1900).max(2199)
export const YearParams = z.object({ year: yearText })
export const DateParams = z.object({ date: s.civilDate })
export const HolidayYear = z
  .object({
    year: z.number().int(),
    isKnown: z.boolean(),
    source: z.string().nullable(),
    confirmedAt: s.instant.nullable(),
    confirmedByName: z.string().nullable(),
    days: z.array(Holiday),
    timeline: z.array(TimelineEntry),
    can: z.record(z.string(), z.boolean()),
  })
  .meta({ id: 'HolidayYear' })
export const HolidayExport = z.object({ year: yearText, ...fileQuery })
export const YearSource = z.object({ source: s.name(500) })

const fields = {
  code: s.name(60),
  name: s.name(200),
  weekly: WeeklySpans,
  makeUp: DaySpans.default([]),
  keepsHolidays: z.boolean().default(true),
  isDefault: z.boolean().default(false),
}
export const NewCalendar = z.object(fields)
export type NewCalendar = z.infer<typeof NewCalendar>
export const CalendarChange = NewCalendar.extend({ version: s.version })
export type CalendarChange = z.infer<typeof CalendarChange>

export const CalendarRow = z
  .object({
    id: s.id,
    code: z.string(),
    name: z.string(),
    weekly: WeeklySpans,
    makeUp: z.array(Span),
    keepsHolidays: z.boolean(),
    isDefault: z.boolean(),
    isExample: z.boolean(),
    version: s.version,
    units: z.array(
      z.object({
        unitId: s.id,
        unitName: z.string(),
        validFrom: s.civilDate,
        validTo: s.civilDate.nullable(),
      }),
    ),
  })
  .meta({ id: 'Calendar' })
export const CalendarList = z.object({
  items: z.array(CalendarRow),
  knownYears: z.array(z.number().int()),
  can: z.record(z.string(), z.boolean()),
})
export const CalendarRecord = CalendarRow.extend({
  timeline: z.array(TimelineEntry),
  can: z.record(z.string(), z.boolean()),
}).meta({ id: 'CalendarRecord' })

export const YearQuery = z.object({ year: yearText })
export const YearOfCalendar = z
  .object({
    year: z.number().int(),
    /** Whether the holidays of this year are known; where false, free and make-up days are missing. */
    isKnown: z.boolean(),
    days: z.array(
      z.object({
        date: s.civilDate,
        kind: z.enum(['work', 'rest', 'holiday', 'make_up', 'other']),
        spans: z.array(Span),
        note: z.string(),
      }),
    ),
  })
  .meta({ id: 'YearOfCalendar' })

export const DayParams = z.object({ id: s.id, date: s.civilDate })
export const OwnDayChange = z.object({ spans: DaySpans, note: s.text(200).default('') })
export type OwnDayChange = z.infer<typeof OwnDayChange>
/** `calendarId` null: from that day on the unit uses what the unit above uses. */
export const UnitCalendar = z.object({ unitId: s.id, calendarId: s.id.nullable(), from: s.civilDate })
export type UnitCalendar = z.infer<typeof UnitCalendar>
