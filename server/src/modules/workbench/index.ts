import type { House } from '../../platform/house'
import type { RouteDef } from '../../platform/http/route'
import type { Importer } from '../../platform/importer'
import type { JobHandlers } from '../../platform/jobs'
import { deskOf } from './desk'
import { importRoutes } from './routes'
import { watchImport } from './watch'
import { checkJob, runJob } from './work'

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
