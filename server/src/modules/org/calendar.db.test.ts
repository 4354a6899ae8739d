import { describe, expect, it } from 'vitest'
import { testHouse, type Visitor } from '../../../tests/support/house'
import { spansOn } from '../../kernel/working-calendar'
import { holidayImporter, workingCalendars } from './index'

const house = testHouse()

const calendarsOf = async (visitor: Visitor) =>
  new Map<string, any>(
    (await visitor.get('/org/calendars')).data.items.map((calendar: any) => [calendar.code, calendar]),
  )
const unitsOf = async (visitor: Visitor) =>
  new Map<string, any>((await visitor.get('/org/units')).data.items.map((unit: any) => [unit.code, unit]))

const am = { from: '08:30', to: '12:00' }
const pm = { from: '13:00', to: '17:30' }
const week = { '1': [am, pm], '2': [am, pm], '3': [am, pm], '4': [am, pm], '5': [am, pm] }
const newCalendar = { code: 'office', name: '办公室', weekly: week, makeUp: [am, pm] }

describe('ORG-11: the calendar of a unit', () => {
  it('is its own, else the nearest above, in the end the default of the company', async () => {
    const { admin, within } = await house.newCompany()
    const units = await unitsOf(admin)
    const made = await admin.post('/org/calendars', newCalendar)
    await admin.post('/org/unit-calendars', {
      unitId: units.get('workshop').id,
      calendarId: made.data.id,
      from: '2026-01-01',
    })
    const ids = ['front-desk', 'workshop', 'team-1', 'parts-department'].map((code) => units.get(code).id)
    const calendars = await within((ctx) => workingCalendars(ctx, ids, '2026-03-02'))
    const saturday = (code: string) => spansOn(calendars.get(units.get(code).id)!, '2026-03-07', 6)
    expect(saturday('front-desk')).toEqual([{ from: '08:30', to: '18:00' }])
    expect(saturday('workshop')).toEqual([])
    expect(saturday('team-1')).toEqual([])
    expect(saturday('parts-department')).toEqual([am, pm])
    expect(calendars.get(ids[0])!.timeZone).toBe('Asia/Shanghai')
  })

  it('changes on a day: before it the old one holds', async () => {
    const { admin, within } = await house.newCompany()
    const units = await unitsOf(admin)
    const unitId = units.get('front-desk').id
    const made = await admin.post('/org/calendars', newCalendar)
    await admin.post('/org/unit-calendars', { unitId, calendarId: made.data.id, from: '2026-06-01' })
    const sunday = async (on: string) =>
      within(async (ctx) =>
        spansOn((await workingCalendars(ctx, [unitId], on)).get(unitId)!, '2026-06-07', 7),
      )
    expect(await sunday('2026-05-31')).toEqual([{ from: '08:30', to: '18:00' }])
    expect(await sunday('2026-06-01')).toEqual([])
    await admin.post('/org/unit-calendars', { unitId, calendarId: null, from: '2026-06-01' })
    expect(await sunday('2026-06-01')).toEqual([])
    expect((await calendarsOf(admin)).get('office').units).toEqual([])
  })

  it('knows the years that came with the product, and no other', async () => {
    const { admin } = await house.newCompany()
    const list = await admin.get('/org/calendars')
    expect(list.data.knownYears).toEqual([2025, 2026])
    const id = list.data.items[0].id
    const day = (year: any, date: string) => year.data.days.find((one: any) => one.date === date)
    const known = await admin.get(`/org/calendars/${id}/year?year=2026`)
    expect(known.data.isKnown).toBe(true)
    expect(known.data.days).toHaveLength(365)
    expect(day(known, '2026-10-01')).toMatchObject({ kind: 'holiday', spans: [], note: '国庆节' })
    expect(day(known, '2026-02-14')).toMatchObject({ kind: 'make_up', spans: [am, pm], note: '春节' })
    expect((await admin.get(`/org/calendars/${id}/year?year=2027`)).data.isKnown).toBe(false)
  })
})

describe('ORG-11: a company enters a year itself', () => {
  it('the year counts as known only when somebody confirms it with a source', async () => {
    const { admin, within } = await house.newCompany()
    const unitId = (await unitsOf(admin)).get('workshop').id
    expect(await admin.put('/org/holiday-years/2027', { source: '公司通知' })).toMatchObject({
      status: 422,
      data: { reason: 'org.year_without_days' },
    })
    const set = await admin.put('/org/holidays/2027-01-01', { kind: 'holiday', name: '元旦' })
    expect(set.data).toMatchObject({ isKnown: false, days: [{ date: '2027-01-01', name: '元旦' }] })
    const yearsOf = () =>
      within(async (ctx) => [...(await workingCalendars(ctx, [unitId])).get(unitId)!.years])
    expect(await yearsOf()).toEqual([2025, 2026])
    const confirmed = await admin.put('/org/holiday-years/2027', { source: '国务院通知' })
    expect(confirmed.data).toMatchObject({ isKnown: true, source: '国务院通知' })
    expect(confirmed.data.timeline.map((entry: any) => entry.action)).toEqual([
      'org.year_confirmed',
      'org.holiday_set',
    ])
    expect(await yearsOf()).toEqual([2025, 2026, 2027])
    expect((await admin.delete('/org/holiday-years/2027')).data.isKnown).toBe(false)
    expect((await admin.delete('/org/holidays/2027-01-01')).data.days).toEqual([])
    expect((await admin.delete('/org/holidays/2027-01-01')).status).toBe(404)
  })

  it('exports what the import reads', async () => {
    const { admin } = await house.newCompany()
    const file = await admin.raw({ url: '/api/v1/org/holidays/export?year=2026&format=csv' })
    const lines = file.body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
    expect(lines[0]).toBe('日期,类型,名称')
    expect(lines[1]).toBe('2026-01-01,放假,元旦')
    expect(lines).toHaveLength(1 + 33 + 6)
  })
})

describe('PLT-4, ORG-11: holidays from a file', () => {
  const call = { kind: 'normal', mode: 'upsert' } as const
  const record = (line: number, date: string, kind: string, name: string) => ({
    line,
    lines: [line],
    values: { date, kind, name },
    items: [],
    extra: {},
  })

  it('names a day that stands twice, warns of one that is replaced, and confirms no year', async () => {
    const { admin, within } = await house.newCompany()
    const records = [
      record(2, '2027-02-06', 'holiday', '春节'),
      record(3, '2027-02-06', 'make_up', '春节'),
      record(4, '2026-10-01', 'holiday', '国庆'),
    ]
    const findings = await within((ctx) => holidayImporter.check(ctx, records, call))
    expect(findings.map(({ record: { line }, severity, reason }) => [line, severity, reason])).toEqual([
      [3, 'error', 'org.day_twice_in_file'],
      [4, 'warning', 'org.day_overwritten'],
    ])
    const done = await within((ctx) => holidayImporter.save(ctx, [records[0]!, records[2]!], call))
    expect(done).toEqual({ created: 1, updated: 1 })
    const next = await admin.get('/org/holiday-years/2027')
    expect(next.data).toMatchObject({ isKnown: false, days: [{ date: '2027-02-06', kind: 'holiday' }] })
    expect(next.data.timeline[0].action).toBe('org.holidays_imported')
    const now = await admin.get('/org/holiday-years/2026')
    expect(now.data.days.find((day: any) => day.date === '2026-10-01').name).toBe('国庆')
  })

  it('is offered to those who run imports and hold the calendar', async () => {
    const { admin } = await house.newCompany()
    const entities = await admin.get('/imports/entities')
    expect(JSON.stringify(entities.data)).toContain('"holidays"')
  })
})

describe('ORG-11: a calendar', () => {
  it('has hours in order, and a day of its own wins', async () => {
    const { admin } = await house.newCompany()
    const wrong = { ...newCalendar, weekly: { '1': [pm, am] } }
    expect((await admin.post('/org/calendars', wrong)).status).toBe(400)
    const { data: made } = await admin.post('/org/calendars', newCalendar)
    const spans = [{ from: '09:00', to: '11:00' }]
    await admin.put(`/org/calendars/${made.id}/days/2026-10-02`, { spans, note: '国庆值守' })
    const dayOf = async () =>
      (await admin.get(`/org/calendars/${made.id}/year?year=2026`)).data.days.find(
        (day: any) => day.date === '2026-10-02',
      )
    expect(await dayOf()).toMatchObject({ kind: 'other', spans, note: '国庆值守' })
    await admin.delete(`/org/calendars/${made.id}/days/2026-10-02`)
    expect(await dayOf()).toMatchObject({ kind: 'holiday', note: '国庆节' })
  })

  it('is the default alone, and the default is not given up', async () => {
    const { admin } = await house.newCompany()
    await admin.post('/org/calendars', { ...newCalendar, isDefault: true })
    const calendars = await calendarsOf(admin)
    expect([...calendars.values()].filter((calendar) => calendar.isDefault).map((one) => one.code)).toEqual([
      'office',
    ])
    const { id, code, name, weekly, makeUp, keepsHolidays, version } = calendars.get('office')
    const change = { code, name, weekly, makeUp, keepsHolidays, version, isDefault: false }
    expect(await admin.put(`/org/calendars/${id}`, change)).toMatchObject({
      status: 422,
      data: { reason: 'org.default_calendar_needed' },
    })
  })

  it('is saved by one of two who try with the same version', async () => {
    const { admin } = await house.newCompany()
    const { id, code, weekly, makeUp, keepsHolidays, version } = (await calendarsOf(admin)).get(
      'front-desk-hours',
    )
    const save = (name: string) =>
      admin.put(`/org/calendars/${id}`, { code, weekly, makeUp, keepsHolidays, version, name })
    const answers = await Promise.all([save('一'), save('二')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await admin.get(`/org/calendars/${id}`)).data).toMatchObject({ isExample: false, version: 2 })
  })

  it('is read by a technician and changed by none', async () => {
    const { admin, hire } = await house.newCompany()
    const technician = await hire('technician-1')
    expect((await technician.get('/org/calendars')).data.can).toEqual({ edit: false })
    const id = (await calendarsOf(admin)).get('shop-hours').id
    const change = { spans: [], note: '' }
    expect((await technician.put(`/org/calendars/${id}/days/2026-03-02`, change)).status).toBe(403)
  })

  it('of another company is not there', async () => {
    const one = await house.newCompany()
    const two = await house.newCompany()
    const id = (await calendarsOf(one.admin)).get('shop-hours').id
    expect((await two.admin.get(`/org/calendars/${id}`)).status).toBe(404)
    expect((await two.admin.get(`/org/calendars/${id}/year?year=2026`)).status).toBe(404)
    await one.admin.put('/org/holidays/2026-03-08', { kind: 'holiday', name: '店休' })
    const other = await two.admin.get('/org/holiday-years/2026')
    expect(other.data.days.map((day: any) => day.date)).not.toContain('2026-03-08')
  })
})
