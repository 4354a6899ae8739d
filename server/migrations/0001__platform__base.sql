-- What every table of the product stands on: the company and the person of a transaction, row-level security,
-- the audit, idempotency keys, counters, search terms and stored files.

create extension if not exists btree_gist;

-- Not set means no rows: a transaction that forgets to say whose it is sees nothing.
create function fuheng_company() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('fuheng.company', true), '')::uuid $$;

create function fuheng_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('fuheng.person', true), '')::uuid $$;

-- Jobs and imports work for the company as a whole; only the server itself can open such a transaction.
create function fuheng_system() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('fuheng.system', true), '') = 'on' $$;

create procedure fuheng_protect(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy company on %I using (company_id = fuheng_company()) with check (company_id = fuheng_company())', name);
  execute format('grant select, insert, update, delete on %I to fuheng_app', name);
end $$;

-- Rows that can be added and read but never changed or taken away.
create procedure fuheng_append_only(name text) language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %I from fuheng_app', name);
end $$;

create table org_companies (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'Asia/Shanghai',
  pack text,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version integer not null default 1
);
alter table org_companies enable row level security;
alter table org_companies force row level security;
create policy company on org_companies using (id = fuheng_company()) with check (id = fuheng_company());
grant select, insert, update on org_companies to fuheng_app;

create table audit_entries (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  at timestamptz not null,
  user_id uuid,
  person_id uuid,
  actor_name text not null,
  action text not null,
  entity text not null,
  entity_id uuid,
  changes jsonb not null default '{}',
  note text,
  request_id text not null,
  primary key (company_id, id)
);
create index audit_entries_record on audit_entries (company_id, entity, entity_id, id);
call fuheng_protect('audit_entries');
call fuheng_append_only('audit_entries');

-- One row per create that a client may repeat: the first answer is kept and given again.
create table platform_idempotency_keys (
  company_id uuid not null references org_companies (id),
  key text not null check (length(key) between 8 and 200),
  user_id uuid not null,
  route text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, user_id, key)
);
call fuheng_protect('platform_idempotency_keys');

create table platform_counters (
  company_id uuid not null references org_companies (id),
  name text not null,
  value bigint not null,
  primary key (company_id, name)
);
call fuheng_protect('platform_counters');

-- Every suffix of every searchable text, so that "any fragment" is a range over a btree: text order is
-- leakproof and therefore usable behind row-level security, which trigrams are not.
create table search_terms (
  company_id uuid not null references org_companies (id),
  kind text not null,
  term text collate "C" not null,
  entity_id uuid not null,
  primary key (company_id, kind, term, entity_id)
);
create index search_terms_entity on search_terms (company_id, kind, entity_id);
call fuheng_protect('search_terms');

create table platform_files (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (company_id, id)
);
call fuheng_protect('platform_files');
