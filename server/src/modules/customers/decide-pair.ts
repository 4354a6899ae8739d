import { AppError } from '../../kernel/errors'
import { auditMany } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { addJob } from '../../platform/jobs'
import { touch } from '../../platform/live'
import type { PairDecision } from './duplicates.schemas'
import { lockPair, savePairDecision } from './pairs.store'
import { mayMerge } from './policy'
import { customerRows } from './rows'
import { similarParameters } from './similar.settings'

/** CUS-6: says that two archives are two customers, with a reason, or makes it a question again. Remembered. */
export async function decidePair(ctx: Ctx, id: string, input: PairDecision): Promise<void> {
  const pair = await lockPair(ctx, id)
  if (!pair) throw new AppError('not_found', 'customers.no_such_pair')
  const rows = await customerRows(ctx, [pair.aId, pair.bId])
  const [a, b] = [rows.get(pair.aId), rows.get(pair.bId)]
  if (!a || !b) throw new AppError('not_found', 'customers.no_such_pair')
  allow(mayMerge(ctx.actor, a) && mayMerge(ctx.actor, b))
  if (!(await savePairDecision(ctx, id, input))) throw new AppError('conflict', 'customers.pair_moved')
  const action = input.state === 'different' ? 'customers.told_apart' : 'customers.pair_reopened'
  const note = input.note || undefined
  await auditMany(ctx, action, [
    { entity: 'customer', entityId: a.id, after: { other: b.name }, note },
    { entity: 'customer', entityId: b.id, after: { other: a.name }, note },
  ])
  touch(ctx, 'customers')
}

/** CUS-6: searches all archives from the start, in the background. */
export async function searchAnew(ctx: Ctx): Promise<{ queued: true }> {
  if (!(await similarParameters(ctx))) throw new AppError('rule_broken', 'customers.duplicates_not_set')
  await addJob(
    ctx,
    'customers.findAllPairs',
    {},
    { key: 'customers.findAllPairs', queue: `customers.pairs:${ctx.company.id}` },
  )
  return { queued: true }
}
