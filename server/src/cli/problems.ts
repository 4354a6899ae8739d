import type { App } from '../app'
import { companyIds } from '../modules/identity'
import { companyOf } from '../modules/org'
import { runSystem } from '../platform/http/edge'
import { verifiers } from '../wiring'

/** Everything that is not as it must be, one line each, over all companies. */
export async function findProblems(app: App): Promise<string[]> {
  const { edge } = app.house
  const problems: string[] = []
  for (const companyId of await companyIds(edge.db)) {
    const stub = { id: companyId, name: '', timeZone: 'Asia/Shanghai' }
    const company = await runSystem(edge, stub, (ctx) => companyOf(ctx.tx, companyId), { readOnly: true })
    for (const { name, run } of verifiers) {
      const found = await runSystem(edge, company, run, { readOnly: true })
      problems.push(
        ...found.map((problem) => `${company.name}: ${name}: ${Object.values(problem).join(' ')}`),
      )
    }
  }
  return problems
}
