import type { ImportFinding, ImportRecord, ImportShape } from '../kernel/importing'
import type { Ctx } from './ctx'

/** `history`: old records with states, promises and times as given; no clock warns, no notice goes out (PLT-4). */
export type ImportKind = 'normal' | 'history'

/** What to do with records that are already there by their business key. */
export type ImportMode = 'create' | 'update' | 'upsert'

export interface ImportCall {
  readonly kind: ImportKind
  readonly mode: ImportMode
}

/**
 * How one entity is brought in from a file. A module exports one from its door; wiring lists it. `check` and `save`
 * work on sets: a few statements for all records, never one a row.
 */
export interface Importer extends ImportShape {
  /** Name in URLs and texts: 'orders'; its title is the text `import.<entity>`. */
  readonly entity: string
  readonly kinds: readonly ImportKind[]
  readonly modes: readonly ImportMode[]
  readonly permission: string
  /** Columns that nobody mapped are kept with the record; without it they stay in the file alone. */
  readonly keepsExtra?: boolean
  /** Looks at all records of the file at once, may read the database, changes nothing. */
  check(ctx: Ctx, records: readonly ImportRecord[], call: ImportCall): Promise<ImportFinding[]>
  /** Writes a chunk of records that passed; all chunks of a run share one transaction. */
  save(
    ctx: Ctx,
    records: readonly ImportRecord[],
    call: ImportCall,
  ): Promise<{ created: number; updated: number }>
}
