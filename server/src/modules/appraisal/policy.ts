import { reach, type Actor } from '../../platform/actor'
import { canMove, canRefresh, isContestable, isOpen, type CardState } from './card-states.rules'

export interface CardOwner {
  personId: string
  unitId: string
}

const isOwn = (actor: Actor, card: CardOwner) => actor.personId !== null && actor.personId === card.personId

function reaches(actor: Actor, permission: string, unitId: string): boolean {
  const held = reach(actor, permission)
  return held.company || held.unitIds.includes(unitId)
}

/** Nobody scores, reviews or files the own card, whatever the grants. */
const overOthers = (actor: Actor, permission: string, card: CardOwner) =>
  !isOwn(actor, card) && reaches(actor, permission, card.unitId)

export type CardVerb =
  'enter' | 'score' | 'review' | 'return' | 'confirm' | 'file' | 'contest' | 'decide' | 'refresh'

/** APR-5, APR-18: whether the actor may do this to the card, apart from the state it is in. */
export function may(actor: Actor, verb: CardVerb, card: CardOwner): boolean {
  switch (verb) {
    case 'enter':
    case 'score':
      return overOthers(actor, 'appraisal.score', card)
    case 'review':
    case 'return':
    case 'decide':
      return overOthers(actor, 'appraisal.review', card)
    case 'file':
      return overOthers(actor, 'appraisal.edit', card)
    case 'refresh':
      return ['appraisal.score', 'appraisal.review', 'appraisal.edit'].some((permission) =>
        overOthers(actor, permission, card),
      )
    case 'confirm':
      return isOwn(actor, card) || overOthers(actor, 'appraisal.edit', card)
    case 'contest':
      return isOwn(actor, card)
  }
}

/** What a screen may offer: permission and state together. */
export function abilities(
  actor: Actor,
  card: CardOwner & { state: CardState; hasOpenContest: boolean },
): Record<CardVerb, boolean> {
  const { state, hasOpenContest } = card
  return {
    enter: may(actor, 'enter', card) && isOpen(state),
    score: may(actor, 'score', card) && canMove(state, 'score'),
    review: may(actor, 'review', card) && canMove(state, 'review') && !hasOpenContest,
    return: may(actor, 'return', card) && canMove(state, 'return'),
    confirm: may(actor, 'confirm', card) && canMove(state, 'confirm') && !hasOpenContest,
    file: may(actor, 'file', card) && canMove(state, 'file') && !hasOpenContest,
    refresh: may(actor, 'refresh', card) && canRefresh(state),
    contest: may(actor, 'contest', card) && isContestable(state),
    decide: may(actor, 'decide', card) && isContestable(state),
  }
}

/** APR-5: cards are opened by who scores them or by HR, each as far as the grant reaches. */
export function mayOpen(actor: Actor, unitId: string | null): boolean {
  const permissions = ['appraisal.score', 'appraisal.edit']
  return permissions.some((permission) =>
    unitId === null ? reach(actor, permission).company : reaches(actor, permission, unitId),
  )
}
