import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import type { App } from '../app'
import {
  addCompany,
  loadAgain,
  packDifference,
  packFoldersIn,
  readPackFolder,
  type ItemDifference,
  type PackDifference,
} from '../modules/packs'
import { packsDir } from '../paths'
import { AppError } from '../kernel/errors'
import type { Company } from '../platform/ctx'
import { runSystem } from '../platform/http/edge'
import { packSource } from '../wiring'
import { companiesOf } from './companies'
import { say, withApp } from './with-app'

const complain = (line: string) => process.stderr.write(`${line}\n`)

const usage = `npm run -s fuheng -- pack check FOLDER|CODE
npm run -s fuheng -- pack load CODE COMPANY
FUHENG_ADMIN_PASSWORD=… npm run -s fuheng -- pack load CODE COMPANY LOGIN   (a company that is not there yet)
npm run -s fuheng -- pack diff CODE COMPANY [--json]   (COMPANY is a name or an id)`

function wrongUsage(): number {
  complain(usage)
  return 2
}

/** PCK-1, PCK-3: checks a pack, loads it, compares it with what a company has. */
export async function packCommand(args: string[]): Promise<number> {
  const isJson = args.includes('--json')
  const [verb, what, company, login] = args.filter((arg) => arg !== '--json')
  if (verb === 'check' && what) return check(what)
  if (verb === 'load' && what && company) return withApp((app) => load(app, { code: what, company, login }))
  if (verb === 'diff' && what && company) return withApp((app) => diff(app, { code: what, company, isJson }))
  return wrongUsage()
}

/** A pack by its code, or any folder, seen from where the command was given. */
async function folderOf(what: string): Promise<string> {
  if ((await packFoldersIn(packsDir)).includes(what)) return join(packsDir, what)
  return isAbsolute(what) ? what : resolve(process.env.INIT_CWD ?? process.cwd(), what)
}

async function check(what: string): Promise<number> {
  const folder = await folderOf(what)
  if (!existsSync(folder)) {
    complain(`no such folder or pack: ${what}`)
    return 1
  }
  const { pack, issues } = await readPackFolder(folder, packSource(packsDir).vocabulary)
  if (pack) {
    say(`${pack.info.code} ${pack.info.version}: sound`)
    return 0
  }
  for (const issue of issues) say(`${join(folder, issue.file)}:${issue.line}: ${issue.key}: ${issue.message}`)
  say(`${issues.length} faults`)
  return 1
}

async function companyNamed(app: App, name: string): Promise<Company | null> {
  const found = (await companiesOf(app)).filter((company) => company.id === name || company.name === name)
  if (found.length > 1) throw new Error(`several companies are called ${name}; give the id instead`)
  return found[0] ?? null
}

/** The refusals of the rules in plain English; anything else is a bug and stays one. */
async function refusing(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    complain(`${error.reason} ${JSON.stringify(error.details ?? {})}`)
    return 1
  }
}

interface Load {
  code: string
  company: string
  login: string | undefined
}

const load = (app: App, { code, company: name, login }: Load): Promise<number> =>
  refusing(async () => {
    const { edge } = app.house
    const source = packSource(packsDir)
    const company = await companyNamed(app, name)
    if (company) {
      const isNew = await runSystem(edge, company, (ctx) => loadAgain(ctx, source, code))
      say(isNew ? `${company.name}: ${code} loaded` : `${company.name}: has ${code} already, nothing changed`)
      return 0
    }
    const password = process.env.FUHENG_ADMIN_PASSWORD
    if (!login || !password) return wrongUsage()
    await addCompany(edge, source, {
      company: name,
      pack: code,
      adminName: login,
      adminLogin: login,
      password,
    })
    say(`${name}: ${code} loaded, administrator ${login}`)
    return 0
  })

const diff = (
  app: App,
  { code, company: name, isJson }: { code: string; company: string; isJson: boolean },
) =>
  refusing(async () => {
    const company = await companyNamed(app, name)
    if (!company) {
      complain(`no such company: ${name}`)
      return 1
    }
    const difference = await runSystem(
      app.house.edge,
      company,
      (ctx) => packDifference(ctx, packSource(packsDir), code),
      { readOnly: true },
    )
    const changed = difference.items.filter(({ outcome }) => outcome !== 'same')
    if (isJson) say(JSON.stringify({ ...difference, items: changed }, null, 2))
    else for (const line of tableOf(difference, changed)) say(line)
    return 0
  })

const outcomes: Record<ItemDifference['outcome'], string> = {
  same: 'same',
  take: 'would be taken',
  add: 'new, would be taken',
  keep: "company's change, kept",
  decide: 'both changed, a person decides',
  deactivate: 'removed, would be deactivated',
  own: "company's own, kept",
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? ''
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** PCK-3: one line an item, below it each field with base → the pack's now | the company's now. */
export function tableOf(difference: PackDifference, changed: readonly ItemDifference[]): string[] {
  const { code, loadedVersion, version, items } = difference
  const counts = new Map<string, number>()
  for (const { outcome } of items) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  const sums = [...counts].map(([outcome, count]) => `${outcome} ${count}`)
  return [
    `${code}: loaded ${loadedVersion}, now ${version}`,
    ...changed.flatMap((item) => [
      `${item.kind.padEnd(17)} ${item.key.padEnd(28)} ${outcomes[item.outcome]}`,
      ...item.fields.map(
        ({ field, base, theirs, ours, outcome }) =>
          `  ${outcome.padEnd(7)} ${(field || '(the item)').padEnd(38)} ${short(base)} → ${short(theirs)} | ${short(ours)}`,
      ),
    ]),
    sums.join(', '),
  ]
}
