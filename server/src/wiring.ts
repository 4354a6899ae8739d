import type { Ctx } from './platform/ctx'
import type { House } from './platform/house'
import type { Importer } from './platform/importer'
import type { RouteDef } from './platform/http/route'
import type { Who } from './platform/http/edge'
import type { Listeners } from './platform/events'
import type { JobHandlers } from './platform/jobs'
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
  'service.ordersChanged': [indicators.onOrdersChanged],
}

/** PCK-4: who listens while a company is made in one piece. */
export const pastListeners: Listeners = {
  ...listeners,
  'service.ordersChanged': [indicators.onPastOrdersChanged],
}

/** Work done after the commit, by name. */
export const jobsOf = (house: House): JobHandlers => ({
  ...indicators.jobsOf(house.edge),
  ...workbench.jobsOf(house, importers),
})

/** PCK-4: files brought in without jobs, for a company that is made in one piece. */
export const bringInOf = (house: House): workbench.BringIn => workbench.bringInOf(house, importers)

/** What `fuheng verify` asks of each company; every answer is a problem in one line. */
export const verifiers: { name: string; run: (ctx: Ctx) => Promise<object[]> }[] = [
  { name: 'orders', run: service.verifyService },
  { name: 'indicators', run: indicators.verifyIndicators },
]

/** How the edge learns who is asking. */
export const who: Who = { findSession: identity.findSession, loadActor: org.loadActor }
