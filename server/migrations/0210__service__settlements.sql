-- SVC-14: settlements are written once. A correction is a reversal that takes back exactly what was settled, and then
-- a new settlement.

create table service_settlements (
  company_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  seq integer not null,
  kind text not null check (kind in ('settlement', 'reversal')),
  reverses_id uuid,
  settled_at timestamptz not null,
  recorded_at timestamptz not null,
  person_id uuid,
  actor_name text not null default '',
  reason text not null default '',
  total numeric(18, 2) not null,
  daily numeric(18, 2) not null,
  warranty numeric(18, 2) not null,
  insurance numeric(18, 2) not null,
  boutique numeric(18, 2) not null,
  discount numeric(18, 2) not null,
  primary key (company_id, id),
  unique (company_id, order_id, seq),
  foreign key (company_id, order_id) references service_orders (company_id, id),
  foreign key (company_id, reverses_id) references service_settlements (company_id, id),
  check ((kind = 'reversal') = (reverses_id is not null)),
  check (total = daily + warranty + insurance + boutique)
);
create unique index service_settlements_reverses on service_settlements (company_id, reverses_id) where reverses_id is not null;
call fuheng_protect('service_settlements');
call fuheng_append_only('service_settlements');

create table service_settlement_lines (
  company_id uuid not null,
  id uuid not null,
  settlement_id uuid not null,
  position integer not null,
  line_id uuid,
  kind text not null check (kind in ('labour', 'part', 'outside', 'boutique')),
  code text not null default '',
  name text not null,
  quantity numeric(18, 3) not null,
  unit_price numeric(18, 2) not null,
  discount numeric(18, 2) not null,
  amount numeric(18, 2) not null,
  payer text not null check (payer in ('customer', 'insurer', 'manufacturer', 'company')),
  category text not null check (category in ('daily', 'warranty', 'insurance', 'boutique')),
  primary key (company_id, id),
  foreign key (company_id, settlement_id) references service_settlements (company_id, id)
);
create index service_settlement_lines_settlement on service_settlement_lines (company_id, settlement_id, position);
call fuheng_protect('service_settlement_lines');
call fuheng_append_only('service_settlement_lines');
