import { download, route, type RouteDef } from '../../platform/http/route'
import * as commands from './calendar.commands'
import * as queries from './calendar.queries'
import * as s from './calendar.schemas'
import { exportHolidays } from './holidays.export'

const calendars: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/calendars',
    permission: 'calendar.read',
    summary: 'Working calendars, the units using them and the years that are known',
    response: s.CalendarList,
    run: (ctx) => queries.listCalendars(ctx),
  }),
  route({
    method: 'POST',
    url: '/org/calendars',
    permission: 'calendar.edit',
    summary: 'Add a working calendar',
    create: true,
    body: s.NewCalendar,
    response: s.CalendarRecord,
    run: async (ctx, { body }) => queries.calendarRecord(ctx, await commands.addCalendar(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/org/calendars/:id',
    permission: 'calendar.read',
    summary: 'A working calendar with its history',
    params: s.IdParams,
    response: s.CalendarRecord,
    run: (ctx, { params }) => queries.calendarRecord(ctx, params.id),
  }),
  route({
    method: 'PUT',
    url: '/org/calendars/:id',
    permission: 'calendar.edit',
    summary: 'Rewrite a working calendar',
    params: s.IdParams,
    body: s.CalendarChange,
    response: s.CalendarRecord,
    run: async (ctx, { params, body }) => {
      await commands.editCalendar(ctx, params.id, body)
      return queries.calendarRecord(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    url: '/org/calendars/:id/year',
    permission: 'calendar.read',
    summary: 'Every day of a year with its hours and why',
    params: s.IdParams,
    query: s.YearQuery,
    response: s.YearOfCalendar,
    run: (ctx, { params, query }) => queries.yearOfCalendar(ctx, params.id, query.year),
  }),
  route({
    method: 'PUT',
    url: '/org/calendars/:id/days/:date',
    permission: 'calendar.edit',
    summary: 'Other hours, or none, on one day of one calendar',
    params: s.DayParams,
    body: s.OwnDayChange,
    response: s.CalendarRecord,
    run: async (ctx, { params, body }) => {
      await commands.setOwnDay(ctx, params.id, params.date, body)
      return queries.calendarRecord(ctx, params.id)
    },
  }),
  route({
    method: 'DELETE',
    url: '/org/calendars/:id/days/:date',
    permission: 'calendar.edit',
    summary: 'Make the day an ordinary one again',
    params: s.DayParams,
    response: s.CalendarRecord,
    run: async (ctx, { params }) => {
      await commands.clearOwnDay(ctx, params.id, params.date)
      return queries.calendarRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/org/unit-calendars',
    permission: 'calendar.edit',
    summary: 'Let a unit use a calendar from a day on; null: that of the unit above',
    create: true,
    body: s.UnitCalendar,
    response: s.CalendarList,
    run: async (ctx, { body }) => {
      await commands.useCalendar(ctx, body)
      return queries.listCalendars(ctx)
    },
  }),
]

const holidays: RouteDef[] = [
  route({
    method: 'GET',
    url: '/org/holiday-years/:year',
    permission: 'calendar.read',
    summary: 'Holidays and make-up days of a year, and whether they are complete',
    params: s.YearParams,
    response: s.HolidayYear,
    run: (ctx, { params }) => queries.holidayYear(ctx, params.year),
  }),
  route({
    method: 'PUT',
    url: '/org/holiday-years/:year',
    permission: 'calendar.edit',
    summary: 'Confirm that the days of a year are complete, with the source',
    params: s.YearParams,
    body: s.YearSource,
    response: s.HolidayYear,
    run: async (ctx, { params, body }) => {
      await commands.confirmYear(ctx, params.year, body)
      return queries.holidayYear(ctx, params.year)
    },
  }),
  route({
    method: 'DELETE',
    url: '/org/holiday-years/:year',
    permission: 'calendar.edit',
    summary: 'Take the confirmation of a year back',
    params: s.YearParams,
    response: s.HolidayYear,
    run: async (ctx, { params }) => {
      await commands.reopenYear(ctx, params.year)
      return queries.holidayYear(ctx, params.year)
    },
  }),
  download({
    url: '/org/holidays/export',
    permission: 'calendar.read',
    summary: 'Holidays and make-up days of a year as a file, in the form of the import',
    query: s.HolidayExport,
    run: (ctx, { query }) => exportHolidays(ctx, query),
  }),
  route({
    method: 'PUT',
    url: '/org/holidays/:date',
    permission: 'calendar.edit',
    summary: 'Make a day a holiday or a make-up day',
    params: s.DateParams,
    body: s.HolidayChange,
    response: s.HolidayYear,
    run: async (ctx, { params, body }) => {
      await commands.setHoliday(ctx, params.date, body)
      return queries.holidayYear(ctx, Number(params.date.slice(0, 4)))
    },
  }),
  route({
    method: 'DELETE',
    url: '/org/holidays/:date',
    permission: 'calendar.edit',
    summary: 'Make a day of the company an ordinary one again',
    params: s.DateParams,
    response: s.HolidayYear,
    run: async (ctx, { params }) => {
      await commands.clearHoliday(ctx, params.date)
      return queries.holidayYear(ctx, Number(params.date.slice(0, 4)))
    },
  }),
]

export const calendarRoutes = [...calendars, ...holidays]
