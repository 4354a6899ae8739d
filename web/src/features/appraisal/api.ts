import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type CardRow = ItemOf<'/appraisal/cards'>
export type Card = Answer<'/appraisal/cards/{id}', 'get'>
export type Section = Card['sections'][number]
export type Item = Section['items'][number]
export type Deduction = Item['deductions'][number]
export type Contest = Card['contests'][number]
export type CardState = CardRow['state']
export type CardInput = NonNullable<Item['system']>
export type Evidence = ItemOf<'/appraisal/cards/{id}/items/{key}/evidence'>
export type OpenCards = BodyOf<'/appraisal/cards/open', 'post'>
export type NewDeduction = Omit<BodyOf<'/appraisal/cards/{id}/deductions', 'post'>, 'version'>
export type ContestBody = Omit<BodyOf<'/appraisal/cards/{id}/contests', 'post'>, 'version'>
export type Decision = Omit<BodyOf<'/appraisal/cards/{id}/contests/decide', 'post'>, 'version'>

export const states = ['draft', 'scored', 'reviewed', 'confirmed', 'filed', 'returned'] as const

const at = (id: string) => ({ path: { id } })

export const listCards = ({ page, one, oneOf, manyOf }: ListParams) => {
  const query = {
    ...page,
    month: one('month'),
    unitId: one('unitId'),
    personId: one('personId'),
    template: one('template'),
    state: manyOf('state', states),
    contested: oneOf('contested', ['true', 'false']),
  }
  return answer(api.GET('/appraisal/cards', { params: { query } }))
}
/** The cards of the same month and template: the desk of a rater. */
export const listGroup = (card: Card) => {
  const query = { month: card.month, template: card.templateKey, limit: 200, sort: '-total' }
  return answer(api.GET('/appraisal/cards', { params: { query } }))
}
export const fetchCard = (id: string) => answer(api.GET('/appraisal/cards/{id}', { params: at(id) }))
export const fetchMine = (month: string | undefined) =>
  answer(api.GET('/appraisal/mine', { params: { query: { month } } }))
export const fetchEvidence = (id: string, key: string) =>
  answer(api.GET('/appraisal/cards/{id}/items/{key}/evidence', { params: { path: { id, key } } }))
export const fetchDefinitions = () => answer(api.GET('/appraisal/definitions'))

export const openCards = (body: OpenCards, key: string) =>
  answer(api.POST('/appraisal/cards/open', { body, headers: onceHeader(key) }))
export const setItem = (
  card: Card,
  key: string,
  body: Omit<BodyOf<'/appraisal/cards/{id}/items/{key}', 'put'>, 'version'>,
) =>
  answer(
    api.PUT('/appraisal/cards/{id}/items/{key}', {
      params: { path: { id: card.id, key } },
      body: { ...body, version: card.version },
    }),
  )
export const addDeduction = (card: Card, body: NewDeduction) =>
  answer(
    api.POST('/appraisal/cards/{id}/deductions', {
      params: at(card.id),
      body: { ...body, version: card.version },
    }),
  )
export const removeDeduction = (card: Card, deductionId: string, reason: string) =>
  answer(
    api.POST('/appraisal/cards/{id}/deductions/remove', {
      params: at(card.id),
      body: { version: card.version, deductionId, reason },
    }),
  )
export const refreshCard = (card: Card) =>
  answer(api.POST('/appraisal/cards/{id}/refresh', { params: at(card.id), body: { version: card.version } }))
export const contestEvidence = (card: Card, body: ContestBody) =>
  answer(
    api.POST('/appraisal/cards/{id}/contests', {
      params: at(card.id),
      body: { ...body, version: card.version },
    }),
  )
export const decideContest = (card: Card, body: Decision) =>
  answer(
    api.POST('/appraisal/cards/{id}/contests/decide', {
      params: at(card.id),
      body: { ...body, version: card.version },
    }),
  )

export type Move = 'score' | 'review' | 'return' | 'confirm' | 'file'

export function moveCard(card: Card, move: Move, note = ''): Promise<Card> {
  const params = at(card.id)
  const body = { version: card.version, note }
  switch (move) {
    case 'score':
      return answer(api.POST('/appraisal/cards/{id}/score', { params, body: { version: card.version } }))
    case 'review':
      return answer(api.POST('/appraisal/cards/{id}/review', { params, body }))
    case 'return':
      return answer(api.POST('/appraisal/cards/{id}/return', { params, body }))
    case 'confirm':
      return answer(api.POST('/appraisal/cards/{id}/confirm', { params, body }))
    case 'file':
      return answer(api.POST('/appraisal/cards/{id}/file', { params, body }))
  }
}
