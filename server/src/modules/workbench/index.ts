import type { House } from '../../platform/house'
import type { RouteDef } from '../../platform/http/route'
import type { Importer } from '../../platform/importer'
import type { JobHandlers } from '../../platform/jobs'
import { uploadImport } from './commands'
import { deskOf } from './desk'
import type { Ctx } from '../../platform/ctx'
import { importRoutes } from './routes'
import { watchImport } from './watch'
import { checkJob, runJob, workAtOnce } from './work'

export const permissions = ['imports.run']

/** Routes of imports (PLT-4) for the importers that wiring lists. */
export const routesOf = (house: House, importers: readonly Importer[]): RouteDef[] =>
  importRoutes(deskOf(house, importers))

/** Trial, run and the watch over both, as jobs. */
export function jobsOf(house: House, importers: readonly Importer[]): JobHandlers {
  const desk = deskOf(house, importers)
  return {
    'workbench.checkImport': (company, payload) => checkJob(desk, company, String(payload.importId)),
    'workbench.runImport': (company, payload) => runJob(desk, company, String(payload.importId)),
    'workbench.watchImport': (company, payload) =>
      watchImport(desk, company, { importId: String(payload.importId), since: String(payload.since) }),
  }
}

/** A file brought in within the caller's transaction. */
export interface FileAtOnce {
  entity: string
  name: string
  text: string
  /** false: only tried. */
  run: boolean
}
export type BringIn = (ctx: Ctx, file: FileAtOnce) => Promise<void>

/** PCK-4: takes a file in, tries it and runs it, without jobs. */
export function bringInOf(house: House, importers: readonly Importer[]): BringIn {
  const desk = deskOf(house, importers)
  return async (ctx, { entity, name, text, run }) => {
    const upload = { entity, kind: 'normal', mode: 'create' } as const
    const importId = await uploadImport(ctx, desk, { upload, file: { name, bytes: Buffer.from(text) } })
    await workAtOnce(ctx, desk, { importId, run })
  }
}
