import type { App } from '../app'
import { companyIds } from '../modules/identity'
import { companyOf } from '../modules/org'
import type { Company } from '../platform/ctx'
import { runSystem } from '../platform/http/edge'

/** Every company of the installation. */
export async function companiesOf(app: App): Promise<Company[]> {
  const { edge } = app.house
  const companies: Company[] = []
  for (const id of await companyIds(edge.db)) {
    const stub = { id, name: '', timeZone: 'Asia/Shanghai' }
    companies.push(await runSystem(edge, stub, (ctx) => companyOf(ctx.tx, id), { readOnly: true }))
  }
  return companies
}
