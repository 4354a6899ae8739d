import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { testHouse } from '../support/house'

const house = testHouse()

async function asApp<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const notByCompany = ['identity_users', 'identity_sessions', 'fuheng_migrations']

describe('PLT-13: the database says no by itself', () => {
  it('every table is forced to its company, but for identity’s own', async () => {
    const open = await asApp(house.database.superUrl, (client) =>
      client.query<{ relname: string }>(
        `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
      ),
    )
    expect(open.rows.map((row) => row.relname).sort()).toEqual([...notByCompany].sort())
  })

  it('a transaction that does not say whose it is sees nothing', async () => {
    await house.newCompany()
    const { rows } = await asApp(house.database.appUrl, (client) =>
      client.query<{ n: number }>('select count(*)::int as n from org_people'),
    )
    expect(rows[0]?.n).toBe(0)
  })

  it('a query without any condition sees only its company, and cannot write into another', async () => {
    const one = await house.newCompany()
    const two = await house.newCompany()
    await one.hire('service-advisor')
    await asApp(house.database.appUrl, async (client) => {
      await client.query('begin')
      await client.query(`select set_config('fuheng.company', $1, true)`, [two.company.id])
      const { rows } = await client.query<{ company_id: string }>(
        'select distinct company_id from org_people',
      )
      expect(rows.map((row) => row.company_id)).toEqual([two.company.id])
      const changed = await client.query(`update org_people set name = 'x' where company_id = $1`, [
        one.company.id,
      ])
      expect(changed.rowCount).toBe(0)
      await expect(
        client.query(`insert into platform_counters (company_id, name, value) values ($1, 'x', 1)`, [
          one.company.id,
        ]),
      ).rejects.toThrow(/row-level security/)
      await client.query('rollback')
    })
  })

  it('the server’s role cannot change the audit, alter tables or switch the policies off', async () => {
    const { company } = await house.newCompany()
    await asApp(house.database.appUrl, async (client) => {
      const refused = async (sql: string) =>
        expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner|insufficient/)
      await client.query(`select set_config('fuheng.company', $1, false)`, [company.id])
      await refused(`update audit_entries set note = 'x'`)
      await refused('delete from audit_entries')
      await refused('alter table org_people disable row level security')
      await refused('drop policy company on org_people')
      await refused('create table mine (id int)')
    })
  })
})
