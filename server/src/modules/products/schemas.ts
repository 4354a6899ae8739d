import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { TimelineEntry } from '../org'

export const IdParams = z.object({ id: s.id })

/** One value or several: `?modelId=…&modelId=…`. */
const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(100), item]).optional()
const count = z.number().int().min(0).max(2_000_000_000)

export const Clause = z.object({
  name: s.name(100),
  /** Null: the product as a whole. */
  assembly: s.name(100).nullable().default(null),
  months: z.number().int().min(1).max(600).nullable().default(null),
  mileageKm: count.nullable().default(null),
  hours: count.nullable().default(null),
  covers: z.enum(['parts_and_labour', 'parts', 'labour']).default('parts_and_labour'),
  startsFrom: z.enum(['delivery', 'ex_works']).default('delivery'),
  note: s.text(500).default(''),
})
export type Clause = z.infer<typeof Clause>

const modelFields = {
  code: s.name(60),
  name: s.name(200),
  family: s.text(100),
  assemblies: z.array(s.name(100)).max(100),
  warranty: z.array(Clause).max(100),
  note: s.text(2000),
  isActive: z.boolean(),
}
export const NewModel = z.object({
  code: modelFields.code,
  name: modelFields.name,
  family: modelFields.family.default(''),
  assemblies: modelFields.assemblies.default([]),
  warranty: modelFields.warranty.default([]),
  note: modelFields.note.default(''),
  isActive: modelFields.isActive.default(true),
})
export type NewModel = z.infer<typeof NewModel>
export const ModelEdit = z.object(modelFields).partial().extend({ version: s.version })
export type ModelEdit = z.infer<typeof ModelEdit>
export const ModelRow = z
  .object({
    id: s.id,
    code: z.string(),
    name: z.string(),
    family: z.string(),
    isActive: z.boolean(),
    products: z.number().int(),
    version: s.version,
  })
  .meta({ id: 'ModelRow' })
export const ModelRecord = ModelRow.extend({
  assemblies: z.array(z.string()),
  warranty: z.array(Clause),
  note: z.string(),
  timeline: z.array(TimelineEntry),
  can: z.object({ edit: z.boolean() }),
}).meta({ id: 'ModelRecord' })
export const ModelList = pageQuery({
  family: many(s.name(100)),
  isActive: z.enum(['true', 'false']).optional(),
})
export type ModelList = z.infer<typeof ModelList>
export const Families = z.object({ families: z.array(z.string()) })

export const PackingLine = z.object({
  name: s.name(200),
  spec: s.text(200).default(''),
  quantity: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,3})?$/)
    .refine((text) => /[1-9]/.test(text)),
  unit: s.text(20).default(''),
  note: s.text(500).default(''),
})
export type PackingLine = z.infer<typeof PackingLine>
export const Setting = z.object({ name: s.name(100), value: s.text(500).default('') })

const fields = {
  customerId: s.id.nullable(),
  modelId: s.id.nullable(),
  plate: s.text(20),
  vin: s.name(40).nullable(),
  serial: s.name(60).nullable(),
  exWorksOn: s.civilDate.nullable(),
  deliveredOn: s.civilDate.nullable(),
  warrantyStartsOn: s.civilDate.nullable(),
  configuration: z.array(Setting).max(200),
  serviceTerms: s.text(4000),
  contactName: s.text(100),
  contactPhone: s.text(40),
  mileageKm: count.nullable(),
  hours: count.nullable(),
  acceptedBy: s.text(100),
  acceptedOn: s.civilDate.nullable(),
  acceptanceNote: s.text(2000),
  note: s.text(2000),
  packing: z.array(PackingLine).max(300),
}
/** AST-1: one of plate, VIN and serial number is needed; the archive is made today. */
export const NewProduct = z.object({
  customerId: fields.customerId.default(null),
  modelId: fields.modelId.default(null),
  plate: fields.plate.default(''),
  vin: fields.vin.default(null),
  serial: fields.serial.default(null),
  exWorksOn: fields.exWorksOn.default(null),
  deliveredOn: fields.deliveredOn.default(null),
  warrantyStartsOn: fields.warrantyStartsOn.default(null),
  configuration: fields.configuration.default([]),
  serviceTerms: fields.serviceTerms.default(''),
  contactName: fields.contactName.default(''),
  contactPhone: fields.contactPhone.default(''),
  mileageKm: fields.mileageKm.default(null),
  hours: fields.hours.default(null),
  acceptedBy: fields.acceptedBy.default(''),
  acceptedOn: fields.acceptedOn.default(null),
  acceptanceNote: fields.acceptanceNote.default(''),
  note: fields.note.default(''),
  packing: fields.packing.default([]),
})
export type NewProduct = z.infer<typeof NewProduct>
export const ProductEdit = z.object(fields).partial().extend({ version: s.version })
export type ProductEdit = z.infer<typeof ProductEdit>
export const Archiving = z.object({ version: s.version })

export const AlterationKind = z.enum(['technical_change', 'retrofit', 'part_replacement'])
export const NewAlteration = z.object({
  kind: AlterationKind,
  happenedOn: s.civilDate,
  description: s.name(2000),
  partName: s.text(200).default(''),
  oldNumber: s.text(100).default(''),
  newNumber: s.text(100).default(''),
  madeBy: s.text(100).default(''),
})
export type NewAlteration = z.infer<typeof NewAlteration>

export const ArchiveState = z.enum(['on_time', 'late', 'pending', 'unknown'])
export const ProductRow = z
  .object({
    id: s.id,
    plate: z.string(),
    vin: z.string().nullable(),
    serial: z.string().nullable(),
    modelId: s.id.nullable(),
    modelName: z.string().nullable(),
    family: z.string().nullable(),
    customerId: s.id.nullable(),
    customerName: z.string().nullable(),
    exWorksOn: s.civilDate.nullable(),
    deliveredOn: s.civilDate.nullable(),
    mileageKm: z.number().int().nullable(),
    hours: z.number().int().nullable(),
    readOn: s.civilDate.nullable(),
    archivedOn: s.civilDate.nullable(),
    archiveDueOn: s.civilDate.nullable(),
    archiveState: ArchiveState,
    createdAt: s.instant,
    version: s.version,
  })
  .meta({ id: 'ProductRow' })
export const ProductRecord = ProductRow.extend({
  warrantyStartsOn: s.civilDate.nullable(),
  configuration: z.array(z.object({ name: z.string(), value: z.string() })),
  serviceTerms: z.string(),
  contactName: z.string(),
  contactPhone: z.string(),
  acceptedBy: z.string(),
  acceptedOn: s.civilDate.nullable(),
  acceptanceNote: z.string(),
  note: z.string(),
  packing: z.array(
    z.object({
      name: z.string(),
      spec: z.string(),
      quantity: z.string(),
      unit: z.string(),
      note: z.string(),
    }),
  ),
  alterations: z.array(
    z.object({
      id: s.id,
      kind: AlterationKind,
      happenedOn: s.civilDate,
      description: z.string(),
      partName: z.string(),
      oldNumber: z.string(),
      newNumber: z.string(),
      madeBy: z.string(),
    }),
  ),
  assemblies: z.array(z.string()),
  updatedAt: s.instant,
  timeline: z.array(TimelineEntry),
  can: z.object({ edit: z.boolean(), archive: z.boolean() }),
}).meta({ id: 'ProductRecord' })

const filters = {
  customerId: many(s.id),
  modelId: many(s.id),
  family: many(s.name(100)),
  archive: many(ArchiveState),
  archiveFrom: s.civilDate.optional(),
  archiveTo: s.civilDate.optional(),
  exWorksFrom: s.civilDate.optional(),
  exWorksTo: s.civilDate.optional(),
  deliveredFrom: s.civilDate.optional(),
  deliveredTo: s.civilDate.optional(),
}
export const ProductList = pageQuery(filters)
export type ProductList = z.infer<typeof ProductList>
export const ProductExport = ProductList.omit({ limit: true, cursor: true }).extend(fileQuery)

export const Period = z.object({ from: s.civilDate, to: s.civilDate })
export const Timeliness = z.object({
  judged: z.number().int(),
  onTime: z.number().int(),
  late: z.number().int(),
  pending: z.number().int(),
  rate: z.string().nullable(),
  days: z.number().int(),
})

export const CoverageQuery = z.object({
  on: s.civilDate,
  mileage: z.coerce.number().int().min(0).max(2_000_000_000).optional(),
  hours: z.coerce.number().int().min(0).max(2_000_000_000).optional(),
  assembly: s.name(100).optional(),
})
export const Coverage = z.object({
  answer: z.enum(['covered', 'not_covered', 'partly', 'unknown']),
  missing: z.array(z.enum(['start', 'mileage', 'hours'])),
  clauses: z.array(
    Clause.extend({
      state: z.enum(['in_force', 'lapsed', 'unknown']),
      because: z.enum(['not_started', 'time', 'mileage', 'hours']).nullable(),
      startsOn: s.civilDate.nullable(),
      endsOn: s.civilDate.nullable(),
    }),
  ),
})
