import { readFileSync } from 'node:fs'
import { newId } from '../../src/kernel/ids'
import type { App } from '../../src/app'

/** The people who try every route, by the position they hold in the pack `dealer-4s`. */
export const positions = {
  head: 'station-head',
  manager: 'service-manager',
  foreman: 'workshop-foreman',
  advisor: 'service-advisor',
  technician: 'technician-1',
  storekeeper: 'storekeeper',
  caller: 'follow-up-caller',
  hr: 'personnel-clerk',
  payroll: 'payroll-clerk',
} as const

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** A body and a query that the description accepts; a version nobody has, so that a conflict ends what would change. */
  body: object | undefined
  query: string
}

export const nobodysVersion = 999_999

interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  default?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  format?: string
  pattern?: string
  minimum?: number
  minLength?: number
  minItems?: number
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
}
interface Described {
  requestBody?: { content?: Record<string, { schema: Schema }> }
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[]
}
interface Document {
  paths: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}

/** Every operation of the product's own description, in the order of its paths. */
export function operations(app: App): Operation[] {
  const document = app.server.swagger() as Document
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        method: method.toUpperCase() as Operation['method'],
        path,
        ...callOf(document, described),
      })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1))
}

function callOf(document: Document, { requestBody, parameters = [] }: Described) {
  const schema = requestBody?.content?.['application/json']?.schema
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema: of }) => `${name}=${encodeURIComponent(String(sample(document, of, name)))}`)
  return {
    body: schema && (sample(document, schema, 'body') as object),
    query: query.length > 0 ? `?${query.join('&')}` : '',
  }
}

const texts = [
  '2026-01-15',
  '2026-01-15T09:00:00+08:00',
  '1',
  '0.5',
  'x',
  'x1',
  '2026-01',
  'xx-xx-xx',
  '09:00',
]

/** The smallest value that a schema accepts; only what is required is filled in. */
function sample(document: Document, schema: Schema, name: string): unknown {
  if (schema.$ref)
    return sample(document, document.components?.schemas?.[schema.$ref.split('/').pop() ?? ''] ?? {}, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return sample(document, choice.find((one) => one.type !== 'null') ?? { type: 'null' }, name)
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => sample(document, part, name) as object))
  switch (schema.type) {
    case 'integer':
    case 'number':
      return name === 'version' ? nobodysVersion : (schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(document, schema.items ?? {}, name))
    case 'string':
      return textOf(schema)
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sample(document, schema.properties?.[key] ?? {}, key)]),
      )
    default:
      return {}
  }
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return newId()
  const fits = texts.find((text) => !pattern || new RegExp(pattern).test(text))
  if (fits === undefined) throw new Error(`Teach the walk a text for ${pattern}.`)
  return pattern ? fits : 'x'.repeat(Math.max(1, minLength))
}

/** The rows of a table in Markdown that begin with a route. */
export function tableRows(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\| (GET|POST|PUT|PATCH|DELETE) /.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
}
