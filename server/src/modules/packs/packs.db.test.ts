import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { packsDir, testHouse } from '../../../tests/support/house'
import { packSource } from '../../wiring'
import { companySettings, saveSettings } from '../org'
import { packDifference } from './difference'
import { loadAgain } from './setup'

const house = testHouse()

/** Every table of the database with a hash over all its rows, whoever they belong to. */
async function everything(): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: house.database.ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    )
    const hashes = new Map<string, string>()
    for (const { name } of tables) {
      // The walls hold for the owner too; this reader looks over them for the length of one transaction.
      await client.query(`alter table public.${name} no force row level security`)
      const { rows } = await client.query<{ hash: string; count: string }>(
        `select count(*) as count, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as hash
          from public.${name} t`,
      )
      hashes.set(name, `${rows[0]?.count} ${rows[0]?.hash}`)
    }
    return hashes
  } finally {
    await client.query('rollback')
    await client.end()
  }
}

const scratch: string[] = []
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true })
})

/** The dealer pack with some texts changed: what a later delivery could look like. */
function laterPack(changes: [file: string, from: string, to: string][]) {
  const dir = mkdtempSync(join(tmpdir(), 'fuheng-packs-'))
  scratch.push(dir)
  cpSync(join(packsDir, 'dealer-4s'), join(dir, 'dealer-4s'), { recursive: true })
  for (const [file, from, to] of changes) {
    const path = join(dir, 'dealer-4s', file)
    const text = readFileSync(path, 'utf8')
    expect(text, file).toContain(from)
    writeFileSync(path, text.replace(from, to))
  }
  return packSource(dir)
}

describe('PCK-1: loading a pack twice', () => {
  it.each(['dealer-4s', 'manufacturer-field-service'])('changes nothing in any table: %s', async (pack) => {
    const shop = await house.newCompany({ pack })
    const before = await everything()
    expect(before.size).toBeGreaterThan(30)
    expect(before.get('pack_items')).not.toMatch(/^0 /)
    expect(await shop.within((ctx) => loadAgain(ctx, packSource(packsDir), pack))).toBe(false)
    expect(await everything()).toEqual(before)
  })

  it('keeps what the company changed, and another pack is refused', async () => {
    const shop = await house.newCompany()
    await shop.within((ctx) => saveSettings(ctx, { 'returns.days': 45 }))
    await shop.within((ctx) => loadAgain(ctx, packSource(packsDir), 'dealer-4s'))
    expect(await shop.within(companySettings)).toMatchObject({ 'returns.days': 45 })
    await expect(
      shop.within((ctx) => loadAgain(ctx, packSource(packsDir), 'manufacturer-field-service')),
    ).rejects.toMatchObject({ reason: 'packs.other_pack' })
  })
})

describe('PCK-3: base, theirs and ours', () => {
  it.each(['dealer-4s', 'manufacturer-field-service'])(
    'right after loading nothing differs but the administrator: %s',
    async (pack) => {
      const shop = await house.newCompany({ pack })
      const { items } = await shop.within((ctx) => packDifference(ctx, packSource(packsDir), pack))
      expect(items.length).toBeGreaterThan(80)
      const changed = items.filter(({ outcome }) => outcome !== 'same')
      expect(changed.map(({ kind, key, outcome }) => [kind, key, outcome])).toEqual([
        ['position', 'administrator', 'own'],
      ])
    },
  )

  it('untouched is taken, both changed is asked, removed is deactivated, the own is kept', async () => {
    const shop = await house.newCompany()
    await shop.within((ctx) => saveSettings(ctx, { 'returns.days': 45, 'hand_over.set_by_settling': true }))
    const source = laterPack([
      ['pack.yaml', "version: '1.0.0'", "version: '1.1.0'"],
      ['settings.yaml', 'key: returns.days, value: 30', 'key: returns.days, value: 60'],
      ['settings.yaml', 'key: archive.product_days, value: 2', 'key: archive.product_days, value: 3'],
      ['indicators.yaml', "value: '650'", "value: '700'"],
      [
        'fault-groups.yaml',
        '  - { key: interior, name: { zh: 内饰与附件, en: Interior and accessories }, example: true }\n',
        '',
      ],
      [
        'fault-groups.yaml',
        'key: other',
        'key: glass, name: { zh: 玻璃, en: Glass }, example: true }\n  - { key: other',
      ],
      ['pay.yaml', "rate: { value: '0.008', example: true }", "rate: { value: '0.009', example: true }"],
    ])
    const difference = await shop.within((ctx) => packDifference(ctx, source, 'dealer-4s'))
    expect([difference.loadedVersion, difference.version]).toEqual(['1.0.0', '1.1.0'])
    const outcomes = difference.items
      .filter(({ outcome }) => outcome !== 'same')
      .map(({ kind, key, outcome, fields }) => [kind, key, outcome, fields.map(({ field }) => field).join()])
    expect(outcomes.sort()).toEqual([
      ['fault_group', 'glass', 'add', ''],
      ['fault_group', 'interior', 'deactivate', ''],
      ['indicator', 'intake_monthly', 'take', 'targets'],
      ['pay_scheme', 'service-manager-output', 'take', 'rate.value'],
      ['position', 'administrator', 'own', ''],
      ['setting', 'archive.product_days', 'take', 'value'],
      ['setting', 'hand_over.set_by_settling', 'keep', 'value'],
      ['setting', 'returns.days', 'decide', 'value'],
    ])
    expect(difference.items.find(({ key }) => key === 'returns.days')).toMatchObject({
      mark: { source: null, isExample: true },
      fields: [{ field: 'value', base: 30, theirs: 60, ours: 45, outcome: 'decide' }],
    })
  })
})
