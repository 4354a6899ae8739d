-- ORG-1 … ORG-4: the tree of units with dates of validity, positions with duties, people and who holds what.

create table org_units (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  code text not null check (length(code) between 1 and 60),
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'unit',
  is_example boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code)
);
call fuheng_protect('org_units');

-- Where a unit stood and when; valid_to is exclusive. A move closes one row and opens the next, so the old path stays.
create table org_unit_placements (
  company_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  parent_id uuid,
  valid_from date not null,
  valid_to date,
  primary key (company_id, id),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, parent_id) references org_units (company_id, id),
  check (valid_to is null or valid_to > valid_from),
  check (parent_id is distinct from unit_id),
  exclude using gist (company_id with =, unit_id with =, daterange(valid_from, valid_to) with &&)
);
create index org_unit_placements_parent on org_unit_placements (company_id, parent_id);
call fuheng_protect('org_unit_placements');

-- The tree spelled out: every ancestor of every unit with the dates it was one. Written by the command that moves a unit.
create table org_unit_tree (
  company_id uuid not null,
  ancestor_id uuid not null,
  descendant_id uuid not null,
  depth integer not null,
  valid_from date not null,
  valid_to date,
  primary key (company_id, ancestor_id, descendant_id, valid_from),
  foreign key (company_id, ancestor_id) references org_units (company_id, id),
  foreign key (company_id, descendant_id) references org_units (company_id, id)
);
create index org_unit_tree_descendant on org_unit_tree (company_id, descendant_id);
call fuheng_protect('org_unit_tree');

create table org_roles (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  key text not null,
  name text not null,
  name_en text not null,
  grants jsonb not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, key)
);
call fuheng_protect('org_roles');

create table org_positions (
  company_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  code text not null,
  name text not null check (length(name) between 1 and 200),
  name_en text not null default '',
  superior_id uuid,
  appointed_by text not null default '',
  duties jsonb not null default '[]',
  daily_work jsonb not null default '[]',
  authority text not null default '',
  qualifications jsonb not null default '{}',
  valid_from date not null,
  valid_to date,
  is_example boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, superior_id) references org_positions (company_id, id),
  check (valid_to is null or valid_to > valid_from)
);
create index org_positions_unit on org_positions (company_id, unit_id);
call fuheng_protect('org_positions');

create table org_position_roles (
  company_id uuid not null,
  position_id uuid not null,
  role_id uuid not null,
  primary key (company_id, position_id, role_id),
  foreign key (company_id, position_id) references org_positions (company_id, id),
  foreign key (company_id, role_id) references org_roles (company_id, id)
);
call fuheng_protect('org_position_roles');

create table org_people (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  employee_no text not null check (length(employee_no) between 1 and 40),
  name text not null check (length(name) between 1 and 100),
  gender text not null default 'unknown' check (gender in ('male', 'female', 'unknown')),
  joined_on date,
  left_on date,
  phone text not null default '',
  email text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, employee_no)
);
create index org_people_name on org_people (company_id, name collate "C", id);
call fuheng_protect('org_people');

create table org_assignments (
  company_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  position_id uuid not null,
  valid_from date not null,
  valid_to date,
  share numeric(12, 6) not null default 1 check (share > 0 and share <= 1),
  primary key (company_id, id),
  foreign key (company_id, person_id) references org_people (company_id, id),
  foreign key (company_id, position_id) references org_positions (company_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (company_id with =, person_id with =, position_id with =, daterange(valid_from, valid_to) with &&)
);
create index org_assignments_person on org_assignments (company_id, person_id);
create index org_assignments_position on org_assignments (company_id, position_id);
call fuheng_protect('org_assignments');

create function fuheng_today() returns date language sql stable security definer set search_path = public
  as $$ select (now() at time zone c.time_zone)::date from org_companies c where c.id = fuheng_company() $$;

-- ORG-7, PLT-13: whom the person of this transaction may look into, asked of the organisation itself and not of the
-- server: company-wide grants reach all; unit grants reach the people of the subtree, but not those who hold the
-- same grant from the same place or above (a deputy does not read the head's pay).
create function org_people_in_reach(wanted text) returns setof uuid
language sql stable security definer set search_path = public as $$
  with held as (
    select a.person_id, p.unit_id, g ->> 'scope' as scope
    from org_assignments a
    join org_positions p on p.company_id = a.company_id and p.id = a.position_id
    join org_position_roles pr on pr.company_id = p.company_id and pr.position_id = p.id
    join org_roles r on r.company_id = pr.company_id and r.id = pr.role_id
    cross join lateral jsonb_array_elements(r.grants) g
    where a.company_id = fuheng_company() and g ->> 'permission' = wanted
      and a.valid_from <= fuheng_today() and (a.valid_to is null or a.valid_to > fuheng_today())
  ), mine as (
    select * from held where person_id = fuheng_person()
  )
  select pe.id from org_people pe
  where pe.company_id = fuheng_company() and exists (select 1 from mine where scope = 'company')
  union
  select a.person_id
  from mine m
  join org_unit_tree t on t.company_id = fuheng_company() and t.ancestor_id = m.unit_id
    and t.valid_from <= fuheng_today() and (t.valid_to is null or t.valid_to > fuheng_today())
  join org_positions p on p.company_id = t.company_id and p.unit_id = t.descendant_id
  join org_assignments a on a.company_id = p.company_id and a.position_id = p.id
    and a.valid_from <= fuheng_today() and (a.valid_to is null or a.valid_to > fuheng_today())
  where m.scope = 'unit' and not exists (
    select 1 from held h
    join org_unit_tree up on up.company_id = fuheng_company() and up.ancestor_id = h.unit_id and up.descendant_id = m.unit_id
      and up.valid_from <= fuheng_today() and (up.valid_to is null or up.valid_to > fuheng_today())
    where h.person_id = a.person_id and h.scope in ('unit', 'company') and h.person_id <> fuheng_person()
  )
$$;

-- The second, restrictive layer for pay, scorecards and the like: the person, the line of management, HR.
create procedure fuheng_protect_person(name text, permission text) language plpgsql as $$
begin
  execute format(
    'create policy person on %I as restrictive using (fuheng_system() or person_id = fuheng_person() or person_id in (select org_people_in_reach(%L)))',
    name, permission);
end $$;
