import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageOf, pageQuery } from '../../platform/paging'
import * as c from './clock-words'
import type { StoredRule } from './order-clocks.rules'
import { orderStates } from './transitions.rules'

const int = z.number().int()
const State = z.enum(c.clockStates)
const Who = z.enum(c.parties)
const minutes = int.min(1).max(525_600)

/** A clock as a list shows it: enough for a countdown that runs by itself. */
export const ClockChip = z.object({
  ruleKey: z.string(),
  name: z.string(),
  nameEn: z.string(),
  state: State,
  dueAt: s.instant.nullable(),
  warnAt: s.instant.nullable(),
  pauseReason: z.string().nullable(),
  missed: z.boolean().nullable(),
  missedMinutes: int.nullable(),
  unknownYear: int.nullable(),
})
export type ClockChip = z.input<typeof ClockChip>

const Condition = z.object({
  orderTypes: z.array(z.string()).optional(),
  faultGroups: z.array(z.string()).optional(),
  channels: z.array(z.string()).optional(),
  priorities: z.array(z.string()).optional(),
  upToKm: z.number().optional(),
  overKm: z.number().optional(),
  supplierNeeded: z.boolean().optional(),
})
export const ClockRule = z
  .object({
    key: z.string(),
    name: z.string(),
    nameEn: z.string(),
    subject: z.enum(c.clockSubjects),
    conditions: z.array(Condition),
    startsAt: z.enum(c.clockStarts),
    stopsAt: z.array(z.enum(c.clockStops)),
    minutes: int,
    time: z.enum(c.clockTimes),
    pauses: z.array(z.enum(c.pauseReasons)),
    warnMinutes: int,
    escalate: z.array(z.object({ levels: int, afterMinutes: int })),
    isActive: z.boolean(),
    isExample: z.boolean(),
    source: z.string().nullable(),
    version: s.version,
  })
  .meta({ id: 'ClockRule' })
/** A stored rule as an answer: lists of its own, not those of the store. */
export const ruleShown = (rule: StoredRule): z.input<typeof ClockRule> => ({
  ...rule,
  conditions: rule.conditions.map((one) => Condition.parse(one)),
  stopsAt: [...rule.stopsAt],
  pauses: [...rule.pauses],
  escalate: [...rule.escalate],
})
export const Done = z.object({ done: z.literal(true) })
export const ClockRuleList = z.object({ items: z.array(ClockRule) })

/** SVC-3: what a company may change of a rule; its open and past clocks are replayed. */
export const ClockRuleEdit = z.object({
  minutes: minutes.optional(),
  time: z.enum(c.clockTimes).optional(),
  pauses: z.array(z.enum(c.pauseReasons)).max(10).optional(),
  warnMinutes: int.min(0).max(525_600).optional(),
  escalate: z
    .array(z.object({ levels: int.min(1).max(9), afterMinutes: int.min(0).max(525_600) }))
    .max(9)
    .optional(),
  isActive: z.boolean().optional(),
  version: s.version,
})
export type ClockRuleEdit = z.infer<typeof ClockRuleEdit>
export const RuleParams = z.object({ key: s.name(60) })

const Part = z.object({
  kind: z.enum(['running', 'paused', 'stopped']),
  reason: z.string().nullable(),
  from: s.instant,
  to: s.instant.nullable(),
  /** Counted minutes of the part up to now; null when a year is not known. */
  counted: int.nullable(),
})
const ShownClock = ClockChip.extend({
  rule: ClockRule,
  startedAt: s.instant.nullable(),
  stoppedAt: s.instant.nullable(),
  elapsedMinutes: int.nullable(),
  remainingMinutes: int.nullable(),
  /** As it stands now. */
  isMissed: z.boolean(),
  isWarned: z.boolean(),
  parts: z.array(Part),
  ignored: z.array(
    z.object({
      type: z.enum(['start', 'pause', 'resume', 'stop']),
      reason: z.string().nullable(),
      occurredAt: s.instant,
      why: z.string(),
    }),
  ),
  /** Day by day, for business time. */
  days: z.array(z.object({ date: s.civilDate, minutes: int, why: z.string() })),
  /** SVC-19: how the time allowed was shared, and who answers. */
  shares: z.array(z.object({ party: Who, minutes: int })),
  party: Who.nullable(),
  partyPersonName: z.string().nullable(),
  partyPersonId: s.id.nullable(),
  partyDecided: z.boolean(),
  decisions: z.array(
    z.object({
      party: Who.nullable(),
      personName: z.string().nullable(),
      reason: z.string(),
      decidedAt: s.instant,
      actorName: z.string(),
    }),
  ),
})
export const OrderClocks = z
  .object({
    orderId: s.id,
    version: s.version,
    clocks: z.array(ShownClock),
    /** What happened, moves and other things together, in order. */
    events: z.array(
      z.object({
        kind: z.enum([...orderStates, ...c.happenings]),
        isMove: z.boolean(),
        occurredAt: s.instant,
        recordedAt: s.instant,
        note: z.string(),
        actorName: z.string(),
      }),
    ),
    can: z.object({ record: z.boolean(), attribute: z.boolean() }),
  })
  .meta({ id: 'OrderClocks' })

/** SVC-3: something that happened and is no state of the order; a written contact keeps its result (archived). */
export const RecordHappening = z.object({
  kind: z.enum(c.happenings),
  occurredAt: s.instantIn.optional(),
  note: s.text(2000).default(''),
  version: s.version,
})
export type RecordHappening = z.infer<typeof RecordHappening>

/** SVC-19: who answers, by somebody's decision; a null party lets the rule speak again. */
export const DecideParty = z.object({
  party: Who.nullable(),
  personId: s.id.nullable().default(null),
  reason: s.name(1000),
  version: s.version,
})
export type DecideParty = z.infer<typeof DecideParty>
/** SVC-19: the same for a late hand-over. */
export const DecideLate = z.object({ party: Who.nullable(), reason: s.name(1000), version: s.version })
export type DecideLate = z.infer<typeof DecideLate>
export const ClockParams = z.object({ id: s.id, key: s.name(60) })

const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(100), item]).optional()
const alertFilters = {
  ruleKey: many(s.name(60)),
  kind: many(z.enum(c.alertKinds)),
  unitId: many(s.id),
  personId: many(s.id),
  state: many(z.enum(['open', 'acknowledged', 'withdrawn'])),
  crossedFrom: s.civilDate.optional(),
  crossedTo: s.civilDate.optional(),
}
export const AlertList = pageQuery(alertFilters)
export type AlertList = z.infer<typeof AlertList>
export const AlertExport = z.object({ ...alertFilters, sort: z.string().max(60).optional(), ...fileQuery })
export const ClockAlert = z
  .object({
    id: s.id,
    orderId: s.id,
    orderNumber: z.string(),
    unitId: s.id,
    unitName: z.string(),
    ruleKey: z.string(),
    ruleName: z.string(),
    ruleNameEn: z.string(),
    kind: z.enum(c.alertKinds),
    level: int,
    crossedAt: s.instant,
    raisedAt: s.instant,
    personId: s.id.nullable(),
    personName: z.string().nullable(),
    state: z.enum(['open', 'acknowledged', 'withdrawn']),
    clockState: State.nullable(),
    dueAt: s.instant.nullable(),
    missedMinutes: int.nullable(),
    party: Who.nullable(),
    acknowledgedAt: s.instant.nullable(),
    acknowledgedName: z.string(),
    note: z.string(),
    version: s.version,
    can: z.object({ acknowledge: z.boolean() }),
  })
  .meta({ id: 'ClockAlert' })
export const AlertPage = pageOf(ClockAlert)
export const AlertParams = z.object({ id: s.id })
export const Acknowledge = z.object({ note: s.name(1000), version: s.version })
export type Acknowledge = z.infer<typeof Acknowledge>
