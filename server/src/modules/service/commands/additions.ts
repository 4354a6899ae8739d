import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import type { ConfirmAddition, Confirmation, ProposeAddition, RefuseAddition } from '../schemas'
import * as store from '../store'
import { changeOrder } from './change'
import { pricedLine } from './lines'
import { confirmed, nextSeq } from './promises'

interface AdditionPlace {
  id: string
  additionId: string
}

async function proposed(ctx: Ctx, place: AdditionPlace) {
  const addition = (await store.additionsOf(ctx, place.id)).find((other) => other.id === place.additionId)
  if (!addition) throw new AppError('not_found', 'service.no_such_addition')
  if (addition.state !== 'proposed') throw new AppError('rule_broken', 'service.addition_decided')
  return addition
}

async function confirmAll(
  ctx: Ctx,
  order: store.Order,
  additionId: string,
  confirmation: Confirmation,
): Promise<void> {
  await store.decideAddition(ctx, additionId, { state: 'confirmed', note: confirmation.evidenceText })
  const open = (await store.promisesOf(ctx, order.id)).filter(
    (promise) => promise.additionId === additionId && !promise.confirmed,
  )
  for (const promise of open) await store.updatePromise(ctx, promise.id, confirmed(ctx, order, confirmation))
}

/** SVC-8: further work found during the repair, with its lines and the new time; it waits for the customer's word. */
export async function proposeAddition(ctx: Ctx, id: string, input: ProposeAddition): Promise<void> {
  await changeOrder(
    ctx,
    id,
    { ability: 'proposeAddition', version: input.version, sent: {} },
    async (order) => {
      const seq = nextSeq(await store.additionsOf(ctx, id))
      const additionId = await store.insertAddition(ctx, { orderId: id, seq, description: input.description })
      await store.insertLines(
        ctx,
        id,
        input.lines.map((line) => ({ ...pricedLine(line), orderId: id, additionId })),
      )
      const promises = await store.promisesOf(ctx, id)
      if (input.promiseAt && promises.length === 0)
        throw new AppError('rule_broken', 'service.no_first_promise')
      if (input.promiseAt)
        await store.insertPromise(ctx, {
          orderId: id,
          seq: nextSeq(promises),
          at: input.promiseAt,
          reason: 'addition',
          additionId,
        })
      if (input.confirmation) await confirmAll(ctx, order, additionId, input.confirmation)
      return {
        action: 'service.addition_proposed',
        after: {
          seq,
          description: input.description,
          promiseAt: input.promiseAt,
          confirmation: input.confirmation,
        },
      }
    },
  )
}

/** SVC-8: the customer's yes: the work is ordered and the new promise confirmed, both at the server's time. */
export async function confirmAddition(ctx: Ctx, place: AdditionPlace, input: ConfirmAddition): Promise<void> {
  const { version, ...confirmation } = input
  await changeOrder(ctx, place.id, { ability: 'editLines', version, sent: {} }, async (order) => {
    const addition = await proposed(ctx, place)
    await confirmAll(ctx, order, addition.id, confirmation)
    return { action: 'service.addition_confirmed', after: { seq: addition.seq, ...confirmation } }
  })
}

/** SVC-8: the customer's no: the addition and its lines stay in view and do not count. */
export async function refuseAddition(ctx: Ctx, place: AdditionPlace, input: RefuseAddition): Promise<void> {
  await changeOrder(ctx, place.id, { ability: 'editLines', version: input.version, sent: {} }, async () => {
    const addition = await proposed(ctx, place)
    await store.decideAddition(ctx, addition.id, { state: 'refused', note: input.note })
    return {
      action: 'service.addition_refused',
      after: { seq: addition.seq, state: 'refused' },
      note: input.note || undefined,
    }
  })
}
