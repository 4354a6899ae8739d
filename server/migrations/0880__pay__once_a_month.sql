-- PAY-1, PAY-5: nobody is paid twice for a month by one scheme, whatever runs there are; a run knows who made and who
-- checked it, so that somebody else approves it; a draft made by mistake can be discarded.

alter table pay_runs drop constraint pay_runs_state_check;
alter table pay_runs add constraint pay_runs_state_check
  check (state in ('draft', 'checked', 'approved', 'paid', 'locked', 'discarded'));
alter table pay_runs
  add column computed_by_user uuid,
  add column checked_by_user uuid,
  add column discarded_reason text;
alter table pay_runs drop constraint pay_runs_company_id_month_unit_id_scheme_key_key;
create unique index pay_runs_once on pay_runs (company_id, month, unit_id, scheme_key) where state <> 'discarded';

-- A slip from before this rule that paid somebody a second time. It was paid and stays; it is corrected by an entry.
alter table pay_slips add column was_doubled boolean not null default false;
alter table pay_slips no force row level security;
update pay_slips s set was_doubled = true
where exists (
  select 1 from pay_slips o
  where o.company_id = s.company_id and o.month = s.month and o.scheme_key = s.scheme_key and o.person_id = s.person_id
    and (o.created_at, o.id) < (s.created_at, s.id));
alter table pay_slips force row level security;
create unique index pay_slips_once on pay_slips (company_id, month, scheme_key, person_id) where not was_doubled;

-- In which other run of the same month and scheme people are paid already. Names no amount; a run is asked for by whoever
-- may make one, and a slip out of reach must be known of all the same.
create function pay_paid_elsewhere(wanted_run uuid, people uuid[])
returns table (person_id uuid, run_id uuid)
language plpgsql volatile security definer set search_path = public as $$
declare
  before text := coalesce(current_setting('fuheng.system', true), '');
begin
  perform set_config('fuheng.system', 'on', true);
  return query
    select s.person_id, s.run_id
    from pay_runs r
    join pay_slips s on s.company_id = r.company_id and s.month = r.month and s.scheme_key = r.scheme_key
      and s.run_id <> r.id and s.person_id = any(people)
    where r.company_id = fuheng_company() and r.id = wanted_run;
  perform set_config('fuheng.system', before, true);
end $$;
revoke execute on function pay_paid_elsewhere(uuid, uuid[]) from public;
grant execute on function pay_paid_elsewhere(uuid, uuid[]) to fuheng_app;

-- PAY-5: the results of cards as before, with the positions each card is for: pay takes the card of what is paid.
drop function appraisal_results(text, uuid[]);
create function appraisal_results(wanted_month text, people uuid[])
returns table (person_id uuid, card_id uuid, version integer, state text, total numeric, grade text, coefficient numeric,
  positions jsonb, open_contests bigint)
language plpgsql volatile security definer set search_path = public as $$
declare
  before text := coalesce(current_setting('fuheng.system', true), '');
  allowed uuid[] := case when fuheng_system() then people
    else array(select p from unnest(people) p where p = fuheng_person() or p in (select org_people_in_reach('pay.read'))) end;
begin
  perform set_config('fuheng.system', 'on', true);
  return query
    select c.person_id, c.id, c.version, c.state, c.total, c.grade, c.coefficient,
      coalesce(d.body -> 'positions', '[]'::jsonb),
      (select count(*) from appraisal_contests k where k.company_id = c.company_id and k.card_id = c.id and k.state = 'open')
    from appraisal_cards c
    left join appraisal_definitions d on d.company_id = c.company_id and d.kind = 'scheme' and d.key = c.scheme_key
      and d.version = c.scheme_version
    where c.company_id = fuheng_company() and c.month = wanted_month and c.person_id = any(allowed)
    order by c.id;
  perform set_config('fuheng.system', before, true);
end $$;
revoke execute on function appraisal_results(text, uuid[]) from public;
grant execute on function appraisal_results(text, uuid[]) to fuheng_app;
