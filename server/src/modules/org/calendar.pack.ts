import { z } from 'zod'
import { addDays } from '../../kernel/civil-date'
import { bilingual, keyText, mark, oneMark } from '../../kernel/shapes'
import type { Ctx } from '../../platform/ctx'
import { addCalendar, loadHolidayYear, useCalendar } from './calendar.commands'
import type { Holiday } from './calendar.rules'
import { DaySpans, WeeklySpans } from './calendar.schemas'
import { addShift } from './shift.commands'
import { ShiftSpans } from './shift.schemas'

/** ORG-11: a calendar of a pack's calendar.yaml. */
export const packCalendar = z
  .strictObject({
    key: keyText,
    name: bilingual,
    /** What units without a calendar of their own use. */
    default: z.literal(true).optional(),
    weekly: WeeklySpans,
    makeUp: DaySpans,
    keepsHolidays: z.boolean(),
    units: z.array(keyText),
    ...mark,
  })
  .superRefine(oneMark)

/** ORG-11: a shift pattern of a pack's calendar.yaml. */
export const packShift = z
  .strictObject({
    key: keyText,
    name: bilingual,
    spans: ShiftSpans,
    onCall: z.literal(true).optional(),
    ...mark,
  })
  .superRefine(oneMark)

/** ORG-11: packs/calendars/<region>-<year>.yaml: a year's days as the official notice announces them. */
export const holidayFile = z.strictObject({
  region: z.string().regex(/^[a-z]{2}$/),
  year: z.number().int(),
  source: z.string().min(1),
  holidays: z.array(
    z.strictObject({
      name: z.string().min(1),
      from: z.iso.date(),
      to: z.iso.date(),
      makeUp: z.array(z.iso.date()).optional(),
    }),
  ),
})
export type HolidayFile = z.infer<typeof holidayFile>

/** The days of a file, one by one and in order. */
export function daysOf(file: HolidayFile): Holiday[] {
  const days = file.holidays.flatMap(({ name, from, to, makeUp = [] }) => {
    const free: Holiday[] = []
    for (let date = from; date <= to; date = addDays(date, 1)) free.push({ date, kind: 'holiday', name })
    return [...free, ...makeUp.map((date): Holiday => ({ date, kind: 'make_up', name }))]
  })
  return days.sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** PCK-1, ORG-11: the calendars and shifts of a pack, for a company that has none; its units use them from a day on. */
export async function loadCalendars(
  ctx: Ctx,
  pack: { calendars: readonly z.infer<typeof packCalendar>[]; shifts: readonly z.infer<typeof packShift>[] },
  place: { unitIds: ReadonlyMap<string, string>; from: string },
): Promise<void> {
  for (const calendar of pack.calendars) {
    const calendarId = await addCalendar(ctx, {
      code: calendar.key,
      name: calendar.name.zh,
      weekly: calendar.weekly,
      makeUp: calendar.makeUp,
      keepsHolidays: calendar.keepsHolidays,
      isDefault: calendar.default ?? false,
      isExample: calendar.example ?? false,
    })
    for (const unitId of calendar.units.flatMap((key) => place.unitIds.get(key) ?? []))
      await useCalendar(ctx, { unitId, calendarId, from: place.from })
  }
  for (const shift of pack.shifts)
    await addShift(ctx, {
      code: shift.key,
      name: shift.name.zh,
      spans: shift.spans,
      isOnCall: shift.onCall ?? false,
      isExample: shift.example ?? false,
    })
}

/** ORG-11: a year of official holidays; it counts as known from now on. */
export const loadHolidays = (ctx: Ctx, file: HolidayFile): Promise<void> =>
  loadHolidayYear(ctx, { year: file.year, source: file.source, days: daysOf(file) })
