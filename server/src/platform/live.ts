import { sql } from 'kysely'
import pg from 'pg'
import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

/** Marks a topic as changed; browsers that show it fetch it again once the transaction has committed. */
export function touch(ctx: Ctx, topic: string): void {
  ctx.touched.add(topic)
}

/** One coarse NOTIFY a transaction, with the company and the topics and nothing else; PostgreSQL holds it until commit. */
export async function announceTouched(ctx: Ctx): Promise<void> {
  if (ctx.touched.size === 0) return
  const news = JSON.stringify({ company: ctx.company.id, topics: [...ctx.touched].sort() })
  await sql`select pg_notify('fuheng_live', ${news})`.execute(tables<Db>(ctx.tx))
}

export interface LiveNews {
  company: string
  topics: string[]
}

export interface LiveChannel {
  subscribe(company: string, tell: (topics: string[]) => void): () => void
  close(): Promise<void>
}

const parse = (payload: string | undefined): LiveNews | null => {
  if (!payload) return null
  const news: unknown = JSON.parse(payload)
  if (typeof news !== 'object' || news === null || !('company' in news) || !('topics' in news)) return null
  return { company: String(news.company), topics: Array.isArray(news.topics) ? news.topics.map(String) : [] }
}

/**
 * One LISTEN connection a process, shared by all browsers of that process. When the connection is lost it is made
 * anew, and everybody is told to fetch everything again (topic `*`), because news may have been missed.
 */
export function openLive(url: string, onError: (error: unknown) => void): LiveChannel {
  const listeners = new Map<string, Set<(topics: string[]) => void>>()
  let client: pg.Client | null = null
  let closed = false

  const tellAll = (company: string, topics: string[]) => {
    for (const tell of listeners.get(company) ?? []) tell(topics)
  }
  let waiting = false
  const again = () => {
    client = null
    if (closed || waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void connect(true)
    }, 1000).unref()
  }
  async function connect(isAgain: boolean): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true })
    next.on('error', onError)
    next.on('end', again)
    next.on('notification', (message) => {
      const news = parse(message.payload)
      if (news) tellAll(news.company, news.topics)
    })
    try {
      await next.connect()
      await next.query('listen fuheng_live')
      client = next
      if (isAgain) for (const company of listeners.keys()) tellAll(company, ['*'])
    } catch (error) {
      onError(error)
      again()
    }
  }
  void connect(false)

  return {
    subscribe(company, tell) {
      const group = listeners.get(company) ?? new Set()
      listeners.set(company, group.add(tell))
      return () => {
        group.delete(tell)
        if (group.size === 0) listeners.delete(company)
      }
    },
    async close() {
      closed = true
      await client?.end()
    },
  }
}
