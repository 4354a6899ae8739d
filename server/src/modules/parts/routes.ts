import { download, route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import { exportParts } from './export'
import * as queries from './queries'
import * as s from './schemas'

export const routes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/parts',
    permission: 'parts.read',
    summary: 'The parts catalogue',
    query: s.PartList,
    response: pageOf(s.PartRow),
    run: (ctx, { query }) => queries.listParts(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/parts',
    permission: 'parts.edit',
    summary: 'Add a part',
    create: true,
    body: s.NewPart,
    response: s.PartRecord,
    run: async (ctx, { body }) => queries.partRecord(ctx, await commands.addPart(ctx, body)),
  }),
  download({
    url: '/parts/export',
    permission: 'parts.read',
    summary: 'The catalogue as a file',
    query: s.PartExport,
    run: (ctx, { query }) => exportParts(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/parts/words',
    permission: 'parts.read',
    summary: 'Families and price names in use',
    response: s.Families,
    run: (ctx) => queries.wordsInUse(ctx),
  }),
  route({
    method: 'GET',
    url: '/parts/:id',
    permission: 'parts.read',
    summary: 'A part with prices and interchange',
    params: s.IdParams,
    response: s.PartRecord,
    run: (ctx, { params }) => queries.partRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/parts/:id',
    permission: 'parts.edit',
    summary: 'Change a part, its prices and interchange',
    params: s.IdParams,
    body: s.PartEdit,
    response: s.PartRecord,
    run: async (ctx, { params, body }) => {
      await commands.editPart(ctx, params.id, body)
      return queries.partRecord(ctx, params.id)
    },
  }),
]
