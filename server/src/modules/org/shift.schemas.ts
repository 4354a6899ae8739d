import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { Span } from './calendar.schemas'
import { shiftMinutes } from './shift.rules'
import { TimelineEntry } from './schemas'

/** ORG-11: in order, at most a day long; a span that does not end after it began ends on the next day. */
export const ShiftSpans = z
  .array(Span)
  .min(1)
  .max(6)
  .refine((spans) => shiftMinutes(spans) !== null, { error: 'spans_out_of_order' })

export const NewShift = z.object({
  code: s.name(60),
  name: s.name(60),
  spans: ShiftSpans,
  isOnCall: z.boolean().default(false),
})
export type NewShift = z.infer<typeof NewShift>
export const ShiftChange = NewShift.extend({ isActive: z.boolean(), version: s.version })
export type ShiftChange = z.infer<typeof ShiftChange>
export const Shift = z
  .object({
    id: s.id,
    code: z.string(),
    name: z.string(),
    spans: z.array(Span),
    isOnCall: z.boolean(),
    isActive: z.boolean(),
    isExample: z.boolean(),
    /** Stands in the roster: its hours do not change any more. */
    isUsed: z.boolean(),
    version: s.version,
  })
  .meta({ id: 'Shift' })
const can = z.record(z.string(), z.boolean())
export const ShiftList = z.object({ items: z.array(Shift), can })
export const ShiftRecord = Shift.extend({ timeline: z.array(TimelineEntry) }).meta({ id: 'ShiftRecord' })

export const RosterQuery = z.object({ unitId: s.id, from: s.civilDate, to: s.civilDate })
export const RosterExport = RosterQuery.extend(fileQuery)
export const MineQuery = z.object({ from: s.civilDate, to: s.civilDate })

export const RosterEntry = z
  .object({
    id: s.id,
    unitId: s.id,
    personId: s.id,
    date: s.civilDate,
    shiftId: s.id,
    shiftName: z.string(),
    isOnCall: z.boolean(),
    startsAt: s.instant,
    endsAt: s.instant,
    version: s.version,
  })
  .meta({ id: 'RosterEntry' })
export const Roster = z
  .object({
    days: z.array(
      z.object({
        date: s.civilDate,
        kind: z.enum(['work', 'rest', 'holiday', 'make_up', 'other']),
        note: z.string(),
      }),
    ),
    /** Years of the range whose holidays nobody has entered. */
    unknownYears: z.array(z.number().int()),
    rows: z.array(
      z.object({
        personId: s.id,
        personName: z.string(),
        unitId: s.id,
        unitName: z.string(),
        entries: z.array(RosterEntry),
      }),
    ),
    can,
  })
  .meta({ id: 'Roster' })
export const NewEntry = z.object({ unitId: s.id, personId: s.id, date: s.civilDate, shiftId: s.id })
export type NewEntry = z.infer<typeof NewEntry>
export const HistoryQuery = z.object({ unitId: s.id })
export const History = z.object({ items: z.array(TimelineEntry) })
export const VersionQuery = z.object({ version: z.coerce.number().int().min(1) })
export const CopyWeek = z.object({ unitId: s.id, from: s.civilDate })
export const Copied = z.object({ copied: z.number().int(), left: z.number().int() })

export const MyShifts = z.object({
  items: z.array(RosterEntry.extend({ unitName: z.string() })),
})

export const OnDutyQuery = z.object({ unitId: s.id.optional(), at: s.instantIn.optional() })
export const OnDuty = z
  .object({
    personId: s.id,
    personName: z.string(),
    phone: z.string(),
    unitId: s.id,
    unitName: z.string(),
    shiftId: s.id,
    shiftName: z.string(),
    isOnCall: z.boolean(),
    startsAt: s.instant,
    endsAt: s.instant,
  })
  .meta({ id: 'OnDuty' })

export const OnDutyList = z.object({ at: s.instant, items: z.array(OnDuty) })

const side = z.object({ date: s.civilDate, shiftName: z.string() })
export const Swap = z
  .object({
    id: s.id,
    unitId: s.id,
    unitName: z.string(),
    requesterId: s.id,
    requesterName: z.string(),
    colleagueId: s.id,
    colleagueName: z.string(),
    give: side,
    take: side.nullable(),
    state: z.enum(['asked', 'agreed', 'declined', 'approved', 'refused', 'withdrawn']),
    note: z.string(),
    answer: z.string(),
    decidedByName: z.string().nullable(),
    decidedAt: s.instant.nullable(),
    createdAt: s.instant,
    version: s.version,
    can,
  })
  .meta({ id: 'Swap' })
export const SwapRecord = Swap.extend({ timeline: z.array(TimelineEntry) }).meta({ id: 'SwapRecord' })
export const SwapList = pageQuery({ scope: z.enum(['mine', 'plan']).default('mine') })
export const NewSwap = z.object({
  giveId: s.id,
  colleagueId: s.id,
  /** The colleague's shift that is taken for it; without one the colleague takes over. */
  takeId: s.id.nullable().default(null),
  note: s.text(500).default(''),
})
export type NewSwap = z.infer<typeof NewSwap>
const move = { version: s.version, answer: s.text(500).default('') }
export const SwapAnswer = z.object({ agree: z.boolean(), ...move })
export const SwapDecision = z.object({ approve: z.boolean(), ...move })
export const SwapWithdrawal = z.object({ version: s.version })
