import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })

const textsOf = (language: string): Map<string, string> => {
  const files = readdirSync(join(root, 'texts')).filter((name) => name.endsWith(`.${language}.json`))
  return new Map(
    files.flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(join(root, 'texts', name), 'utf8')) as Record<string, string>),
    ),
  )
}

const zh = textsOf('zh-CN')
const en = textsOf('en')
const sources = filesBelow(join(root, 'server', 'src')).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
)
const webSources = filesBelow(join(root, 'web', 'src')).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
)

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
const han = /\p{Script=Han}/u

describe('PLT-11: texts', () => {
  it('exist in both languages for the same keys', () => {
    expect([...zh.keys()].filter((key) => !en.has(key))).toEqual([])
    expect([...en.keys()].filter((key) => !zh.has(key))).toEqual([])
  })

  it('are Chinese in Chinese and hold no Chinese in English', () => {
    const chineseInEnglish = [...en].filter(
      ([key, text]) => han.test(text) && !key.endsWith('.aliases') && key !== 'app.otherLanguage',
    )
    expect(chineseInEnglish.map(([key]) => key)).toEqual([])
  })

  it('exist for every reason the server can give', () => {
    const reasons = new Set(
      sources.flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/new AppError\(\s*'[a-z_]+',\s*'([a-z]+\.[a-z_]+)'/g)].map(
          (match) => match[1] ?? '',
        ),
      ),
    )
    expect(reasons.size).toBeGreaterThan(20)
    expect([...reasons].filter((reason) => !zh.has(`reason.${reason}`))).toEqual([])
  })

  it('exist for every permission', async () => {
    const { permissions } = await import('../../src/wiring')
    expect(permissions.filter((permission) => !zh.has(`permission.${permission}`))).toEqual([])
  })

  // Words a program compares with what people wrote (units, weekday names) are data of a rule, not texts on a screen.
  const exempt = [
    /importing/,
    /workbench\/import\//,
    /plan-reading/,
    /format/,
    /packs\/setup\.ts$/,
    /main\.ts$/,
    /database\/provision\.ts$/,
  ]
  it('are the only place for Chinese in the sources', () => {
    const found = [...sources, ...webSources].filter(
      (path) =>
        !exempt.some((pattern) => pattern.test(path)) &&
        han.test(withoutComments(readFileSync(path, 'utf8'))),
    )
    expect(found.map((path) => path.slice(root.length + 1))).toEqual([])
  })
})
