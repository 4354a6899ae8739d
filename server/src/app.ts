import { sql } from 'kysely'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { openDatabase, type OpenDatabase } from './platform/db'
import { busOf } from './platform/events'
import { folderStore } from './platform/files'
import type { House } from './platform/house'
import type { Edge } from './platform/http/edge'
import { buildServer } from './platform/http/server'
import { startJobs } from './platform/jobs'
import { openLive } from './platform/live'
import { jobsOf, listeners, permissions, routesOf, ticksOf, who } from './wiring'

export interface AppOptions {
  appUrl: string
  filesDir: string
  packsDir: string
  webRoot: string | null
  tls?: { cert: Buffer; key: Buffer } | null
  logger?: FastifyServerOptions['logger']
  clock?: () => Date
  /** Off in tests that run jobs by hand. */
  jobs?: boolean
}

export interface App {
  server: FastifyInstance
  house: House
  database: OpenDatabase
  close(): Promise<void>
}

/** Refuses to serve as a role that could see more than its company or change the tables themselves. */
export async function refuseStrongRole({ db }: OpenDatabase): Promise<void> {
  const { rows } = await sql<{ role: string; strong: boolean; owns: number }>`
    select current_user as role, r.rolsuper or r.rolbypassrls as strong,
      (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relowner = r.oid) as owns
    from pg_roles r where r.rolname = current_user`.execute(db)
  const role = rows[0]
  if (!role || role.strong || role.owns > 0)
    throw new Error(
      `The server must not run as "${role?.role ?? '?'}": this role owns tables or can bypass row-level security.`,
    )
}

/** Builds the whole application; tests and production call this same function. */
export async function buildApp(options: AppOptions): Promise<App> {
  const database = openDatabase(options.appUrl)
  await refuseStrongRole(database)
  const edge: Edge = {
    db: database.db,
    bus: busOf(listeners),
    who,
    clock: options.clock ?? (() => new Date()),
  }
  const house: House = { edge, files: folderStore(options.filesDir), packsDir: options.packsDir }
  const log = (error: unknown) => server.log.error({ err: error }, 'background error')
  const live = openLive(options.appUrl, (error) => log(error))
  const server = await buildServer({
    edge,
    routes: routesOf(house),
    permissions,
    live,
    webRoot: options.webRoot,
    tls: options.tls ?? null,
    logger: options.logger ?? false,
    ready: async () => (await sql`select 1`.execute(database.db)).rows.length === 1,
  })
  const runner =
    options.jobs === false ? null : await startJobs(database.pool, jobsOf(house), log, ticksOf(house))
  return {
    server,
    house,
    database,
    async close() {
      await runner?.stop().catch(() => undefined)
      await live.close()
      await server.close()
      await database.close()
    },
  }
}
