import { newId } from '../../kernel/ids'
import type { Company, Ctx } from '../../platform/ctx'
import { emit } from '../../platform/events'
import { runSystem, type Edge } from '../../platform/http/edge'
import type { JobHandlers } from '../../platform/jobs'
import { touch } from '../../platform/live'
import { comparable, rewriteKeys } from './indexing'
import { archivesOf, customerIds, sharedKeys } from './keys.store'
import * as store from './pairs.store'
import { likeness } from './similar.rules'
import { similarParameters } from './similar.settings'

const chunk = 1000

/**
 * CUS-6: finds the pairs of some customers anew: who shares a key with them is compared, pairs that came about are
 * kept, open ones that no longer hold go, decided ones stay decided. Costs the keys of these customers and what they
 * meet there, at most `crowded` a key, however many customers there are.
 */
export async function findPairs(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const parameters = await similarParameters(ctx)
  if (!parameters || ids.length === 0) return 0
  const met = (await sharedKeys(ctx, ids, parameters.crowded)).sort((one, other) =>
    `${one.a} ${one.b}` < `${other.a} ${other.b}` ? -1 : 1,
  )
  const archives = await archivesOf(ctx, [...new Set(met.flatMap(({ a, b }) => [a, b]))])
  const compared = new Map([...archives].map(([id, row]) => [id, comparable(row, parameters)]))
  const found = met.flatMap(({ a, b }): store.FoundPair[] => {
    const [one, other] = [compared.get(a), compared.get(b)]
    if (!one || !other) return []
    const { strength, ...like } = likeness(one, other, parameters)
    return strength === 'none' ? [] : [{ id: newId(), a, b, strength, ...like }]
  })
  await store.savePairs(ctx, ids, found)
  touch(ctx, 'customers')
  return found.length
}

type Part = (ctx: Ctx, ids: readonly string[]) => Promise<unknown>

async function eachPage(
  edge: Pick<Edge, 'db' | 'bus' | 'clock'>,
  company: Company,
  work: Part,
): Promise<void> {
  let after: string | null = null
  for (;;) {
    const from: string | null = after
    const ids: string[] = await runSystem(edge, company, async (ctx) => {
      const page = await customerIds(ctx, from, chunk)
      await work(ctx, page)
      return page
    })
    if (ids.length < chunk) return
    after = ids.at(-1) ?? null
  }
}

/** The jobs of the module; the queue of a company runs one after another, each part in its own transaction. */
export const jobsOf = (edge: Pick<Edge, 'db' | 'bus' | 'clock'>): JobHandlers => ({
  'customers.findPairs': async (company, payload) => {
    const ids = Array.isArray(payload.ids) ? payload.ids.filter((id) => typeof id === 'string') : []
    await runSystem(edge, company, (ctx) => findPairs(ctx, ids))
  },
  // From the start: for archives older than the search, and after a parameter has changed.
  'customers.findAllPairs': async (company) => {
    await runSystem(edge, company, (ctx) => emit(ctx, 'customers.numbersWanted', {}))
    for (const work of [rewriteKeys, findPairs]) await eachPage(edge, company, work)
  },
})
