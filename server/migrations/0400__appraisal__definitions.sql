-- APR-1: schemes, cards and grade tables are data. Every edit is a new version; a card keeps the versions it began with.
create table appraisal_definitions (
  company_id uuid not null references org_companies (id),
  kind text not null check (kind in ('scheme', 'card', 'grade_table')),
  key text not null,
  version integer not null check (version > 0),
  body jsonb not null,
  is_example boolean not null default false,
  note text not null default '',
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null default '',
  primary key (company_id, kind, key, version)
);
call fuheng_protect('appraisal_definitions');
call fuheng_append_only('appraisal_definitions');
