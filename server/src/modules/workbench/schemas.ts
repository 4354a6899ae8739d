import { z } from 'zod'
import { languages } from '../../platform/texts'
import * as s from '../../platform/http/schema'
import { pageQuery } from '../../platform/paging'

export const IdParams = z.object({ id: s.id })
export const EntityParams = z.object({ entity: z.string().max(60) })
export const Language = z.object({ language: z.enum(languages).default('zh-CN') })

export const Kind = z.enum(['normal', 'history'])
export const Mode = z.enum(['create', 'update', 'upsert'])
export const State = z.enum([
  'uploaded',
  'mapped',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
])
export type State = z.infer<typeof State>
export const Severity = z.enum(['error', 'warning'])

export const Upload = z.object({
  entity: z.string().max(60),
  kind: Kind.default('normal'),
  mode: Mode.default('create'),
})
export type Upload = z.infer<typeof Upload>

export const DateFormat = z.enum(['ymd', 'dmy', 'mdy', 'serial'])
export const FieldMapping = z.object({
  column: z.number().int().min(0).max(499).optional(),
  constant: s.text(500).optional(),
  format: DateFormat.optional(),
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
  tenThousands: z.boolean().optional(),
})
export const Mapping = z.record(z.string().max(60), FieldMapping)
export const EmptySigns = z.array(z.string().min(1).max(20)).max(50)

const headerPlace = {
  sheet: z.string().max(200).nullable(),
  headerRow: z.number().int().min(1).max(1_048_576).nullable(),
  headerRows: z.number().int().min(1).max(5),
}

/** PLT-4: how the file would be read with a mapping that is not saved yet. */
export const PreviewInput = z.object({ ...headerPlace, mapping: Mapping, emptySigns: EmptySigns })
export type PreviewInput = z.infer<typeof PreviewInput>

/** PLT-4: how the file is to be read; every change asks for a new trial. */
export const Settings = z.object({
  ...headerPlace,
  mapping: Mapping,
  emptySigns: EmptySigns,
  dropDuplicateLines: z.boolean(),
  dropBadRows: z.boolean(),
  /** Keep the mapping for the next file with the same header. */
  remember: z.boolean(),
  version: s.version,
})
export type Settings = z.infer<typeof Settings>

export const Versioned = z.object({ version: s.version })

const Counts = z.object({
  rows: z.number().int(),
  records: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
})
export const PartCounts = Counts.partial()
export type Counts = z.infer<typeof PartCounts>

export const Reasons = z.array(z.object({ reason: z.string(), severity: Severity, count: z.number().int() }))
export const Failure = z.object({ reason: z.string(), details: z.record(z.string(), z.unknown()) })
export type Failure = z.infer<typeof Failure>

export const Import = z
  .object({
    id: s.id,
    entity: z.string(),
    kind: Kind,
    mode: Mode,
    fileName: z.string(),
    state: State,
    ...headerPlace,
    mapping: Mapping,
    emptySigns: z.array(z.string()),
    dropDuplicateLines: z.boolean(),
    dropBadRows: z.boolean(),
    counts: PartCounts,
    reasons: Reasons,
    failure: Failure.nullable(),
    /** An import that has already brought in this very file; told for one import, not in lists. */
    sameFile: z.object({ id: s.id, finishedAt: s.instant.nullable() }).nullable(),
    progress: z.object({ done: z.number().int(), total: z.number().int() }),
    startedAt: s.instant.nullable(),
    finishedAt: s.instant.nullable(),
    createdAt: s.instant,
    createdByName: z.string(),
    version: s.version,
    can: z.record(z.string(), z.boolean()),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

export const ImportQuery = pageQuery({ entity: z.string().max(60).optional(), state: State.optional() })
export type ImportQuery = z.infer<typeof ImportQuery>

export const IssueQuery = pageQuery({ severity: Severity.optional(), reason: z.string().max(100).optional() })
export type IssueQuery = z.infer<typeof IssueQuery>

export const Params = z.record(z.string(), z.union([z.string(), z.number()]))
export const Issue = z
  .object({
    id: s.id,
    line: z.number().int(),
    column: z.string().nullable(),
    fieldKey: z.string().nullable(),
    severity: Severity,
    reason: z.string(),
    params: Params,
  })
  .meta({ id: 'ImportIssue' })

export const SheetQuery = z.object({
  sheet: z.string().max(200).optional(),
  headerRow: z.coerce.number().int().min(1).optional(),
  headerRows: z.coerce.number().int().min(1).max(5).optional(),
})
export type SheetQuery = z.infer<typeof SheetQuery>

export const SheetView = z
  .object({
    sheets: z.array(z.object({ name: z.string(), rowCount: z.number().int() })),
    encoding: z.string().nullable(),
    headerLine: z.number().int(),
    rowCount: z.number().int(),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
    proposed: Mapping,
    fromSaved: z.boolean(),
    emptySigns: z.array(z.string()),
  })
  .meta({ id: 'ImportSheet' })

export const Preview = z
  .object({
    rows: z.array(
      z.object({
        line: z.number().int(),
        cells: z.array(
          z.object({
            fieldKey: z.string(),
            raw: z.string(),
            value: z.string().nullable(),
            severity: Severity.nullable(),
            reason: z.string().nullable(),
            params: z.record(z.string(), z.union([z.string(), z.number()])),
          }),
        ),
      }),
    ),
    dates: z.array(
      z.object({
        fieldKey: z.string(),
        format: DateFormat,
        likely: DateFormat,
        ambiguous: z.boolean(),
        samples: z.array(
          z.object({
            raw: z.string(),
            readings: z.array(z.object({ format: DateFormat, value: z.string().nullable() })),
          }),
        ),
      }),
    ),
    choices: z.array(
      z.object({
        fieldKey: z.string(),
        found: z.array(z.object({ raw: z.string(), count: z.number().int(), value: z.string().nullable() })),
        more: z.number().int(),
      }),
    ),
    tenThousands: z.array(z.string()),
  })
  .meta({ id: 'ImportPreview' })

export const Entity = z
  .object({
    entity: z.string(),
    keepsExtra: z.boolean(),
    kinds: z.array(Kind),
    modes: z.array(Mode),
    fields: z.array(
      z.object({
        key: z.string(),
        labelKey: z.string(),
        type: z.string(),
        required: z.boolean(),
        perLine: z.boolean(),
        choices: z.array(z.object({ value: z.string(), labelKey: z.string().nullable() })),
      }),
    ),
  })
  .meta({ id: 'ImportEntity' })

export const MarkedQuery = z.object({
  ...Language.shape,
  rows: z.enum(['bad', 'marked', 'all']).default('marked'),
})
export type MarkedQuery = z.infer<typeof MarkedQuery>
