import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { excludedOf, itemsOf } from './card.rules'
import { isContestable } from './card-states.rules'
import type { CardTarget } from './commands'
import * as details from './details.store'
import { loadDetails, openCard, pointsOf, saveVersion, type LoadedCard } from './rescore'
import { evaluateBy } from './system-values'
import { isSystemItem, systemInput } from './values.rules'

export interface ContestInput {
  itemKey: string
  /** The kind of the fact, or 'deduction'; with the id of the order or of the deduction. */
  subjectKind: string
  subjectId: string
  reason: string
}

/** APR-18: the employee contests one named order or deduction of the own card. */
export async function contestEvidence(ctx: Ctx, target: CardTarget, input: ContestInput): Promise<void> {
  const loaded = await openCard(ctx, target, 'contest')
  refuseLate(loaded)
  const subjectNumber = await subjectOf(ctx, loaded, input)
  const isTwice = loaded.contests.some(
    (contest) =>
      contest.itemKey === input.itemKey &&
      contest.subjectKind === input.subjectKind &&
      contest.subjectId === input.subjectId &&
      contest.state !== 'kept',
  )
  if (isTwice) throw new AppError('conflict', 'appraisal.already_contested')
  await details.insertContest(ctx, loaded.card, { ...input, subjectNumber })
  await saveVersion(ctx, loaded.card, { action: 'contested', note: input.reason, item: input.itemKey })
}

function refuseLate({ card }: LoadedCard): void {
  if (!isContestable(card.state))
    throw new AppError('rule_broken', 'appraisal.wrong_state', { state: card.state })
}

async function subjectOf(ctx: Ctx, loaded: LoadedCard, input: ContestInput): Promise<string> {
  if (input.subjectKind === 'deduction') {
    const deduction = loaded.deductions.find(
      (other) => other.id === input.subjectId && other.itemKey === input.itemKey && other.removedAt === null,
    )
    if (deduction) return deduction.orderNumber ?? deduction.note
  }
  const evidence = await details.evidenceOfCard(ctx, loaded.card.id, input.itemKey)
  const fact = evidence.find((row) => row.factKind === input.subjectKind && row.sourceId === input.subjectId)
  if (!fact) throw new AppError('not_found', 'appraisal.no_such_evidence')
  return fact.sourceNumber
}

/** APR-18: the reviewer takes the contested order or deduction out, or keeps it; value and total follow at once. */
export async function decideContest(
  ctx: Ctx,
  target: CardTarget,
  input: { contestId: string; decision: 'excluded' | 'kept'; reason: string },
): Promise<void> {
  const loaded = await openCard(ctx, target, 'decide')
  refuseLate(loaded)
  const contest = loaded.contests.find((other) => other.id === input.contestId)
  if (!contest) throw new AppError('not_found', 'appraisal.no_such_contest')
  if (contest.state !== 'open') throw new AppError('rule_broken', 'appraisal.already_decided')
  const totalBefore = pointsOf(loaded).total
  const decided = loaded.contests.map((other) =>
    other.id === contest.id ? { ...other, state: input.decision } : other,
  )
  if (contest.subjectKind !== 'deduction')
    await recompute(ctx, { ...loaded, contests: decided }, contest.itemKey)
  if (input.decision === 'excluded') await withdrawHand(ctx, loaded, contest.itemKey)
  const after = { ...(await loadDetails(ctx, loaded.card)), contests: decided }
  await details.saveDecision(ctx, contest.id, {
    state: input.decision,
    decision: input.reason,
    totalBefore,
    totalAfter: pointsOf(after).total,
  })
  await saveVersion(ctx, loaded.card, {
    action: input.decision === 'excluded' ? 'contest_excluded' : 'contest_kept',
    note: input.reason,
    item: contest.itemKey,
  })
}

// A typed value stands for the whole item and would count on as if nothing had been decided. It stays in the version before.
async function withdrawHand(ctx: Ctx, { card, items }: LoadedCard, key: string): Promise<void> {
  const item = items.find((other) => other.key === key)
  if (item?.hand && item.system) await details.saveHand(ctx, { card, key, hand: null, reason: null })
}

// From the evidence the card holds, not from today's facts: the decision must change this order and nothing else.
async function recompute(ctx: Ctx, { card, terms, items, contests }: LoadedCard, key: string): Promise<void> {
  const item = itemsOf(terms.template).get(key)
  const basis = items.find((other) => other.key === key)?.basis
  if (!item || !isSystemItem(item) || !basis) return
  const facts = await details.evidenceOfCard(ctx, card.id, key)
  const system = systemInput(item, facts, {
    basis,
    excluded: excludedOf(contests, key),
    evaluate: evaluateBy(basis),
  })
  await details.saveSystemInput(ctx, { cardId: card.id, key, system })
}
