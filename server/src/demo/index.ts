import { join } from 'node:path'
import { z } from 'zod'
import { companyIds } from '../modules/identity'
import { companySettings } from '../modules/org'
import { readPackFolder, type PackSource } from '../modules/packs'
import { SettingError } from '../platform/config'
import { runSystem, type Edge } from '../platform/http/edge'
import { makeDemo, type DemoHouse, type DemoOptions } from './demo'
import { companyHash } from './hash'
import { demoPassword } from './make/people'
import { readStory } from './story'

export { demoOptions } from './options'
export { demoPacksIn } from './story'
export type { DemoHouse, DemoOptions } from './demo'

const Kept = z.object({
  demo: z.object({ pack: z.string(), until: z.string(), seed: z.number(), orders: z.number() }).optional(),
})
type Say = (line: string) => void

const told = ({ pack, until, seed, orders }: DemoOptions) =>
  `${pack}, until ${until}, seed ${seed}, ${orders} orders`

/** The demo company that is there already; refuses a database that holds a real one. */
async function demoThere(edge: Edge): Promise<{ options: DemoOptions } | null> {
  const [companyId] = await companyIds(edge.db)
  if (companyId === undefined) return null
  const stub = { id: companyId, name: '', timeZone: 'Asia/Shanghai' }
  return runSystem(edge, stub, async (ctx) => {
    const { demo } = Kept.parse(await companySettings(ctx))
    if (!demo)
      throw new SettingError(
        '--demo',
        'this database holds a real company; a demo needs an empty one of its own',
      )
    return { options: demo }
  })
}

/** The accounts of the demo, one line each. */
async function accountLines(source: PackSource, pack: string): Promise<string[]> {
  const { story } = await readStory(source.dir, pack)
  const { pack: read } = await readPackFolder(join(source.dir, pack), source.vocabulary)
  const position = (key: string) => read?.positions.find((each) => each.key === key)?.name
  const rows = story.accounts.map(({ login, position: key }) => {
    const name = position(key)
    return [login, name ? `${name.zh} ${name.en}` : key]
  })
  const admin = read?.roles.find(({ key }) => key === 'admin')?.name
  return [['admin', admin ? `${admin.zh} ${admin.en}` : 'admin'], ...rows].map(
    ([login = '', what = '']) => `  ${login.padEnd(14)} ${demoPassword}   ${what}`,
  )
}

/**
 * PCK-4: the demo company: made if the database is empty, else left as it is. `verify` says what is wrong with what was
 * made; a demo that is not clean is not served.
 */
export async function ensureDemo(
  at: DemoHouse,
  of: { options: DemoOptions; verify: () => Promise<string[]>; say: Say },
): Promise<void> {
  const { source } = at
  const { options, verify, say } = of
  const there = await demoThere(at.house.edge)
  if (there) {
    say(`Demo: ${told(there.options)}`)
    if (told(there.options) !== told(options))
      say(`It stays as it was made; for ${told(options)} choose another folder with FUHENG_DATA.`)
  } else {
    say(`Making the demo: ${told(options)} …`)
    const began = performance.now()
    const { hash } = await makeDemo(at, options)
    const problems = await verify()
    if (problems.length > 0) throw new Error(`The demo is not clean:\n${problems.slice(0, 20).join('\n')}`)
    say(`Made and verified in ${Math.round((performance.now() - began) / 1000)} s; hash ${hash}`)
  }
  for (const line of await accountLines(source, there?.options.pack ?? options.pack)) say(line)
}

/** PCK-4: the number that is the same for the same pack, seed, day and size. */
export async function demoHash(edge: Edge): Promise<{ hash: string; tables: Record<string, string> }> {
  const [companyId] = await companyIds(edge.db)
  if (companyId === undefined) throw new SettingError('demo-hash', 'there is no company')
  const stub = { id: companyId, name: '', timeZone: 'Asia/Shanghai' }
  return runSystem(edge, stub, companyHash)
}
