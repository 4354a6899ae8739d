import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const packs = join(root, 'packs')
// The source documents lie beside the project, where they are at hand at all.
const seeds = join(root, '..', 'shared', 'seeds')
const areHere = existsSync(seeds)

interface Cited {
  where: string
  source: string
  /** What the cited lines must hold. */
  figures: unknown[]
}

const borders = ['atLeast', 'above', 'atMost', 'below']
/** The marks an item can carry, each with the fields it stands for. */
const markKeys: [mark: string, fields: string[]][] = [
  ['source', ['value', 'deduct', 'points', 'coefficient', 'pointsFrom', 'pointsTo', 'full', 'deductPerUnit']],
  ['targetSource', ['target']],
  ['borderSource', borders],
]

/** Every item with a source in a parsed file, with the way to it. */
function citedIn(value: unknown, where: string): Cited[] {
  if (Array.isArray(value)) return value.flatMap((entry, at) => citedIn(entry, `${where}[${at}]`))
  if (value === null || typeof value !== 'object') return []
  const item = value as Record<string, unknown>
  const below = Object.entries(item).flatMap(([key, entry]) => citedIn(entry, `${where}.${key}`))
  const own = markKeys.flatMap(([key, fields]) => {
    const source = item[key]
    return typeof source === 'string' ? [{ where, source, figures: fields.map((field) => item[field]) }] : []
  })
  return [...own, ...below]
}

/** '001:76,78-80; 004:5' as documents with their first and last lines. */
function rangesOf(source: string): { document: string; from: number; to: number }[] {
  return source.split('; ').flatMap((part) => {
    const [document = '', lines = ''] = part.split(':')
    return lines.split(',').map((range) => {
      const [from = 0, to = from] = range.split('-').map(Number)
      return { document, from, to }
    })
  })
}

const cited = readdirSync(packs, { recursive: true, encoding: 'utf8' })
  // Holidays come from official notices, not from the documents; a demo tells stories.
  .filter((name) => name.endsWith('.yaml') && !/^calendars|demo/.test(name))
  .flatMap((name) => citedIn(parse(readFileSync(join(packs, name), 'utf8')), name))

const documents = new Map<string, string[]>(
  areHere
    ? readdirSync(seeds).map((name) => [
        name.slice(0, 3),
        readFileSync(join(seeds, name), 'utf8').split('\n'),
      ])
    : [],
)

const textOf = (source: string) =>
  rangesOf(source)
    .map(
      ({ document, from, to }) =>
        documents
          .get(document)
          ?.slice(from - 1, to)
          .join('') ?? '',
    )
    .join('')
    .replace(/\s/g, '')

/** How a source may write a figure: 0.96 as 96%, 3800000 as 380万, 4 as 四. */
function writings(value: string): string[] {
  const number = Math.abs(Number(value))
  const chinese = '零一二三四五六七八九十'[number] ?? ''
  const halfHour = number === 30 ? '半小时' : ''
  return [number, number * 100, number / 10_000, chinese, halfHour]
    .map(String)
    .filter((text) => text !== '' && !/\.\d{4,}/.test(text))
}

describe('PCK-2: every source of a pack is a place', () => {
  it('finds the sources at all', () => {
    expect(cited.length).toBeGreaterThan(150)
  })

  it('in one of the documents 000 to 004, with lines in order', () => {
    const wrong = cited.filter(({ source }) =>
      rangesOf(source).some(({ document, from, to }) => !/^00[0-4]$/.test(document) || from < 1 || to < from),
    )
    expect(wrong).toEqual([])
  })

  it.skipIf(!areHere)('that the document has (skipped where the documents are not at hand)', () => {
    const wrong = cited.filter(({ source }) =>
      rangesOf(source).some(({ document, to }) => to > (documents.get(document)?.length ?? 0)),
    )
    expect(wrong.map(({ where, source }) => `${where}: ${source}`)).toEqual([])
    expect(cited.filter(({ source }) => textOf(source) === '')).toEqual([])
  })

  it.skipIf(!areHere)('that holds the figure (skipped where the documents are not at hand)', () => {
    const missing = cited.flatMap(({ where, source, figures }) =>
      figures.flatMap((value) => {
        if (typeof value !== 'string' && typeof value !== 'number') return []
        if (typeof value === 'string' && !/^-?\d+(\.\d+)?$/.test(value)) return []
        const text = textOf(source)
        return writings(String(value)).some((written) => text.includes(written))
          ? []
          : [`${where}: ${value} is not in ${source}`]
      }),
    )
    expect(missing).toEqual([])
  })
})
