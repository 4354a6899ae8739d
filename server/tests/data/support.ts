import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../../src/kernel/ids'
import type { Visitor } from '../support/house'

const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

/** A folder of real data beside the project, or null with a word about it where it is absent. */
export function dataFolder(name: string): string | null {
  const folder = join(shared, name)
  if (existsSync(folder)) return folder
  console.warn(`Skipped: the real data "${name}" is not here (${folder}).`)
  return null
}

/** The rows of a CSV file by column name; quotes doubled, as spreadsheets write them. */
export function csvRows(path: string): Record<string, string>[] {
  const cells = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of cells.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const [header = [], ...body] = rows
  return body.map((values) => Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])))
}

export interface FileToImport {
  entity: string
  kind: 'normal' | 'history'
  name: string
  bytes: Buffer
}

/** Sends a file the way a browser does. */
export async function upload(who: Visitor, { entity, kind, name, bytes }: FileToImport): Promise<any> {
  const edge = '----fuheng-test-edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await who.raw({
    method: 'POST',
    url: `/api/v1/imports?entity=${entity}&kind=${kind}`,
    headers: { 'idempotency-key': newId(), 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  if (answer.statusCode !== 201) throw new Error(`upload of ${name}: ${answer.body}`)
  return answer.json()
}

/** Waits until the jobs have brought an import out of `checking` or `running`. */
export async function settled(who: Visitor, id: string): Promise<any> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    const { data } = await who.get(`/imports/${id}`)
    if (data.state !== 'checking' && data.state !== 'running') return data
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The import takes longer than two minutes.')
}

export interface Tried {
  record: any
  seconds: number
}

/** Mapping and trial; the seconds are those a person waits. */
export async function tryImport(
  who: Visitor,
  file: FileToImport,
  mapping: Record<string, object>,
  settings: object = {},
): Promise<Tried> {
  const made = await upload(who, file)
  const saved = await who.put(`/imports/${made.id}/settings`, {
    sheet: null,
    headerRow: null,
    headerRows: 1,
    mapping,
    emptySigns: [],
    dropDuplicateLines: false,
    dropBadRows: false,
    remember: false,
    version: made.version,
    ...settings,
  })
  if (saved.status !== 200) throw new Error(`settings: ${JSON.stringify(saved.data)}`)
  const began = performance.now()
  const asked = await who.post(`/imports/${made.id}/check`, { version: saved.data.version })
  if (asked.status !== 200) throw new Error(`trial: ${JSON.stringify(asked.data)}`)
  const record = await settled(who, made.id)
  return { record, seconds: (performance.now() - began) / 1000 }
}

/** The run after a trial. */
export async function runImport(who: Visitor, { id, version }: any): Promise<Tried> {
  const began = performance.now()
  const asked = await who.post(`/imports/${id}/run`, { version })
  if (asked.status !== 200) throw new Error(`run: ${JSON.stringify(asked.data)}`)
  const record = await settled(who, id)
  return { record, seconds: (performance.now() - began) / 1000 }
}

/** Counts per reason of a trial or run. */
export const reasonsOf = (record: any): Record<string, number> =>
  Object.fromEntries(record.reasons.map((one: any) => [one.reason, one.count]))

/** Every row of a list endpoint, page after page. */
export async function allRows(who: Visitor, url: string): Promise<any[]> {
  const rows: any[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: any = await who.get(
      `${url}${url.includes('?') ? '&' : '?'}limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    if (page.status !== 200) throw new Error(JSON.stringify(page.data))
    rows.push(...page.data.items)
    cursor = page.data.nextCursor
  }
  return rows
}
