import { z } from 'zod'
import { orderStates } from './transitions.rules'
import * as c from './clock-words'
import * as w from './words'

const Details = z.partialRecord(z.enum(w.detailKeys), z.string())
const Extra = z.record(z.string(), z.unknown())

/** Columns of the module's own rows as the types their CHECK allows; a row that says something else is a bug. */
export const orderDetails = (details: unknown): z.infer<typeof Details> => Details.parse(details)
export const orderExtra = (extra: unknown): Record<string, unknown> => Extra.parse(extra)

const reader =
  <T extends string>(values: readonly T[]) =>
  (text: string): T => {
    const found = values.find((value) => value === text)
    if (found === undefined) throw new Error(`"${text}" is none of ${values.join(', ')}.`)
    return found
  }

export const priorityOf = reader(c.priorities)
export const kindOf = reader(c.alertKinds)
export const alertStateOf = reader(c.alertStates)
export const clockStateOf = reader(c.clockStates)
export const partyOf = reader(c.parties)
export const stateOf = reader(orderStates)
export const lineKindOf = reader(w.lineKinds)
export const payerOf = reader(w.payers)
export const categoryIn = reader(w.categories)
export const channelOf = reader(w.channels)
export const whyOf = reader(w.onTimeWhys)
export const spotCheckOf = reader(w.spotChecks)
export const promiseReasonOf = reader(w.promiseReasons)
export const additionStateOf = reader(w.additionStates)
export const evidenceOf = reader(w.evidenceKinds)
export const answerOf = reader(w.answers)
export const settlementKindOf = reader(['settlement', 'reversal'])
