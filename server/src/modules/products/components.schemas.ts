import { z } from 'zod'
import * as s from '../../platform/http/schema'

export const ComponentParams = z.object({ id: s.id, componentId: s.id })
const fields = {
  assembly: s.text(100),
  name: s.name(200),
  partNo: s.text(100),
  serial: s.name(100).nullable(),
  warrantyOnly: z.boolean(),
  installedOn: s.civilDate.nullable(),
  note: s.text(500),
}
/** AST-6: a part of a product. */
export const NewComponent = z.object({
  assembly: fields.assembly.default(''),
  name: fields.name,
  partNo: fields.partNo.default(''),
  serial: fields.serial.default(null),
  warrantyOnly: fields.warrantyOnly.default(false),
  installedOn: fields.installedOn.default(null),
  note: fields.note.default(''),
})
export type NewComponent = z.infer<typeof NewComponent>
export const ComponentEdit = z.object(fields).partial().extend({ version: s.version })
export type ComponentEdit = z.infer<typeof ComponentEdit>

/** AST-6: the faulty part of a product is taken out and another put in. Left out: as the old one. */
export const NewSwap = z.object({
  componentId: s.id,
  /** As read off the faulty part; must be the one on the list, or is written down where the list has none. */
  faultySerial: s.name(100).nullable().default(null),
  newSerial: s.name(100).nullable().default(null),
  partNo: s.text(100).optional(),
  warrantyOnly: z.boolean().optional(),
  swappedOn: s.civilDate,
  reason: s.name(500),
})
export type NewSwap = z.infer<typeof NewSwap>

export const Component = z
  .object({
    id: s.id,
    assembly: z.string(),
    name: z.string(),
    partNo: z.string(),
    serial: z.string().nullable(),
    warrantyOnly: z.boolean(),
    installedOn: s.civilDate.nullable(),
    removedOn: s.civilDate.nullable(),
    note: z.string(),
    version: s.version,
  })
  .meta({ id: 'ProductComponent' })
export const Swap = z
  .object({
    id: s.id,
    productId: s.id,
    orderId: s.id.nullable(),
    orderNumber: z.string(),
    name: z.string(),
    faultySerial: z.string().nullable(),
    newSerial: z.string().nullable(),
    swappedOn: s.civilDate,
    reason: z.string(),
    swappedByName: z.string(),
  })
  .meta({ id: 'ProductSwap' })
/** In service first, then what was taken out, the latest first; swaps the latest first. */
export const Components = z.object({
  components: z.array(Component),
  swaps: z.array(Swap),
  can: z.object({ edit: z.boolean() }),
})
