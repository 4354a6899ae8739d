-- CUS-6: archives that may be the same customer, and merging two into one.

-- The archive that this one was merged into: always the last of a chain, so that one step finds it.
alter table customers_customers add column merged_into uuid;
alter table customers_customers add foreign key (company_id, merged_into) references customers_customers (company_id, id);
create index customers_customers_merged on customers_customers (company_id, merged_into) where merged_into is not null;
-- A merged archive stays as it was, its code with it; the survivor may carry the same code.
alter table customers_customers drop constraint customers_customers_company_id_code_key;
create unique index customers_customers_code on customers_customers (company_id, code) where merged_into is null;

-- What two archives may have in common, one row each: digits of a phone, name without region and legal form (and that
-- name with one character left out), its pinyin, numbers of products. Equality of text is leakproof, so duplicates are
-- found by index ranges and never by comparing all with all.
create table customers_keys (
  company_id uuid not null references org_companies (id),
  kind text not null check (kind in ('phone', 'name', 'pinyin', 'product')),
  key text collate "C" not null,
  customer_id uuid not null,
  -- What the key was taken from: the customer's archive, or a product.
  source_id uuid not null,
  primary key (company_id, kind, key, customer_id, source_id),
  foreign key (company_id, customer_id) references customers_customers (company_id, id)
);
create index customers_keys_customer on customers_keys (company_id, customer_id);
create index customers_keys_source on customers_keys (company_id, source_id);
call fuheng_protect('customers_keys');

create table customers_pairs (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  a_id uuid not null,
  b_id uuid not null,
  reasons jsonb not null,
  by_phone boolean not null,
  by_product boolean not null,
  by_name boolean not null,
  score integer not null,
  strength text not null check (strength in ('possible', 'likely')),
  state text not null default 'open' check (state in ('open', 'different')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text not null default '',
  note text not null default '',
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, a_id, b_id),
  check (a_id < b_id),
  foreign key (company_id, a_id) references customers_customers (company_id, id),
  foreign key (company_id, b_id) references customers_customers (company_id, id)
);
create index customers_pairs_score on customers_pairs (company_id, state, score, id);
create index customers_pairs_found on customers_pairs (company_id, state, found_at, id);
create index customers_pairs_b on customers_pairs (company_id, b_id);
call fuheng_protect('customers_pairs');

create table customers_merges (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  merged_at timestamptz not null,
  merged_by uuid,
  merged_by_name text not null,
  note text not null default '',
  -- The survivor's fields that the merge changed, as { field: [before, after] }.
  fields jsonb not null,
  -- Phones and contacts that the survivor got from the other archive, as they were added.
  phones jsonb not null,
  contacts jsonb not null,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text not null default '',
  undo_note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, from_id) references customers_customers (company_id, id),
  foreign key (company_id, into_id) references customers_customers (company_id, id)
);
create index customers_merges_into on customers_merges (company_id, into_id, id);
create index customers_merges_from on customers_merges (company_id, from_id, id);
call fuheng_protect('customers_merges');

-- Rows of any module that went over to the survivor, so that exactly these go back.
create table customers_merge_moves (
  company_id uuid not null,
  merge_id uuid not null,
  kind text not null,
  row_id uuid not null,
  primary key (company_id, merge_id, kind, row_id),
  foreign key (company_id, merge_id) references customers_merges (company_id, id)
);
call fuheng_protect('customers_merge_moves');
call fuheng_append_only('customers_merge_moves');
