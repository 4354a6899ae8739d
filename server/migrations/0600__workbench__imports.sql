-- PLT-4: files brought in, what was found in them, and the mappings of headers met before.

create table workbench_imports (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  entity text not null check (length(entity) between 1 and 60),
  kind text not null check (kind in ('normal', 'history')),
  mode text not null check (mode in ('create', 'update', 'upsert')),
  file_name text not null,
  file_id uuid not null,
  state text not null default 'uploaded' check (
    state in ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled')),
  sheet text,
  header_row integer check (header_row > 0),
  header_rows integer not null default 1 check (header_rows between 1 and 5),
  mapping jsonb not null default '{}',
  empty_signs jsonb not null default '[]',
  drop_duplicate_lines boolean not null default false,
  drop_bad_rows boolean not null default false,
  -- Of the last trial: rows, records, good and bad records, remarks; of the run: created and updated.
  counts jsonb not null default '{}',
  -- Every reason with its full count; the rows of workbench_import_issues may be fewer.
  reasons jsonb not null default '[]',
  failure jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  foreign key (company_id, file_id) references platform_files (company_id, id)
);
create index workbench_imports_newest on workbench_imports (company_id, created_at desc, id);
call fuheng_protect('workbench_imports');

-- Written in transactions of its own while the run's transaction is open, so that progress can be seen and a
-- cancellation heard. One row an import.
create table workbench_import_progress (
  company_id uuid not null,
  import_id uuid not null,
  done integer not null default 0,
  total integer not null default 0,
  cancel_requested boolean not null default false,
  begun_at timestamptz,
  primary key (company_id, import_id),
  foreign key (company_id, import_id) references workbench_imports (company_id, id) on delete cascade
);
call fuheng_protect('workbench_import_progress');

create table workbench_import_issues (
  company_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  line integer not null,
  column_name text,
  field_key text,
  severity text not null check (severity in ('error', 'warning')),
  reason text not null,
  params jsonb not null default '{}',
  primary key (company_id, id),
  foreign key (company_id, import_id) references workbench_imports (company_id, id) on delete cascade
);
create index workbench_import_issues_line on workbench_import_issues (company_id, import_id, line, id);
call fuheng_protect('workbench_import_issues');

create table workbench_saved_mappings (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  entity text not null,
  signature text not null,
  mapping jsonb not null,
  empty_signs jsonb not null default '[]',
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, entity, signature)
);
call fuheng_protect('workbench_saved_mappings');
