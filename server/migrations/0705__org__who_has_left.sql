-- ORG-7, PLT-12: who has left reaches nobody any more, from the day after the last one (decision 0011).

create or replace function org_people_in_reach(wanted text) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with held as (
    select a.person_id, p.unit_id, g ->> 'scope' as scope
    from org_assignments a
    join org_people pe on pe.company_id = a.company_id and pe.id = a.person_id
      and (pe.left_on is null or pe.left_on >= fuheng_today())
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

create or replace function pay_units_in_reach() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id from org_units u
  where u.company_id = fuheng_company() and exists (
    select 1
    from org_assignments a
    join org_people pe on pe.company_id = a.company_id and pe.id = a.person_id
      and (pe.left_on is null or pe.left_on >= fuheng_today())
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

-- Nothing of a visitor's own temporary schema is ever found first by a function that runs with the owner's rights.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef
  loop
    execute format('alter function %s set search_path = public, pg_temp', f);
  end loop;
end $$;
