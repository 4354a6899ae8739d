-- APR-3, APR-4: one card per person, month and template, its items with what the system knows and what counts, the
-- evidence behind them, deductions, contests and every version. All of it is shown only to the person, the line of
-- management and HR.

create table appraisal_cards (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  month text collate "C" not null check (month ~ '^\d{4}-\d{2}$'),
  position_name text not null,
  scheme_key text not null,
  scheme_version integer not null,
  template_key text not null,
  template_version integer not null,
  grade_table_key text not null,
  grade_table_version integer not null,
  state text not null default 'draft'
    check (state in ('draft', 'scored', 'reviewed', 'confirmed', 'filed', 'returned')),
  -- The scored card as the rules gave it; total, grade and coefficient are repeated for lists and pay.
  result jsonb not null default '{}',
  total numeric(12, 6) not null default 0,
  grade text,
  coefficient numeric(12, 6),
  missing integer not null default 0,
  system_at timestamptz,
  scored_at timestamptz,
  scored_by text,
  reviewed_at timestamptz,
  reviewed_by text,
  confirmed_at timestamptz,
  confirmed_by text,
  filed_at timestamptz,
  filed_by text,
  returned_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, person_id, month, template_key),
  foreign key (company_id, person_id) references org_people (company_id, id),
  foreign key (company_id, unit_id) references org_units (company_id, id)
);
create index appraisal_cards_month on appraisal_cards (company_id, month, unit_id, id);
call fuheng_protect('appraisal_cards');
call fuheng_protect_person('appraisal_cards', 'appraisal.read');

-- What the system knows of an item, and what a manager says instead, with the reason: both are kept and shown.
create table appraisal_card_items (
  company_id uuid not null,
  card_id uuid not null,
  person_id uuid not null,
  key text not null,
  system jsonb,
  -- How the system found it: indicator, formula, role, target.
  basis jsonb,
  hand jsonb,
  reason text,
  rated_by uuid,
  rated_by_name text,
  rated_at timestamptz,
  primary key (company_id, card_id, key),
  foreign key (company_id, card_id) references appraisal_cards (company_id, id)
);
call fuheng_protect('appraisal_card_items');
call fuheng_protect_person('appraisal_card_items', 'appraisal.read');

-- The facts behind a value. A corrected order replaces its facts, so what is excluded is named by fact kind and source.
create table appraisal_evidence (
  company_id uuid not null,
  card_id uuid not null,
  person_id uuid not null,
  item_key text not null,
  fact_id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  source_number text not null,
  fact_kind text not null,
  happened_on date not null,
  quantities jsonb not null,
  -- The row costs points: a late vehicle, a return repair.
  is_against boolean not null,
  primary key (company_id, card_id, item_key, fact_id),
  foreign key (company_id, card_id) references appraisal_cards (company_id, id)
);
call fuheng_protect('appraisal_evidence');
call fuheng_protect_person('appraisal_evidence', 'appraisal.read');

create table appraisal_deductions (
  company_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  person_id uuid not null,
  item_key text not null,
  points numeric(12, 6) not null check (points >= 0),
  occurred_on date not null,
  note text not null,
  order_id uuid,
  order_number text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  removed_at timestamptz,
  removed_by_name text,
  removed_reason text,
  primary key (company_id, id),
  foreign key (company_id, card_id) references appraisal_cards (company_id, id),
  check ((removed_at is null) = (removed_reason is null))
);
create index appraisal_deductions_card on appraisal_deductions (company_id, card_id);
call fuheng_protect('appraisal_deductions');
call fuheng_protect_person('appraisal_deductions', 'appraisal.read');

-- APR-18: the employee contests one named order or deduction; the reviewer keeps it or takes it out, with a reason.
create table appraisal_contests (
  company_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  person_id uuid not null,
  item_key text not null,
  -- Kind of the fact, or 'deduction'; with the id of the order or of the deduction.
  subject_kind text not null,
  subject_id uuid not null,
  subject_number text not null,
  reason text not null,
  filed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'excluded', 'kept')),
  decision text,
  decided_at timestamptz,
  decided_by_name text,
  total_before numeric(12, 6),
  total_after numeric(12, 6),
  primary key (company_id, id),
  foreign key (company_id, card_id) references appraisal_cards (company_id, id),
  check ((state = 'open') = (decision is null))
);
create unique index appraisal_contests_subject on appraisal_contests (company_id, card_id, item_key, subject_kind, subject_id)
  where state <> 'kept';
call fuheng_protect('appraisal_contests');
call fuheng_protect_person('appraisal_contests', 'appraisal.read');

-- APR-17: every version of a card as it was, with who made it and why. Rows are added and never changed.
create table appraisal_card_versions (
  company_id uuid not null,
  card_id uuid not null,
  person_id uuid not null,
  version integer not null,
  action text not null,
  item_key text,
  note text,
  state text not null,
  total numeric(12, 6) not null,
  grade text,
  snapshot jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  primary key (company_id, card_id, version),
  foreign key (company_id, card_id) references appraisal_cards (company_id, id)
);
call fuheng_protect('appraisal_card_versions');
call fuheng_protect_person('appraisal_card_versions', 'appraisal.read');
call fuheng_append_only('appraisal_card_versions');

-- PAY-5: payroll needs the result of a card and nothing else of it. Gives the results of people whose pay the person of
-- the transaction may read, although payroll may not open their cards.
create function appraisal_results(wanted_month text, people uuid[])
returns table (person_id uuid, card_id uuid, version integer, state text, total numeric, grade text, coefficient numeric, open_contests bigint)
language plpgsql volatile security definer set search_path = public as $$
declare
  before text := coalesce(current_setting('fuheng.system', true), '');
  allowed uuid[] := case when fuheng_system() then people
    else array(select p from unnest(people) p where p = fuheng_person() or p in (select org_people_in_reach('pay.read'))) end;
begin
  perform set_config('fuheng.system', 'on', true);
  return query
    select c.person_id, c.id, c.version, c.state, c.total, c.grade, c.coefficient,
      (select count(*) from appraisal_contests k where k.company_id = c.company_id and k.card_id = c.id and k.state = 'open')
    from appraisal_cards c
    where c.company_id = fuheng_company() and c.month = wanted_month and c.person_id = any(allowed)
    order by c.id;
  perform set_config('fuheng.system', before, true);
end $$;
revoke execute on function appraisal_results(text, uuid[]) from public;
grant execute on function appraisal_results(text, uuid[]) to fuheng_app;
