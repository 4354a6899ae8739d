import { download, route, type RouteDef } from '../../platform/http/route'
import { exportAlerts, listAlerts } from './alerts.queries'
import { orderClocks } from './clock.queries'
import { clockRules } from './clock-rules.store'
import * as c from './clock.schemas'
import { acknowledgeAlert, decideLate, decideParty, editClockRule, recordHappening } from './commands/clocks'
import { orderRecord } from './record.queries'
import { OrderRecord } from './record.schemas'
import { IdParams } from './schemas'

const tags = ['clocks']

/** SVC-3, SVC-18, SVC-19: response clocks, their rules and their alerts. */
export const clockRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/orders/:id/clocks',
    permission: 'orders.read',
    summary: 'The clocks of an order with what explains them',
    tags,
    params: IdParams,
    response: c.OrderClocks,
    run: (ctx, { params }) => orderClocks(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/orders/:id/clock-events',
    permission: 'orders.edit',
    summary: 'Record that the customer was answered, the technician arrived, …',
    tags,
    create: true,
    params: IdParams,
    body: c.RecordHappening,
    response: c.OrderClocks,
    run: async (ctx, { params, body }) => {
      await recordHappening(ctx, params.id, body)
      return orderClocks(ctx, params.id)
    },
  }),
  route({
    method: 'PUT',
    url: '/orders/:id/clocks/:key/party',
    permission: 'orders.spot_check',
    summary: 'Say who answers for a missed clock, with a reason',
    tags,
    params: c.ClockParams,
    body: c.DecideParty,
    response: c.OrderClocks,
    run: async (ctx, { params, body }) => {
      await decideParty(ctx, params, body)
      return orderClocks(ctx, params.id)
    },
  }),
  route({
    method: 'PUT',
    url: '/orders/:id/late-party',
    permission: 'orders.spot_check',
    summary: 'Say who answers for a late hand-over, with a reason',
    tags,
    params: IdParams,
    body: c.DecideLate,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await decideLate(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    url: '/clock-rules',
    permission: 'orders.read',
    summary: 'Response clocks as rules',
    tags,
    response: c.ClockRuleList,
    run: async (ctx) => ({ items: (await clockRules(ctx)).map(c.ruleShown) }),
  }),
  route({
    method: 'PATCH',
    url: '/clock-rules/:key',
    permission: 'settings.edit',
    summary: 'Change the figures of a clock rule; its clocks are replayed',
    tags,
    params: c.RuleParams,
    body: c.ClockRuleEdit,
    response: c.ClockRuleList,
    run: async (ctx, { params, body }) => {
      await editClockRule(ctx, params.key, body)
      return { items: (await clockRules(ctx)).map(c.ruleShown) }
    },
  }),
  route({
    method: 'GET',
    url: '/clock-alerts',
    permission: 'orders.read',
    summary: 'Warnings, breaches and escalations of response clocks',
    tags,
    query: c.AlertList,
    response: c.AlertPage,
    run: (ctx, { query }) => listAlerts(ctx, query),
  }),
  download({
    url: '/clock-alerts/export',
    permission: 'orders.export',
    summary: 'The filtered alerts as a file',
    tags,
    query: c.AlertExport,
    run: (ctx, { query }) => exportAlerts(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/clock-alerts/:id/acknowledge',
    permission: 'orders.read',
    summary: 'Acknowledge an alert with a note',
    tags,
    create: true,
    params: c.AlertParams,
    body: c.Acknowledge,
    response: c.Done,
    run: async (ctx, { params, body }) => {
      await acknowledgeAlert(ctx, params.id, body)
      return { done: true as const }
    },
  }),
]
