import { describe, expect, it } from 'vitest'
import { texts as en } from './texts-en'
import { texts as zh } from './texts-zh'

const sources = import.meta.glob<string>('../../**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const code = Object.entries(sources).filter(([path]) => !/\.test\.ts$|schema\.d\.ts$/.test(path))

const keysIn = (source: string): string[] =>
  [...source.matchAll(/\bt\(\s*'([^']+)'/g), ...source.matchAll(/\btext: '([^']+)'/g)].flatMap(
    ([, key]) => key ?? [],
  )

const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].flatMap(([, name]) => name ?? []).sort()

describe('PLT-11: texts', () => {
  it('has read the sources and the texts', () => {
    expect(code.length).toBeGreaterThan(60)
    expect(Object.keys(zh).length).toBeGreaterThan(200)
  })

  it('has the same keys in both languages, none empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === '')).toEqual(
      [],
    )
  })

  it('leaves the same holes in both languages', () => {
    const differing = Object.keys(zh).filter(
      (key) => String(holes(zh[key] ?? '')) !== String(holes(en[key] ?? '')),
    )
    expect(differing).toEqual([])
  })

  it('has a text for every key the code names', () => {
    const missing = code.flatMap(([path, source]) =>
      keysIn(source)
        .filter((key) => !(key in zh))
        .map((key) => `${path}: ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('keeps Chinese out of the code', () => {
    expect(
      code
        .filter(([, source]) => /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/.test(source))
        .map(([path]) => path),
    ).toEqual([])
  })
})
