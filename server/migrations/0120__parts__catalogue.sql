-- PRT-1: the parts catalogue, its prices by name and date, and which parts replace each other.

create table parts_parts (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  number text not null check (length(number) between 1 and 60),
  name text not null check (length(name) between 1 and 200),
  spec text not null default '',
  unit text not null default '',
  family text not null default '',
  quality text not null default 'genuine' check (quality in ('genuine', 'boutique', 'maintenance', 'used')),
  standard_cost numeric(18, 2) check (standard_cost >= 0),
  note text not null default '',
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, number)
);
create index parts_parts_number on parts_parts (company_id, number collate "C", id);
create index parts_parts_name on parts_parts (company_id, name collate "C", id);
call fuheng_protect('parts_parts');

-- valid_to is exclusive; one price of a name at a time.
create table parts_prices (
  company_id uuid not null,
  id uuid not null,
  part_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  price numeric(18, 2) not null check (price >= 0),
  valid_from date not null,
  valid_to date,
  primary key (company_id, id),
  foreign key (company_id, part_id) references parts_parts (company_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (company_id with =, part_id with =, name with =, daterange(valid_from, valid_to) with &&)
);
call fuheng_protect('parts_prices');

-- Interchange holds both ways: each pair is stored once, the smaller id first.
create table parts_interchange (
  company_id uuid not null,
  part_id uuid not null,
  other_id uuid not null,
  primary key (company_id, part_id, other_id),
  foreign key (company_id, part_id) references parts_parts (company_id, id),
  foreign key (company_id, other_id) references parts_parts (company_id, id),
  check (part_id < other_id)
);
create index parts_interchange_other on parts_interchange (company_id, other_id);
call fuheng_protect('parts_interchange');
