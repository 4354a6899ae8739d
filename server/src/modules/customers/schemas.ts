import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { TimelineEntry } from '../org'
import { MergeShown } from './duplicates.schemas'

export const IdParams = z.object({ id: s.id })

/** One value or several: `?kind=person&kind=organisation`. */
const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(100), item]).optional()
const amount = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/)

export const Phone = z.object({ phone: s.text(40).min(3).regex(/\d/), label: s.text(60).default('') })
export const Contact = z.object({
  name: s.name(100),
  title: s.text(100).default(''),
  note: s.text(500).default(''),
  phones: z.array(Phone).max(10).default([]),
})
export type Phone = z.infer<typeof Phone>
export type Contact = z.infer<typeof Contact>

export const Kind = z.enum(['person', 'organisation'])
export const ArchiveState = z.enum(['on_time', 'late', 'pending', 'unknown'])

const fields = {
  code: s.name(60).nullable(),
  name: s.name(200),
  kind: Kind,
  region: s.text(100),
  address: s.text(500),
  source: s.text(100),
  responsiblePersonId: s.id.nullable(),
  creditLimit: amount.nullable(),
  creditBlocked: z.boolean(),
  hopedService: s.text(1000),
  nextService: s.text(1000),
  nextServiceOn: s.civilDate.nullable(),
  note: s.text(2000),
  firstContactOn: s.civilDate.nullable(),
  phones: z.array(Phone).max(20),
  contacts: z.array(Contact).max(50),
}

/** CUS-1. Left out: the archive is made today, first contact was today. */
export const NewCustomer = z.object({
  code: fields.code.default(null),
  name: fields.name,
  kind: fields.kind.default('person'),
  region: fields.region.default(''),
  address: fields.address.default(''),
  source: fields.source.default(''),
  responsiblePersonId: fields.responsiblePersonId.default(null),
  creditLimit: fields.creditLimit.default(null),
  creditBlocked: fields.creditBlocked.default(false),
  hopedService: fields.hopedService.default(''),
  nextService: fields.nextService.default(''),
  nextServiceOn: fields.nextServiceOn.default(null),
  note: fields.note.default(''),
  firstContactOn: fields.firstContactOn.optional(),
  phones: fields.phones.default([]),
  contacts: fields.contacts.default([]),
  /** CUS-6: made although an archive that is likely or possibly the same customer is there. */
  evenIfSimilar: z.boolean().default(false),
})
export type NewCustomer = z.infer<typeof NewCustomer>

export const CustomerEdit = z.object(fields).partial().extend({ version: s.version })
export type CustomerEdit = z.infer<typeof CustomerEdit>
export const Archiving = z.object({ version: s.version })

export const CustomerRow = z
  .object({
    id: s.id,
    code: z.string().nullable(),
    name: z.string(),
    kind: Kind,
    region: z.string(),
    address: z.string(),
    source: z.string(),
    phone: z.string().nullable(),
    responsiblePersonId: s.id.nullable(),
    responsiblePersonName: z.string().nullable(),
    creditLimit: z.string().nullable(),
    creditBlocked: z.boolean(),
    nextService: z.string(),
    nextServiceOn: s.civilDate.nullable(),
    firstContactOn: s.civilDate.nullable(),
    archivedOn: s.civilDate.nullable(),
    archiveDueOn: s.civilDate.nullable(),
    archiveState: ArchiveState,
    createdAt: s.instant,
    version: s.version,
  })
  .meta({ id: 'CustomerRow' })
export type CustomerRow = z.infer<typeof CustomerRow>

export const CustomerRecord = CustomerRow.extend({
  hopedService: z.string(),
  note: z.string(),
  phones: z.array(z.object({ phone: z.string(), label: z.string() })),
  contacts: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      note: z.string(),
      phones: z.array(z.object({ phone: z.string(), label: z.string() })),
    }),
  ),
  changes: z.array(
    z.object({
      id: s.id,
      field: z.enum(['address', 'phone', 'responsiblePerson']),
      oldValue: z.string(),
      newValue: z.string(),
      changedAt: s.instant,
      changedByName: z.string(),
    }),
  ),
  updatedAt: s.instant,
  timeline: z.array(TimelineEntry),
  /** CUS-6: where this archive went, if it was merged into another. */
  mergedInto: z.object({ id: s.id, name: z.string() }).nullable(),
  merges: z.array(MergeShown),
  can: z.object({ edit: z.boolean(), archive: z.boolean(), merge: z.boolean() }),
}).meta({ id: 'CustomerRecord' })

const filters = {
  kind: many(Kind),
  region: many(s.name(100)),
  source: many(s.name(100)),
  /** `none`: nobody is responsible. */
  responsiblePersonId: many(z.union([s.id, z.literal('none')])),
  archive: many(ArchiveState),
  creditBlocked: z.enum(['true', 'false']).optional(),
  firstContactFrom: s.civilDate.optional(),
  firstContactTo: s.civilDate.optional(),
  nextServiceFrom: s.civilDate.optional(),
  nextServiceTo: s.civilDate.optional(),
}
export const CustomerList = pageQuery(filters)
export type CustomerList = z.infer<typeof CustomerList>
export const CustomerExport = CustomerList.omit({ limit: true, cursor: true }).extend(fileQuery)

export const Period = z.object({ from: s.civilDate, to: s.civilDate })
const counts = {
  judged: z.number().int(),
  onTime: z.number().int(),
  late: z.number().int(),
  pending: z.number().int(),
  rate: z.string().nullable(),
}
export const Timeliness = z.object({
  ...counts,
  days: z.number().int(),
  byPerson: z.array(z.object({ ...counts, personId: s.id.nullable(), personName: z.string().nullable() })),
})

/** The values in use, for filters. */
export const Words = z.object({ regions: z.array(z.string()), sources: z.array(z.string()) })
