import { AppError } from '../../kernel/errors'
import { changedFields } from '../../kernel/changed-fields'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { reindex } from './commands'
import * as queries from './model-queries'
import { mayEdit } from './policy'
import { idsOfModel } from './reindex-queries'
import type { Clause, ModelEdit, NewModel } from './schemas'
import * as store from './store'

const taken = () =>
  new AppError('conflict', 'products.code_taken', { fields: [{ path: 'code', code: 'taken', message: '' }] })

/** AST-2: a clause may only speak of an assembly that the model has, or the coverage answer would never find it. */
function checkAssemblies(model: { assemblies: string[]; warranty: Clause[] }): void {
  const unknown = model.warranty.findIndex(
    (clause) => clause.assembly !== null && !model.assemblies.includes(clause.assembly),
  )
  if (unknown < 0) return
  throw new AppError('rule_broken', 'products.no_such_assembly', {
    assembly: model.warranty[unknown]?.assembly,
    fields: [{ path: `warranty.${unknown}.assembly`, code: 'refused', message: '' }],
  })
}

/** AST-2: a new product model. */
export async function addModel(ctx: Ctx, input: NewModel): Promise<string> {
  allow(mayEdit(ctx.actor))
  checkAssemblies(input)
  if (await queries.modelByCode(ctx, input.code)) throw taken()
  const [id = ''] = await store.insertModels(ctx, [input])
  await audit(ctx, 'products.model_added', { entity: 'model', entityId: id, after: input })
  touch(ctx, 'products')
  return id
}

/** AST-2: changes a model; its terms hold for all its products from now on. */
export async function editModel(ctx: Ctx, id: string, input: ModelEdit): Promise<void> {
  allow(mayEdit(ctx.actor))
  if (!(await store.lockModel(ctx, id))) throw new AppError('not_found', 'products.no_such_model')
  const before = await queries.modelRecord(ctx, id)
  checkAssemblies({ ...before, ...input })
  if (input.code && input.code !== before.code) {
    const other = await queries.modelByCode(ctx, input.code)
    if (other && other.id !== id) throw taken()
  }
  if (!(await store.saveModel(ctx, id, input)))
    throw new AppError('conflict', 'products.version_moved', {
      current: before,
      changed: changedFields(before, input),
    })
  if (input.name && input.name !== before.name) await reindex(ctx, await idsOfModel(ctx, id))
  const { version: _v, ...after } = input
  const kept = new Map(Object.entries(before))
  await audit(ctx, 'products.model_edited', {
    entity: 'model',
    entityId: id,
    before: Object.fromEntries(Object.keys(after).map((key) => [key, kept.get(key)])),
    after,
  })
  touch(ctx, 'products')
}
