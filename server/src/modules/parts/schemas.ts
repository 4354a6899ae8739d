import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { TimelineEntry } from '../org'

export const IdParams = z.object({ id: s.id })

/** One value or several: `?quality=genuine&quality=used`. */
const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(100), item]).optional()
const amount = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/)

export const Quality = z.enum(['genuine', 'boutique', 'maintenance', 'used'])
export const Price = z.object({
  name: s.name(60),
  price: amount,
  validFrom: s.civilDate,
  /** The first day on which it no longer holds. */
  validTo: s.civilDate.nullable().default(null),
})
export type Price = z.infer<typeof Price>

const fields = {
  number: s.name(60),
  name: s.name(200),
  spec: s.text(200),
  unit: s.text(20),
  family: s.text(100),
  quality: Quality,
  standardCost: amount.nullable(),
  note: s.text(2000),
  isActive: z.boolean(),
  prices: z.array(Price).max(200),
  interchangeIds: z.array(s.id).max(100),
}
export const NewPart = z.object({
  number: fields.number,
  name: fields.name,
  spec: fields.spec.default(''),
  unit: fields.unit.default(''),
  family: fields.family.default(''),
  quality: fields.quality.default('genuine'),
  standardCost: fields.standardCost.default(null),
  note: fields.note.default(''),
  isActive: fields.isActive.default(true),
  prices: fields.prices.default([]),
  interchangeIds: fields.interchangeIds.default([]),
})
export type NewPart = z.infer<typeof NewPart>
export const PartEdit = z.object(fields).partial().extend({ version: s.version })
export type PartEdit = z.infer<typeof PartEdit>

export const PartRow = z
  .object({
    id: s.id,
    number: z.string(),
    name: z.string(),
    spec: z.string(),
    unit: z.string(),
    family: z.string(),
    quality: Quality,
    /** Null without the permission parts.edit. */
    standardCost: z.string().nullable(),
    isActive: z.boolean(),
    /** The prices that hold today. */
    currentPrices: z.array(z.object({ name: z.string(), price: z.string() })),
    version: s.version,
  })
  .meta({ id: 'PartRow' })
export const PartRecord = PartRow.extend({
  note: z.string(),
  prices: z.array(
    z.object({
      name: z.string(),
      price: z.string(),
      validFrom: s.civilDate,
      validTo: s.civilDate.nullable(),
    }),
  ),
  interchangeIds: z.array(s.id),
  interchange: z.array(
    z.object({ id: s.id, number: z.string(), name: z.string(), spec: z.string(), quality: Quality }),
  ),
  updatedAt: s.instant,
  timeline: z.array(TimelineEntry),
  can: z.object({ edit: z.boolean() }),
}).meta({ id: 'PartRecord' })

export const PartList = pageQuery({
  family: many(s.name(100)),
  quality: many(Quality),
  isActive: z.enum(['true', 'false']).optional(),
})
export type PartList = z.infer<typeof PartList>
export const PartExport = PartList.omit({ limit: true, cursor: true }).extend(fileQuery)
export const Families = z.object({ families: z.array(z.string()), priceNames: z.array(z.string()) })
