import type { Ctx } from '../../platform/ctx'
import { closedMonths, sourcesWithFacts } from './facts.store'
import { missingChanges, recordFacts, type LoadSnapshots } from './record-facts'
import { compareSums, countZeroRows, lockFolding, lockWriting, rebuildSums } from './rollups.store'

const chunk = 500

export interface IndicatorProblem {
  /** What disagrees: facts with their orders, or sums with their facts. */
  kind: 'facts' | 'days' | 'months' | 'presence' | 'zeros'
  at: string
  found: string
  expected: string
}

/** How orders are found and read. */
export interface OrderSource {
  ids: (ctx: Ctx, after: string | null, limit: number) => Promise<string[]>
  load: LoadSnapshots
}

type Pager = OrderSource['ids']

async function eachChunk(ctx: Ctx, ids: Pager, work: (ids: string[]) => Promise<void>): Promise<void> {
  let after: string | null = null
  for (;;) {
    const found: string[] = await ids(ctx, after, chunk)
    if (found.length > 0) await work(found)
    if (found.length < chunk) return
    after = found.at(-1) ?? null
  }
}

// Orders without facts and facts without orders are both wrong, so both lists are walked.
async function eachSource(
  ctx: Ctx,
  source: OrderSource,
  work: (ids: string[]) => Promise<void>,
): Promise<void> {
  await eachChunk(ctx, source.ids, work)
  await eachChunk(ctx, sourcesWithFacts, async (ids) => {
    const known = new Set((await source.load(ctx, ids)).map((order) => order.id))
    const gone = ids.filter((id) => !known.has(id))
    if (gone.length > 0) await work(gone)
  })
}

/**
 * IND-1, PLT-16: facts equal what the orders say (in chunks), roll-ups plus waiting deltas and the presence table equal
 * the sums of the facts. An empty list when all is well. Read it in one snapshot (a read-only transaction).
 */
export async function verifyAgainst(ctx: Ctx, source: OrderSource): Promise<IndicatorProblem[]> {
  const problems: IndicatorProblem[] = []
  const closed = await closedMonths(ctx)
  await eachSource(ctx, source, async (orderIds) => {
    const missing = await missingChanges(ctx, { orderIds, closed, load: source.load })
    for (const { number, remove, add } of missing)
      problems.push({ kind: 'facts', at: number, found: `${remove} too many`, expected: `${add} missing` })
  })
  for (const { table, at, found, expected } of await compareSums(ctx))
    problems.push({ kind: table, at, found, expected })
  const zeros = await countZeroRows(ctx)
  if (zeros > 0) problems.push({ kind: 'zeros', at: 'roll-ups', found: String(zeros), expected: '0' })
  return problems
}

/**
 * IND-1: repairs what `verifyAgainst` finds: brings the facts of every order up to date and writes all sums anew.
 * Facts of closed months stay; what they lack is booked in the open period. Nobody else writes facts meanwhile.
 */
export async function rebuildFrom(ctx: Ctx, source: OrderSource): Promise<void> {
  await lockWriting(ctx, 'alone')
  await lockFolding(ctx)
  await eachSource(ctx, source, async (ids) => {
    await recordFacts(ctx, ids, source.load)
  })
  await rebuildSums(ctx)
}
