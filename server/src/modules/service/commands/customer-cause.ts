import type { Ctx } from '../../../platform/ctx'
import type { FollowUpAnswer, MarkCustomerCause, SignCustomerCause, SpotCheck } from '../schemas'
import { changeOrder } from './change'

/** SVC-9: the advisor writes on the 委托书 that the customer causes the lateness. */
export async function markCustomerCause(ctx: Ctx, id: string, input: MarkCustomerCause): Promise<void> {
  const asked = {
    ability: 'markCustomerCause',
    version: input.version,
    sent: { causedNote: input.note },
  } as const
  await changeOrder(ctx, id, asked, async () => ({
    action: 'service.customer_cause_marked',
    patch: { causedMarkedAt: ctx.now, causedMarkedBy: ctx.actor.personId, causedNote: input.note },
    after: { causedNote: input.note },
  }))
}

/** SVC-9: the customer signs below the mark. */
export async function signCustomerCause(ctx: Ctx, id: string, input: SignCustomerCause): Promise<void> {
  const { version, signedBy, evidence } = input
  const sent = { causedSignedBy: signedBy, causedEvidence: evidence }
  await changeOrder(ctx, id, { ability: 'signCustomerCause', version, sent }, async () => ({
    action: 'service.customer_cause_signed',
    patch: { causedSignedAt: ctx.now, ...sent },
    after: sent,
  }))
}

/** SVC-9: the manager's spot check of an order marked so. */
export async function spotCheck(ctx: Ctx, id: string, input: SpotCheck): Promise<void> {
  const { version, result, note } = input
  await changeOrder(
    ctx,
    id,
    { ability: 'spotCheck', version, sent: { spotCheck: result } },
    async (order) => ({
      action: 'service.spot_checked',
      patch: {
        spotCheck: result,
        spotCheckedAt: ctx.now,
        spotCheckedBy: ctx.actor.personId,
        spotCheckNote: note,
      },
      before: { spotCheck: order.spotCheck },
      after: { spotCheck: result },
      note: note || undefined,
    }),
  )
}

/** SVC-9: what the customer says in the follow-up call to “was it on time?”; null takes an answer back. */
export async function recordFollowUpAnswer(ctx: Ctx, id: string, input: FollowUpAnswer): Promise<void> {
  const { version, answer, note } = input
  const sent = { followUpAnswer: answer }
  await changeOrder(ctx, id, { ability: 'answerFollowUp', version, sent }, async (order) => ({
    action: 'service.follow_up_answered',
    patch: {
      followUpAnswer: answer,
      followUpAt: ctx.now,
      followUpBy: ctx.actor.personId,
      followUpNote: note,
    },
    before: { followUpAnswer: order.followUpAnswer },
    after: { followUpAnswer: answer },
    note: note || undefined,
  }))
}
