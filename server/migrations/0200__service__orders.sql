-- SVC-1, SVC-2, SVC-8, SVC-9, SVC-13: order types and fault groups as data, orders, who works on them, what they
-- promise and how they moved.

-- SVC-2, SVC-14: the fields and states a type has, and the category its lines count in.
create table service_order_types (
  company_id uuid not null references org_companies (id),
  key text not null check (length(key) between 1 and 60),
  name text not null,
  name_en text not null,
  category text not null check (category in ('daily', 'warranty', 'insurance')),
  return_repair boolean not null default false,
  factory_return boolean not null default false,
  needs text[] not null default '{}',
  states text[] not null,
  position integer not null,
  is_example boolean not null default false,
  source text,
  primary key (company_id, key)
);
call fuheng_protect('service_order_types');

-- SVC-13: two orders are about the same fault when they are in the same group.
create table service_fault_groups (
  company_id uuid not null references org_companies (id),
  key text not null check (length(key) between 1 and 60),
  name text not null,
  name_en text not null,
  position integer not null,
  is_example boolean not null default false,
  source text,
  primary key (company_id, key)
);
call fuheng_protect('service_fault_groups');

create table service_orders (
  company_id uuid not null,
  id uuid not null,
  number text not null check (length(number) between 1 and 60),
  external_no text check (length(external_no) between 1 and 100),
  type_key text not null,
  state text not null check (state in ('draft', 'accepted', 'assigned', 'in_repair', 'waiting_parts', 'waiting_customer',
    'quality_check', 'ready', 'settled', 'handed_over', 'closed', 'cancelled')),
  unit_id uuid not null,
  advisor_id uuid,
  customer_id uuid,
  product_id uuid,
  -- As it was when the order was taken in, so that sums of the past stay as they are.
  product_family text,
  contact_name text not null default '',
  contact_phone text not null default '',
  channel text not null check (channel in ('phone', 'letter', 'email', 'website', 'online_question', 'forum', 'hotline',
    'wechat', 'counter', 'appointment', 'unknown')),
  received_at timestamptz not null,
  complaint text not null default '',
  mileage_km integer check (mileage_km >= 0),
  running_hours integer check (running_hours >= 0),
  fault_group_key text,
  -- The further fields that the type needs: { insurer: '…', claim_no: '…' }.
  details jsonb not null default '{}',
  unclear boolean not null default false,
  clarification text not null default '',
  clarified_at timestamptz,
  clarified_by uuid,
  finished_at timestamptz,
  settled_at timestamptz,
  handed_over_at timestamptz,
  closed_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text not null default '',
  -- SVC-9: the customer's own cause: marked, signed by the customer, spot-checked by the manager.
  caused_marked_at timestamptz,
  caused_marked_by uuid,
  caused_note text not null default '',
  caused_signed_at timestamptz,
  caused_signed_by text not null default '',
  caused_evidence text not null default '',
  spot_check text not null default 'none' check (spot_check in ('none', 'accepted', 'rejected')),
  spot_checked_at timestamptz,
  spot_checked_by uuid,
  spot_check_note text not null default '',
  follow_up_answer text check (follow_up_answer in ('yes', 'no')),
  follow_up_at timestamptz,
  follow_up_by uuid,
  follow_up_note text not null default '',
  -- Caches, written in the transaction that changes what they follow from (SVC-8, SVC-9, SVC-13).
  promise_at timestamptz,
  promise_seq integer,
  on_time boolean,
  on_time_why text not null default 'no_promise',
  days_since_previous integer,
  return_of_id uuid,
  return_of_given boolean not null default false,
  is_second_return boolean not null default false,
  total numeric(18, 2) not null default 0,
  is_history boolean not null default false,
  extra jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, number),
  foreign key (company_id, type_key) references service_order_types (company_id, key),
  foreign key (company_id, fault_group_key) references service_fault_groups (company_id, key),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, advisor_id) references org_people (company_id, id),
  foreign key (company_id, customer_id) references customers_customers (company_id, id),
  foreign key (company_id, product_id) references products_products (company_id, id),
  foreign key (company_id, return_of_id) references service_orders (company_id, id),
  check (finished_at >= received_at),
  check (settled_at >= received_at),
  check (handed_over_at >= received_at),
  check (closed_at >= received_at),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check (state not in ('handed_over', 'closed') or handed_over_at is not null),
  check (return_of_id is distinct from id)
);
create unique index service_orders_external_no on service_orders (company_id, external_no);
create index service_orders_received on service_orders (company_id, received_at, id);
-- A list sorted by a time that may be missing: those without it come last; the sentinel is the same as in the query.
create index service_orders_promise on service_orders (company_id, (coalesce(promise_at, timestamptz '9999-01-01 00:00:00+00')), id);
create index service_orders_handed_over on service_orders (company_id, handed_over_at, id);
create index service_orders_handed_over_sort on service_orders (company_id, (coalesce(handed_over_at, timestamptz '9999-01-01 00:00:00+00')), id);
create index service_orders_settled on service_orders (company_id, settled_at, id);
create index service_orders_total on service_orders (company_id, total, id);
create index service_orders_state on service_orders (company_id, state, received_at, id);
create index service_orders_type on service_orders (company_id, type_key, received_at, id);
create index service_orders_fault_group on service_orders (company_id, fault_group_key, received_at, id);
create index service_orders_unit on service_orders (company_id, unit_id, received_at, id);
create index service_orders_advisor on service_orders (company_id, advisor_id, received_at, id);
create index service_orders_customer on service_orders (company_id, customer_id, received_at, id);
create index service_orders_product on service_orders (company_id, product_id, received_at, id);
create index service_orders_product_out on service_orders (company_id, product_id, handed_over_at)
  where handed_over_at is not null;
create index service_orders_return_of on service_orders (company_id, return_of_id) where return_of_id is not null;
create index service_orders_repeat on service_orders (company_id, days_since_previous, received_at, id)
  where days_since_previous is not null;
-- What the workshop has before it: small, however long the company keeps its orders.
create index service_orders_open on service_orders (company_id, promise_at, id)
  where handed_over_at is null and state <> 'cancelled';
create index service_orders_caused on service_orders (company_id, handed_over_at, id) where caused_marked_at is not null;
call fuheng_protect('service_orders');

create table service_order_workers (
  company_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  role text not null default 'technician' check (role in ('technician')),
  share numeric(12, 6) not null check (share >= 0 and share <= 1),
  is_lead boolean not null default false,
  position integer not null,
  primary key (company_id, order_id, person_id, role),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, person_id) references org_people (company_id, id)
);
create unique index service_order_workers_lead on service_order_workers (company_id, order_id, role) where is_lead;
create index service_order_workers_person on service_order_workers (company_id, person_id, order_id);
call fuheng_protect('service_order_workers');

-- SVC-8: work found later; its lines and its new promise wait for the customer's word.
create table service_additions (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  seq integer not null,
  description text not null check (length(description) between 1 and 2000),
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'refused')),
  proposed_at timestamptz not null,
  proposed_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  decision_note text not null default '',
  primary key (company_id, id),
  unique (company_id, order_id, seq),
  foreign key (company_id, order_id) references service_orders (company_id, id)
);
call fuheng_protect('service_additions');

create table service_order_lines (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('labour', 'part', 'outside', 'boutique')),
  code text not null default '',
  name text not null check (length(name) between 1 and 200),
  part_id uuid,
  quantity numeric(18, 3) not null default 1,
  unit_price numeric(18, 2) not null default 0,
  discount numeric(18, 2) not null default 0,
  amount numeric(18, 2) not null default 0,
  payer text not null default 'customer' check (payer in ('customer', 'insurer', 'manufacturer', 'company')),
  addition_id uuid,
  primary key (company_id, id),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, part_id) references parts_parts (company_id, id),
  foreign key (company_id, addition_id) references service_additions (company_id, id)
);
create index service_order_lines_order on service_order_lines (company_id, order_id, position);
create index service_order_lines_part on service_order_lines (company_id, part_id) where part_id is not null;
call fuheng_protect('service_order_lines');

-- SVC-8: every promise is kept. confirmed_said_at is what a person says; only confirmed_recorded_at is ever used.
create table service_promises (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  reason text not null check (reason in ('first', 'addition', 'other')),
  addition_id uuid,
  note text not null default '',
  confirmed boolean not null default false,
  confirmed_said_at timestamptz,
  confirmed_recorded_at timestamptz,
  confirmed_channel text,
  confirmed_who text,
  evidence_kind text check (evidence_kind in ('signature', 'call_note', 'message')),
  evidence_text text,
  entered_at timestamptz not null,
  entered_by uuid,
  primary key (company_id, id),
  unique (company_id, order_id, seq),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, addition_id) references service_additions (company_id, id),
  check ((seq = 1) = (reason = 'first'))
);
call fuheng_protect('service_promises');

-- SVC-18: when it happened (said by the user, within bounds) and when it was recorded (the server's word).
create table service_order_moves (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_state text,
  to_state text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  reason text not null default '',
  person_id uuid,
  actor_name text not null default '',
  primary key (company_id, id),
  foreign key (company_id, order_id) references service_orders (company_id, id)
);
create index service_order_moves_order on service_order_moves (company_id, order_id, id);
call fuheng_protect('service_order_moves');
call fuheng_append_only('service_order_moves');
