-- SVC-19: who answers for a late hand-over, where somebody decided it against the timeline; null lets the rule speak.
alter table service_orders
  add column late_party text check (late_party in ('dispatcher', 'technician', 'parts', 'supplier', 'customer')),
  add column late_party_note text not null default '';
