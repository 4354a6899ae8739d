-- AST-1, AST-2: models with their warranty terms, and the archive of every vehicle or machine.

create table products_models (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  code text not null check (length(code) between 1 and 60),
  name text not null check (length(name) between 1 and 200),
  family text not null default '',
  -- Names of the main assemblies.
  assemblies jsonb not null default '[]',
  -- [{ name, assembly, months, mileageKm, hours, covers, startsFrom, note }]
  warranty jsonb not null default '[]',
  note text not null default '',
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code)
);
create index products_models_name on products_models (company_id, name collate "C", id);
call fuheng_protect('products_models');

create table products_products (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  customer_id uuid,
  model_id uuid,
  -- Not unique: masked plates repeat.
  plate text not null default '',
  vin text check (length(vin) between 1 and 40),
  serial text check (length(serial) between 1 and 60),
  ex_works_on date,
  delivered_on date,
  warranty_starts_on date,
  configuration jsonb not null default '[]',
  service_terms text not null default '',
  contact_name text not null default '',
  contact_phone text not null default '',
  mileage_km integer check (mileage_km >= 0),
  hours integer check (hours >= 0),
  read_on date,
  accepted_by text not null default '',
  accepted_on date,
  acceptance_note text not null default '',
  note text not null default '',
  -- Null: known from an order or import only, the archive is still to be made.
  archived_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, vin),
  unique (company_id, serial),
  foreign key (company_id, customer_id) references customers_customers (company_id, id),
  foreign key (company_id, model_id) references products_models (company_id, id)
);
create index products_products_created on products_products (company_id, created_at, id);
create index products_products_customer on products_products (company_id, customer_id);
create index products_products_model on products_products (company_id, model_id);
create index products_products_plate on products_products (company_id, plate collate "C", id);
call fuheng_protect('products_products');

-- AST-1 D: the packing list.
create table products_packing_lines (
  company_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  position integer not null,
  name text not null check (length(name) between 1 and 200),
  spec text not null default '',
  quantity numeric(18, 3) not null check (quantity > 0),
  unit text not null default '',
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, product_id) references products_products (company_id, id)
);
create index products_packing_lines_product on products_packing_lines (company_id, product_id);
call fuheng_protect('products_packing_lines');

-- AST-1 E: technical changes, retrofits and replacements of major parts. Added, never edited.
create table products_alterations (
  company_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  kind text not null check (kind in ('technical_change', 'retrofit', 'part_replacement')),
  happened_on date not null,
  description text not null check (length(description) between 1 and 2000),
  part_name text not null default '',
  old_number text not null default '',
  new_number text not null default '',
  made_by text not null default '',
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (company_id, id),
  foreign key (company_id, product_id) references products_products (company_id, id)
);
create index products_alterations_product on products_alterations (company_id, product_id, happened_on);
call fuheng_protect('products_alterations');
call fuheng_append_only('products_alterations');
