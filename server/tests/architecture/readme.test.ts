import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
)
const builtIn = new Set(['ci', 'install'])

describe.each(['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'])('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')

  it('names only commands that exist', () => {
    const named = [...text.matchAll(/npm (?:run )?(?:-s )?([a-z][a-z:-]*)/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(1)
    expect(named.filter((name) => !scripts.includes(name) && !builtIn.has(name))).toEqual([])
  })

  it('names only commands of fuheng that exist', async () => {
    const { commandNames } = await import('../../src/cli-commands')
    const named = [...text.matchAll(/fuheng -- ([a-z-]+)/g)].map((match) => match[1] ?? '')
    expect(named.filter((name) => !commandNames.includes(name))).toEqual([])
  })

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? '')
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([])
  })
})
