import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillOrders, fillPeople } from '../../../bench/data'
import { testHouse, type TestCompany } from '../support/house'
import { accessesOf, listenToStatements } from './explain'

const house = testHouse()
const amount = { orders: 12_000, customers: 12_000 }

/** Tables that grow with the business; the rest (units, types, people, a month's cards) stays small. */
const big = [
  'service_orders',
  'service_order_workers',
  'customers_customers',
  'customers_phones',
  'products_products',
  'search_terms',
  'indicator_facts',
  'audit_entries',
  'service_clock_alerts',
]

const api = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8'))

/** The sort names of the lists of big tables; a new one belongs here, the walk below finds lists that are missing. */
const lists: Record<string, { sorts: string[]; filters: Record<string, string> }> = {
  '/orders': {
    sorts: ['receivedAt', 'number', 'promiseAt', 'handedOverAt', 'settledAt', 'total', 'daysSincePrevious'],
    filters: {
      state: 'in_repair',
      typeKey: 'accident',
      faultGroupKey: 'brakes',
      advisorId: 'person',
      technicianId: 'person',
      customerId: 'customer',
      productId: 'product',
      open: 'true',
      overdue: 'true',
      receivedFrom: 'week',
      settledFrom: 'week',
      handedOverFrom: 'week',
      repeatWithin: '7',
      q: '粤B000123',
    },
  },
  '/customers': {
    sorts: ['name', 'createdAt', 'region', 'firstContactOn', 'nextServiceOn'],
    filters: {
      responsiblePersonId: 'person',
      firstContactFrom: 'week',
      nextServiceFrom: 'week',
      q: '王建国',
    },
  },
  '/products': {
    sorts: ['plate', 'createdAt', 'exWorksOn', 'deliveredOn', 'mileageKm'],
    filters: { customerId: 'customer', exWorksFrom: 'week', deliveredFrom: 'week', q: '00123' },
  },
  '/clock-alerts': { sorts: ['crossedAt'], filters: { personId: 'person' } },
  '/indicators/revenue_total/facts': {
    sorts: ['happenedOn', 'sourceNumber'],
    filters: {},
  },
}

/** Lists whose tables stay small, with the reason. */
const small: Record<string, string> = {
  '/users': 'one row an employee',
  '/org/positions': 'the organisation chart',
  '/org/colleagues': 'one row an employee',
  '/org/people': 'one row an employee',
  '/products/models': 'a catalogue',
  '/parts': 'a catalogue',
  '/appraisal/cards': 'one a person and month',
  '/pay/runs': 'one a month',
  '/pay/slips': 'one a person and month',
  '/pay/salaries': 'one a change of pay',
  '/pay/entries': 'a few a person and month',
  '/imports': 'one a file',
  '/imports/{id}/issues': 'capped for each import',
  '/org/swaps': 'a few a month',
  '/customers/duplicates': 'open pairs only, worked off by hand',
}

/** Whole scans that are right, by list, query and table. */
const exceptions: { list: string; query: RegExp; table: string; because: string }[] = []

interface Known {
  person: string
  customer: string
  product: string
  week: string
}

describe('an index behind every list, as the application’s role', () => {
  let company: TestCompany
  let owner: pg.Client
  let known: Known

  beforeAll(async () => {
    company = await house.newCompany()
    owner = new pg.Client({ connectionString: house.database.superUrl })
    await owner.connect()
    const { id } = company.company
    await fillPeople(owner, id, amount.customers)
    await fillOrders(owner, id, { from: 1, to: amount.orders, customers: amount.customers, terms: true })
    await owner.query(
      `insert into search_terms (company_id, kind, term, entity_id)
       select $1, 'customer', substr(name, k, 24), id from customers_customers cross join generate_series(1, 3) k
         where company_id = $1 and substr(name, k, 24) <> ''
       union select $1, 'product', substr(lower(plate), k, 24), id from products_products cross join generate_series(1, 8) k
         where company_id = $1 and substr(plate, k, 24) <> '' on conflict do nothing`,
      [id],
    )
    await owner.query(
      `insert into service_clock_alerts (company_id, id, order_id, rule_key, kind, crossed_at, raised_at, person_id)
       select o.company_id, gen_random_uuid(), o.id, r.key, 'breached', o.received_at, o.received_at, p.id
       from service_orders o cross join (select key from service_clock_rules where company_id = $1 limit 1) r
       left join org_people p on p.company_id = o.company_id and p.id = o.advisor_id
       where o.company_id = $1`,
      [id],
    )
    await owner.query('analyze')
    const one = async (sql: string) => (await owner.query<{ id: string }>(sql, [id])).rows[0]?.id ?? ''
    known = {
      person: await one('select advisor_id as id from service_orders where company_id = $1 limit 1'),
      customer: await one('select id from customers_customers where company_id = $1 limit 1'),
      product: await one('select id from products_products where company_id = $1 limit 1'),
      week: new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10),
    }
    return () => owner.end()
  })

  const queriesOf = (list: string): string[] => {
    const { sorts, filters } = lists[list]!
    const base = list.includes('/facts') ? `period=${known.week.slice(0, 7)}&` : ''
    const filled = Object.entries(filters).map(
      ([name, value]) => `${name}=${encodeURIComponent(known[value as keyof Known] ?? value)}`,
    )
    return [
      ...sorts.flatMap((sort) => [`${base}sort=${sort}`, `${base}sort=-${sort}`]),
      ...filled.map((filter) => `${base}${filter}`),
    ]
  }

  /** The whole scans of big tables by the statements of one answer that fetch rows (the count of a list is one by nature). */
  async function scansOf(list: string, query: string): Promise<string[]> {
    const { sent, stop } = listenToStatements()
    const answer = await company.admin.get(`${list}?${query}`).finally(stop)
    expect(answer.status, `${list}?${query} ${JSON.stringify(answer.data)}`).toBe(200)
    const client = new pg.Client({ connectionString: house.database.appUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query(`select set_config('fuheng.company', $1, true)`, [company.company.id])
      const scans: string[] = []
      for (const statement of sent) {
        if (/select count\(\*\) as "?total"?/.test(statement.text) || /set_config/.test(statement.text))
          continue
        for (const { table, index } of await accessesOf(client, statement))
          if (index === null && big.includes(table)) scans.push(table)
      }
      return scans
    } finally {
      await client.end()
    }
  }

  const isExcepted = (list: string, query: string, table: string) =>
    exceptions.some((each) => each.list === list && each.query.test(query) && each.table === table)

  async function faults(list: string): Promise<string[]> {
    const found: string[] = []
    for (const query of queriesOf(list))
      for (const table of new Set(await scansOf(list, query)))
        if (!isExcepted(list, query, table)) found.push(`${list}?${query}: whole scan of ${table}`)
    return found
  }

  it('every list of the API is looked at here or named as small', () => {
    const all = Object.entries<any>(api.paths)
      .filter(([, methods]) => methods.get?.parameters?.some((each: any) => each.name === 'cursor'))
      .map(([path]) => path.replace('/api/v1', '').replace('/{code}/', '/revenue_total/'))
    expect(all.filter((path) => !(path in lists) && !(path in small))).toEqual([])
  })

  it.each(Object.keys(lists))('%s', async (list) => {
    expect(await faults(list)).toEqual([])
  })

  it('bites: without its index the list of orders is found out', async () => {
    await owner.query('begin')
    await owner.query('drop index service_orders_total')
    await owner.query('commit')
    expect((await faults('/orders')).some((fault) => fault.includes('sort=total'))).toBe(true)
  })
})
