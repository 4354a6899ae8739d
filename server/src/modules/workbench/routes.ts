import { z } from 'zod'
import { download, route, upload, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import type { Desk } from './desk'
import { markedFile, template } from './marked'
import { previewImport } from './preview'
import * as queries from './queries'
import * as s from './schemas'
import { sheetView } from './sheet'

const permission = 'imports.run'
const tags = ['imports']

const entityRoutes = (desk: Desk): RouteDef[] => [
  route({
    method: 'GET',
    url: '/imports/entities',
    permission,
    tags,
    summary: 'What can be imported, with its fields',
    response: z.object({ items: z.array(s.Entity) }),
    run: async (ctx) => queries.listEntities(ctx, desk),
  }),
  download({
    url: '/imports/templates/:entity',
    permission,
    tags,
    summary: 'An empty sheet with the columns of an entity',
    params: s.EntityParams,
    query: s.Language,
    run: async (ctx, { params, query }) => template(ctx, desk, { ...params, ...query }),
  }),
]

const fileRoutes = (desk: Desk): RouteDef[] => [
  route({
    method: 'GET',
    url: '/imports',
    permission,
    tags,
    summary: 'Imports, newest first',
    query: s.ImportQuery,
    response: pageOf(s.Import),
    run: (ctx, { query }) => queries.listImports(ctx, desk, query),
  }),
  upload({
    url: '/imports',
    permission,
    tags,
    summary: 'Upload a file to import',
    query: s.Upload,
    response: s.Import,
    run: async (ctx, { query, file }) =>
      queries.importRecord(ctx, desk, await commands.uploadImport(ctx, desk, { upload: query, file })),
  }),
  route({
    method: 'GET',
    url: '/imports/:id',
    permission,
    tags,
    summary: 'An import with its progress and what was found',
    params: s.IdParams,
    response: s.Import,
    run: (ctx, { params }) => queries.importRecord(ctx, desk, params.id),
  }),
  route({
    method: 'GET',
    url: '/imports/:id/sheet',
    permission,
    tags,
    summary: 'Sheets, columns with samples and a proposed mapping',
    params: s.IdParams,
    query: s.SheetQuery,
    response: s.SheetView,
    run: (ctx, { params, query }) => sheetView(ctx, desk, { id: params.id, input: query }),
  }),
]

const previewRoutes = (desk: Desk): RouteDef[] => [
  route({
    method: 'POST',
    url: '/imports/:id/preview',
    permission,
    tags,
    summary: 'The first rows as a mapping would read them, dates both ways, codes and their meaning',
    params: s.IdParams,
    body: s.PreviewInput,
    response: s.Preview,
    run: (ctx, { params, body }) => previewImport(ctx, desk, { id: params.id, input: body }),
  }),
]

const stepRoutes = (desk: Desk): RouteDef[] => [
  route({
    method: 'PUT',
    url: '/imports/:id/settings',
    permission,
    tags,
    summary: 'Say how the file is to be read; asks for a new trial',
    params: s.IdParams,
    body: s.Settings,
    response: s.Import,
    run: async (ctx, { params, body }) => {
      await commands.saveSettings(ctx, desk, { id: params.id, input: body })
      return queries.importRecord(ctx, desk, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/imports/:id/check',
    permission,
    tags,
    summary: 'Trial run: checks everything, writes nothing',
    params: s.IdParams,
    body: s.Versioned,
    response: s.Import,
    run: async (ctx, { params, body }) => {
      await commands.checkImport(ctx, desk, { ...params, ...body })
      return queries.importRecord(ctx, desk, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/imports/:id/run',
    permission,
    tags,
    summary: 'Bring the records in, all or none',
    params: s.IdParams,
    body: s.Versioned,
    response: s.Import,
    run: async (ctx, { params, body }) => {
      await commands.runImport(ctx, desk, { ...params, ...body })
      return queries.importRecord(ctx, desk, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/imports/:id/cancel',
    permission,
    tags,
    summary: 'Stop an import; nothing of it stays',
    params: s.IdParams,
    response: s.Import,
    run: async (ctx, { params }) => {
      await commands.cancelImport(ctx, desk, params.id)
      return queries.importRecord(ctx, desk, params.id)
    },
  }),
]

const findingRoutes = (desk: Desk): RouteDef[] => [
  route({
    method: 'GET',
    url: '/imports/:id/issues',
    permission,
    tags,
    summary: 'What was found in the file, by line',
    params: s.IdParams,
    query: s.IssueQuery,
    response: pageOf(s.Issue),
    run: (ctx, { params, query }) => queries.listIssues(ctx, desk, { id: params.id, input: query }),
  }),
  download({
    url: '/imports/:id/marked',
    permission,
    tags,
    summary: 'The file with every bad cell marked and its reason',
    params: s.IdParams,
    query: s.MarkedQuery,
    run: (ctx, { params, query }) => markedFile(ctx, desk, { id: params.id, query }),
  }),
]

/** PLT-4, step by step: upload → settings → trial → run. */
export const importRoutes = (desk: Desk): RouteDef[] => [
  ...entityRoutes(desk),
  ...fileRoutes(desk),
  ...previewRoutes(desk),
  ...stepRoutes(desk),
  ...findingRoutes(desk),
]
