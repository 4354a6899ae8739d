import { demoHash } from '../demo'
import { addCompany } from '../modules/packs'
import { packsDir } from '../paths'
import { packSource, verifiers } from '../wiring'
import { findProblems } from './problems'
import { say, withApp } from './with-app'

export { findProblems }

/** PLT-16: facts = records, sums = facts, settlement totals. Exit code 1 when anything is off. */
export const verify = ([option, pack = '']: string[]): Promise<number> =>
  withApp(
    async (app) => {
      const problems = await findProblems(app)
      for (const problem of problems) say(problem)
      say(
        problems.length === 0
          ? `clean: ${verifiers.map(({ name }) => name).join(', ')}`
          : `${problems.length} problems`,
      )
      return problems.length === 0 ? 0 : 1
    },
    option === '--demo' ? `demo-${pack}` : '',
  )

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

/** PCK-4: `demo-hash PACK`: one number over every business table of a demo, and one a table. */
export async function demoHashCommand([pack]: string[]): Promise<number> {
  if (!pack) {
    process.stderr.write('npm run -s fuheng -- demo-hash PACK\n')
    return 2
  }
  return withApp(async (app) => {
    const { hash, tables } = await demoHash(app.house.edge)
    for (const [name, each] of Object.entries(tables)) say(`${each.padEnd(44)} ${name}`)
    say(hash)
    return 0
  }, `demo-${pack}`)
}
