-- A plan made while a table was empty is kept by its connection and reads the whole company for every row of an import
-- that fills the table in one transaction. This lets such an import tell the planner what it has written so far: tables
-- never looked at, or grown to four times what is known of them. Tables somebody else is analysing are passed over.
create function fuheng_learn_tables() returns void language plpgsql security definer set search_path = public as $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and pg_relation_size(c.oid) / current_setting('block_size')::bigint > 4 * greatest(c.relpages, 0)
      and pg_relation_size(c.oid) > 0
    order by c.relname
  loop
    execute format('analyze (skip_locked) %I', name);
  end loop;
end $$;
revoke all on function fuheng_learn_tables() from public;
grant execute on function fuheng_learn_tables() to fuheng_app;
