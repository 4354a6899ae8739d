import { errorFrom } from '../../shared/api/api-error'
import {
  answer,
  api,
  apiUrl,
  onceHeader,
  type Answer,
  type BodyOf,
  type ItemOf,
} from '../../shared/api/client'
import type { Language } from '../../shared/i18n/i18n'
import type { ListParams } from '../../shared/ui/list-params'

export type Import = Answer<'/imports/{id}', 'get'>
export type ImportRow = ItemOf<'/imports'>
export type Entity = ItemOf<'/imports/entities'>
export type Field = Entity['fields'][number]
export type Sheet = Answer<'/imports/{id}/sheet', 'get'>
export type Preview = Answer<'/imports/{id}/preview', 'post'>
export type Settings = BodyOf<'/imports/{id}/settings', 'put'>
export type Issue = ItemOf<'/imports/{id}/issues'>
export type Kind = Import['kind']
export type Mode = Import['mode']
export type Mapping = Import['mapping']
export type FieldMapping = Mapping[string]
export type DateFormat = NonNullable<FieldMapping['format']>
export type Place = Pick<Settings, 'sheet' | 'headerRow' | 'headerRows'>

export const states = [
  'uploaded',
  'mapped',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
] as const
export const severities = ['error', 'warning'] as const

const at = (id: string) => ({ path: { id } })

export const listImports = (params: ListParams) =>
  answer(
    api.GET('/imports', {
      params: {
        query: { ...params.page, entity: params.one('entity'), state: params.oneOf('state', states) },
      },
    }),
  )
export const listEntities = () => answer(api.GET('/imports/entities'))
export const fetchImport = (id: string) => answer(api.GET('/imports/{id}', { params: at(id) }))
export const fetchSheet = (id: string, { sheet, headerRow, headerRows }: Place) =>
  answer(
    api.GET('/imports/{id}/sheet', {
      params: {
        ...at(id),
        query: { sheet: sheet ?? undefined, headerRow: headerRow ?? undefined, headerRows },
      },
    }),
  )
export const fetchPreview = (id: string, body: BodyOf<'/imports/{id}/preview', 'post'>) =>
  answer(api.POST('/imports/{id}/preview', { params: at(id), body }))
export const saveSettings = (id: string, body: Settings) =>
  answer(api.PUT('/imports/{id}/settings', { params: at(id), body }))
export const checkImport = ({ id, version }: Pick<Import, 'id' | 'version'>) =>
  answer(api.POST('/imports/{id}/check', { params: at(id), body: { version } }))
export const runImport = ({ id, version }: Pick<Import, 'id' | 'version'>) =>
  answer(api.POST('/imports/{id}/run', { params: at(id), body: { version } }))
export const cancelImport = (id: string) => answer(api.POST('/imports/{id}/cancel', { params: at(id) }))
export const listIssues = (id: string, params: ListParams) =>
  answer(
    api.GET('/imports/{id}/issues', {
      params: {
        ...at(id),
        query: {
          ...params.page,
          severity: params.oneOf('severity', severities),
          reason: params.one('reason'),
        },
      },
    }),
  )

/** What was read, with other settings: the whole of them, as the server wants them. */
export const settingsOf = (record: Import, change: Partial<Settings>): Settings => ({
  sheet: record.sheet,
  headerRow: record.headerRow,
  headerRows: record.headerRows,
  mapping: record.mapping,
  emptySigns: record.emptySigns,
  dropDuplicateLines: record.dropDuplicateLines,
  dropBadRows: record.dropBadRows,
  remember: false,
  version: record.version,
  ...change,
})

export interface NewImport {
  entity: string
  kind: Kind
  mode: Mode
  file: File
}

/** Sends a file; the document of the API cannot say what a multipart body looks like, so this call is by hand. */
export async function uploadImport({ file, ...query }: NewImport, key: string): Promise<Import> {
  const body = new FormData()
  body.append('file', file, file.name)
  const url = apiUrl('/imports', new URLSearchParams(query))
  const response = await fetch(url, { method: 'POST', body, headers: onceHeader(key) })
  if (!response.ok) throw errorFrom(response.status, await response.json().catch(() => null))
  const made: Import = await response.json()
  return made
}

export const templateUrl = (entity: string, language: Language): string =>
  apiUrl(`/imports/templates/${entity}`, new URLSearchParams({ language }))

export const markedUrl = (id: string, rows: 'bad' | 'marked' | 'all', language: Language): string =>
  apiUrl(`/imports/${id}/marked`, new URLSearchParams({ rows, language }))
