-- Tells "not yours" from "not there" for rows that only the person, the line of management and HR may see. Answers for
-- the company of the transaction alone and shows nothing of the row.
create function fuheng_row_exists(name text, wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public as $$
declare
  before text := coalesce(current_setting('fuheng.system', true), '');
  found_one boolean;
begin
  perform set_config('fuheng.system', 'on', true);
  execute format('select exists (select 1 from %I where company_id = fuheng_company() and id = $1)', name)
    into found_one using wanted;
  perform set_config('fuheng.system', before, true);
  return found_one;
end $$;
revoke execute on function fuheng_row_exists(text, uuid) from public;
grant execute on function fuheng_row_exists(text, uuid) to fuheng_app;
