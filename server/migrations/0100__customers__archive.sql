-- CUS-1, CUS-2: the customer archive, its phones and contacts, and what was changed by whom.

create table customers_customers (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  code text check (length(code) between 1 and 60),
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'person' check (kind in ('person', 'organisation')),
  region text not null default '',
  address text not null default '',
  source text not null default '',
  responsible_person_id uuid,
  credit_limit numeric(18, 2) check (credit_limit >= 0),
  credit_blocked boolean not null default false,
  hoped_service text not null default '',
  next_service text not null default '',
  next_service_on date,
  note text not null default '',
  first_contact_on date,
  -- Null: known by name only (an import, an order at the counter), the archive is still to be made.
  archived_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, responsible_person_id) references org_people (company_id, id)
);
create index customers_customers_created on customers_customers (company_id, created_at, id);
create index customers_customers_name on customers_customers (company_id, name collate "C", id);
create index customers_customers_responsible on customers_customers (company_id, responsible_person_id);
create index customers_customers_first_contact on customers_customers (company_id, first_contact_on);
call fuheng_protect('customers_customers');

create table customers_contacts (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  position integer not null,
  name text not null check (length(name) between 1 and 100),
  title text not null default '',
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customers (company_id, id)
);
create index customers_contacts_customer on customers_contacts (company_id, customer_id);
call fuheng_protect('customers_contacts');

-- Phones of the customer (no contact) and of its contacts; `digits` is what is compared, `phone` what is shown.
create table customers_phones (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  position integer not null,
  phone text not null check (length(phone) between 3 and 40),
  digits text not null check (digits <> ''),
  label text not null default '',
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customers (company_id, id),
  foreign key (company_id, contact_id) references customers_contacts (company_id, id)
);
create index customers_phones_customer on customers_phones (company_id, customer_id);
create index customers_phones_digits on customers_phones (company_id, digits);
call fuheng_protect('customers_phones');

-- CUS-1: who changed address, phone or responsible person, when, from what to what. Never changed itself.
create table customers_changes (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  field text not null check (field in ('address', 'phone', 'responsiblePerson')),
  old_value text not null,
  new_value text not null,
  changed_at timestamptz not null,
  changed_by uuid,
  changed_by_name text not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customers (company_id, id)
);
create index customers_changes_customer on customers_changes (company_id, customer_id, id);
call fuheng_protect('customers_changes');
call fuheng_append_only('customers_changes');
