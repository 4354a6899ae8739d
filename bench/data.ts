import type pg from 'pg'

/** How much the database of a measurement holds. Orders may be added later; people, customers and days stay. */
export interface Amount {
  from: number
  to: number
  customers: number
  /** Search terms of orders: left out where no search is measured. */
  terms: boolean
}

// Ids in the order of time, as the product makes them; the same number gives the same id.
const functions = `
  create or replace function pg_temp.nid(t timestamptz, seed text) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7' || substr(md5(seed), 1, 3)
      || '8' || substr(md5(seed), 4, 15))::uuid $$;
  create or replace function pg_temp.cid(n bigint) returns uuid language sql immutable as $$
    select pg_temp.nid(timestamptz '2024-01-01 00:00:00+00' + n * interval '1 second', 'c' || n) $$;
  create or replace function pg_temp.pid(n bigint) returns uuid language sql immutable as $$
    select pg_temp.nid(timestamptz '2024-01-01 00:00:00+00' + n * interval '1 second', 'p' || n) $$;`

const people = `
  insert into org_people (company_id, id, employee_no, name)
    select $1, pg_temp.nid(now(), 'person' || n), 'B' || n, '员工' || n from generate_series(1, 40) n;
  insert into org_assignments (company_id, id, person_id, position_id, valid_from)
    select $1, pg_temp.nid(now(), 'assignment' || n), pg_temp.nid(now(), 'person' || n), p.id, date '2020-01-01'
    from generate_series(1, 40) n join org_positions p
      on p.company_id = $1 and p.code = case when n <= 10 then 'service-advisor' else 'technician-1' end;`

const customers = `
  insert into products_models (company_id, id, code, name, family)
    select $1, pg_temp.nid(now(), 'model' || n), 'M' || n, '车型' || n, case when n % 2 = 0 then '轿车' else 'SUV' end
    from generate_series(1, 20) n;
  insert into customers_customers (company_id, id, name, region, responsible_person_id, first_contact_on, archived_on, created_at)
    select $1, pg_temp.cid(n), substr('赵钱孙李周吴郑王冯陈', (n % 10)::int + 1, 1) || substr('建国伟芳敏静强磊军洋', (n / 10 % 9)::int + 1, 2),
      '区' || n % 12, q.people[(n % 10)::int + 1], current_date - (n % 700)::int, current_date - (n % 700)::int + 1,
      timestamptz '2024-01-01 00:00:00+00' + n * interval '1 second'
    from generate_series(1, $2::int) n
    cross join (select array_agg(pg_temp.nid(now(), 'person' || g)) as people from generate_series(1, 10) g) q;
  insert into customers_phones (company_id, id, customer_id, position, phone, digits)
    select $1, pg_temp.nid(now(), 'phone' || n), pg_temp.cid(n), 0, x.phone, x.phone
    from generate_series(1, $2::int) n cross join lateral (select '138' || lpad((n * 7919 % 100000000)::text, 8, '0') as phone) x;
  insert into products_products (company_id, id, customer_id, model_id, plate, vin, ex_works_on, delivered_on, archived_on, created_at)
    select $1, pg_temp.pid(n), pg_temp.cid(n), pg_temp.nid(now(), 'model' || n % 20 + 1), '粤B' || lpad(n::text, 6, '0'),
      'LSV' || lpad(n::text, 14, '0'), current_date - 800, current_date - 790, current_date - 789,
      timestamptz '2024-01-01 00:00:00+00' + n * interval '1 second'
    from generate_series(1, $2::int) n;`

// Two years of orders: old ones handed over, those of the last week on their way. One technician, two lines, one
// promise, one settlement and the facts that belong to them.
const orders = `
  create temporary table o on commit drop as
    select n, pg_temp.nid(x.at, 'o' || n) as id, x.at, x.at + interval '20 hours' as finished, x.at + interval '25 hours' as settled,
      x.at < now() - interval '7 days' as old,
      case n % 10 when 8 then 'warranty' when 9 then 'accident' when 5 then 'repair' when 6 then 'repair' when 7 then 'repair' else 'maintenance' end as type,
      u.id as unit, q.people[(n % 10)::int + 1] as advisor, q.people[11 + (n % 30)::int] as worker,
      (n % $4::bigint) + 1 as c, (200 + n % 1800)::numeric(18, 2) as total, (n * 6151 % 100) < 93 as on_time
    from generate_series($2::bigint, $3::bigint) n
    cross join lateral (select now() - interval '2 hours' - ((n * 7919) % 1051200) * interval '1 minute' as at) x
    cross join (select array_agg(pg_temp.nid(now(), 'person' || g) order by g) as people from generate_series(1, 40) g) q
    join org_units u on u.company_id = $1 and u.code = case when n % 5 = 0 then 'workshop' else 'front-desk' end;
  insert into service_orders (company_id, id, number, type_key, state, unit_id, advisor_id, customer_id, product_id, product_family,
      contact_name, contact_phone, channel, received_at, complaint, mileage_km, fault_group_key, finished_at, settled_at, handed_over_at,
      promise_at, promise_seq, on_time, on_time_why, total, created_at, updated_at)
    select $1, o.id, 'B' || lpad(n::text, 9, '0'), type, case when old then 'handed_over' else (array['accepted', 'in_repair', 'ready'])[n % 3 + 1] end,
      unit, advisor, pg_temp.cid(c), pg_temp.pid(c), case when c % 2 = 1 then '轿车' else 'SUV' end, '联系人' || c % 100, '', 'counter', at,
      '刹车异响，检查并处理', 20000 + n % 90000, (array['engine', 'brakes', 'electrical', 'other'])[n % 4 + 1],
      case when old or n % 3 = 2 then finished end, case when old then settled end, case when old then settled + interval '1 hour' end,
      case when on_time then at + interval '30 hours' else at + interval '24 hours' end, 1, case when old then on_time end,
      case when not old then 'not_handed_over' when on_time then 'in_time' else 'late' end, total, at, at
    from o order by at;
  insert into service_order_workers (company_id, order_id, person_id, share, is_lead, position)
    select $1, id, worker, 1, true, 0 from o where old;
  insert into service_order_lines (company_id, id, order_id, position, kind, name, quantity, unit_price, amount)
    select $1, pg_temp.nid(at, 'l' || k || n), id, k, case k when 1 then 'labour' else 'part' end, case k when 1 then '工时' else '机油' end,
      1, case k when 1 then 100 else total - 100 end, case k when 1 then 100 else total - 100 end from o cross join generate_series(1, 2) k;
  insert into service_promises (company_id, id, order_id, seq, at, reason, confirmed, confirmed_recorded_at, entered_at)
    select $1, pg_temp.nid(at, 'w' || n), id, 1, case when on_time then at + interval '30 hours' else at + interval '24 hours' end, 'first', true, at, at from o;
  insert into service_order_moves (company_id, id, order_id, from_state, to_state, occurred_at, recorded_at)
    select $1, pg_temp.nid(at, 'm1' || n), id, null, 'accepted', at, at from o
    union all select $1, pg_temp.nid(settled, 'm2' || n), id, 'accepted', 'settled', settled, settled from o where old
    union all select $1, pg_temp.nid(settled, 'm3' || n), id, 'settled', 'handed_over', settled, settled from o where old;
  insert into service_settlements (company_id, id, order_id, seq, kind, settled_at, recorded_at, total, daily, warranty, insurance, boutique, discount)
    select $1, pg_temp.nid(settled, 's' || n), id, 1, 'settlement', settled, settled, total, case when type in ('maintenance', 'repair') then total else 0 end,
      case when type = 'warranty' then total else 0 end, case when type = 'accident' then total else 0 end, 0, 0 from o where old;
  create temporary table f on commit drop as
    select 'intake' as kind, (at at time zone 'Asia/Shanghai')::date as day, jsonb_build_object('count', '1') as quantities, o.* from o
    union all select 'settlement', (settled at time zone 'Asia/Shanghai')::date, jsonb_build_object('orders', '1', 'total', total::int::text,
      case type when 'warranty' then 'warranty' when 'accident' then 'insurance' else 'daily' end, total::int::text)
      || case when type = 'accident' then jsonb_build_object('insurance_cases', '1') else '{}' end, o.* from o where old
    union all select 'handover', ((settled + interval '1 hour') at time zone 'Asia/Shanghai')::date,
      jsonb_build_object('count', '1', 'judged', '1', case when on_time then 'on_time' else 'late' end, '1'), o.* from o where old;
  insert into indicator_facts (company_id, id, source_kind, source_id, source_number, kind, happened_on, unit_id, owner_id, product_family,
      order_type, customer_id, quantities, recorded_at)
    select $1, pg_temp.nid(at, 'f' || kind || n), 'order', id, 'B' || lpad(n::text, 9, '0'), kind, day, unit, advisor,
      case when c % 2 = 1 then '轿车' else 'SUV' end, type, pg_temp.cid(c), quantities, at from f;
  insert into indicator_fact_people (company_id, fact_id, role, person_id, share, kind, happened_on)
    select $1, pg_temp.nid(at, 'f' || kind || n), r, worker, 1, kind, day from f cross join unnest(array['technician', 'lead_technician']) r
    where kind <> 'intake';`

const terms = `
  insert into search_terms (company_id, kind, term, entity_id)
    select $1, 'order', substr(lower(number), k, 24), id from service_orders cross join generate_series(1, 9) k where company_id = $1
    on conflict do nothing;`

// Terms as the product makes them, of names, phones, plates and VINs. The two indexes are built afterwards, in one go.
const manyTerms = `
  insert into search_terms (company_id, kind, term, entity_id)
    select $1, 'customer', substr(x.word, k, 24), c.id from customers_customers c
    join customers_phones p on p.company_id = c.company_id and p.customer_id = c.id
    cross join lateral (values (c.name, 1), (p.digits, 2),
      (translate(left(c.name, 1), '赵钱孙李周吴郑王冯陈', 'zqslzwzwfc') || case substr(c.name, 2, 2)
        when '建国' then 'jg' when '伟芳' then 'wf' when '芳敏' then 'fm' when '敏静' then 'mj' when '静强' then 'jq' when '强磊' then 'ql'
        when '磊军' then 'lj' when '军洋' then 'jy' else 'y' end, 2)) as x (word, shortest)
    cross join lateral generate_series(1, length(x.word) - x.shortest + 1) k
    where c.company_id = $1 group by 3, 4;
  insert into search_terms (company_id, kind, term, entity_id)
    select $1, 'product', substr(x.word, k, 24), p.id from products_products p
    cross join lateral (values (lower(p.plate), 1), (lower(p.vin), 2)) as x (word, shortest)
    cross join lateral generate_series(1, length(x.word) - x.shortest + 1) k
    where p.company_id = $1 group by 3, 4;`

const withoutIndexes = `alter table search_terms drop constraint search_terms_pkey; drop index search_terms_entity;`
const withIndexes = `alter table search_terms add primary key (company_id, kind, term, entity_id);
  create index search_terms_entity on search_terms (company_id, kind, entity_id);`

const tables = [
  'org_people',
  'org_assignments',
  'customers_customers',
  'customers_phones',
  'products_models',
  'products_products',
  'service_orders',
  'service_order_workers',
  'service_order_lines',
  'service_promises',
  'service_order_moves',
  'service_settlements',
  'indicator_facts',
  'indicator_fact_people',
  'indicator_rollup_days',
  'indicator_rollup_months',
  'indicator_presence',
  'search_terms',
]

const literal = (value: string | number) => (typeof value === 'number' ? String(value) : `'${value}'::uuid`)
const withValues = (text: string, values: (string | number)[]) =>
  text.replace(/\$(\d)/g, (_all, at: string) => literal(values[Number(at) - 1] ?? ''))

/** Runs several statements in one transaction of the superuser, without the checks of references: the data is ours. */
async function inOne(client: pg.Client, text: string, values: (string | number)[]): Promise<void> {
  await client.query(
    `begin; set local session_replication_role = replica; set local synchronous_commit = off; ${withValues(text, values)} commit;`,
  )
}

/** People, customers and products; once. */
export async function fillPeople(client: pg.Client, company: string, count: number): Promise<void> {
  await client.query(functions)
  await inOne(client, people + customers, [company, count])
}

/** Orders `from` to `to` with everything that hangs on them, in parts that fit in memory. */
export async function fillOrders(client: pg.Client, company: string, amount: Amount): Promise<void> {
  await client.query(functions)
  const part = 100_000
  for (let from = amount.from; from <= amount.to; from += part)
    await inOne(client, orders, [company, from, Math.min(from + part - 1, amount.to), amount.customers])
  if (amount.terms) await inOne(client, terms, [company])
}

/** Search terms of customers and vehicles; after `fillPeople`. */
export async function fillTerms(client: pg.Client, company: string): Promise<void> {
  await inOne(client, withoutIndexes + manyTerms + withIndexes, [company])
}

/** The planner must know what is there, and dead rows must not be measured. */
export async function settle(client: pg.Client): Promise<void> {
  for (const table of tables) await client.query(`vacuum analyze ${table}`)
  await client.query('checkpoint')
}
