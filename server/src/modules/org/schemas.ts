import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { pageQuery } from '../../platform/paging'

export const IdParams = z.object({ id: s.id })

export const TimelineEntry = z
  .object({
    id: s.id,
    at: s.instant,
    actorName: z.string(),
    action: z.string(),
    changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
    note: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' })
const can = z.record(z.string(), z.boolean())

export const Unit = z
  .object({
    id: s.id,
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    parentId: s.id.nullable(),
    people: z.number().int(),
    isExample: z.boolean(),
    version: s.version,
  })
  .meta({ id: 'Unit' })
export const UnitRecord = Unit.extend({
  placements: z.array(
    z.object({
      parentId: s.id.nullable(),
      parentName: z.string().nullable(),
      validFrom: s.civilDate,
      validTo: s.civilDate.nullable(),
    }),
  ),
  timeline: z.array(TimelineEntry),
  can,
}).meta({ id: 'UnitRecord' })

export const NewUnit = z.object({
  code: s.name(60),
  name: s.name(200),
  kind: s.name(40).default('unit'),
  parentId: s.id.nullable(),
  validFrom: s.civilDate,
})
export type NewUnit = z.infer<typeof NewUnit>
export const UnitEdit = z.object({
  code: s.name(60).optional(),
  name: s.name(200).optional(),
  version: s.version,
})
export type UnitEdit = z.infer<typeof UnitEdit>
export const UnitMove = z.object({ parentId: s.id.nullable(), from: s.civilDate, version: s.version })
export type UnitMove = z.infer<typeof UnitMove>
export const UnitClose = z.object({ on: s.civilDate, version: s.version })
export const OnDay = z.object({ on: s.civilDate.optional() })

const Qualifications = z.object({
  education: s.text(500).optional(),
  experience: s.text(500).optional(),
  knowledge: s.text(1000).optional(),
  skills: s.text(1000).optional(),
  character: s.text(500).optional(),
})
const lines = z.array(s.name(500)).max(60)
export const rhythms = ['daily', 'weekly', 'monthly', 'as_needed'] as const
/** ORG-10: a piece of daily work with its rhythm. */
export const Work = z.object({ rhythm: z.enum(rhythms), text: s.name(500) }).meta({ id: 'PositionWork' })
export type Work = z.infer<typeof Work>

export const PositionEdit = z.object({
  unitId: s.id,
  code: s.name(60),
  name: s.name(200),
  nameEn: s.text(200).default(''),
  superiorId: s.id.nullable().default(null),
  appointedBy: s.text(200).default(''),
  duties: lines.default([]),
  mainTask: s.text(2000).default(''),
  /** Peers outside the tree, as a job description names them. */
  otherPeers: z.array(s.name(100)).max(40).default([]),
  dailyWork: z.array(Work).max(60).default([]),
  authority: s.text(2000).default(''),
  qualifications: Qualifications.default({}),
  roleKeys: z.array(s.name(60)).max(20).default([]),
})
export const NewPosition = PositionEdit.extend({ validFrom: s.civilDate })
export type NewPosition = z.infer<typeof NewPosition>
export const PositionChange = PositionEdit.extend({ version: s.version })
export type PositionChange = z.infer<typeof PositionChange>

const Ref = z.object({ id: s.id, name: z.string() })
export const PositionRow = z
  .object({
    id: s.id,
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    unitId: s.id,
    unitName: z.string(),
    superiorName: z.string().nullable(),
    holders: z.number().int(),
    isExample: z.boolean(),
    version: s.version,
  })
  .meta({ id: 'PositionRow' })
export const PositionRecord = PositionEdit.extend({
  id: s.id,
  unitName: z.string(),
  validFrom: s.civilDate,
  isExample: z.boolean(),
  version: s.version,
  superior: Ref.nullable(),
  peers: z.array(Ref),
  reports: z.array(Ref),
  holders: z.array(
    Ref.extend({ validFrom: s.civilDate, validTo: s.civilDate.nullable(), share: z.string() }),
  ),
  timeline: z.array(TimelineEntry),
  can,
}).meta({ id: 'PositionRecord' })
export const PositionList = pageQuery({ unitId: s.id.optional() })

const personFields = {
  employeeNo: s.name(40),
  name: s.name(100),
  gender: z.enum(['male', 'female', 'unknown']).default('unknown'),
  joinedOn: s.civilDate.nullable().default(null),
  phone: s.text(40).default(''),
  email: s.text(200).default(''),
}
export const NewPerson = z.object({
  ...personFields,
  positionId: s.id.optional(),
  from: s.civilDate.optional(),
})
export type NewPerson = z.infer<typeof NewPerson>
// No defaults here: what a PATCH leaves out stays as it is.
export const PersonEdit = z.object({
  employeeNo: s.name(40).optional(),
  name: s.name(100).optional(),
  gender: z.enum(['male', 'female', 'unknown']).optional(),
  joinedOn: s.civilDate.nullable().optional(),
  leftOn: s.civilDate.nullable().optional(),
  phone: s.text(40).optional(),
  email: s.text(200).optional(),
  version: s.version,
})
export type PersonEdit = z.infer<typeof PersonEdit>
export const PersonRow = z
  .object({
    id: s.id,
    employeeNo: z.string(),
    name: z.string(),
    gender: z.string(),
    joinedOn: s.civilDate.nullable(),
    leftOn: s.civilDate.nullable(),
    phone: z.string(),
    email: z.string(),
    positions: z.array(z.object({ name: z.string(), unitName: z.string() })),
    version: s.version,
  })
  .meta({ id: 'PersonRow' })
export const Colleague = PersonRow.pick({ id: true, employeeNo: true, name: true, positions: true }).meta({
  id: 'Colleague',
})
export const Assignment = z.object({
  id: s.id,
  positionId: s.id,
  positionName: z.string(),
  unitName: z.string(),
  validFrom: s.civilDate,
  validTo: s.civilDate.nullable(),
  share: z.string(),
})
export const PersonRecord = PersonRow.omit({ positions: true })
  .extend({
    assignments: z.array(Assignment),
    user: z.object({ id: s.id, login: z.string(), disabledAt: s.instant.nullable() }).nullable(),
    timeline: z.array(TimelineEntry),
    can,
  })
  .meta({ id: 'PersonRecord' })
export const PersonList = pageQuery({
  unitId: s.id.optional(),
  positionId: s.id.optional(),
  active: z.enum(['true', 'false']).optional(),
})
export const NewAssignment = z.object({
  positionId: s.id,
  from: s.civilDate,
  share: z
    .string()
    .regex(/^(1(\.0{1,6})?|0\.\d{1,6})$/)
    .default('1'),
})
export type NewAssignment = z.infer<typeof NewAssignment>
export const EndAssignment = z.object({ on: s.civilDate })

export const Role = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  grants: z.array(z.object({ permission: z.string(), scope: z.enum(['own', 'unit', 'company']) })),
})
export type Role = z.infer<typeof Role>
