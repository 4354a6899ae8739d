-- The base of every pack item as it was loaded, so that base, theirs and ours can be compared later (PCK-3).
create table pack_items (
  company_id uuid not null references org_companies (id),
  kind text not null,
  key text not null,
  pack text not null,
  pack_version text not null,
  base jsonb not null,
  loaded_at timestamptz not null,
  primary key (company_id, kind, key)
);
call fuheng_protect('pack_items');
