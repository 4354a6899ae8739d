import { z } from 'zod'
import type { Bilingual } from '../../kernel/shapes'
import type { Ctx } from '../../platform/ctx'
import { download, route, type RouteDef, type RouteInput } from '../../platform/http/route'
import { exportLimit, listFile } from '../../platform/list-file'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import { contestEvidence, decideContest } from './contests'
import * as definitions from './definitions'
import { cardColumns } from './export'
import * as h from './http.schemas'
import { openCards } from './open-cards'
import { listCards } from './queries'
import { cardEvidence, cardRecord, cardVersion, myCards } from './record'

const confidential = true

const readRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/appraisal/cards',
    permission: 'appraisal.read',
    summary: 'Scorecards within reach',
    confidential,
    query: h.CardList,
    response: pageOf(h.CardRow),
    run: (ctx, { query }) => listCards(ctx, query),
  }),
  download({
    url: '/appraisal/cards/export',
    permission: 'appraisal.read',
    summary: 'Scorecards within reach as a file',
    confidential,
    query: h.CardFile,
    run: async (ctx, { query }) =>
      listFile(ctx, {
        name: 'appraisal.cards',
        columns: cardColumns,
        page: await listCards(ctx, { ...query, limit: exportLimit }),
        query,
      }),
  }),
  route({
    method: 'GET',
    url: '/appraisal/mine',
    permission: 'signed_in',
    summary: 'The own scorecards, one of them opened',
    confidential,
    query: h.MineQuery,
    response: h.Mine,
    run: (ctx, { query }) => myCards(ctx, query.month),
  }),
  route({
    method: 'GET',
    url: '/appraisal/cards/:id',
    permission: 'signed_in',
    summary: 'A scorecard as its form',
    confidential,
    params: h.IdParams,
    response: h.CardRecord,
    run: (ctx, { params }) => cardRecord(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/appraisal/cards/:id/items/:key/evidence',
    permission: 'signed_in',
    summary: 'The facts behind an item',
    confidential,
    params: h.ItemParams,
    response: z.object({ items: z.array(h.EvidenceRow) }),
    run: (ctx, { params }) => cardEvidence(ctx, params.id, params.key),
  }),
  route({
    method: 'GET',
    url: '/appraisal/cards/:id/versions/:number',
    permission: 'signed_in',
    summary: 'A scorecard as it was in one of its versions',
    confidential,
    params: h.VersionParams,
    response: h.VersionRecord,
    run: (ctx, { params }) => cardVersion(ctx, params.id, params.number),
  }),
]

interface Action<Body> {
  url: string
  permission: string
  summary: string
  body: Body
}

/** A verb on a card: runs it and answers with the card as it is then. */
const action = <Body extends z.ZodType>(
  def: Action<Body> & {
    run: (ctx: Ctx, id: string, body: RouteInput<undefined, undefined, Body>['body']) => Promise<void>
  },
): RouteDef =>
  route({
    method: 'POST',
    url: `/appraisal/cards/:id/${def.url}`,
    permission: def.permission,
    summary: def.summary,
    confidential,
    params: h.IdParams,
    body: def.body,
    response: h.CardRecord,
    run: async (ctx, { params, body }) => {
      await def.run(ctx, params.id, body)
      return cardRecord(ctx, params.id)
    },
  })

const moveRoute = (move: 'review' | 'return' | 'confirm' | 'file', summary: string, permission: string) =>
  action({
    url: move,
    permission,
    summary,
    body: h.Move,
    run: (ctx, id, { version, note }) => commands.moveCard(ctx, { id, version }, { move, note }),
  })

const entryRoutes: RouteDef[] = [
  route({
    method: 'POST',
    url: '/appraisal/cards/open',
    permission: 'appraisal.read',
    summary: 'Open the scorecards of a month for a unit',
    create: true,
    body: h.OpenCards,
    response: h.Opened,
    run: (ctx, { body }) => openCards(ctx, body),
  }),
  route({
    method: 'PUT',
    url: '/appraisal/cards/:id/items/:key',
    permission: 'appraisal.score',
    summary: 'Set the value, level or points of an item',
    confidential,
    params: h.ItemParams,
    body: h.ItemEntry,
    response: h.CardRecord,
    run: async (ctx, { params: { id, key }, body: { version, input, reason } }) => {
      await commands.setItem(ctx, { id, version }, { key, input, reason })
      return cardRecord(ctx, id)
    },
  }),
  action({
    url: 'deductions',
    permission: 'appraisal.score',
    summary: 'Record an event that costs points',
    body: h.NewDeduction,
    run: (ctx, id, { version, ...entry }) => commands.addDeduction(ctx, { id, version }, entry),
  }),
  action({
    url: 'deductions/remove',
    permission: 'appraisal.score',
    summary: 'Take a deduction back with a reason',
    body: h.Removal,
    run: (ctx, id, { version, ...removal }) => commands.removeDeduction(ctx, { id, version }, removal),
  }),
  action({
    url: 'refresh',
    permission: 'appraisal.read',
    summary: 'Take over what the system knows now',
    body: h.OnlyVersion,
    run: (ctx, id, { version }) => commands.refreshCard(ctx, { id, version }),
  }),
]

const stateRoutes: RouteDef[] = [
  action({
    url: 'score',
    permission: 'appraisal.score',
    summary: 'Finish scoring',
    body: h.OnlyVersion,
    run: (ctx, id, { version }) => commands.scoreCardOf(ctx, { id, version }),
  }),
  moveRoute('review', 'Review by the head of the unit', 'appraisal.review'),
  moveRoute('return', 'Give back to the rater with a reason', 'appraisal.review'),
  moveRoute('confirm', 'Confirm the own card', 'signed_in'),
  moveRoute('file', 'File with HR', 'appraisal.edit'),
  action({
    url: 'contests',
    permission: 'signed_in',
    summary: 'Contest an order or a deduction of the own card',
    body: h.NewContest,
    run: (ctx, id, { version, ...contest }) => contestEvidence(ctx, { id, version }, contest),
  }),
  action({
    url: 'contests/decide',
    permission: 'appraisal.review',
    summary: 'Take a contested order or deduction out, or keep it',
    body: h.Decision,
    run: (ctx, id, { version, ...decision }) => decideContest(ctx, { id, version }, decision),
  }),
]

const withName = <Body extends { name: Bilingual }>(item: definitions.Definition<Body>) => ({
  ...item,
  name: item.body.name,
})

const definitionRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/appraisal/definitions',
    permission: 'signed_in',
    summary: 'Schemes, cards and grade tables in force',
    response: h.Definitions,
    run: async (ctx) => ({
      schemes: (await definitions.currentSchemes(ctx)).map(withName),
      cards: (await definitions.currentCards(ctx)).map(withName),
      gradeTables: (await definitions.currentGradeTables(ctx)).map(withName),
    }),
  }),
  route({
    method: 'PUT',
    url: '/appraisal/definitions/:kind/:key',
    permission: 'appraisal.edit',
    summary: 'A new version of a scheme, card or grade table',
    params: h.DefinitionParams,
    body: h.DefinitionEdit,
    response: h.Definitions.pick({ cards: true }),
    run: async (ctx, { params, body }) => {
      await definitions.saveDefinition(ctx, {
        ...params,
        version: body.version,
        body: body.body,
        note: body.note,
      })
      return { cards: (await definitions.currentCards(ctx)).map(withName) }
    },
  }),
]

export const routes = [...readRoutes, ...entryRoutes, ...stateRoutes, ...definitionRoutes]
