-- AST-6: what a product is made of, with serial numbers and the days they were in it, and swaps of one for another.

create table products_components (
  company_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  assembly text not null default '',
  name text not null check (length(name) between 1 and 200),
  part_no text not null default '',
  serial text check (length(serial) between 1 and 100),
  -- The serial number only matters for the warranty: no stock is kept by it.
  warranty_only boolean not null default false,
  installed_on date,
  removed_on date,
  note text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (company_id, id),
  foreign key (company_id, product_id) references products_products (company_id, id),
  check (removed_on is null or installed_on is null or removed_on >= installed_on)
);
create index products_components_product on products_components (company_id, product_id, id);
-- A serial number is in one product at a time.
create unique index products_components_serial on products_components (company_id, serial) where removed_on is null and serial is not null;
call fuheng_protect('products_components');

create table products_swaps (
  company_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  -- The order during which it happened, of the service module; null: outside of any.
  order_id uuid,
  order_number text not null default '',
  old_component_id uuid not null,
  new_component_id uuid not null,
  name text not null,
  faulty_serial text,
  new_serial text,
  swapped_on date not null,
  reason text not null check (length(reason) between 1 and 500),
  swapped_by_name text not null default '',
  created_at timestamptz not null,
  created_by uuid,
  primary key (company_id, id),
  foreign key (company_id, product_id) references products_products (company_id, id),
  foreign key (company_id, old_component_id) references products_components (company_id, id),
  foreign key (company_id, new_component_id) references products_components (company_id, id)
);
create index products_swaps_product on products_swaps (company_id, product_id, swapped_on, id);
create index products_swaps_order on products_swaps (company_id, order_id) where order_id is not null;
call fuheng_protect('products_swaps');
call fuheng_append_only('products_swaps');
