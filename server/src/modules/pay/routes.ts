import { z } from 'zod'
import { download, route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import * as entries from './entries'
import { listEntries, listSalaries } from './entry.queries'
import { runFile } from './export'
import * as h from './http.schemas'
import { listRuns, listSlips } from './queries'
import { mySlips, runRecord, slipRecord } from './record'
import type { RunMove } from './run-states.rules'
import { currentSchemes, saveScheme } from './schemes'

const confidential = true

const runRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/pay/runs',
    permission: 'pay.read',
    summary: 'Pay runs within reach',
    confidential,
    query: h.RunList,
    response: pageOf(h.RunRow),
    run: (ctx, { query }) => listRuns(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/pay/runs',
    permission: 'pay.run',
    summary: 'Make a pay run and compute it',
    confidential,
    create: true,
    body: h.NewRun,
    // Only the id: the answer is kept for repeats, and amounts stay where the database guards them.
    response: h.Made,
    run: async (ctx, { body }) => ({ id: await commands.createRun(ctx, body) }),
  }),
  route({
    method: 'GET',
    url: '/pay/runs/:id',
    permission: 'pay.read',
    summary: 'A pay run with everybody in it',
    confidential,
    params: h.IdParams,
    response: h.RunRecord,
    run: (ctx, { params }) => runRecord(ctx, params.id),
  }),
  download({
    url: '/pay/runs/:id/export',
    permission: 'pay.read',
    summary: 'A pay run as a file for payroll',
    confidential,
    params: h.IdParams,
    query: h.fileOnly,
    run: (ctx, { params, query }) => runFile(ctx, params.id, query),
  }),
  route({
    method: 'PUT',
    url: '/pay/runs/:id/coefficient',
    permission: 'pay.run',
    summary: 'Set the coefficient of the unit for the month',
    confidential,
    params: h.IdParams,
    body: h.NewCoefficient,
    response: h.RunRecord,
    run: async (ctx, { params: { id }, body: { version, ...given } }) => {
      await commands.setCoefficient(ctx, { id, version }, given)
      return runRecord(ctx, id)
    },
  }),
  route({
    method: 'POST',
    url: '/pay/runs/:id/recompute',
    permission: 'pay.run',
    summary: 'Compute a draft run again',
    confidential,
    params: h.IdParams,
    body: h.OnlyVersion,
    response: h.RunRecord,
    run: async (ctx, { params: { id }, body: { version } }) => {
      await commands.recomputeRun(ctx, { id, version })
      return runRecord(ctx, id)
    },
  }),
]

const moveRoute = (move: RunMove, of: { url: string; permission: string; summary: string }): RouteDef =>
  route({
    method: 'POST',
    url: `/pay/runs/:id/${of.url}`,
    permission: of.permission,
    summary: of.summary,
    confidential,
    params: h.IdParams,
    body: h.Move,
    response: h.RunRecord,
    run: async (ctx, { params: { id }, body: { version, note } }) => {
      await commands.moveRun(ctx, { id, version }, { move, note })
      return runRecord(ctx, id)
    },
  })

const stateRoutes: RouteDef[] = [
  moveRoute('check', { url: 'check', permission: 'pay.run', summary: 'Check a run' }),
  moveRoute('approve', { url: 'approve', permission: 'pay.approve', summary: 'Approve a run' }),
  moveRoute('pay', { url: 'pay', permission: 'pay.run', summary: 'Mark a run as paid' }),
  moveRoute('lock', { url: 'lock', permission: 'pay.run', summary: 'Lock a paid run' }),
  moveRoute('discard', {
    url: 'discard',
    permission: 'pay.run',
    summary: 'Discard a draft run with a reason',
  }),
  moveRoute('give_back', {
    url: 'give-back',
    permission: 'pay.approve',
    summary: 'Give a run back to draft',
  }),
]

const slipRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/pay/slips',
    permission: 'pay.read',
    summary: 'Pay slips within reach',
    confidential,
    query: h.SlipList,
    response: pageOf(h.SlipRow),
    run: (ctx, { query }) => listSlips(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/pay/slips/:id',
    permission: 'signed_in',
    summary: 'How a pay slip came about',
    confidential,
    params: h.IdParams,
    response: h.SlipRecord,
    run: (ctx, { params }) => slipRecord(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/pay/mine',
    permission: 'signed_in',
    summary: 'The own pay slips, one of them opened',
    confidential,
    query: h.MineQuery,
    response: h.Mine,
    run: (ctx, { query }) => mySlips(ctx, query.month),
  }),
]

const entryRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/pay/salaries',
    permission: 'pay.read',
    summary: 'Salaries within reach',
    confidential,
    query: h.SalaryList,
    response: pageOf(h.SalaryRow),
    run: (ctx, { query }) => listSalaries(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/pay/salaries',
    permission: 'pay.run',
    summary: 'Give a person a salary from a day on',
    confidential,
    create: true,
    body: h.NewSalary,
    response: h.Made,
    run: async (ctx, { body }) => ({ id: await entries.addSalary(ctx, body) }),
  }),
  route({
    method: 'PUT',
    url: '/pay/salaries/:id',
    permission: 'pay.run',
    summary: 'Correct a salary',
    confidential,
    params: h.IdParams,
    body: h.SalaryEdit,
    response: h.Made,
    run: async (ctx, { params, body }) => {
      await entries.editSalary(ctx, params.id, body)
      return { id: params.id }
    },
  }),
  route({
    method: 'GET',
    url: '/pay/entries',
    permission: 'pay.read',
    summary: 'Incentives and corrections within reach',
    confidential,
    query: h.EntryList,
    response: pageOf(h.EntryRow),
    run: (ctx, { query }) => listEntries(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/pay/entries',
    permission: 'pay.run',
    summary: 'Enter an incentive or a correction',
    confidential,
    create: true,
    body: h.NewEntry,
    response: h.Made,
    run: async (ctx, { body }) => ({ id: await entries.addEntry(ctx, body) }),
  }),
  route({
    method: 'POST',
    url: '/pay/entries/:id/remove',
    permission: 'pay.run',
    summary: 'Take an entry back',
    confidential,
    params: h.IdParams,
    body: h.Removal,
    response: h.Made,
    run: async (ctx, { params, body }) => {
      await entries.removeEntry(ctx, params.id, body.reason)
      return { id: params.id }
    },
  }),
]

const schemeRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/pay/schemes',
    permission: 'pay.read',
    summary: 'Pay schemes in force',
    response: h.Schemes,
    run: async (ctx) => ({ items: await currentSchemes(ctx) }),
  }),
  route({
    method: 'PUT',
    url: '/pay/schemes/:key',
    permission: 'pay.approve',
    summary: 'A new version of a pay scheme',
    params: h.SchemeParams,
    body: h.SchemeEdit,
    response: z.object({ items: h.Schemes.shape.items }),
    run: async (ctx, { params, body }) => {
      await saveScheme(ctx, { key: params.key, version: body.version, body: body.body, note: body.note })
      return { items: await currentSchemes(ctx) }
    },
  }),
]

export const routes = [...runRoutes, ...stateRoutes, ...slipRoutes, ...entryRoutes, ...schemeRoutes]
