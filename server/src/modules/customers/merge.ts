import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { emit } from '../../platform/events'
import { touch } from '../../platform/live'
import type { Merging } from './duplicates.schemas'
import './events'
import { forgetCustomer, indexCustomers, queuePairs } from './indexing'
import * as store from './merge.store'
import {
  addedPeople,
  fieldMoves,
  fieldsBack,
  mergedFields,
  mergeRefusal,
  peopleBack,
  undoRefusal,
  type MergeFields,
} from './merge.rules'
import { dropOpenPairs } from './pairs.store'
import { mayMerge } from './policy'
import * as queries from './queries'
import { lockEnsuring } from './store'

type Archive = MergeFields & {
  id: string
  version: number
  mergedInto: string | null
}

const fieldsOf = (row: Archive): MergeFields => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  region: row.region,
  address: row.address,
  source: row.source,
  responsiblePersonId: row.responsiblePersonId,
  creditLimit: row.creditLimit,
  creditBlocked: row.creditBlocked,
  hopedService: row.hopedService,
  nextService: row.nextService,
  nextServiceOn: row.nextServiceOn,
  note: row.note,
  firstContactOn: row.firstContactOn,
  archivedOn: row.archivedOn,
})

async function lockBoth(ctx: Ctx, intoId: string, fromId: string): Promise<{ into: Archive; from: Archive }> {
  const rows = await store.lockTwo(ctx, [intoId, fromId])
  const [into, from] = [rows.get(intoId), rows.get(fromId)]
  if (!into || !from) throw new AppError('not_found', 'customers.no_such_customer')
  allow(mayMerge(ctx.actor, into) && mayMerge(ctx.actor, from))
  return { into, from }
}

async function checkVersion(ctx: Ctx, row: Archive, version: number): Promise<void> {
  if (row.version === version) return
  throw new AppError('conflict', 'customers.version_moved', {
    current: await queries.customerRecord(ctx, row.id),
    changed: [],
  })
}

async function indexAnew(ctx: Ctx, id: string, fields: MergeFields): Promise<void> {
  await indexCustomers(ctx, [{ id, ...fields, ...(await queries.peopleOf(ctx, id)) }])
}

/**
 * CUS-6: one archive goes into another. The survivor gets the chosen fields and the phones and contacts it lacks; the
 * other stays as it is and points at the survivor; rows of other modules follow through `customers.merged`.
 */
export async function mergeCustomers(ctx: Ctx, intoId: string, input: Merging): Promise<void> {
  const refusal = mergeRefusal({ id: intoId, mergedInto: null }, { id: input.otherId, mergedInto: null })
  if (refusal) throw new AppError('rule_broken', refusal)
  await lockEnsuring(ctx)
  const { into, from } = await lockBoth(ctx, intoId, input.otherId)
  const gone = mergeRefusal(into, from)
  if (gone) throw new AppError('rule_broken', gone)
  await checkVersion(ctx, into, input.version)
  await checkVersion(ctx, from, input.otherVersion)

  const before = fieldsOf(into)
  const after = mergedFields(before, fieldsOf(from), input.choices)
  const moves = fieldMoves(before, after)
  const have = await store.peopleRows(ctx, intoId)
  const added = addedPeople(have, await store.peopleRows(ctx, from.id))
  const mergeId = newId()
  await store.insertMerge(ctx, {
    id: mergeId,
    fromId: from.id,
    intoId,
    note: input.note,
    fields: moves,
    ...added,
  })
  const earlier = await store.pointEarlier(ctx, from.id, intoId)
  await store.keepMoved(ctx, mergeId, 'earlier', earlier)
  // First, so that a code chosen from the other archive is free.
  await store.pointAt(ctx, from.id, intoId)
  await store.saveFields(ctx, intoId, after)
  await store.addPeople(ctx, intoId, added, have)
  await forgetCustomer(ctx, from.id)
  await dropOpenPairs(ctx, from.id)
  await indexAnew(ctx, intoId, after)
  const news = { mergeId, fromId: from.id, intoId, earlier }
  await emit(ctx, 'customers.merged', news)
  await tellMerged(ctx, { into, from, moves, note: input.note })
}

async function tellMerged(
  ctx: Ctx,
  told: { into: Archive; from: Archive; moves: Record<string, readonly [unknown, unknown]>; note: string },
): Promise<void> {
  const { into, from, moves, note } = told
  const sideOf = (side: 0 | 1) =>
    Object.fromEntries(
      Object.entries(moves)
        .filter(([field]) => field !== 'responsiblePersonId')
        .map(([field, pair]) => [field, pair[side]]),
    )
  await audit(ctx, 'customers.customer_merged', {
    entity: 'customer',
    entityId: into.id,
    before: { ...sideOf(0), merged: null },
    after: { ...sideOf(1), merged: from.name },
    note: note || undefined,
  })
  await audit(ctx, 'customers.customer_merged_away', {
    entity: 'customer',
    entityId: from.id,
    before: { mergedInto: null },
    after: { mergedInto: into.name },
    note: note || undefined,
  })
  const newName = moves.name?.[1]
  if (newName !== undefined) await emit(ctx, 'customers.renamed', { customerIds: [into.id] })
  touch(ctx, 'customers')
}

/**
 * CUS-6: takes a merge back. What it moved goes back exactly; what happened on the survivor since stays there. Refused
 * when the survivor was merged on, when a later merge into it stands, or when the code to go back is in use.
 */
export async function undoMerge(ctx: Ctx, mergeId: string, note: string) {
  await lockEnsuring(ctx)
  const merge = await store.lockMerge(ctx, mergeId)
  if (!merge) throw new AppError('not_found', 'customers.no_such_merge')
  const { into, from } = await lockBoth(ctx, merge.intoId, merge.fromId)
  const facts = await store.undoFacts(ctx, merge, from.code)
  const refusal = undoRefusal(merge, { ...facts, survivorMergedInto: into.mergedInto })
  if (refusal) throw new AppError('rule_broken', refusal)

  const back = fieldsBack(fieldsOf(into), merge.fields)
  const have = await store.peopleRows(ctx, into.id)
  await store.removePeople(ctx, peopleBack(have, merge))
  // A code that came from the other archive goes back before that archive stands again.
  await store.saveFields(ctx, into.id, back.values)
  await store.pointAt(ctx, from.id, null)
  const earlier = await store.movedRows(ctx, mergeId, 'earlier')
  await store.pointEarlierBack(ctx, earlier, from.id)
  await store.closeMerge(ctx, mergeId, note)
  const now = { ...fieldsOf(into), ...back.values }
  await indexAnew(ctx, into.id, now)
  await indexAnew(ctx, from.id, fieldsOf(from))
  await emit(ctx, 'customers.unmerged', { mergeId, fromId: from.id, intoId: into.id, earlier })
  if ('name' in back.values) await emit(ctx, 'customers.renamed', { customerIds: [into.id] })
  await queuePairs(ctx, [into.id, from.id])
  await tellUnmerged(ctx, { into, from, note })
  return { fromId: from.id, intoId: into.id, stayed: back.stayed }
}

async function tellUnmerged(ctx: Ctx, told: { into: Archive; from: Archive; note: string }): Promise<void> {
  const { into, from, note } = told
  await audit(ctx, 'customers.merge_undone', {
    entity: 'customer',
    entityId: into.id,
    before: { merged: from.name },
    after: { merged: null },
    note: note || undefined,
  })
  await audit(ctx, 'customers.merge_undone', {
    entity: 'customer',
    entityId: from.id,
    before: { mergedInto: into.name },
    after: { mergedInto: null },
    note: note || undefined,
  })
  touch(ctx, 'customers')
}
