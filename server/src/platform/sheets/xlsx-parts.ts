import { escapeXml } from './xml'

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types'
const sheetML = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Positions in the style table; a marked cell adds `styleCount` (error) or twice that (warning). */
export const styles = {
  plain: 0,
  text: 1,
  number: 2,
  money: 3,
  percent: 4,
  date: 5,
  datetime: 6,
  header: 7,
  guarded: 8,
}
export const styleCount = 9

export const sheetHead = `${xmlHead}<worksheet xmlns="${main}" xmlns:r="${relations}">`

export function stylesXml(): string {
  const base = (fill: number) =>
    [
      `<xf numFmtId="0" fontId="0" fillId="${fill}" borderId="0" applyFill="1"/>`,
      ...[49, 0, 4, 10, 164, 165].map(
        (format) =>
          `<xf numFmtId="${format}" fontId="0" fillId="${fill}" borderId="0" applyNumberFormat="1" applyFill="1"/>`,
      ),
      `<xf numFmtId="49" fontId="1" fillId="${fill === 0 ? 2 : fill}" borderId="0" applyFont="1" applyFill="1"/>`,
      `<xf numFmtId="49" fontId="0" fillId="${fill}" borderId="0" applyNumberFormat="1" applyFill="1" quotePrefix="1"/>`,
    ].join('')
  const solid = (colour: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
  return (
    `${xmlHead}<styleSheet xmlns="${main}">` +
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts>' +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    `${solid('FFE8EEF7')}${solid('FFFFC7CE')}${solid('FFFFEB9C')}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${styleCount * 3}">${base(0)}${base(3)}${base(4)}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  )
}

export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets></workbook>`
}

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`

const relationList = (list: string[]) =>
  `${xmlHead}<Relationships xmlns="${packageRelations}">${list.join('')}</Relationships>`

export function workbookRelations(sheets: number): string {
  const list = Array.from({ length: sheets }, (_, i) =>
    relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`),
  )
  return relationList([...list, relation('styles', 'styles', 'styles.xml')])
}

export const rootRelations = (): string =>
  relationList([relation('rId1', 'officeDocument', 'xl/workbook.xml')])

export function sheetRelations(n: number): string {
  return relationList([
    relation('comments', 'comments', `../comments${n}.xml`),
    relation('drawing', 'vmlDrawing', `../drawings/vmlDrawing${n}.vml`),
  ])
}

export function contentTypesXml(sheets: number, commented: readonly number[]): string {
  const part = (name: string, type: string) =>
    `<Override PartName="${name}" ContentType="${sheetML}.${type}+xml"/>`
  const sheetParts = Array.from({ length: sheets }, (_, i) =>
    part(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet'),
  )
  return (
    `${xmlHead}<Types xmlns="${contentTypes}">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    part('/xl/workbook.xml', 'sheet.main') +
    part('/xl/styles.xml', 'styles') +
    sheetParts.join('') +
    commented.map((n) => part(`/xl/comments${n}.xml`, 'comments')).join('') +
    '</Types>'
  )
}

export interface Comment {
  readonly row: number
  readonly column: number
  readonly cell: string
  readonly text: string
}

export function* commentsXml(comments: readonly Comment[]): Generator<string> {
  yield `${xmlHead}<comments xmlns="${main}"><authors><author>Fuheng</author></authors><commentList>`
  for (const { cell, text } of comments) {
    yield `<comment ref="${cell}" authorId="0"><text><r><t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`
  }
  yield '</commentList></comments>'
}

/** Comments are seen only with a shape beside them in the old vector format. */
export function* drawingXml(comments: readonly Comment[]): Generator<string> {
  yield (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"' +
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>' +
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
  )
  for (const [i, { row, column }] of comments.entries()) {
    yield (
      `<v:shape id="_x0000_s${1025 + i}" type="#_x0000_t202" style="position:absolute;width:180pt;height:60pt;z-index:${i + 1};` +
      'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>' +
      '<v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
      `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
    )
  }
  yield '</xml>'
}
