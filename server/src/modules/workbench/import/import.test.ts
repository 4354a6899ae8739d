import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportField, ImportMapping, ImportShape, SheetRow } from '../../../kernel/importing'
import { readSheet } from '../../../platform/sheets'
import { readCell } from './cells.rules'
import { detectDateFormat, readDate } from './dates.rules'
import { IssueBag, keptPerReason } from './issues.rules'
import { columnSamples, likelyEmptySigns, proposeMapping } from './mapping.rules'
import { readNumber } from './numbers.rules'
import { cleanRecords, readRecords, type ReadOptions } from './read-records.rules'
import { headerSignature } from './signature'
import { importWords } from './words'

const shared = resolve('../shared/data')
const zone = 'Asia/Shanghai'
const options: ReadOptions = { timeZone: zone, emptySigns: [], dropDuplicateLines: false }
const rowsOf = (...rows: (string | null)[][]): SheetRow[] => rows.map((cells, i) => ({ line: i + 2, cells }))
const noTexts = () => []

const orderShape: ImportShape = {
  fields: [
    {
      key: 'customer',
      labelKey: 'f.customer',
      type: 'text',
      required: true,
      aliases: ['business_partner_name'],
    },
    { key: 'plate', labelKey: 'f.plate', type: 'text', aliases: ['vehicle_no'] },
    {
      key: 'receivedAt',
      labelKey: 'f.received',
      type: 'datetime',
      required: true,
      aliases: ['job_card_date'],
    },
    { key: 'settledOn', labelKey: 'f.settled', type: 'date', aliases: ['invoice_date'] },
    { key: 'model', labelKey: 'f.model', type: 'text', aliases: ['vehicle_model'] },
    { key: 'km', labelKey: 'f.km', type: 'number', aliases: ['current_km_reading'] },
    { key: 'work', labelKey: 'f.work', type: 'text', perLine: true, aliases: ['invoice_line_text'] },
  ],
  groupBy: ['customer', 'plate', 'receivedAt'],
  order: [['receivedAt', 'settledOn']],
  odometer: { reading: 'km', at: 'receivedAt', of: ['customer', 'plate', 'model'] },
}
const header = ['c', 'p', 'r', 's', 'm', 'k', 'w', 'note']
const direct: ImportMapping = {
  customer: { column: 0 },
  plate: { column: 1 },
  receivedAt: { column: 2, format: 'ymd' },
  settledOn: { column: 3, format: 'ymd' },
  model: { column: 4 },
  km: { column: 5 },
  work: { column: 6 },
}
const readAll = (rows: SheetRow[], more: Partial<ReadOptions> = {}, mapping = direct) =>
  readRecords({ header, rows, shape: orderShape, mapping, choices: {}, options: { ...options, ...more } })

describe('PLT-4 dates', () => {
  const cases: [string, Parameters<typeof readDate>[1], string][] = [
    ['2026-03-02', 'ymd', '2026-03-02T00:00:00'],
    ['2026/3/2', 'ymd', '2026-03-02T00:00:00'],
    ['2026.3.2 8:05', 'ymd', '2026-03-02T08:05:00'],
    ['2026年3月2日', 'ymd', '2026-03-02T00:00:00'],
    ['2026年3月2日 下午3时05分', 'ymd', '2026-03-02T15:05:00'],
    ['２０２６－０３－０２', 'ymd', '2026-03-02T00:00:00'],
    ['20260302', 'ymd', '2026-03-02T00:00:00'],
    ['20260302083000', 'ymd', '2026-03-02T08:30:00'],
    ['02-06-17', 'dmy', '2017-06-02T00:00:00'],
    ['2/6/2017', 'mdy', '2017-02-06T00:00:00'],
    ['17-06-02', 'ymd', '2017-06-02T00:00:00'],
    ['01/16/2015 08:30:00 AM', 'mdy', '2015-01-16T08:30:00'],
    ['01/16/2015 12:00:00 AM', 'mdy', '2015-01-16T00:00:00'],
    ['01/16/2015 12:00:00 PM', 'mdy', '2015-01-16T12:00:00'],
    ['2-Jun-17', 'mdy', '2017-06-02T00:00:00'],
    ['Jun 2, 2017', 'dmy', '2017-06-02T00:00:00'],
    ['43891.5', 'dmy', '2020-03-01T12:00:00'],
    ['2026-03-02T00:30:15Z', 'ymd', '2026-03-02T08:30:15'],
    ['2026-03-02', 'dmy', '2026-03-02T00:00:00'],
  ]
  it.each(cases)('%s as %s is %s', (text, format, local) => {
    expect(readDate(text, format, zone)).toEqual({ local })
  })
  it.each([
    ['2026-02-30', 'impossible'],
    ['2026-13-01', 'impossible'],
    ['2026-01-01 25:00', 'impossible'],
    ['0026-01-01', 'out_of_range'],
    ['9', 'unreadable'],
    ['待定', 'unreadable'],
    ['2026-01', 'unreadable'],
    ['2026-01-01 abc', 'unreadable'],
    ['1-2-3', 'unreadable'],
    ['99999', 'out_of_range'],
  ])('%s is %s', (text, bad) => {
    expect(readDate(text, 'ymd', zone)).toEqual({ bad })
  })

  it('chooses one format for a column, and says when two would do', () => {
    expect(detectDateFormat(['02-06-17', '30-05-17', '31-05-18'])).toEqual({
      format: 'dmy',
      ambiguous: false,
    })
    expect(detectDateFormat(['02-06-17', '03-05-17'])).toEqual({ format: 'dmy', ambiguous: true })
    expect(detectDateFormat(['01/02/2015 08:30:00 AM', '01/16/2015 08:30:00 AM'])).toEqual({
      format: 'mdy',
      ambiguous: false,
    })
    expect(detectDateFormat(['01/02/2015 08:30 AM', '03/04/2015'])).toEqual({
      format: 'mdy',
      ambiguous: true,
    })
    expect(detectDateFormat(['03/03/2015', '04/04/2015'])).toEqual({ format: 'dmy', ambiguous: false })
    expect(detectDateFormat(['2026/3/2', '2026年3月5日', null, { date: '2026-03-02T00:00:00' }])).toEqual({
      format: 'ymd',
      ambiguous: false,
    })
    expect(detectDateFormat(['43891', '43892.5'])).toEqual({ format: 'serial', ambiguous: false })
    expect(detectDateFormat(['17-06-28', '17-07-31', '17-08-30'])).toEqual({
      format: 'ymd',
      ambiguous: false,
    })
    expect(detectDateFormat([])).toEqual({ format: 'ymd', ambiguous: false })
  })

  it('reads every day back in every order it is written in', () => {
    const day = fc.date({ min: new Date('1971-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.constantFrom('-', '/', '.'), (date, sign) => {
        const local = `${date.toISOString().slice(0, 10)}T00:00:00`
        const [y = '', m = '', d = ''] = local.slice(0, 10).split('-')
        expect(readDate([d, m, y].join(sign), 'dmy', zone)).toEqual({ local })
        expect(readDate([m, d, y.slice(2)].join(sign), 'mdy', zone)).toEqual({ local })
        expect(readDate([y, m, d].join(sign), 'dmy', zone)).toEqual({ local })
      }),
    )
  })

  it('never throws, whatever stands in the cell', () => {
    const text = fc.string({
      unit: fc.constantFrom('1', '9', '-', '/', ' ', ':', '年', '月', 'A', 'M', 'T', 'Z', '.'),
    })
    fc.assert(fc.property(text, (cell) => Object.keys(readDate(cell, 'dmy', zone)).length === 1))
  })
})

describe('PLT-4 numbers', () => {
  it.each([
    ['1,234.50', '1234.5'],
    ['￥1,234.50', '1234.5'],
    ['¥ 12', '12'],
    ['１２．５元', '12.5'],
    ['12,34,567', '1234567'],
    ['(12.00)', '-12'],
    ['-3', '-3'],
    ['96%', '0.96'],
    ['1.5E3', '1500'],
    ['123456789012345678.91', '123456789012345678.91'],
  ])('%s is %s', (text, value) => {
    const reading = readNumber(text, false)
    expect('value' in reading && reading.value.toFixed()).toBe(value)
  })
  it.each(['1,5', '1.234,56', '1,23,4', 'abc', '', '1-2', '--3', '12元3'])('%s is no number', (text) => {
    expect(readNumber(text, false)).toEqual({ bad: 'unreadable' })
  })
  it('takes 万 only where the column was mapped so', () => {
    expect(readNumber('1.2万', false)).toEqual({ bad: 'ten_thousands' })
    const reading = readNumber('1.2万', true)
    expect('value' in reading && reading.value.toFixed()).toBe('12000')
  })
})

describe('PLT-4 cells', () => {
  const read = (text: string | null, field: Partial<ImportField>, more = {}) =>
    readCell(
      text,
      { key: 'x', labelKey: 'x', type: 'text', ...field },
      {
        mapping: {},
        choices: {},
        emptySigns: new Set(['/', '#', 'n/a']),
        timeZone: zone,
        ...more,
      },
    )

  it('takes signs for nothing as nothing', () => {
    expect(read('/', {})).toEqual({ value: null })
    expect(read('N/A', { type: 'date' })).toEqual({ value: null })
    expect(read('  ', {})).toEqual({ value: null })
  })
  it('keeps long ids and warns of those a spreadsheet has already rounded', () => {
    expect(read('12345678901234567891', {})).toEqual({ value: '12345678901234567891' })
    expect(read('12345678901234500000', {}).remark?.reason).toBe('workbench.number_rounded')
    expect(read('1.23457E+19', {}).remark?.reason).toBe('workbench.number_rounded')
  })
  it('phones', () => {
    expect(read('+86 138-0013-8000', { type: 'phone' })).toEqual({ value: '13800138000' })
    expect(read('０７５５－１２３４５６７８', { type: 'phone' })).toEqual({ value: '075512345678' })
    expect(read('王 13800138000', { type: 'phone' }).remark?.severity).toBe('warning')
  })
  it('money rounds to the fen and says so; too large and too long are refused', () => {
    expect(read('1.005', { type: 'money' })).toMatchObject({
      value: '1.01',
      remark: { reason: 'workbench.money_rounded' },
    })
    expect(read('5', { type: 'money' })).toEqual({ value: '5.00' })
    expect(read('99999999999999999', { type: 'money' }).remark?.reason).toBe('workbench.number_too_large')
    expect(read('abcdef', { max: 5 }).remark?.reason).toBe('workbench.text_too_long')
    expect(read('1.2万', { type: 'money' }).remark?.reason).toBe('workbench.number_in_ten_thousands')
  })
  it('choices by code, label, alias or a mapped value', () => {
    const field: ImportField = {
      key: 'x',
      labelKey: 'x',
      type: 'choice',
      choices: [{ value: 'repair', labelKey: 'l', aliases: ['RO'] }],
    }
    const { choices } = importWords([field], (key) => (key === 'l' ? ['维修', 'Repair'] : []))
    for (const text of ['repair', '维 修', 'REPAIR', 'ro'])
      expect(read(text, field, { choices }).value).toBe('repair')
    expect(read('X1', field, { choices, mapping: { values: { X1: 'repair' } } }).value).toBe('repair')
    expect(read('X2', field, { choices }).remark?.reason).toBe('workbench.choice_unknown')
  })
})

describe('PLT-4 mapping', () => {
  const { names } = importWords(orderShape.fields, (key) =>
    key === 'f.customer'
      ? ['客户名称', 'Customer']
      : key === 'f.received.aliases'
        ? ['接车时间|受理日期']
        : [],
  )
  it('knows columns by text, alias and name without brackets, each once', () => {
    const mapping = proposeMapping({
      header: ['客户 名称', '车牌', 'VEHICLE-NO', '受理日期（必填）', 'Invoice_Line_Text', 'customer'],
      fields: orderShape.fields,
      names,
      rows: rowsOf([null, null, null, '02-06-17'], [null, null, null, '30-06-17']),
    })
    expect(mapping).toEqual({
      customer: { column: 0 },
      plate: { column: 2 },
      receivedAt: { column: 3, format: 'dmy' },
      work: { column: 4 },
    })
  })
  it('finds a saved mapping by the header, and leaves out what is gone', () => {
    expect(headerSignature(['A b', 'C'])).toBe(headerSignature(['a_B', 'c ']))
    expect(headerSignature(['A', 'B'])).not.toBe(headerSignature(['B', 'A']))
    const saved: ImportMapping = {
      customer: { column: 1 },
      gone: { column: 0 },
      plate: { column: 9 },
      model: { constant: 'M' },
    }
    expect(proposeMapping({ header: ['A', 'B'], fields: orderShape.fields, names, saved })).toEqual({
      customer: { column: 1 },
      model: { constant: 'M' },
    })
  })
  it('offers signs for nothing and samples', () => {
    const rows = rowsOf(['/', 'a'], ['N/A', 'b'], ['x', 'a'])
    expect(likelyEmptySigns(rows)).toEqual(['/', 'N/A'])
    expect(columnSamples(['h', 'i'], rows)).toEqual([
      ['/', 'N/A', 'x'],
      ['a', 'b'],
    ])
  })
})

describe('PLT-4 records', () => {
  it('folds lines of one order, takes the latest date and names the lines that differ', () => {
    const { records, issues } = readAll(
      rowsOf(
        ['王', '京A', '2026-03-01', '2026-03-02', 'M', '100', '换机油', 'n1'],
        ['李', '京B', '2026-03-01', '2026-03-02', 'M', '5', '洗车', null],
        ['王', '京A', '2026-03-01', '2026-03-05', 'M', '90', '补胎', null],
      ),
    )
    expect(records).toHaveLength(2)
    expect(records[0]).toMatchObject({
      line: 2,
      lines: [2, 4],
      values: { settledOn: '2026-03-05', km: '100', receivedAt: '2026-03-01T00:00:00' },
      items: [
        { line: 2, values: { work: '换机油' } },
        { line: 4, values: { work: '补胎' } },
      ],
      extra: { note: ['n1', ''] },
    })
    expect(issues.kept).toEqual([
      expect.objectContaining({
        line: 2,
        column: 's',
        reason: 'workbench.values_differ_latest_taken',
        params: { taken: '2026-03-05', takenLines: '4', others: '2026-03-02', otherLines: '2' },
      }),
      expect.objectContaining({ line: 4, column: 'k', reason: 'workbench.values_differ_first_taken' }),
    ])
    expect(issues.badLines.size).toBe(0)
  })

  it('keeps equal lines with a warning, or drops them when asked', () => {
    const rows = rowsOf(
      ['王', '京A', '2026-03-01', null, null, null, '机油'],
      ['王', '京A', '2026-03-01', null, null, null, '机油'],
    )
    const kept = readAll(rows)
    expect(kept.records[0]?.items).toHaveLength(2)
    expect(kept.issues.summary()).toEqual([
      { reason: 'workbench.line_duplicate', severity: 'warning', count: 1 },
    ])
    expect(readAll(rows, { dropDuplicateLines: true }).records[0]?.items).toHaveLength(1)
  })

  it('reports times out of order with both cells, a reading going back, a zero reading', () => {
    const { issues, records } = readAll(
      rowsOf(
        ['王', '京A', '2026-03-05 10:00', '2026-03-04', 'M', '100', 'a'],
        ['王', '京A', '2026-03-06 10:00', '2026-03-06', 'M', '90', 'b'],
        ['王', '京A', '2026-03-07', '2026-03-07', 'M', '0', 'c'],
      ),
    )
    expect(issues.kept.map((issue) => [issue.line, issue.column, issue.reason])).toEqual([
      [2, 's', 'workbench.times_out_of_order'],
      [4, 'k', 'workbench.reading_zero'],
      [3, 'k', 'workbench.reading_went_back'],
    ])
    expect(issues.kept[0]?.params).toMatchObject({
      earlierColumn: 'r',
      earlier: '2026-03-05 10:00:00',
      later: '2026-03-04',
    })
    expect(cleanRecords(records, issues).map((record) => record.line)).toEqual([3, 4])
  })

  it('says what is missing: a value per row, a column once, a blank line text as a warning', () => {
    const rows = rowsOf(
      [null, '京A', '2026-03-01', null, null, null, 'x'],
      ['王', '京A', '2026-02-30', null, null, null, null],
    )
    expect(
      readAll(rows).issues.kept.map((issue) => [issue.line, issue.column, issue.severity, issue.reason]),
    ).toEqual([
      [2, 'c', 'error', 'workbench.value_missing'],
      [3, 'r', 'error', 'workbench.date_impossible'],
      [3, 'w', 'warning', 'workbench.text_blank'],
    ])
    const { customer: _, ...without } = direct
    expect(readAll(rows, {}, without).issues.kept[0]).toMatchObject({
      line: 0,
      reason: 'workbench.field_unmapped',
    })
    const given = { ...direct, customer: { column: 0, constant: '散客' } }
    expect(readAll(rows, {}, given).records[0]?.values.customer).toBe('散客')
  })

  it('drops a whole record when one of its lines is bad', () => {
    const rows: SheetRow[] = [
      { line: 2, cells: ['王', '京A', '2026-03-01', null, null, null, 'a'] },
      {
        line: 3,
        cells: ['王', '京A', '2026-03-01', null, null, null, 'b'],
        problem: 'workbench.extra_cells',
      },
      { line: 4, cells: ['李', '京A', '2026-03-01', null, null, null, 'b'], problem: 'workbench.odd_escape' },
    ]
    const { records, issues } = readAll(rows)
    expect(cleanRecords(records, issues).map((record) => record.values.customer)).toEqual(['李'])
  })

  it('warns of a date column that can be read in two ways, naming it', () => {
    const mapping = { ...direct, receivedAt: { column: 2, format: 'dmy' as const } }
    const { issues } = readAll(rowsOf(['王', 'A', '02/03/2026', null, null, null, 'a']), {}, mapping)
    expect(issues.kept).toEqual([
      expect.objectContaining({
        line: 0,
        column: 'r',
        reason: 'workbench.date_order_ambiguous',
        params: { format: 'dmy', likely: 'dmy' },
      }),
    ])
  })

  it('counts every remark, keeps the first of each reason, and one for every bad line', () => {
    const bag = new IssueBag()
    const issue = { column: null, fieldKey: null, reason: 'workbench.a', params: {} }
    for (let line = 1; line <= keptPerReason * 3; line += 1) bag.add({ ...issue, line, severity: 'warning' })
    expect(bag.kept).toHaveLength(keptPerReason)
    expect(bag.count('warning')).toBe(keptPerReason * 3)
    for (let line = 1; line <= keptPerReason * 2; line += 1) {
      bag.add({ ...issue, line, severity: 'error' })
      bag.add({ ...issue, line, severity: 'error', reason: 'workbench.b' })
    }
    const errors = bag.kept.filter(({ severity }) => severity === 'error')
    expect(new Set(errors.map(({ line }) => line)).size).toBe(keptPerReason * 2)
    expect(errors).toHaveLength(keptPerReason * 3)
    expect(bag.badLines.size).toBe(keptPerReason * 2)
  })

  it('loses no row and no value, whatever the keys', () => {
    const cell = fc.constantFrom(null, 'a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 30 }), (made) => {
        const rows = rowsOf(...made.map(([c, p, w, n]) => [c, p, '2026-03-01', null, null, null, w, n]))
        const { records } = readAll(rows)
        expect(records.flatMap((record) => record.lines).sort((a, b) => a - b)).toEqual(
          rows.map((row) => row.line),
        )
        expect(records.flatMap((record) => record.items)).toHaveLength(rows.length)
        const notes = records.flatMap((record) => {
          const note = record.extra.note ?? ''
          return typeof note === 'string' ? record.lines.map(() => note) : note
        })
        expect(notes.filter((note) => note !== '')).toHaveLength(
          made.filter(([, , , n]) => n !== null).length,
        )
      }),
    )
  })
})

describe.skipIf(!existsSync(shared))('PLT-4 on real files (skipped where ../shared/data is absent)', () => {
  const { names, choices } = importWords(orderShape.fields, noTexts)

  it('motorcycle workshop: 15,228 lines are 2,470 orders, one of them with two invoice dates', async () => {
    const bytes = readFileSync(`${shared}/moto-service-india/service_lines_to_2018-05.csv`)
    const sheet = await readSheet(bytes, { fileName: 'lines.csv' })
    const mapping = proposeMapping({ ...sheet, fields: orderShape.fields, names })
    expect(mapping).toMatchObject({
      receivedAt: { column: 1, format: 'dmy' },
      settledOn: { column: 0, format: 'dmy' },
    })
    expect(Object.keys(mapping)).toHaveLength(7)
    const { records, issues } = readRecords({ ...sheet, shape: orderShape, mapping, choices, options })
    expect(sheet.rows).toHaveLength(15_228)
    expect(records).toHaveLength(2470)
    expect(records.reduce((sum, record) => sum + record.items.length, 0)).toBe(15_228)
    expect(Object.fromEntries(issues.summary().map(({ reason, count }) => [reason, count]))).toEqual({
      'workbench.line_duplicate': 132,
      'workbench.reading_zero': 84,
      'workbench.reading_went_back': 30,
      'workbench.text_blank': 22,
      'workbench.values_differ_first_taken': 3,
      'workbench.values_differ_latest_taken': 1,
    })
  })

  it('city requests: four files, 6,577 rows, times with AM and PM, nothing lost', async () => {
    const shape: ImportShape = {
      fields: [
        { key: 'no', labelKey: 'no', type: 'text', required: true, aliases: ['CASE_ENQUIRY_ID'] },
        { key: 'openedAt', labelKey: 'o', type: 'datetime', required: true, aliases: ['OPEN_DT'] },
        { key: 'promisedAt', labelKey: 't', type: 'datetime', aliases: ['TARGET_DT'] },
        { key: 'closedAt', labelKey: 'c', type: 'datetime', aliases: ['CLOSED_DT'] },
        { key: 'label', labelKey: 'l', type: 'text', aliases: ['OnTime_Status'] },
      ],
      order: [['openedAt', 'closedAt']],
    }
    let count = 0
    let judged = 0
    for (const name of readdirSync(`${shared}/boston311`)) {
      const sheet = await readSheet(readFileSync(`${shared}/boston311/${name}`), { fileName: name })
      const words = importWords(shape.fields, noTexts)
      const mapping = proposeMapping({ ...sheet, fields: shape.fields, names: words.names })
      expect(mapping.openedAt).toEqual({ column: 2, format: 'mdy' })
      const { records, issues } = readRecords({ ...sheet, shape, mapping, choices: words.choices, options })
      expect(issues.count('error')).toBe(0)
      expect(records[0]?.extra).toHaveProperty('LOCATION_STREET_NAME')
      count += records.length
      for (const { values } of records) {
        const { promisedAt, closedAt, label } = values
        if (!promisedAt || !closedAt || !label) continue
        judged += 1
        expect(closedAt <= promisedAt ? 'ONTIME' : 'OVERDUE').toBe(label)
      }
    }
    expect(count).toBe(6577)
    expect(judged).toBe(5079)
  })
})
