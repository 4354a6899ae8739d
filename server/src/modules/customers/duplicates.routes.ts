import { route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import { decidePair, searchAnew } from './decide-pair'
import * as s from './duplicates.schemas'
import { mergeCustomers, undoMerge } from './merge'
import { listPairs } from './merges.queries'
import { customerRecord } from './queries'
import { CustomerRecord, IdParams } from './schemas'
import { similarCustomers } from './similar'
import { z } from 'zod'

const Done = z.object({ done: z.literal(true) })

/** CUS-6: duplicates: pointed out, listed, told apart, merged and taken back. */
export const duplicateRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/customers/similar',
    permission: 'customers.edit',
    summary: 'Customers who may be the one that is being entered',
    query: s.SimilarQuery,
    response: s.Similar,
    run: (ctx, { query }) => similarCustomers(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/customers/duplicates',
    permission: 'customers.merge',
    summary: 'Pairs of customers that may be the same',
    query: s.PairList,
    response: pageOf(s.PairRow),
    run: (ctx, { query }) => listPairs(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/customers/duplicates/search',
    permission: 'customers.merge',
    summary: 'Search all customers for duplicates anew',
    response: s.Queued,
    run: (ctx) => searchAnew(ctx),
  }),
  route({
    method: 'POST',
    url: '/customers/duplicates/:id/decide',
    permission: 'customers.merge',
    summary: 'Tell two customers apart, or make it a question again',
    params: s.PairParams,
    body: s.PairDecision,
    response: Done,
    run: async (ctx, { params, body }) => {
      await decidePair(ctx, params.id, body)
      return { done: true as const }
    },
  }),
  route({
    method: 'POST',
    url: '/customers/merges/:mergeId/undo',
    permission: 'customers.merge',
    summary: 'Take a merge of two customers back',
    params: s.MergeParams,
    body: s.Undoing,
    response: s.Unmerged,
    run: (ctx, { params, body }) => undoMerge(ctx, params.mergeId, body.note),
  }),
  route({
    method: 'POST',
    url: '/customers/:id/merge',
    permission: 'customers.merge',
    summary: 'Merge another customer into this one',
    create: true,
    params: IdParams,
    body: s.Merging,
    response: CustomerRecord,
    run: async (ctx, { params, body }) => {
      await mergeCustomers(ctx, params.id, body)
      return customerRecord(ctx, params.id)
    },
  }),
]
