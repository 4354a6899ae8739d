import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import { amountOf } from '../lines.rules'
import type { LineEdit, LineInput, NewLine } from '../schemas'
import * as store from '../store'
import { changeOrder } from './change'

interface LinePlace {
  id: string
  lineId: string
}

/** A line as it is stored, with its amount. */
export const pricedLine = (line: LineInput) => ({
  kind: line.kind,
  code: line.code,
  name: line.name,
  partId: line.partId,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  discount: line.discount,
  amount: amountOf(line),
  payer: line.payer,
})

const shown = (line: {
  kind: string
  name: string
  quantity: string
  unitPrice: string
  discount: string
  amount: string
}) => ({
  kind: line.kind,
  name: line.name,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  discount: line.discount,
  amount: line.amount,
})

async function lineOf(ctx: Ctx, place: LinePlace): Promise<store.Line> {
  const line = (await store.linesOf(ctx, place.id)).find((other) => other.id === place.lineId)
  if (!line) throw new AppError('not_found', 'service.no_such_line')
  return line
}

/** SVC-14: adds a line of labour, part, outside work or 精品. */
export async function addLine(ctx: Ctx, id: string, input: NewLine): Promise<void> {
  await changeOrder(ctx, id, { ability: 'editLines', version: input.version, sent: {} }, async (order) => {
    const { additionId } = input
    if (additionId !== null) {
      const addition = (await store.additionsOf(ctx, id)).find((other) => other.id === additionId)
      if (!addition) throw new AppError('not_found', 'service.no_such_addition')
      // What the customer has said yes or no to does not change under their word.
      if (addition.state !== 'proposed') throw new AppError('rule_broken', 'service.addition_decided')
    }
    const line = pricedLine(input)
    await store.insertLines(ctx, order.id, [{ ...line, orderId: id, additionId }])
    return { action: 'service.line_added', after: shown(line) }
  })
}

/** SVC-14: rewrites a line of an order that is not settled. */
export async function editLine(ctx: Ctx, place: LinePlace, input: LineEdit): Promise<void> {
  await changeOrder(ctx, place.id, { ability: 'editLines', version: input.version, sent: {} }, async () => {
    const before = await lineOf(ctx, place)
    const line = pricedLine(input)
    await store.updateLine(ctx, place.lineId, line)
    return { action: 'service.line_edited', before: shown(before), after: shown(line) }
  })
}

/** SVC-14: takes a line off an order that is not settled. */
export async function removeLine(ctx: Ctx, place: LinePlace, input: { version: number }): Promise<void> {
  await changeOrder(ctx, place.id, { ability: 'editLines', version: input.version, sent: {} }, async () => {
    const before = await lineOf(ctx, place)
    await store.deleteLine(ctx, place.lineId)
    return { action: 'service.line_removed', before: shown(before) }
  })
}
