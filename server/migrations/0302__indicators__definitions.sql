-- IND-2: an indicator is a formula over sums of facts. Every edit is a new row; a period is computed by the version
-- that was in force on its last day, so that an old value does not move when a formula is mended.
create table indicator_definitions (
  company_id uuid not null references org_companies (id),
  code text not null check (code ~ '^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$'),
  version integer not null,
  valid_from date not null,
  name text not null check (length(name) between 1 and 100),
  name_en text not null default '',
  formula text not null check (length(formula) between 1 and 500),
  unit text not null check (unit in ('yuan', 'ratio', 'count', 'customers', 'orders', 'yuan_per_order', 'days', 'points')),
  direction text not null check (direction in ('higher_is_better', 'lower_is_better')),
  decimals integer not null check (decimals between 0 and 6),
  person_role text check (person_role in ('owner', 'technician', 'lead_technician')),
  targets jsonb not null default '[]',
  position integer not null default 0,
  is_active boolean not null default true,
  responsible_id uuid,
  source text,
  is_example boolean not null default false,
  created_at timestamptz not null,
  created_by uuid,
  created_name text not null default '',
  note text not null default '',
  primary key (company_id, code, version),
  foreign key (company_id, responsible_id) references org_people (company_id, id)
);
call fuheng_protect('indicator_definitions');
revoke update, delete on indicator_definitions from fuheng_app;
