-- IND-1: a fact is one thing that happened, with its quantities. It has one owner and any number of participants;
-- unit values read owners only, so three technicians on one order do not triple its revenue.
-- Units and people are not referenced: facts are derived from records that reference them, verification compares the
-- two, and checking each again would cost an import several statements a row.

create table indicator_facts (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  source_number text not null,
  kind text not null,
  happened_on date not null,
  unit_id uuid not null,
  owner_id uuid,
  product_family text not null default '',
  order_type text not null default '',
  customer_id uuid,
  -- measure → decimal as text; a measure that is zero is left out.
  quantities jsonb not null,
  -- An adjustment: the closed month whose fact is corrected, and that fact where there is one.
  adjusts_month text check (adjusts_month ~ '^\d{4}-\d{2}$'),
  corrects uuid,
  recorded_at timestamptz not null,
  primary key (company_id, id),
  check (corrects is null or adjusts_month is not null)
);
create index indicator_facts_source on indicator_facts (company_id, source_kind, source_id);
create index indicator_facts_day on indicator_facts (company_id, kind, happened_on, id);
create index indicator_facts_owner on indicator_facts (company_id, owner_id, kind, happened_on, id);
create index indicator_facts_adjusts on indicator_facts (company_id, adjusts_month, source_id) where adjusts_month is not null;
call fuheng_protect('indicator_facts');

-- Kind and day are repeated here, because a person's facts are looked for by person, kind and day; facts never change.
create table indicator_fact_people (
  company_id uuid not null,
  fact_id uuid not null,
  role text not null check (role in ('technician', 'lead_technician')),
  person_id uuid not null,
  share numeric(12, 6) not null check (share > 0 and share <= 1),
  kind text not null,
  happened_on date not null,
  primary key (company_id, fact_id, role, person_id),
  foreign key (company_id, fact_id) references indicator_facts (company_id, id) on delete cascade
);
create index indicator_fact_people_person on indicator_fact_people (company_id, role, person_id, kind, happened_on, fact_id);
call fuheng_protect('indicator_fact_people');

-- A month that is closed keeps its facts. A write takes a share lock on the row of every month it touches, closing
-- takes the exclusive one.
create table indicator_periods (
  company_id uuid not null references org_companies (id),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  state text not null default 'open' check (state in ('open', 'closed')),
  version integer not null default 1,
  changed_at timestamptz,
  changed_by uuid,
  primary key (company_id, month)
);
call fuheng_protect('indicator_periods');
