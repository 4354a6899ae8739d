import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { inputsOf } from './card.rules'
import type { CardState } from './card-states.rules'
import { termsOf, type Terms } from './definitions'
import * as details from './details.store'
import { may, type CardVerb } from './policy'
import { scoreCard, type ScoredCard } from './scorecard.rules'
import * as store from './store'

export interface LoadedCard {
  card: store.Card
  terms: Terms
  items: details.Item[]
  deductions: details.Deduction[]
  contests: details.Contest[]
}

/** A card with everything that makes its points; the caller has locked or found it. */
export async function loadDetails(ctx: Ctx, card: store.Card): Promise<LoadedCard> {
  return {
    card,
    terms: await termsOf(ctx, card),
    items: await details.itemsOfCard(ctx, card.id),
    deductions: await details.deductionsOfCard(ctx, card.id),
    contests: await details.contestsOfCard(ctx, card.id),
  }
}

/** The card locked for a verb: refused when out of reach, not allowed, or changed by somebody else meanwhile. */
export async function openCard(
  ctx: Ctx,
  target: { id: string; version: number },
  verb: CardVerb,
): Promise<LoadedCard> {
  const card = await store.lockCard(ctx, target.id)
  allow(may(ctx.actor, verb, card), 'appraisal.not_yours_to_do')
  if (card.version !== target.version)
    throw new AppError('conflict', 'appraisal.version_moved', {
      current: { version: card.version },
      changed: [],
    })
  return loadDetails(ctx, card)
}

/** The points of a card by what is known of it now. */
export const pointsOf = ({ terms, items, deductions, contests }: Omit<LoadedCard, 'card'>): ScoredCard =>
  scoreCard({
    template: terms.template,
    grades: terms.grades,
    inputs: inputsOf({ template: terms.template, items, deductions, contests }),
  })

export interface Change {
  action: string
  /** Kept with the version: who reads the card reads it, nobody else. */
  note: string | null
  /** What the general audit may name: an item, never a value. */
  item?: string
  state?: CardState
  marks?: store.CardChange['marks']
  returnedReason?: string | null
  systemAt?: Date
}

/** APR-17: works the points out anew, saves the card's next version and keeps it as it is. */
export async function saveVersion(ctx: Ctx, card: store.Card, change: Change): Promise<ScoredCard> {
  const loaded = await loadDetails(ctx, card)
  const result = pointsOf(loaded)
  const state = change.state ?? card.state
  await store.saveCard(ctx, card, { ...change, result, state, marks: change.marks ?? {} })
  const { items, deductions, contests } = loaded
  const snapshot = { result, items, deductions, contests }
  const version = {
    card,
    version: card.version + 1,
    action: change.action,
    itemKey: change.item ?? null,
    note: change.note,
    state,
    result,
    snapshot,
  }
  await store.insertVersions(ctx, [version])
  await audit(ctx, `appraisal.${change.action}`, {
    entity: 'scorecard',
    entityId: card.id,
    before: { state: card.state },
    after: { state, ...(change.item && { item: change.item }) },
  })
  touch(ctx, 'scorecards')
  return result
}
