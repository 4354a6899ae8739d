import { changedFields } from '../../kernel/changed-fields'
import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import * as queries from './shift.queries'
import type { NewShift, ShiftChange } from './shift.schemas'
import * as store from './shift.store'

const taken = () =>
  new AppError('conflict', 'org.code_taken', { fields: [{ path: 'code', code: 'taken', message: '' }] })

/** ORG-11: a new shift pattern. */
export async function addShift(ctx: Ctx, input: NewShift & { isExample?: boolean }): Promise<string> {
  if (await queries.shiftByCode(ctx, input.code)) throw taken()
  const id = await store.insertShift(ctx, input)
  await audit(ctx, 'org.shift_added', { entity: 'shift', entityId: id, after: input })
  touch(ctx, 'roster')
  return id
}

/** ORG-11: renames or retires a shift; the hours of one that stands in the roster do not change behind people's backs. */
export async function editShift(ctx: Ctx, id: string, input: ShiftChange): Promise<void> {
  if (!(await store.lockShift(ctx, id))) throw new AppError('not_found', 'org.no_such_shift')
  const before = await queries.shiftRow(ctx, id)
  if (input.code !== before.code && (await queries.shiftByCode(ctx, input.code))) throw taken()
  const hasOtherHours =
    JSON.stringify(input.spans) !== JSON.stringify(before.spans) || input.isOnCall !== before.isOnCall
  if (before.isUsed && hasOtherHours) throw new AppError('rule_broken', 'org.shift_in_use')
  if (!(await store.saveShift(ctx, id, input)))
    throw new AppError('conflict', 'org.version_moved', {
      current: await queries.shiftRecord(ctx, id),
      changed: changedFields(before, input),
    })
  const { version: _version, ...after } = input
  const kept = new Map(Object.entries(before))
  await audit(ctx, 'org.shift_edited', {
    entity: 'shift',
    entityId: id,
    after,
    before: Object.fromEntries(Object.keys(after).map((key) => [key, kept.get(key)])),
  })
  touch(ctx, 'roster')
}
