-- PAY-1 … PAY-5. Whatever names a person's money is shown only to the person, the line of management and payroll.

-- Every edit is a new version; a run keeps the version it was computed by.
create table pay_schemes (
  company_id uuid not null references org_companies (id),
  key text not null,
  version integer not null check (version > 0),
  body jsonb not null,
  is_example boolean not null default false,
  note text not null default '',
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null default '',
  primary key (company_id, key, version)
);
call fuheng_protect('pay_schemes');
call fuheng_append_only('pay_schemes');

-- ORG-4: what a person is paid by, from a day on.
create table pay_salaries (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  position_salary numeric(18, 2) not null check (position_salary >= 0),
  -- Instead of the scheme's share and base, where a person has their own.
  share numeric(12, 6) check (share >= 0 and share <= 1),
  base numeric(18, 2) check (base >= 0),
  note text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, person_id, valid_from),
  foreign key (company_id, person_id) references org_people (company_id, id)
);
call fuheng_protect('pay_salaries');
call fuheng_protect_person('pay_salaries', 'pay.read');

-- Units whose pay runs the person of this transaction may see: a grant of pay.read that reaches the unit.
create function pay_units_in_reach() returns setof uuid
language sql stable security definer set search_path = public as $$
  select u.id from org_units u
  where u.company_id = fuheng_company() and exists (
    select 1
    from org_assignments a
    join org_positions p on p.company_id = a.company_id and p.id = a.position_id
    join org_position_roles pr on pr.company_id = p.company_id and pr.position_id = p.id
    join org_roles r on r.company_id = pr.company_id and r.id = pr.role_id
    cross join lateral jsonb_array_elements(r.grants) g
    where a.company_id = fuheng_company() and a.person_id = fuheng_person()
      and a.valid_from <= fuheng_today() and (a.valid_to is null or a.valid_to > fuheng_today())
      and g ->> 'permission' = 'pay.read'
      and (g ->> 'scope' = 'company' or g ->> 'scope' = 'unit' and exists (
        select 1 from org_unit_tree t
        where t.company_id = fuheng_company() and t.ancestor_id = p.unit_id and t.descendant_id = u.id
          and t.valid_from <= fuheng_today() and (t.valid_to is null or t.valid_to > fuheng_today()))))
$$;

-- APR-21: the unit's coefficient of the month, entered by hand with its reason until unit appraisal gives it.
create table pay_unit_coefficients (
  company_id uuid not null references org_companies (id),
  unit_id uuid not null,
  month text collate "C" not null check (month ~ '^\d{4}-\d{2}$'),
  coefficient numeric(12, 6) not null check (coefficient >= 0 and coefficient <= 10),
  reason text not null,
  set_at timestamptz not null,
  set_by uuid,
  set_by_name text not null,
  version integer not null default 1,
  primary key (company_id, unit_id, month),
  foreign key (company_id, unit_id) references org_units (company_id, id)
);
call fuheng_protect('pay_unit_coefficients');

create table pay_runs (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  month text collate "C" not null check (month ~ '^\d{4}-\d{2}$'),
  unit_id uuid not null,
  scheme_key text not null,
  scheme_version integer not null,
  kind text not null check (kind in ('pool', 'output')),
  state text not null default 'draft' check (state in ('draft', 'checked', 'approved', 'paid', 'locked')),
  standards_sum numeric(18, 2),
  weights_sum text,
  coefficient numeric(12, 6),
  pool numeric,
  reserve numeric,
  remainder numeric,
  reserve_after numeric,
  total numeric(18, 2) not null default 0,
  slips integer not null default 0,
  -- Who is not paid by this run and why; no amounts.
  problems jsonb not null default '[]',
  computed_at timestamptz,
  checked_at timestamptz,
  checked_by text,
  check_note text,
  approved_at timestamptz,
  approved_by text,
  paid_at timestamptz,
  paid_by text,
  locked_at timestamptz,
  locked_by text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, month, unit_id, scheme_key),
  foreign key (company_id, unit_id) references org_units (company_id, id)
);
call fuheng_protect('pay_runs');
create policy unit on pay_runs as restrictive
  using (fuheng_system() or unit_id in (select pay_units_in_reach()));

-- PAY-4, PAY-5: what is paid or taken besides the scheme: a daily incentive, or the correction of an earlier slip.
create table pay_entries (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('incentive', 'adjustment')),
  happened_on date not null,
  amount numeric(18, 2) not null check (amount <> 0),
  reason text not null,
  order_id uuid,
  order_number text,
  corrects_slip_id uuid,
  -- The run that paid it; an entry is paid once.
  run_id uuid,
  removed_at timestamptz,
  removed_reason text,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  primary key (company_id, id),
  foreign key (company_id, person_id) references org_people (company_id, id),
  foreign key (company_id, run_id) references pay_runs (company_id, id),
  check (kind = 'adjustment' or amount > 0),
  check (kind = 'adjustment' or corrects_slip_id is null)
);
create index pay_entries_person on pay_entries (company_id, person_id, happened_on);
create index pay_entries_run on pay_entries (company_id, run_id);
call fuheng_protect('pay_entries');
call fuheng_protect_person('pay_entries', 'pay.read');

create table pay_slips (
  company_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  month text collate "C" not null,
  scheme_key text not null,
  position_name text not null,
  is_head boolean not null default false,
  standard numeric(18, 2),
  factor text,
  amount numeric(18, 2) not null,
  -- Steps that lead to the inputs, and the lines that add up to the amount; each with its formula and its links.
  steps jsonb not null,
  lines jsonb not null,
  -- Salary, card and days as they were taken, so that the slip can be computed again.
  facts jsonb not null,
  created_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, run_id, person_id),
  foreign key (company_id, run_id) references pay_runs (company_id, id),
  foreign key (company_id, person_id) references org_people (company_id, id)
);
create index pay_slips_person on pay_slips (company_id, person_id, month);
call fuheng_protect('pay_slips');
call fuheng_protect_person('pay_slips', 'pay.read');

-- What a slip says of its run: state and the sums of the pool, for whoever may see the slip. The run's row itself, with
-- everybody in it, stays out of sight.
create function pay_runs_of_slips()
returns table (run_id uuid, state text, kind text, scheme_version integer, standards_sum numeric, weights_sum text,
  coefficient numeric, pool numeric, run_unit_id uuid)
language plpgsql volatile security definer set search_path = public as $$
declare
  before text := coalesce(current_setting('fuheng.system', true), '');
  runs uuid[] := array(select distinct s.run_id from pay_slips s where s.company_id = fuheng_company());
begin
  perform set_config('fuheng.system', 'on', true);
  return query
    select r.id, r.state, r.kind, r.scheme_version, r.standards_sum, r.weights_sum, r.coefficient, r.pool, r.unit_id
    from pay_runs r where r.company_id = fuheng_company() and r.id = any(runs);
  perform set_config('fuheng.system', before, true);
end $$;
revoke execute on function pay_runs_of_slips() from public;
grant execute on function pay_runs_of_slips() to fuheng_app;
