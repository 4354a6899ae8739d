import type { Ctx } from './platform/ctx'
import type { House } from './platform/house'
import type { Importer } from './platform/importer'
import type { RouteDef } from './platform/http/route'
import type { Who } from './platform/http/edge'
import type { Listeners } from './platform/events'
import { runSystem } from './platform/http/edge'
import type { JobHandlers, Ticks } from './platform/jobs'
import * as identity from './modules/identity'
import * as org from './modules/org'
import * as customers from './modules/customers'
import * as products from './modules/products'
import * as parts from './modules/parts'
import * as service from './modules/service'
import * as indicators from './modules/indicators'
import * as appraisal from './modules/appraisal'
import * as pay from './modules/pay'
import * as workbench from './modules/workbench'
import * as reports from './modules/reports'
import * as packs from './modules/packs'

/** Every module that speaks HTTP, with the permissions it knows. */
const modules = [identity, org, customers, products, parts, service, indicators, appraisal, pay, reports]

/** PLT-4: everything that can be brought in from a file, in the order people do it. */
const importers: Importer[] = [
  org.holidayImporter,
  customers.customerImporter,
  products.productImporter,
  parts.partImporter,
  service.orderImporter,
].filter((importer) => importer !== null)

/** All routes of the product; modules that need more than a context are given it here. */
export const routesOf = (house: House): RouteDef[] => [
  ...modules.flatMap((module) => module.routes),
  ...workbench.routesOf(house, importers),
  ...packs.routesOf(packSource(house.packsDir)),
]

export const permissions: string[] = [...modules, workbench, packs].flatMap((module) => module.permissions)

/** What a pack may name: checked when it is read. */
export const packSource = (dir: string): packs.PackSource => ({
  dir,
  vocabulary: { facts: indicators.factKinds, permissions },
})

/** Who listens to whose news; all of it runs in the teller's transaction. */
export const listeners: Listeners = {
  'customers.renamed': [products.onCustomersRenamed],
  // Indicators first: they must know who is one before the orders move.
  'customers.merged': [indicators.onCustomersMerged, products.onCustomersMerged, service.onCustomersMerged],
  'customers.unmerged': [
    indicators.onCustomersUnmerged,
    products.onCustomersUnmerged,
    service.onCustomersUnmerged,
  ],
  'customers.numbersWanted': [products.onNumbersWanted],
  'org.calendarsChanged': [service.onCalendarsChanged],
  'service.ordersChanged': [indicators.onOrdersChanged],
}

/** PCK-4: who listens while a company is made in one piece. */
export const pastListeners: Listeners = {
  ...listeners,
  'service.ordersChanged': [indicators.onPastOrdersChanged],
}

/** Work done after the commit, by name. */
export const jobsOf = (house: House): JobHandlers => ({
  ...customers.jobsOf(house.edge),
  ...indicators.jobsOf(house.edge),
  ...workbench.jobsOf(house, importers),
  ...service.jobsOf(house.edge),
})

/** Work looked for every minute, company by company; one that fails does not keep the others waiting. */
export const ticksOf = (house: House): Ticks => ({
  'service:clockTick': () => forEachCompany(house.edge, service.raiseAlerts),
})

async function forEachCompany(edge: House['edge'], work: (ctx: Ctx) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const id of await identity.companyIds(edge.db)) {
    const stub = { id, name: '', timeZone: '' }
    const company = await runSystem(edge, stub, (ctx) => org.companyOf(ctx.tx, id), { readOnly: true })
    await runSystem(edge, company, work).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'The tick failed for some companies.')
}
/** PCK-4: files brought in without jobs, for a company that is made in one piece. */
export const bringInOf = (house: House): workbench.BringIn => workbench.bringInOf(house, importers)

/** What `fuheng verify` asks of each company; every answer is a problem in one line. */
export const verifiers: { name: string; run: (ctx: Ctx) => Promise<object[]> }[] = [
  { name: 'orders', run: service.verifyService },
  { name: 'indicators', run: indicators.verifyIndicators },
]

/** How the edge learns who is asking. */
export const who: Who = { findSession: identity.findSession, loadActor: org.loadActor }
