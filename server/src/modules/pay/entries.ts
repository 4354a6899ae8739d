import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { today } from '../org'
import { orderRef } from '../service'
import { mayEnter } from './policy'
import { slipRow } from './queries'
import * as store from './salary.store'
import { isPublished } from './run-states.rules'

// The general audit says who changed whose salary from which day; amounts are kept where only pay.read reaches.

/** ORG-4: a person's salary from a day on. */
export async function addSalary(
  ctx: Ctx,
  input: store.SalaryTerms & { personId: string; validFrom: string },
): Promise<string> {
  allow(mayEnter(ctx.actor, input.personId), 'pay.not_yours_to_do')
  const id = await store.insertSalary(ctx, input)
  if (id === null)
    throw new AppError('conflict', 'pay.salary_exists', {
      fields: [{ path: 'validFrom', code: 'taken', message: '' }],
    })
  await audit(ctx, 'pay.salary_added', {
    entity: 'pay_salary',
    entityId: id,
    after: { personId: input.personId, validFrom: input.validFrom },
  })
  touch(ctx, 'pay')
  return id
}

/** ORG-4: corrects a salary that was entered wrongly; a new salary is a new row from its day. */
export async function editSalary(
  ctx: Ctx,
  id: string,
  input: store.SalaryTerms & { version: number },
): Promise<void> {
  const before = await store.lockSalary(ctx, id)
  allow(mayEnter(ctx.actor, before.personId), 'pay.not_yours_to_do')
  if (!(await store.saveSalary(ctx, id, input)))
    throw new AppError('conflict', 'pay.version_moved', {
      current: {
        positionSalary: before.positionSalary,
        share: before.share,
        base: before.base,
        note: before.note,
        version: before.version,
      },
      changed: ['positionSalary', 'share', 'base', 'note'],
    })
  await audit(ctx, 'pay.salary_edited', { entity: 'pay_salary', entityId: id, note: input.note || undefined })
  touch(ctx, 'pay')
}

/** PAY-4, PAY-5: a daily incentive, or the correction of an earlier slip; paid by the next run of the person. */
export async function addEntry(ctx: Ctx, input: store.NewEntry): Promise<string> {
  allow(mayEnter(ctx.actor, input.personId), 'pay.not_yours_to_do')
  if (input.happenedOn > today(ctx)) throw new AppError('rule_broken', 'pay.day_not_come')
  if (input.kind === 'incentive' && (input.amount.startsWith('-') || input.correctsSlipId !== null))
    throw new AppError('rule_broken', 'pay.incentive_only_gives')
  if (/^-?0+(\.0+)?$/.test(input.amount)) throw new AppError('rule_broken', 'pay.amount_is_zero')
  if (input.correctsSlipId) await refuseStrangeSlip(ctx, input.personId, input.correctsSlipId)
  const id = await store.insertEntry(ctx, { ...input, ...(await orderOf(ctx, input)) })
  await audit(ctx, 'pay.entry_added', {
    entity: 'pay_entry',
    entityId: id,
    after: { personId: input.personId, kind: input.kind, happenedOn: input.happenedOn },
  })
  touch(ctx, 'pay')
  return id
}

/** PAY-4: the order an entry is for, with its own number; refused where there is none within sight. */
async function orderOf(ctx: Ctx, { orderId, orderNumber }: store.NewEntry) {
  if (orderId === null && orderNumber === null) return { orderId, orderNumber }
  const order = await orderRef(ctx, { id: orderId, number: orderNumber })
  if (order === null)
    throw new AppError('rule_broken', 'pay.no_such_order', {
      fields: [{ path: 'orderId', code: 'no_such_order', message: '' }],
    })
  return { orderId: order.id, orderNumber: order.number }
}

async function refuseStrangeSlip(ctx: Ctx, personId: string, slipId: string): Promise<void> {
  const slip = await slipRow(ctx, slipId)
  if (slip.personId !== personId) throw new AppError('rule_broken', 'pay.slip_of_another')
  if (!isPublished(slip.state)) throw new AppError('rule_broken', 'pay.slip_not_final')
}

/** PAY-4: takes an entry back that no run has taken. */
export async function removeEntry(ctx: Ctx, id: string, reason: string): Promise<void> {
  const entry = await store.lockEntry(ctx, id)
  allow(mayEnter(ctx.actor, entry.personId), 'pay.not_yours_to_do')
  if (entry.removedAt) throw new AppError('rule_broken', 'pay.already_removed')
  if (entry.runId) throw new AppError('rule_broken', 'pay.entry_in_run')
  await store.removeEntry(ctx, id, reason)
  await audit(ctx, 'pay.entry_removed', { entity: 'pay_entry', entityId: id })
  touch(ctx, 'pay')
}
