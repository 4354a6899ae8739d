import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { today } from '../org'
import { partRefusal, serialRefusal, swapRefusal, type Refusal } from './components.rules'
import type { ComponentEdit, NewComponent, NewSwap } from './components.schemas'
import * as store from './components.store'
import { plainNumber } from './identity.rules'
import { mayEdit } from './policy'
import { lockEnsuring, lockProduct } from './store'

function refuse(refusal: Refusal | null): void {
  if (refusal === null) return
  throw new AppError('rule_broken', refusal.reason, {
    ...refusal.details,
    fields: [{ path: refusal.field, code: 'refused', message: '' }],
  })
}

// One serial number, one place: two who install the same at once are one after the other.
async function lockHome(ctx: Ctx, productId: string): Promise<void> {
  await lockEnsuring(ctx)
  if (!(await lockProduct(ctx, productId))) throw new AppError('not_found', 'products.no_such_product')
}

/** AST-6: a product's parts, in service and taken out, and its swaps. */
export async function productComponents(ctx: Ctx, productId: string) {
  return {
    components: await store.componentsOf(ctx, productId),
    swaps: await store.swapsOfProduct(ctx, productId),
    can: { edit: mayEdit(ctx.actor) },
  }
}

/** AST-6: puts a part on a product's list. */
export async function addComponent(ctx: Ctx, productId: string, input: NewComponent): Promise<void> {
  allow(mayEdit(ctx.actor))
  await lockHome(ctx, productId)
  const row = { ...input, serial: plainNumber(input.serial) }
  if (row.installedOn !== null && row.installedOn > today(ctx))
    refuse({ field: 'installedOn', reason: 'products.day_in_future' })
  if (row.warrantyOnly) {
    const refusal = partRefusal(row)
    refuse(refusal && { ...refusal, field: 'serial' })
  }
  refuse(serialRefusal(productId, 'serial', await store.whereInService(ctx, row.serial)))
  await store.insertComponent(ctx, productId, row)
  await audit(ctx, 'products.component_added', { entity: 'product', entityId: productId, after: row })
  touch(ctx, 'products')
}

/** AST-6: mends what was written of a part; another part in its place is a swap. */
export async function editComponent(
  ctx: Ctx,
  at: { id: string; componentId: string },
  input: ComponentEdit,
): Promise<void> {
  allow(mayEdit(ctx.actor))
  await lockHome(ctx, at.id)
  const before = await store.lockComponent(ctx, at.id, at.componentId)
  if (!before) throw new AppError('not_found', 'products.no_such_component')
  if (before.removedOn !== null) refuse({ field: 'name', reason: 'products.not_in_service' })
  const change = { ...input, ...(input.serial !== undefined && { serial: plainNumber(input.serial) }) }
  const after = { ...before, ...change }
  if (after.installedOn !== null && after.installedOn > today(ctx))
    refuse({ field: 'installedOn', reason: 'products.day_in_future' })
  refuse(serialRefusal(at.id, 'serial', await store.whereInService(ctx, after.serial, at.componentId)))
  if (!(await store.saveComponent(ctx, at.componentId, change)))
    throw new AppError('conflict', 'products.version_moved', {
      current: before,
      changed: Object.keys(change),
    })
  const { version: _version, ...fields } = change
  const old = new Map<string, unknown>(Object.entries(before))
  await audit(ctx, 'products.component_edited', {
    entity: 'product',
    entityId: at.id,
    before: Object.fromEntries(Object.keys(fields).map((key) => [key, old.get(key)])),
    after: fields,
    note: before.name,
  })
  touch(ctx, 'products')
}

/** Where a swap was made; the caller has asked whether the actor may. */
export interface SwapOrder {
  orderId: string
  orderNumber: string
}

function checkFaulty(read: string | null, listed: string | null): void {
  if (read !== null && listed !== null && read !== listed)
    throw new AppError('rule_broken', 'products.other_serial', {
      serial: listed,
      fields: [{ path: 'faultySerial', code: 'refused', message: '' }],
    })
}

/** AST-6: the faulty part goes out and the new one in, on one day; both stay on the list with their days. */
export async function swapComponent(
  ctx: Ctx,
  productId: string,
  input: NewSwap,
  order: SwapOrder | null,
): Promise<void> {
  if (order === null) allow(mayEdit(ctx.actor))
  await lockHome(ctx, productId)
  const old = await store.lockComponent(ctx, productId, input.componentId)
  if (!old) throw new AppError('not_found', 'products.no_such_component')
  const [read, newSerial] = [plainNumber(input.faultySerial), plainNumber(input.newSerial)]
  checkFaulty(read, old.serial)
  const faultySerial = old.serial ?? read
  const { partNo = old.partNo, warrantyOnly = old.warrantyOnly, swappedOn, reason } = input
  const part = { serial: newSerial, partNo, warrantyOnly }
  const facts = {
    productId,
    on: swappedOn,
    today: today(ctx),
    newInService: await store.whereInService(ctx, newSerial),
  }
  refuse(swapRefusal({ ...old, serial: faultySerial }, part, facts))
  const { version, assembly, name } = old
  await store.saveComponent(ctx, old.id, { version, removedOn: swappedOn, serial: faultySerial })
  const fresh = { assembly, name, ...part, installedOn: swappedOn, note: '' }
  const newComponentId = await store.insertComponent(ctx, productId, fresh)
  const swap = { name, faultySerial, newSerial, swappedOn, reason }
  await store.insertSwap(ctx, {
    ...swap,
    productId,
    orderId: order?.orderId ?? null,
    orderNumber: order?.orderNumber ?? '',
    oldComponentId: old.id,
    newComponentId,
  })
  await audit(ctx, 'products.component_swapped', {
    entity: 'product',
    entityId: productId,
    after: { ...swap, ...(order && { orderNumber: order.orderNumber }) },
  })
  touch(ctx, 'products')
}
