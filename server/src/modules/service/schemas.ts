import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { NewSwap } from '../products'
import { priorities } from './clock-words'
import { orderStates } from './transitions.rules'
import * as w from './words'

export const IdParams = z.object({ id: s.id })
export const State = z.enum(orderStates)
const Details = z.partialRecord(z.enum(w.detailKeys), s.text(1000))
const amount = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/)
const quantity = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/)
const count = z.number().int().min(0).max(2_000_000_000)

/** One value or several: `?state=ready&state=settled`. */
const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(100), item]).optional()
const flag = z.enum(['true', 'false']).optional()

const fields = {
  typeKey: s.name(60),
  unitId: s.id,
  advisorId: s.id.nullable(),
  customerId: s.id.nullable(),
  productId: s.id.nullable(),
  contactName: s.text(100),
  contactPhone: s.text(40),
  channel: z.enum(w.channels),
  complaint: s.text(4000),
  mileageKm: count.nullable(),
  runningHours: count.nullable(),
  faultGroupKey: s.name(60).nullable(),
  details: Details,
  unclear: z.boolean(),
  returnOfId: s.id.nullable(),
  /** SVC-4: from the responsible station, in kilometres. */
  distanceKm: z
    .string()
    .regex(/^\d{1,6}(\.\d)?$/)
    .nullable(),
  supplierNeeded: z.boolean(),
  priority: z.enum(priorities),
}

/** SVC-1, SVC-2. `promiseAt` is the time on the 委托书; `receivedAt` left out means now; left out, the advisor is the caller. */
export const NewOrder = z.object({
  typeKey: fields.typeKey,
  unitId: fields.unitId,
  advisorId: fields.advisorId.optional(),
  customerId: fields.customerId.default(null),
  productId: fields.productId.default(null),
  contactName: fields.contactName.default(''),
  contactPhone: fields.contactPhone.default(''),
  channel: fields.channel.default('counter'),
  receivedAt: s.instantIn.optional(),
  complaint: fields.complaint.default(''),
  mileageKm: fields.mileageKm.default(null),
  runningHours: fields.runningHours.default(null),
  faultGroupKey: fields.faultGroupKey.default(null),
  details: Details.default({}),
  unclear: z.boolean().default(false),
  returnOfId: fields.returnOfId.default(null),
  distanceKm: fields.distanceKm.default(null),
  supplierNeeded: fields.supplierNeeded.default(false),
  priority: fields.priority.default('normal'),
  promiseAt: s.instantIn.nullable().default(null),
  /** false keeps it a draft. */
  accept: z.boolean().default(true),
})
export type NewOrder = z.infer<typeof NewOrder>

export const OrderEdit = z.object(fields).partial().extend({ version: s.version })
export type OrderEdit = z.infer<typeof OrderEdit>

const versioned = <S extends z.ZodRawShape>(shape: S) => z.object({ ...shape, version: s.version })
const occurredAt = s.instantIn.optional()

export const Versioned = versioned({})
export type Versioned = z.infer<typeof Versioned>
/** The version in the address, for a DELETE. */
export const AtVersion = z.object({ version: z.coerce.number().int().min(1) })
export const Move = versioned({ to: State, occurredAt, reason: s.text(1000).default('') })
export type Move = z.infer<typeof Move>
export const Clarify = versioned({ clarification: s.name(2000) })
export type Clarify = z.infer<typeof Clarify>
export const Cancel = versioned({ reason: s.name(1000), occurredAt })
export type Cancel = z.infer<typeof Cancel>
export const Close = versioned({ occurredAt })
export type Close = z.infer<typeof Close>
export const HandOver = versioned({ handedOverAt: s.instantIn.optional() })
export type HandOver = z.infer<typeof HandOver>

const weight = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/)
/** Weights are made to shares that add to 1; all equal when left out. Exactly one lead; the first when nobody is marked. */
export const AssignWorkers = versioned({
  workers: z
    .array(z.object({ personId: s.id, weight: weight.default('1'), isLead: z.boolean().default(false) }))
    .max(20),
  occurredAt,
  reason: s.text(1000).default(''),
})
export type AssignWorkers = z.infer<typeof AssignWorkers>

export const LineInput = z.object({
  kind: z.enum(w.lineKinds),
  code: s.text(60).default(''),
  name: s.name(200),
  partId: s.id.nullable().default(null),
  quantity: quantity.default('1'),
  unitPrice: amount.default('0'),
  discount: amount.default('0'),
  payer: z.enum(w.payers).default('customer'),
})
export type LineInput = z.infer<typeof LineInput>
export const NewLine = LineInput.extend({ additionId: s.id.nullable().default(null), version: s.version })
export type NewLine = z.infer<typeof NewLine>
export const LineEdit = LineInput.extend({ version: s.version })
export type LineEdit = z.infer<typeof LineEdit>
export const LineParams = z.object({ id: s.id, lineId: s.id })

/** SVC-8: `saidAt` is what the user says; the server's own time is recorded beside it and is the one that rules use. */
const Confirmation = z.object({
  channel: z.enum(w.channels).exclude(['unknown']),
  who: s.name(100),
  saidAt: s.instantIn.optional(),
  evidenceKind: z.enum(w.evidenceKinds),
  evidenceText: s.name(2000),
})
export type Confirmation = z.infer<typeof Confirmation>
export const ProposeAddition = versioned({
  description: s.name(2000),
  lines: z.array(LineInput).max(200).default([]),
  promiseAt: s.instantIn.nullable().default(null),
  confirmation: Confirmation.nullable().default(null),
})
export type ProposeAddition = z.infer<typeof ProposeAddition>
export const AdditionParams = z.object({ id: s.id, additionId: s.id })
export const ConfirmAddition = Confirmation.extend({ version: s.version })
export type ConfirmAddition = z.infer<typeof ConfirmAddition>
export const RefuseAddition = versioned({ note: s.text(1000).default('') })
export type RefuseAddition = z.infer<typeof RefuseAddition>
export const AddPromise = versioned({ at: s.instantIn, note: s.text(1000).default('') })
export type AddPromise = z.infer<typeof AddPromise>
export const PromiseParams = z.object({ id: s.id, promiseId: s.id })

export const MarkCustomerCause = versioned({ note: s.name(1000) })
export type MarkCustomerCause = z.infer<typeof MarkCustomerCause>
export const SignCustomerCause = versioned({ signedBy: s.name(100), evidence: s.name(2000) })
export type SignCustomerCause = z.infer<typeof SignCustomerCause>
export const SpotCheck = versioned({
  result: z.enum(['accepted', 'rejected']),
  note: s.text(1000).default(''),
})
export type SpotCheck = z.infer<typeof SpotCheck>
export const FollowUpAnswer = versioned({
  answer: z.enum(w.answers).nullable(),
  note: s.text(1000).default(''),
})
export type FollowUpAnswer = z.infer<typeof FollowUpAnswer>
export const ReverseSettlement = versioned({ reason: s.name(1000) })
export type ReverseSettlement = z.infer<typeof ReverseSettlement>

/** Filters of the list; the counts, the repeat-visit report and the export take the same ones. Days are civil days. */
export const orderFilters = {
  state: many(State),
  typeKey: many(s.name(60)),
  faultGroupKey: many(s.name(60)),
  unitId: many(s.id),
  advisorId: many(s.id),
  technicianId: many(s.id),
  customerId: many(s.id),
  productId: many(s.id),
  channel: many(z.enum(w.channels)),
  /** 我负责的: advisor or technician is the caller. */
  mine: flag,
  /** Not handed over, not cancelled. */
  open: flag,
  /** 超时: open and the promise has passed. */
  overdue: flag,
  unclear: flag,
  onTime: many(z.enum(['true', 'false', 'none'])),
  onTimeWhy: many(z.enum(w.onTimeWhys)),
  customerCaused: flag,
  spotCheck: many(z.enum(w.spotChecks)),
  returnOnly: flag,
  history: flag,
  repeatWithin: z.coerce.number().int().min(0).max(100_000).optional(),
  receivedFrom: s.civilDate.optional(),
  receivedTo: s.civilDate.optional(),
  settledFrom: s.civilDate.optional(),
  settledTo: s.civilDate.optional(),
  handedOverFrom: s.civilDate.optional(),
  handedOverTo: s.civilDate.optional(),
}
export const OrderList = pageQuery(orderFilters)
export type OrderList = z.infer<typeof OrderList>
export const OrderCut = z.object({ ...orderFilters, q: z.string().trim().max(100).optional() })
export type OrderCut = z.infer<typeof OrderCut>
export const OrderExport = OrderCut.extend({ sort: z.string().max(60).optional(), ...fileQuery })
/** `days` left out: the company's parameter returns.report_days. */
export const RepeatQuery = OrderCut.omit({ repeatWithin: true }).extend({
  days: many(z.coerce.number().int().min(0).max(100_000)),
})
export type RepeatQuery = z.infer<typeof RepeatQuery>

/** AST-6: a swap made during an order. */
export const SwapOnOrder = NewSwap.extend({ version: s.version })
