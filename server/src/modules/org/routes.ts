import { z } from 'zod'
import { route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import { NewUser, UserWithPassword, userOfPerson } from '../identity'
import { AppError } from '../../kernel/errors'
import { calendarRoutes } from './calendar.routes'
import * as commands from './commands'
import * as queries from './queries'
import * as s from './schemas'
import { shiftRoutes } from './shift.routes'

const unitRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/units',
    permission: 'org.read',
    summary: 'Units as they stood on a day',
    query: s.OnDay,
    response: z.object({ items: z.array(s.Unit) }),
    run: (ctx, { query }) => queries.listUnits(ctx, query.on),
  }),
  route({
    method: 'POST',
    url: '/org/units',
    permission: 'org.edit',
    summary: 'Add a unit',
    create: true,
    body: s.NewUnit,
    response: s.UnitRecord,
    run: async (ctx, { body }) => queries.unitRecord(ctx, await commands.addUnit(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/org/units/:id',
    permission: 'org.read',
    summary: 'A unit with its history',
    params: s.IdParams,
    response: s.UnitRecord,
    run: (ctx, { params }) => queries.unitRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/org/units/:id',
    permission: 'org.edit',
    summary: 'Rename a unit',
    params: s.IdParams,
    body: s.UnitEdit,
    response: s.UnitRecord,
    run: async (ctx, { params, body }) => {
      await commands.editUnit(ctx, params.id, body)
      return queries.unitRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/units/:id/move',
    permission: 'org.edit',
    summary: 'Move a unit below another from a day on',
    params: s.IdParams,
    body: s.UnitMove,
    response: s.UnitRecord,
    run: async (ctx, { params, body }) => {
      await commands.moveUnit(ctx, params.id, body)
      return queries.unitRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/units/:id/close',
    permission: 'org.edit',
    summary: 'Close a unit from a day on',
    params: s.IdParams,
    body: s.UnitClose,
    response: s.UnitRecord,
    run: async (ctx, { params, body }) => {
      await commands.closeUnit(ctx, params.id, body)
      return queries.unitRecord(ctx, params.id)
    },
  }),
]

const positionRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/positions',
    permission: 'org.read',
    summary: 'Positions',
    query: s.PositionList,
    response: pageOf(s.PositionRow),
    run: (ctx, { query }) => queries.listPositions(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/org/positions',
    permission: 'org.edit',
    summary: 'Add a position',
    create: true,
    body: s.NewPosition,
    response: s.PositionRecord,
    run: async (ctx, { body }) => queries.positionRecord(ctx, await commands.addPosition(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/org/positions/:id',
    permission: 'org.read',
    summary: 'A position: superior, peers, reports, duties, holders',
    params: s.IdParams,
    response: s.PositionRecord,
    run: (ctx, { params }) => queries.positionRecord(ctx, params.id),
  }),
  route({
    method: 'PUT',
    url: '/org/positions/:id',
    permission: 'org.edit',
    summary: 'Rewrite a position',
    params: s.IdParams,
    body: s.PositionChange,
    response: s.PositionRecord,
    run: async (ctx, { params, body }) => {
      await commands.editPosition(ctx, params.id, body)
      return queries.positionRecord(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    url: '/org/roles',
    permission: 'org.read',
    summary: 'Roles and what they grant',
    response: z.object({ items: z.array(s.Role) }),
    run: (ctx) => queries.listRoles(ctx),
  }),
]

const peopleRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/colleagues',
    permission: 'org.read',
    summary: 'Colleagues by name and position, to choose from',
    query: s.PersonList,
    response: pageOf(s.Colleague),
    run: (ctx, { query }) => queries.listColleagues(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/org/people',
    permission: 'people.read',
    summary: 'Employees',
    query: s.PersonList,
    response: pageOf(s.PersonRow),
    run: (ctx, { query }) => queries.listPeople(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/org/people',
    permission: 'people.edit',
    summary: 'Add an employee',
    create: true,
    body: s.NewPerson,
    response: s.PersonRecord,
    run: async (ctx, { body }) => queries.personRecord(ctx, await commands.addPerson(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/org/people/:id',
    permission: 'people.read',
    summary: 'An employee’s file',
    params: s.IdParams,
    response: s.PersonRecord,
    run: (ctx, { params }) => queries.personRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/org/people/:id',
    permission: 'people.edit',
    summary: 'Change an employee’s file',
    params: s.IdParams,
    body: s.PersonEdit,
    response: s.PersonRecord,
    run: async (ctx, { params, body }) => {
      await commands.editPerson(ctx, params.id, body)
      return queries.personRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/people/:id/assignments',
    permission: 'people.edit',
    summary: 'Put an employee into a position',
    create: true,
    params: s.IdParams,
    body: s.NewAssignment,
    response: s.PersonRecord,
    run: async (ctx, { params, body }) => {
      await commands.assign(ctx, params.id, body)
      return queries.personRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/assignments/:id/end',
    permission: 'people.edit',
    summary: 'End an assignment; the day is the first one without it',
    params: s.IdParams,
    body: s.EndAssignment,
    response: s.PersonRecord,
    run: async (ctx, { params, body }) =>
      queries.personRecord(ctx, await commands.endAssignment(ctx, params.id, body.on)),
  }),
  route({
    method: 'POST',
    url: '/users',
    permission: 'users.manage',
    summary: 'Give an employee a login',
    create: true,
    body: NewUser,
    response: UserWithPassword,
    // The one-time password is told once; a repeat learns that the login is there.
    keep: (made) => ({ ...made, password: null }),
    run: async (ctx, { body }) => {
      const { password } = await commands.addLogin(ctx, body)
      const user = await userOfPerson(ctx.tx, ctx.company.id, body.personId)
      if (!user) throw new AppError('not_found', 'identity.no_such_user')
      return { user, password }
    },
  }),
]

export const routes = [...unitRoutes, ...positionRoutes, ...peopleRoutes, ...calendarRoutes, ...shiftRoutes]
