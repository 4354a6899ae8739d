/** The page of the list: the order with its type, unit, people, customer and product, newest first. */
const row = `o.id, o.number, o.external_no, o.type_key, t.name as type_name, t.name_en as type_name_en, o.state, o.unit_id,
  u.name as unit_name, o.advisor_id, a.name as advisor_name, o.customer_id, c.name as customer_name, o.product_id, p.plate, p.vin,
  p.serial, m.name as model_name, o.contact_name, o.contact_phone, o.channel, o.received_at, o.complaint, o.mileage_km,
  o.fault_group_key, o.unclear, o.promise_at, o.finished_at, o.settled_at, o.handed_over_at, o.on_time, o.on_time_why,
  o.spot_check, o.follow_up_answer, o.days_since_previous, o.return_of_id, o.total, o.is_history, o.version,
  (select coalesce(json_agg(json_build_object('personId', w.person_id, 'name', wp.name, 'isLead', w.is_lead) order by w.position), '[]')
    from service_order_workers w join org_people wp on wp.company_id = w.company_id and wp.id = w.person_id
    where w.company_id = o.company_id and w.order_id = o.id) as technicians`

const joined = `service_orders o
  join service_order_types t on t.company_id = o.company_id and t.key = o.type_key
  join org_units u on u.company_id = o.company_id and u.id = o.unit_id
  left join org_people a on a.company_id = o.company_id and a.id = o.advisor_id
  left join customers_customers c on c.company_id = o.company_id and c.id = o.customer_id
  left join products_products p on p.company_id = o.company_id and p.id = o.product_id
  left join products_models m on m.company_id = p.company_id and m.id = p.model_id`

export const list = `select ${row} from ${joined} where o.company_id = $1 and o.state = $2
  order by o.received_at desc, o.id desc limit $3`
export const count = `select count(*) as total from service_orders o where o.company_id = $1 and o.state = $2`

const children = (table: string, order: string) =>
  `(select coalesce(json_agg(x order by x.${order}), '[]') from ${table} x where x.company_id = o.company_id and x.order_id = o.id)`

/** One order with everything on its page. */
export const read = `select ${row}, o.running_hours, o.details, o.clarification, o.closed_at, o.cancelled_at, o.cancel_reason, o.extra,
  o.created_at, o.updated_at, to_json(t) as type,
  ${children('service_order_lines', 'position')} as lines, ${children('service_additions', 'seq')} as additions,
  ${children('service_promises', 'seq')} as promises, ${children('service_settlements', 'seq')} as settlements,
  ${children('service_order_moves', 'id')} as state_moves,
  (select coalesce(json_agg(x), '[]') from (select r.id, r.number, r.type_key, r.state, r.received_at, r.handed_over_at, r.complaint
    from service_orders r where r.company_id = o.company_id and r.product_id = o.product_id and r.id <> o.id
    order by r.received_at desc limit 50) x) as product_orders,
  (select coalesce(json_agg(x order by x.id desc), '[]') from audit_entries x
    where x.company_id = o.company_id and x.entity = 'order' and x.entity_id = o.id) as timeline
  from ${joined} where o.company_id = $1 and o.id = $2`

/** The order alone: no history, no search, no audit, no facts. */
export const create = `insert into service_orders (company_id, id, number, type_key, state, unit_id, customer_id, product_id, complaint, channel,
    received_at, promise_at)
  values ($1, $2, $3, $4, 'accepted', $5, $6, $7, $8, 'counter', now(), $9) returning *`

/** The sums that revenue needs, of a year and of the year before it. */
export const indicator = `select left(month, 4) as year, measure, sum(total)::text as total from indicator_rollup_months
  where company_id = $1 and kind = 'settlement' and measure = any('{total,boutique}') and month between $2 and $3 group by 1, 2`
