import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import * as w from './clock-words'
import type { StoredRule } from './order-clocks.rules'
import { db } from './store'

const Conditions = z.array(
  z.object({
    orderTypes: z.array(z.string()).optional(),
    faultGroups: z.array(z.string()).optional(),
    channels: z.array(z.string()).optional(),
    priorities: z.array(z.string()).optional(),
    upToKm: z.number().optional(),
    overKm: z.number().optional(),
    supplierNeeded: z.boolean().optional(),
  }),
)
const Escalate = z.array(z.object({ levels: z.number().int(), afterMinutes: z.number().int() }))
const Row = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  subject: z.enum(w.clockSubjects),
  conditions: Conditions,
  startsAt: z.enum(w.clockStarts),
  stopsAt: z.array(z.enum(w.clockStops)),
  minutes: z.number().int(),
  time: z.enum(w.clockTimes),
  pauses: z.array(z.enum(w.pauseReasons)),
  warnMinutes: z.number().int(),
  escalate: Escalate,
  isActive: z.boolean(),
  isExample: z.boolean(),
  source: z.string().nullable(),
  version: z.number().int(),
})

/** A clock as a pack's file gives it (SVC-3). */
export interface PackClock {
  key: string
  name: { zh: string; en: string }
  subject: (typeof w.clockSubjects)[number]
  when: readonly object[]
  startsAt: string
  stopsAt: readonly string[]
  hours: number
  time: 'calendar' | 'business'
  pauses: readonly string[]
  warnBeforeHours: number
  escalate: readonly { levels: number; afterHours: number }[]
  example?: true
  source?: string
}

const minutesOf = (hours: number): number => Math.round(hours * 60)

/** SVC-3: writes clock rules; a key that is there already stays as the company has it. */
export async function saveClockRules(ctx: Ctx, clocks: readonly PackClock[]): Promise<void> {
  if (clocks.length === 0) return
  const rows = clocks.map((clock, position) => ({
    companyId: ctx.company.id,
    key: clock.key,
    name: clock.name.zh,
    nameEn: clock.name.en,
    subject: clock.subject,
    conditions: JSON.stringify(clock.when),
    startsAt: clock.startsAt,
    stopsAt: [...clock.stopsAt],
    minutes: minutesOf(clock.hours),
    time: clock.time,
    pauses: [...clock.pauses],
    warnMinutes: minutesOf(clock.warnBeforeHours),
    escalate: JSON.stringify(
      clock.escalate.map(({ levels, afterHours }) => ({ levels, afterMinutes: minutesOf(afterHours) })),
    ),
    position,
    isExample: clock.example ?? false,
    source: clock.source ?? null,
    updatedAt: ctx.now,
  }))
  await db(ctx)
    .insertInto('serviceClockRules')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** SVC-3: all clock rules of the company, in the order of the pack. */
export async function clockRules(ctx: Ctx): Promise<StoredRule[]> {
  const rows = await db(ctx)
    .selectFrom('serviceClockRules')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .orderBy('position')
    .execute()
  return rows.map((row) => Row.parse(row))
}

/** Those that run on orders. */
export const orderClockRules = async (ctx: Ctx): Promise<StoredRule[]> =>
  (await clockRules(ctx)).filter((rule) => rule.subject === 'order' && rule.isActive)
