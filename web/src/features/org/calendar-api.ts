import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'

export type Calendar = ItemOf<'/org/calendars'>
export type CalendarRecord = Answer<'/org/calendars/{id}', 'get'>
export type CalendarBody = BodyOf<'/org/calendars', 'post'>
export type YearOfCalendar = Answer<'/org/calendars/{id}/year', 'get'>
export type CalendarDay = YearOfCalendar['days'][number]
export type HolidayYear = Answer<'/org/holiday-years/{year}', 'get'>
export type HolidayBody = BodyOf<'/org/holidays/{date}', 'put'>

const at = (id: string) => ({ path: { id } })

export const listCalendars = () => answer(api.GET('/org/calendars'))
export const fetchCalendar = (id: string) => answer(api.GET('/org/calendars/{id}', { params: at(id) }))
export const createCalendar = (body: CalendarBody, key: string) =>
  answer(api.POST('/org/calendars', { body, headers: onceHeader(key) }))
export const editCalendar = (id: string, body: BodyOf<'/org/calendars/{id}', 'put'>) =>
  answer(api.PUT('/org/calendars/{id}', { params: at(id), body }))
export const fetchYear = (id: string, year: number) =>
  answer(api.GET('/org/calendars/{id}/year', { params: { ...at(id), query: { year } } }))
export const setOwnDay = (id: string, date: string, body: BodyOf<'/org/calendars/{id}/days/{date}', 'put'>) =>
  answer(api.PUT('/org/calendars/{id}/days/{date}', { params: { path: { id, date } }, body }))
export const clearOwnDay = (id: string, date: string) =>
  answer(api.DELETE('/org/calendars/{id}/days/{date}', { params: { path: { id, date } } }))
export const giveCalendar = (body: BodyOf<'/org/unit-calendars', 'post'>, key: string) =>
  answer(api.POST('/org/unit-calendars', { body, headers: onceHeader(key) }))

export const fetchHolidayYear = (year: number) =>
  answer(api.GET('/org/holiday-years/{year}', { params: { path: { year } } }))
export const confirmYear = (year: number, source: string) =>
  answer(api.PUT('/org/holiday-years/{year}', { params: { path: { year } }, body: { source } }))
export const reopenYear = (year: number) =>
  answer(api.DELETE('/org/holiday-years/{year}', { params: { path: { year } } }))
export const setHoliday = (date: string, body: HolidayBody) =>
  answer(api.PUT('/org/holidays/{date}', { params: { path: { date } }, body }))
export const clearHoliday = (date: string) =>
  answer(api.DELETE('/org/holidays/{date}', { params: { path: { date } } }))
