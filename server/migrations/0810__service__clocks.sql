-- SVC-3, SVC-4, SVC-18, SVC-19: response clocks. A clock is a function of the order's history (its moves and what else
-- happened), a rule and a calendar; service_clocks repeats what follows and is always equal to a recomputation.

alter table service_orders
  add column distance_km numeric(8, 1) check (distance_km >= 0),
  add column supplier_needed boolean not null default false,
  add column priority text not null default 'normal' check (priority in ('normal', 'urgent'));

create table service_clock_rules (
  company_id uuid not null references org_companies (id),
  key text not null check (length(key) between 1 and 60),
  name text not null,
  name_en text not null,
  subject text not null check (subject in ('order', 'complaint', 'incident')),
  -- Alternatives, each with everything that must hold; empty means every record of the subject.
  conditions jsonb not null default '[]',
  starts_at text not null,
  stops_at text[] not null,
  minutes integer not null check (minutes > 0),
  time text not null check (time in ('calendar', 'business')),
  pauses text[] not null default '{}',
  warn_minutes integer not null default 0 check (warn_minutes >= 0),
  -- [{ "levels": 1, "afterMinutes": 0 }]: so many steps up the reporting line, so long after the due time.
  escalate jsonb not null default '[]',
  is_active boolean not null default true,
  position integer not null,
  is_example boolean not null default false,
  source text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, key),
  check (warn_minutes < minutes)
);
call fuheng_protect('service_clock_rules');

-- What happened to an order and is no state of it. Its moves are in service_order_moves; nothing is written twice.
create table service_clock_events (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('answered', 'written_contact', 'on_site', 'reported')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  note text not null default '',
  person_id uuid,
  actor_name text not null default '',
  primary key (company_id, id),
  foreign key (company_id, order_id) references service_orders (company_id, id)
);
create index service_clock_events_order on service_clock_events (company_id, order_id, occurred_at, id);
call fuheng_protect('service_clock_events');
call fuheng_append_only('service_clock_events');

create table service_clocks (
  company_id uuid not null,
  order_id uuid not null,
  rule_key text not null,
  state text not null check (state in ('not_started', 'running', 'paused', 'stopped')),
  started_at timestamptz,
  stopped_at timestamptz,
  paused_since timestamptz,
  pause_reason text,
  due_at timestamptz,
  warn_at timestamptz,
  missed boolean,
  missed_minutes integer,
  unknown_year integer,
  -- SVC-19: who answers for a miss; by rule from the timeline, or as somebody decided with a reason.
  party text check (party in ('dispatcher', 'technician', 'parts', 'supplier', 'customer')),
  party_person_id uuid,
  party_decided boolean not null default false,
  primary key (company_id, order_id, rule_key),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, rule_key) references service_clock_rules (company_id, key)
);
create index service_clocks_due on service_clocks (company_id, due_at, order_id) where state in ('running', 'paused');
create index service_clocks_warn on service_clocks (company_id, warn_at, order_id) where state in ('running', 'paused');
create index service_clocks_rule on service_clocks (company_id, rule_key, order_id);
call fuheng_protect('service_clocks');

-- SVC-19: every decision is kept; the last one counts. A null party takes the word back: the rule speaks again.
create table service_clock_decisions (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  rule_key text not null,
  party text check (party in ('dispatcher', 'technician', 'parts', 'supplier', 'customer')),
  person_id uuid,
  reason text not null check (length(reason) between 1 and 1000),
  decided_at timestamptz not null,
  decided_by uuid,
  actor_name text not null default '',
  primary key (company_id, id),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, rule_key) references service_clock_rules (company_id, key),
  foreign key (company_id, person_id) references org_people (company_id, id)
);
create index service_clock_decisions_order on service_clock_decisions (company_id, order_id, rule_key, id);
call fuheng_protect('service_clock_decisions');
call fuheng_append_only('service_clock_decisions');

-- One row per clock and kind, so that finding the same crossing again changes nothing. `level` counts the steps up.
create table service_clock_alerts (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  rule_key text not null,
  kind text not null check (kind in ('warned', 'breached', 'escalated')),
  level integer not null default 0 check (level >= 0),
  crossed_at timestamptz not null,
  raised_at timestamptz not null,
  person_id uuid,
  -- A change of rule, calendar or order moved the time ahead again; the row stays as history.
  withdrawn_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  acknowledged_name text not null default '',
  note text not null default '',
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, order_id, rule_key, kind, level),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, rule_key) references service_clock_rules (company_id, key),
  foreign key (company_id, person_id) references org_people (company_id, id)
);
create index service_clock_alerts_crossed on service_clock_alerts (company_id, crossed_at, id);
create index service_clock_alerts_open on service_clock_alerts (company_id, crossed_at, id)
  where acknowledged_at is null and withdrawn_at is null;
create index service_clock_alerts_rule on service_clock_alerts (company_id, rule_key, crossed_at, id);
create index service_clock_alerts_person on service_clock_alerts (company_id, person_id, crossed_at, id);
call fuheng_protect('service_clock_alerts');
