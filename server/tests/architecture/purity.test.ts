import { join } from 'node:path'
import { ESLint } from 'eslint'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

describe('the linter keeps rules pure', () => {
  const eslint = new ESLint({ cwd: root })
  const lint = async (text: string) => {
    const [result] = await eslint.lintText(text, {
      filePath: join(root, 'server/src/modules/org/tree.rules.ts'),
    })
    return result?.messages.filter((message) => message.ruleId === 'no-restricted-syntax').length ?? 0
  }

  it.each([
    ['the clock by new Date()', 'export const f = () => new Date()'],
    ['the clock by Date.now()', 'export const f = () => Date.now()'],
    ['chance', 'export const f = () => Math.random()'],
    ['async', 'export const f = async () => 1'],
    ['await', 'export async function f() { await 1 }'],
  ])('refuses %s', async (_what, text) => {
    expect(await lint(text)).toBeGreaterThan(0)
  })

  it('lets a date made from a value pass', async () => {
    expect(await lint('export const f = (ms: number) => new Date(ms)')).toBe(0)
  })
})

describe('the compiler keeps SQL in stores', () => {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: ['node'],
  }
  const errorsOf = (text: string): string[] => {
    const file = join(root, 'server/src/modules/org/planted.ts')
    const host = ts.createCompilerHost(options)
    const { readFile, fileExists } = host
    host.readFile = (name) => (name === file ? text : readFile(name))
    host.fileExists = (name) => name === file || fileExists(name)
    const getSource = host.getSourceFile.bind(host)
    host.getSourceFile = (name, language, ...rest) =>
      name === file ? ts.createSourceFile(name, text, language) : getSource(name, language, ...rest)
    const program = ts.createProgram([file], options, host)
    return ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '))
  }

  it('a command cannot write SQL', () => {
    const errors = errorsOf(
      `import type { Ctx } from '../../platform/ctx'\nexport const f = (ctx: Ctx) => ctx.tx.selectFrom('orgUnits')\n`,
    )
    expect(errors.join()).toContain('selectFrom')
  })

  it("a store cannot name another module's table", () => {
    const store = (table: string) => `import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
type Own = Pick<Db, 'orgUnits'>
export const f = (ctx: Ctx) => tables<Own>(ctx.tx).selectFrom('${table}').selectAll()
`
    expect(errorsOf(store('orgUnits'))).toEqual([])
    expect(errorsOf(store('identityUsers')).join()).toContain('identityUsers')
  })
})
