import type { App } from '../app'
import { addCompany } from '../modules/packs'
import { packsDir } from '../paths'
import { runSystem } from '../platform/http/edge'
import { packSource, verifiers } from '../wiring'
import { companiesOf, say, withApp } from './with-app'

/** Everything that is not as it must be, one line each, over all companies. */
export async function findProblems(app: App): Promise<string[]> {
  const { edge } = app.house
  const problems: string[] = []
  for (const company of await companiesOf(app)) {
    for (const { name, run } of verifiers) {
      const found = await runSystem(edge, company, run, { readOnly: true })
      problems.push(
        ...found.map((problem) => `${company.name}: ${name}: ${Object.values(problem).join(' ')}`),
      )
    }
  }
  return problems
}

/** PLT-16: facts = records, sums = facts, settlement totals. Exit code 1 when anything is off. */
export const verify = (): Promise<number> =>
  withApp(async (app) => {
    const problems = await findProblems(app)
    for (const problem of problems) say(problem)
    say(
      problems.length === 0
        ? `clean: ${verifiers.map(({ name }) => name).join(', ')}`
        : `${problems.length} problems`,
    )
    return problems.length === 0 ? 0 : 1
  })

/** Adds a company to an installation that already has one. */
export async function addCompanyCommand([name, pack, login]: string[]): Promise<number> {
  const password = process.env.FUHENG_ADMIN_PASSWORD
  if (!name || !pack || !login || !password) {
    process.stderr.write('FUHENG_ADMIN_PASSWORD=… npm run -s fuheng -- add-company NAME PACK LOGIN\n')
    return 2
  }
  return withApp(async (app) => {
    await addCompany(app.house.edge, packSource(packsDir), {
      company: name,
      pack,
      adminName: login,
      adminLogin: login,
      password,
    })
    say(`${name}: ${login}`)
    return 0
  })
}
