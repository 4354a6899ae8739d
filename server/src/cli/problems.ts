import type { App } from '../app'
import { runSystem } from '../platform/http/edge'
import { verifiers } from '../wiring'
import { companiesOf } from './companies'

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
