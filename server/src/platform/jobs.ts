import { sql } from 'kysely'
import { Logger, run, type Runner, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Company, Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

/** Work to be done after the commit, in a transaction of its own. Must be safe to run twice. */
export type JobHandler = (
  company: Company,
  payload: Record<string, unknown>,
  attempt: { number: number; last: boolean },
) => Promise<void>
/** Work that is looked for every minute, by one process of all; a minute that was missed is not made up for. */
export type Ticks = Record<string, () => Promise<void>>
export type JobHandlers = Record<string, JobHandler>

/**
 * Queues a job in this transaction: it exists if and only if the transaction commits. With `key`, at most one such
 * job waits at a time.
 */
export async function addJob(
  ctx: Ctx,
  name: string,
  payload: Record<string, unknown>,
  options: { key?: string; queue?: string; maxAttempts?: number; runAt?: Date } = {},
): Promise<void> {
  const body = JSON.stringify({ company: ctx.company, payload })
  const key = options.key ? `${ctx.company.id}:${options.key}` : null
  await sql`select graphile_worker.add_job(${name}, ${body}::json, job_key => ${key},
    queue_name => ${options.queue ?? null}, max_attempts => ${options.maxAttempts ?? 25},
    run_at => ${options.runAt ?? null})`.execute(tables<Db>(ctx.tx))
}

const isJob = (body: unknown): body is { company: Company; payload: Record<string, unknown> } =>
  typeof body === 'object' && body !== null && 'company' in body && 'payload' in body

// Failures reach us through `onError` and the job's own row; the library's chatter is left out.
const quiet = { logger: new Logger(() => () => undefined), noHandleSignals: true }

/** Starts this process's share of the workers; each job is taken by exactly one process. */
export function startJobs(
  pool: pg.Pool,
  handlers: JobHandlers,
  onError: (error: unknown) => void,
  everyMinute: Ticks = {},
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (body: unknown, helpers) => {
        if (!isJob(body)) throw new Error(`Job ${name} has no company.`)
        const { attempts, max_attempts: max } = helpers.job
        await handler(body.company, body.payload, { number: attempts, last: attempts >= max })
      },
    ]),
  )
  for (const [name, tick] of Object.entries(everyMinute)) taskList[name] = tick
  const crontab = Object.keys(everyMinute)
    .map((name) => `* * * * * ${name} ?max=1`)
    .join('\n')
  return run({ ...quiet, crontab, pgPool: pool, taskList, concurrency: 2, pollInterval: 2000 }).then(
    (runner) => {
      runner.promise.catch(onError)
      return runner
    },
  )
}
