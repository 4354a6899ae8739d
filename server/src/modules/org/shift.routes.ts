import { z } from 'zod'
import { download, route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import { IdParams } from './schemas'
import * as roster from './roster.commands'
import { exportRoster } from './roster.export'
import * as plan from './roster.queries'
import * as commands from './shift.commands'
import * as queries from './shift.queries'
import * as s from './shift.schemas'
import * as swaps from './swap.commands'
import * as swapQueries from './swap.queries'

const shifts: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/shifts',
    permission: 'roster.read',
    summary: 'Shift patterns',
    response: s.ShiftList,
    run: (ctx) => queries.listShifts(ctx),
  }),
  route({
    method: 'POST',
    url: '/org/shifts',
    permission: 'calendar.edit',
    summary: 'Add a shift pattern',
    create: true,
    body: s.NewShift,
    response: s.ShiftRecord,
    run: async (ctx, { body }) => queries.shiftRecord(ctx, await commands.addShift(ctx, body)),
  }),
  route({
    method: 'PUT',
    url: '/org/shifts/:id',
    permission: 'calendar.edit',
    summary: 'Rename, retire or rewrite a shift pattern',
    params: IdParams,
    body: s.ShiftChange,
    response: s.ShiftRecord,
    run: async (ctx, { params, body }) => {
      await commands.editShift(ctx, params.id, body)
      return queries.shiftRecord(ctx, params.id)
    },
  }),
]

const planning: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/roster',
    permission: 'roster.read',
    summary: 'Roster of a unit with everything below it, day by day',
    query: s.RosterQuery,
    response: s.Roster,
    run: (ctx, { query }) => plan.roster(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/org/roster',
    permission: 'roster.edit',
    summary: 'Put a person on a shift',
    create: true,
    body: s.NewEntry,
    response: z.object({ id: z.uuid() }),
    run: async (ctx, { body }) => ({ id: await roster.addEntry(ctx, body) }),
  }),
  route({
    method: 'DELETE',
    url: '/org/roster/:id',
    permission: 'roster.edit',
    summary: 'Take a person off a shift',
    params: IdParams,
    query: s.VersionQuery,
    response: z.object({ ok: z.literal(true) }),
    run: async (ctx, { params, query }) => {
      await roster.removeEntry(ctx, params.id, query.version)
      return { ok: true as const }
    },
  }),
  route({
    method: 'POST',
    url: '/org/roster/copy-week',
    permission: 'roster.edit',
    summary: 'Plan seven days as the seven before them',
    create: true,
    body: s.CopyWeek,
    response: s.Copied,
    run: (ctx, { body }) => roster.copyWeek(ctx, body),
  }),
  download({
    url: '/org/roster/export',
    permission: 'roster.read',
    summary: 'The roster as shown, as a file',
    query: s.RosterExport,
    run: (ctx, { query }) => exportRoster(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/org/roster/history',
    permission: 'roster.read',
    summary: 'What was planned, taken away and swapped in a unit',
    query: s.HistoryQuery,
    response: s.History,
    run: (ctx, { query }) => plan.rosterHistory(ctx, query.unitId),
  }),
  route({
    method: 'GET',
    url: '/org/roster/home',
    permission: 'roster.read',
    summary: 'The unit in which one works, whose roster opens first',
    response: z.object({ unitId: z.uuid().nullable() }),
    run: (ctx) => plan.homeUnit(ctx),
  }),
  route({
    method: 'GET',
    url: '/org/roster/mine',
    permission: 'signed_in',
    summary: 'One’s own shifts',
    query: s.MineQuery,
    response: s.MyShifts,
    run: (ctx, { query }) => plan.myShifts(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/org/on-duty',
    permission: 'roster.read',
    summary: 'Who is on duty now, or at an instant',
    query: s.OnDutyQuery,
    response: s.OnDutyList,
    run: (ctx, { query }) => plan.onDuty(ctx, query),
  }),
]

const swapping: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/swaps',
    permission: 'roster.read',
    summary: 'Swap requests: one’s own, or those of the units one plans',
    query: s.SwapList,
    response: pageOf(s.Swap),
    run: (ctx, { query }) => swapQueries.listSwaps(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/org/swaps/waiting',
    permission: 'roster.read',
    summary: 'How many requests wait for one’s answer or decision',
    response: z.object({ answer: z.number().int(), decide: z.number().int() }),
    run: (ctx) => swapQueries.waitingSwaps(ctx),
  }),
  route({
    method: 'POST',
    url: '/org/swaps',
    permission: 'roster.read',
    summary: 'Ask a colleague to swap',
    create: true,
    body: s.NewSwap,
    response: s.SwapRecord,
    run: async (ctx, { body }) => swapQueries.swapRecord(ctx, await swaps.askSwap(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/org/swaps/:id',
    permission: 'roster.read',
    summary: 'A swap request with its history',
    params: IdParams,
    response: s.SwapRecord,
    run: (ctx, { params }) => swapQueries.swapRecord(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/org/swaps/:id/answer',
    permission: 'roster.read',
    summary: 'Agree to a swap, or decline',
    params: IdParams,
    body: s.SwapAnswer,
    response: s.SwapRecord,
    run: async (ctx, { params, body }) => {
      await swaps.answerSwap(ctx, params.id, body)
      return swapQueries.swapRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/swaps/:id/decide',
    permission: 'roster.edit',
    summary: 'Approve a swap both agreed on, or refuse it',
    params: IdParams,
    body: s.SwapDecision,
    response: s.SwapRecord,
    run: async (ctx, { params, body }) => {
      await swaps.decideSwap(ctx, params.id, body)
      return swapQueries.swapRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/swaps/:id/withdraw',
    permission: 'roster.read',
    summary: 'Take one’s own request back',
    params: IdParams,
    body: s.SwapWithdrawal,
    response: s.SwapRecord,
    run: async (ctx, { params, body }) => {
      await swaps.withdrawSwap(ctx, params.id, body)
      return swapQueries.swapRecord(ctx, params.id)
    },
  }),
]

export const shiftRoutes = [...shifts, ...planning, ...swapping]
