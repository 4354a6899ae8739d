import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const folders: string[] = []

interface Report {
  violations: { rule: { name: string }; from: string; to: string }[]
  totalCruised: number
}

/** Runs the real rules over a folder; the report goes through a file, because a long one is cut in a pipe. */
function cruise(folder: string, targets: string[]): Report {
  const bin = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const out = join(mkdtempSync(join(tmpdir(), 'fuheng-report-')), 'report.json')
  folders.push(dirname(out))
  const args = [
    bin,
    ...targets,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    '--output-to',
    out,
  ]
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  return (JSON.parse(readFileSync(out, 'utf8')) as { summary: Report }).summary
}

/** A small tree with the house's own rules and the given files. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fuheng-walls-'))
  folders.push(folder)
  for (const name of ['.dependency-cruiser.cjs', 'modules.map.cjs', 'tsconfig.base.json'])
    cpSync(join(root, name), join(folder, name))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const modules = 'server/src/modules'
const door = 'export const open = 1\n'

/** Each fault and the name of the rule that must catch it. */
const faults: { fault: string; rule: string; files: Record<string, string> }[] = [
  {
    fault: 'a deep import past the door',
    rule: 'modules-meet-at-the-door',
    files: {
      [`${modules}/service/commands.ts`]: `import '../org/store'\n`,
      [`${modules}/org/store.ts`]: door,
    },
  },
  {
    fault: 'an upward import',
    rule: 'org-uses-only-its-list',
    files: { [`${modules}/org/commands.ts`]: `import '../service'\n`, [`${modules}/service/index.ts`]: door },
  },
  {
    fault: 'a module that is not in the map',
    rule: 'unlisted-module',
    files: { [`${modules}/surprise/index.ts`]: `import '../org'\n`, [`${modules}/org/index.ts`]: door },
  },
  {
    fault: 'a cycle through two doors',
    rule: 'no-cycles',
    files: {
      [`${modules}/service/index.ts`]: `export { open } from '../products'\n`,
      [`${modules}/products/index.ts`]: `export { open } from '../service'\n`,
    },
  },
  {
    fault: 'a cycle of types only',
    rule: 'no-cycles',
    files: {
      [`${modules}/org/a.ts`]: `import type { B } from './b'\nexport type A = B\n`,
      [`${modules}/org/b.ts`]: `import type { A } from './a'\nexport type B = A | 1\n`,
    },
  },
  {
    fault: 'a store inside rules',
    rule: 'rules-are-pure',
    files: { [`${modules}/org/rules.ts`]: `import './store'\n`, [`${modules}/org/store.ts`]: door },
  },
  {
    fault: 'node:fs inside rules',
    rule: 'rules-are-pure',
    files: { [`${modules}/org/tree.rules.ts`]: `import 'node:fs'\n` },
  },
  {
    fault: 'a store inside a policy',
    rule: 'rules-are-pure',
    files: { [`${modules}/org/policy.ts`]: `import './store'\n`, [`${modules}/org/store.ts`]: door },
  },
  {
    fault: 'a kernel that knows a module',
    rule: 'kernel-knows-nobody',
    files: { 'server/src/kernel/ids.ts': `import '../modules/org'\n`, [`${modules}/org/index.ts`]: door },
  },
  {
    fault: 'a platform that knows a module',
    rule: 'platform-knows-no-module',
    files: { 'server/src/platform/db.ts': `import '../modules/org'\n`, [`${modules}/org/index.ts`]: door },
  },
  {
    fault: 'wiring past a door',
    rule: 'outsiders-use-the-door',
    files: { 'server/src/wiring.ts': `import './modules/org/store'\n`, [`${modules}/org/store.ts`]: door },
  },
  {
    fault: 'a feature that imports a feature',
    rule: 'web-features-are-apart',
    files: { 'web/src/features/org/page.ts': `import '../pay/page'\n`, 'web/src/features/pay/page.ts': door },
  },
  {
    fault: 'the web importing the server',
    rule: 'web-never-imports-server',
    files: { 'web/src/app/main.ts': `import '../../../server/src/app'\n`, 'server/src/app.ts': door },
  },
  {
    fault: 'shared knowing a feature',
    rule: 'web-shared-knows-no-feature',
    files: { 'web/src/shared/x.ts': `import '../features/org/page'\n`, 'web/src/features/org/page.ts': door },
  },
]

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the walls', () => {
  it.each(faults)('catch $fault ($rule)', ({ rule, files }) => {
    const folder = plant({ 'web/src/none.ts': door, 'server/src/none.ts': door, ...files })
    expect(
      cruise(folder, ['server/src', 'web/src']).violations.map((violation) => violation.rule.name),
    ).toContain(rule)
  })

  it('let a clean tree pass', () => {
    const folder = plant({
      'web/src/none.ts': door,
      [`${modules}/service/commands.ts`]: `import '../org'\nimport './rules'\n`,
      [`${modules}/service/rules.ts`]: `import '../../kernel/money'\n`,
      [`${modules}/org/index.ts`]: door,
      'server/src/kernel/money.ts': door,
    })
    expect(cruise(folder, ['server/src', 'web/src']).violations).toEqual([])
  })

  it('read the whole tree, and find nothing', () => {
    const report = cruise(root, ['server/src', 'web/src'])
    expect(report.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
    expect(report.totalCruised).toBeGreaterThan(100)
  })
})
