import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../kernel/errors'
import { csvLine } from './csv-write'
import { readSheet, sheetLimits, writeCsv, writeMarked, writeXlsx, type Column } from './index'
import { limits } from './limits'
import { kindOfFormat, localToSerial, serialToLocal } from './serial-date'
import { exactNumber, readRow, richText } from './xlsx-cells'
import { zipStream } from './zip-write'

const shared = resolve('../shared/data')
const bytesOf = async (stream: Readable | AsyncIterable<Buffer>) => {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
const csv = (text: string, more = {}) => readSheet(Buffer.from(text), { fileName: 'a.csv', ...more })
const reasonOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: AppError) => thrown,
  )
  return error?.reason ?? null
}
const zone = { timeZone: 'Asia/Shanghai' }

/** A workbook of hand-made parts. */
const book = (parts: Record<string, string>) =>
  bytesOf(zipStream(Object.entries(parts).map(([name, text]) => ({ name, text: [text] }))))
const plainBook = (sheet: string, more: Record<string, string> = {}) =>
  book({
    'xl/workbook.xml': '<workbook><workbookPr/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="x/styles" Target="styles.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  })
const rowsXml = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`

describe('PLT-4 csv', () => {
  it('reads byte order mark, CRLF, quotes, line breaks in cells and names the first line of each row', async () => {
    const content = await csv('\ufeffa,b\r\n1,"x ""y""\r\nz"\r\n\r\n2,3\r\n')
    expect(content.header).toEqual(['a', 'b'])
    expect(content.rows).toEqual([
      { line: 2, cells: ['1', 'x "y"\r\nz'] },
      { line: 5, cells: ['2', '3'] },
    ])
  })

  it('reports broken quotes with their line and reads on', async () => {
    const { rows } = await csv('a,b\n1,"open\n2,fine\n3,"x"y\n4,fine\n5,"never closed')
    expect(rows.map((row) => [row.line, row.problem ?? 'ok'])).toEqual([
      [2, 'workbench.broken_quotes'],
      [3, 'ok'],
      [4, 'workbench.broken_quotes'],
      [5, 'ok'],
      [6, 'workbench.broken_quotes'],
    ])
    expect(rows[0]?.cells).toEqual(['1', '"open'])
  })

  it('does not let one stray quote swallow rows up to the next one', async () => {
    const { rows } = await csv('a,b\n1,"open\n2,fine\n3,"closed"\n4,""\n')
    expect(rows.map((row) => row.line)).toEqual([2, 3, 4, 5])
    expect(rows.filter((row) => row.problem).map((row) => row.line)).toEqual([2])
  })

  it('marks a row with a cell too many, and escapes of another dialect', async () => {
    const { rows } = await csv('a,b\n1,2,3\n1,2,\n"x \\B\\"" y",2\n')
    expect(rows.map((row) => row.problem)).toEqual([
      'workbench.extra_cells',
      undefined,
      'workbench.odd_escape',
    ])
  })

  it('reads GBK, UTF-16, semicolons and tabs', async () => {
    const gbk = Buffer.from([0xc3, 0xfb, 0x2c, 0x61, 0x0a, 0xd5, 0xc5, 0x2c, 0x62])
    expect(await readSheet(gbk, { fileName: 'a.csv' })).toMatchObject({
      encoding: 'gb18030',
      header: ['名', 'a'],
    })
    const wide = Buffer.from('\ufeff名\t甲\n1\t2', 'utf16le')
    expect(await readSheet(wide, { fileName: 'a.txt' })).toMatchObject({
      encoding: 'utf-16le',
      header: ['名', '甲'],
    })
    expect((await csv('a;b\n1,5;2')).rows[0]?.cells).toEqual(['1,5', '2'])
  })

  it('agrees with csv-parse on every well-formed file', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '中', ' ', ';', '5') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        async (rows) => {
          const text = csvLine(['h1', 'h2']) + rows.map(csvLine).join('')
          const oracle: string[][] = parse(text, {
            bom: true,
            record_delimiter: ['\r\n', '\n'],
            delimiter: ',',
          })
          const filled = oracle.slice(1).filter((row) => row.some((c) => c.trim() !== ''))
          const read = (await csv(text)).rows
          expect(read.map((row) => row.cells.map((c) => c ?? ''))).toEqual(
            filled.map((row) => row.map((c) => (c.trim() === '' ? '' : c))),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never loses a line of any text at all', async () => {
    const unit = fc.constantFrom('a', '"', ',', '\n', '\r\n', '""', ' ', "'", '=')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (body) => {
        const { rows } = await csv(`h1,h2\n${body}`)
        const read = rows.flatMap((row) => row.cells).join('')
        for (const letter of ['a']) expect(read.split(letter).length).toBe(body.split(letter).length)
      }),
      { numRuns: 500 },
    )
  })

  it('round trips text that looks like a formula, guarded in the file', async () => {
    const columns: Column[] = [
      { key: 'a', header: 'A', type: 'text' },
      { key: 'b', header: 'B', type: 'money' },
    ]
    const texts = ['=1+1', '+86 10', '-x', '@cmd', "'=1", "''-1", '\tx', 'plain', "it's"]
    const bytes = await bytesOf(
      writeCsv(
        columns,
        texts.map((a) => ({ a, b: '-5.00' })),
        zone,
      ),
    )
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeffA,B\r\n')).toBe(true)
    expect(text).toContain("'=1+1,-5.00\r\n")
    const { rows } = await readSheet(bytes, { fileName: 'x.csv' })
    expect(rows.map((row) => row.cells)).toEqual(texts.map((a) => [a, '-5.00']))
  })
})

describe('PLT-4 xlsx', () => {
  it('keeps 20-digit ids and cuts what binary fractions add', () => {
    expect(exactNumber('12345678901234567890')).toBe('12345678901234567890')
    expect(exactNumber('1157.2700000000001')).toBe('1157.27')
    expect(exactNumber('0.30000000000000004')).toBe('0.3')
    expect(exactNumber('1.5E3')).toBe('1500')
    expect(exactNumber('1E-7')).toBe('0.0000001')
  })

  it('day numbers of a spreadsheet and back, to the second', () => {
    expect(serialToLocal(43891)).toBe('2020-03-01T00:00:00')
    expect(serialToLocal(43891.354166666664)).toBe('2020-03-01T08:30:00')
    expect(serialToLocal(1)).toBe('1900-01-01T00:00:00')
    expect(serialToLocal(60)).toBeNull()
    expect(serialToLocal(61)).toBe('1900-03-01T00:00:00')
    expect(serialToLocal(0, true)).toBe('1904-01-01T00:00:00')
    fc.assert(
      fc.property(fc.integer({ min: 5_000_000, max: 4_000_000_000 }), (seconds) => {
        const local = new Date(seconds * 1000).toISOString().slice(0, 19)
        expect(serialToLocal(localToSerial(local) ?? -1)).toBe(local)
      }),
    )
    expect([kindOfFormat(14, undefined), kindOfFormat(0, undefined), kindOfFormat(20, undefined)]).toEqual([
      'date',
      'number',
      'time',
    ])
    expect(kindOfFormat(176, 'yyyy"年"m"月"d"日";@')).toBe('date')
    expect(kindOfFormat(177, '[Red]0.00"day"')).toBe('number')
    expect(kindOfFormat(178, '[h]:mm')).toBe('time')
    expect(kindOfFormat(179, '#,##0.00_);[Red]\\(#,##0.00\\)')).toBe('number')
  })

  it('reads cached results, rich text without readings, escapes, errors and cells without addresses', () => {
    const words = { shared: ['甲'], kinds: ['number', 'date'] as const, from1904: false }
    const row = readRow(
      '<row r="7"><c r="A7"><f>1+1</f><v>2</v></c><c r="C7" t="s"><v>0</v></c><c t="str"><f>x</f><v>a&amp;b</v></c>' +
        '<c s="1"><v>43891</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><t>x_x000D_y</t></is></c></row>',
      0,
      words,
    )
    expect(row).toEqual({
      line: 7,
      cells: ['2', null, '甲', 'a&b', { date: '2020-03-01T00:00:00' }, 'TRUE', '#N/A', 'x\ry'],
    })
    expect(
      richText('<si><r><t>东</t></r><r><rPr/><t xml:space="preserve"> 京</t></r><rPh><t>とう</t></rPh></si>'),
    ).toBe('东 京')
  })

  it('reads what another writer wrote, prefixed tags and a moved workbook included', async () => {
    const other = new ExcelJS.Workbook()
    other.addWorksheet('empty')
    const sheet = other.addWorksheet('账')
    sheet.addRow(['编号', '日期', '金额', '合计', '备注'])
    sheet.addRow([
      '00012345678901234567',
      new Date(Date.UTC(2026, 2, 2, 8, 30)),
      12.1,
      { formula: 'C2*2', result: 24.2 },
      'a\nb',
    ])
    const bytes = Buffer.from(await other.xlsx.writeBuffer())
    const content = await readSheet(bytes, { fileName: 'a.xlsx' })
    expect(content.sheets).toEqual([
      { name: 'empty', rowCount: 0 },
      { name: '账', rowCount: 2 },
    ])
    expect(content.rows).toEqual([
      { line: 2, cells: ['00012345678901234567', { date: '2026-03-02T08:30:00' }, '12.1', '24.2', 'a\nb'] },
    ])
    const prefixed = await plainBook(
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is><x:t>tax: x:c</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    )
    expect((await readSheet(prefixed, { fileName: 'p.xlsx' })).header).toEqual(['tax: x:c'])
  })

  it('finds the header below a title, joins a two-row header, names unnamed and repeated columns', async () => {
    const content = await csv('2017 ledger,,,\n,,,\nno,name,name,\n1,a,b,c\n2,d,e,f\n')
    expect(content).toMatchObject({ headerLine: 3, header: ['no', 'name', 'name (2)', '[D]'] })
    const two = await csv('客户,,车辆,,备注\n姓名,电话,车牌,里程,\n张,1,京A,5,x\n', {
      headerRow: 1,
      headerRows: 2,
    })
    expect(two.header).toEqual(['客户 姓名', '客户 电话', '车辆 车牌', '车辆 里程', '备注'])
    expect(two.rows.map((row) => row.line)).toEqual([3])
  })

  it('does not count styled blank rows and columns', async () => {
    const blank = Array.from({ length: 600 }, () => '<c s="1"/>').join('')
    const bytes = await plainBook(
      rowsXml(
        `<row r="1"><c><v>1</v></c>${blank}</row><row r="9">${blank}</row><row r="12"><c><v>5</v></c></row>`,
      ),
    )
    const content = await readSheet(bytes, { fileName: 'a.xlsx' })
    expect(content).toMatchObject({
      header: ['1'],
      rows: [{ line: 12, cells: ['5'] }],
      sheets: [{ rowCount: 2 }],
    })
  })
})

describe('PLT-4 hostile files', () => {
  it('refuses what is not a sheet, with a reason', async () => {
    const read = (bytes: Buffer, fileName = 'a.xlsx') => reasonOf(readSheet(bytes, { fileName }))
    expect(await read(Buffer.alloc(0))).toBe('workbench.file_empty')
    expect(await read(Buffer.from('hello'), 'a.pdf')).toBe('workbench.file_kind_unknown')
    expect(await read(Buffer.from('PK\u0003\u0004 not a zip'))).toBe('workbench.file_unreadable')
    expect(await read(Buffer.from('a\u0000b,c'), 'a.csv')).toBe('workbench.file_unreadable')
    expect(await read(Buffer.from([0x61, 0xff, 0xff, 0x0a]), 'a.csv')).toBe('workbench.encoding_unknown')
    expect(await read(Buffer.from('\n , \n'), 'a.csv')).toBe('workbench.file_empty')
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await read(ole)).toBe('workbench.old_excel_format')
    expect(await read(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe(
      'workbench.file_encrypted',
    )
    expect(await read(Buffer.alloc(limits.fileBytes + 1))).toBe('workbench.file_too_large')
  })

  it('refuses a cut or damaged workbook, never breaks', async () => {
    const whole = await bytesOf(
      writeXlsx([{ key: 'a', header: 'A', type: 'text' }], [{ a: 'x' }, { a: 'y' }], zone),
    )
    for (let cut = 0; cut < whole.length; cut += 37) {
      expect(await reasonOf(readSheet(whole.subarray(0, cut), { fileName: 'a.xlsx' }))).toMatch(
        /^workbench\./,
      )
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const bent = Buffer.from(whole)
        bent[at] = byte
        const reason = await reasonOf(readSheet(bent, { fileName: 'a.csv' }))
        expect(reason === null || reason.startsWith('workbench.')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('stops a zip bomb by what it unfolds to, even when the directory lies', async () => {
    const honest = await plainBook(rowsXml('<row r="1"><c><v>1</v></c></row>'))
    const head = '<worksheet><sheetData>'
    const pieces = function* () {
      yield head
      for (let i = 0; i < 257; i += 1) yield ' '.repeat(1024 * 1024)
    }
    const rels =
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    const bytes = await bytesOf(
      zipStream([
        {
          name: 'xl/workbook.xml',
          text: ['<workbook><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>'],
        },
        { name: 'xl/_rels/workbook.xml.rels', text: [rels] },
        { name: 'xl/worksheets/sheet1.xml', text: pieces() },
      ]),
    )
    expect(bytes.length).toBeLessThan(limits.fileBytes)
    expect(await reasonOf(readSheet(bytes, { fileName: 'b.xlsx' }))).toBe('workbench.file_too_large')
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1))
      bytes.writeUInt32LE(10, at + 24)
    expect(await reasonOf(readSheet(bytes, { fileName: 'b.xlsx' }))).toBe('workbench.file_too_large')
    const phantom = await plainBook(rowsXml('<row/>'.repeat(limits.phantomRows + 1)))
    expect(await reasonOf(readSheet(phantom, { fileName: 'b.xlsx' }))).toBe('workbench.file_too_large')
    expect(await reasonOf(readSheet(honest, { fileName: 'a.xlsx' }))).toBeNull()
  })

  it('does not resolve entities a document defines, and does not hang on unclosed tags', async () => {
    const entity = await plainBook(
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' +
        rowsXml('<row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row>'),
    )
    expect((await readSheet(entity, { fileName: 'a.xlsx' })).header).toEqual(['&a;'])
    const started = performance.now()
    const unclosed = await plainBook(rowsXml(`<row r="1"><v/>${'<c>'.repeat(900_000)}</row>`))
    expect(await reasonOf(readSheet(unclosed, { fileName: 'a.xlsx' }))).toBe('workbench.file_unreadable')
    const readings = await plainBook(rowsXml('<row r="1"><c t="s"><v>0</v></c></row>'), {
      'xl/sharedStrings.xml': `<sst><si><t>x</t>${'<rPh>'.repeat(600_000)}</si></sst>`,
    })
    expect(await reasonOf(readSheet(readings, { fileName: 'a.xlsx' }))).toBeNull()
    const quotes = Buffer.from(`a,b\n${'"x,\n'.repeat(50_000)}`)
    expect(await reasonOf(readSheet(quotes, { fileName: 'a.csv' }))).toBeNull()
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('refuses more rows or columns than a file may hold', async () => {
    const rows = `a,b\n${'1,2\n'.repeat(sheetLimits.rows + 1)}`
    expect(await reasonOf(csv(rows))).toBe('workbench.file_too_large')
    expect((await csv(`a,b\n${'1,2\n'.repeat(sheetLimits.rows)}`)).rows).toHaveLength(sheetLimits.rows)
    expect(await reasonOf(csv(`${'a,'.repeat(501)}a\n`))).toBe('workbench.file_too_large')
    const far = await plainBook(rowsXml('<row r="1"><c r="XFD1"><v>1</v></c></row>'))
    expect(await reasonOf(readSheet(far, { fileName: 'a.xlsx' }))).toBe('workbench.file_too_large')
  })
})

describe('PLT-3 writing', () => {
  const columns: Column[] = [
    { key: 'id', header: '编号', type: 'text' },
    { key: 'n', header: '数量', type: 'number' },
    { key: 'm', header: '金额', type: 'money' },
    { key: 'p', header: '比率', type: 'percent' },
    { key: 'd', header: '日期', type: 'date' },
    { key: 't', header: '时间', type: 'datetime' },
  ]
  const row = {
    id: '=1+1',
    n: 3,
    m: '1234567890123456.78',
    p: '0.960000',
    d: '2026-03-02',
    t: new Date('2026-03-02T00:30:00Z'),
  }

  it('writes real numbers and dates, which another reader sees', async () => {
    const bytes = await bytesOf(writeXlsx(columns, [row, { id: '\u0001&<" _x000D_ 😀' }], zone))
    const other = new ExcelJS.Workbook()
    await other.xlsx.load(bytes as unknown as ArrayBuffer)
    const sheet = other.worksheets[0]
    expect(sheet?.autoFilter).toBe('A1:F3')
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    const cells = sheet?.getRow(2)
    expect(cells?.getCell(1).value).toBe('=1+1')
    expect(cells?.getCell(1).type).toBe(ExcelJS.ValueType.String)
    expect(cells?.getCell(2).value).toBe(3)
    expect(cells?.getCell(3).numFmt).toBe('#,##0.00')
    expect(cells?.getCell(4).value).toBe(0.96)
    expect(cells?.getCell(5).value).toEqual(new Date('2026-03-02T00:00:00Z'))
    expect(cells?.getCell(6).value).toEqual(new Date('2026-03-02T08:30:00Z'))
  })

  it('comes back digit by digit', async () => {
    const bytes = await bytesOf(writeXlsx(columns, [row, { id: '\u0001&<" _x000D_ 😀\r\n' }], zone))
    const { rows } = await readSheet(bytes, { fileName: 'a.xlsx' })
    expect(rows[0]?.cells).toEqual([
      '=1+1',
      '3',
      '1234567890123456.78',
      '0.96',
      { date: '2026-03-02T00:00:00' },
      { date: '2026-03-02T08:30:00' },
    ])
    expect(rows[1]?.cells).toEqual(['\u0001&<" _x000D_ 😀\r\n'])
  })

  it('round trips any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), async (texts) => {
        const filled = texts.filter((text) => text.trim() !== '')
        const bytes = await bytesOf(
          writeXlsx(
            [{ key: 'a', header: 'A', type: 'text' }],
            filled.map((a) => ({ a })),
            zone,
          ),
        )
        const { rows } = await readSheet(bytes, { fileName: 'a.xlsx' })
        expect(rows.map((r) => r.cells[0])).toEqual(filled)
      }),
      { numRuns: 100 },
    )
  })

  it('PLT-4: the marked file has line, reason, the untouched cells and comments on the bad ones', async () => {
    const stream = writeMarked({
      header: ['车牌', '金额'],
      rows: [{ line: 4, cells: ['京A', 'x'] }],
      issues: [
        { line: 4, column: '金额', severity: 'error', text: '不是数字' },
        { line: 4, column: null, severity: 'warning', text: '重复行' },
        { line: 0, column: '车牌', severity: 'warning', text: '整列' },
      ],
      sheetName: '问题',
      words: { line: '行', reason: '原因' },
    })
    const other = new ExcelJS.Workbook()
    await other.xlsx.load((await bytesOf(stream)) as unknown as ArrayBuffer)
    const cells = other.worksheets[0]?.getRow(2)
    expect(cells?.values).toEqual([undefined, 4, '金额: 不是数字\n重复行', '京A', 'x'])
    const note = cells?.getCell(4).note
    expect(JSON.stringify(note)).toContain('不是数字')
    expect(cells?.getCell(4).fill).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } })
    expect(JSON.stringify(other.worksheets[0]?.getRow(1).getCell(3).note)).toContain('整列')
  })
})

describe.skipIf(!existsSync(shared))('PLT-4 on real files (skipped where ../shared/data is absent)', () => {
  it('opens a sheet that declares 65,202 rows and fills 495', async () => {
    const path = `${shared}/gov12345-cn/附件2_留言与一级分类.xlsx`
    const content = await readSheet(readFileSync(path), { fileName: path })
    expect(content.rows).toHaveLength(495)
    expect(content.sheets).toEqual([{ name: 'Sheet1', rowCount: 496 }])
  })

  it('reads the same from UTF-8 and GBK', async () => {
    const read = (name: string) =>
      readSheet(readFileSync(`${shared}/autocomplaint-cn/${name}`), { fileName: name })
    const [utf8, gbk] = [await read('car_complain_202006.csv'), await read('car_complain_202006.gbk.csv')]
    expect(utf8.rows).toHaveLength(600)
    expect(gbk.encoding).toBe('gb18030')
    expect(gbk.rows).toEqual(utf8.rows)
  })

  it('marks the fourteen rows with foreign escapes', async () => {
    const content = await readSheet(readFileSync(`${shared}/excavator-mwo/excavators.csv`), {
      fileName: 'e.csv',
    })
    expect(content.rows).toHaveLength(5485)
    expect(content.rows.filter((row) => row.problem === 'workbench.odd_escape')).toHaveLength(14)
  })
})
