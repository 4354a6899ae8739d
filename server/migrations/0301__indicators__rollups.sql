-- IND-1: sums of facts, always equal to a recomputation. Writers append deltas; one job folds them with
-- DELETE … RETURNING into the roll-ups; a reader adds roll-up and unfolded deltas in one snapshot.
-- Totals have no fixed scale: a share (six places) of money (two places) is kept exactly.
-- The nil UUID stands for "nobody" (a fact without an owner), because a key has no nulls.

create table indicator_deltas (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  day date not null,
  unit_id uuid not null,
  product_family text not null,
  order_type text not null,
  role text not null,
  person_id uuid not null,
  kind text not null,
  measure text not null,
  amount numeric not null,
  primary key (company_id, id)
);
call fuheng_protect('indicator_deltas');
revoke update on indicator_deltas from fuheng_app;

create table indicator_rollup_days (
  company_id uuid not null references org_companies (id),
  role text not null,
  kind text not null,
  measure text not null,
  day date not null,
  unit_id uuid not null,
  person_id uuid not null,
  order_type text not null,
  total numeric not null,
  primary key (company_id, role, kind, measure, day, unit_id, person_id, order_type)
);
create index indicator_rollup_days_person on indicator_rollup_days (company_id, person_id, role, kind, measure, day);
create index indicator_rollup_days_zero on indicator_rollup_days (company_id) where total = 0;
call fuheng_protect('indicator_rollup_days');

-- Owners only: what a unit's value reads.
create table indicator_rollup_months (
  company_id uuid not null references org_companies (id),
  kind text not null,
  measure text not null,
  month text collate "C" not null,
  unit_id uuid not null,
  product_family text not null,
  order_type text not null,
  total numeric not null,
  primary key (company_id, kind, measure, month, unit_id, product_family, order_type)
);
create index indicator_rollup_months_zero on indicator_rollup_months (company_id) where total = 0;
call fuheng_protect('indicator_rollup_months');

-- IND-2: distinct customers are not additive. Visits are kept per customer and taken away when their facts go;
-- an adjustment may leave a negative number in its month, which the sum over the span evens out.
create table indicator_presence (
  company_id uuid not null references org_companies (id),
  month text collate "C" not null,
  unit_id uuid not null,
  customer_id uuid not null,
  visits numeric not null,
  primary key (company_id, month, unit_id, customer_id)
);
create index indicator_presence_zero on indicator_presence (company_id) where visits = 0;
call fuheng_protect('indicator_presence');
