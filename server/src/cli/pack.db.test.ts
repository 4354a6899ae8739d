import { cpSync, mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packsDir, testHouse } from '../../tests/support/house'
import { packCommand } from './pack'

const house = testHouse()

const printed: string[] = []
const run = async (...args: string[]) => {
  printed.length = 0
  return { code: await packCommand(args), text: printed.join('') }
}

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', house.database.ownerUrl)
  vi.stubEnv('FUHENG_APP_DATABASE_URL', house.database.appUrl)
  vi.stubEnv('FUHENG_DATA', mkdtempSync(join(tmpdir(), 'fuheng-cli-')))
  vi.stubEnv('FUHENG_ADMIN_PASSWORD', 'correct horse battery')
  const keep = (text: unknown) => printed.push(String(text)) > 0
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
})
afterEach(() => {
  rmSync(process.env.FUHENG_DATA ?? '', { recursive: true, force: true })
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('PCK-1, PCK-3: packs from the command line', () => {
  it('load makes a company once; again changes nothing and says so; diff shows the rest', async () => {
    expect(await run('load', 'dealer-4s', '城北店', 'boss.north')).toEqual({
      code: 0,
      text: '城北店: dealer-4s loaded, administrator boss.north\n',
    })
    expect(await run('load', 'dealer-4s', '城北店')).toEqual({
      code: 0,
      text: '城北店: has dealer-4s already, nothing changed\n',
    })
    const other = await run('load', 'manufacturer-field-service', '城北店')
    expect([other.code, other.text]).toEqual([1, expect.stringContaining('packs.other_pack')])
    const { code, text } = await run('diff', 'dealer-4s', '城北店')
    expect([code, text.split('\n')[0]]).toEqual([0, expect.stringMatching(/^dealer-4s: loaded .*, now /)])
    expect(text).toMatch(/position +administrator +company's own, kept/)
    const asJson = JSON.parse((await run('diff', 'dealer-4s', '城北店', '--json')).text)
    expect(asJson.items).toEqual([expect.objectContaining({ key: 'administrator', outcome: 'own' })])
  })

  it('a company that is not there, and words that make no command', async () => {
    expect((await run('diff', 'dealer-4s', '没有这家')).code).toBe(1)
    expect((await run('load', 'dealer-4s', '还没有的店')).code).toBe(2)
    expect((await run('burn', 'dealer-4s')).code).toBe(2)
  })

  it('check names file, line and key of an unknown key', async () => {
    expect((await run('check', 'dealer-4s')).code).toBe(0)
    const folder = join(process.env.FUHENG_DATA ?? '', 'pack')
    cpSync(join(packsDir, 'dealer-4s'), folder, { recursive: true })
    const path = join(folder, 'pack.yaml')
    writeFileSync(path, `size: 3\n${readFileSync(path, 'utf8')}`)
    const { code, text } = await run('check', folder)
    expect([code, text]).toEqual([1, `${path}:1: size: unknown key "size"\n1 faults\n`])
  })
})
