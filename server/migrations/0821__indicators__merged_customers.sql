-- CUS-6, IND-1: customers that were merged at some time. Facts of closed months keep the customer they were booked for;
-- `same_as` says which customers of closed facts mean the same one (also after an undo, so that nothing is booked twice),
-- `merged_into` who counts for whom today.
create table indicator_customers (
  company_id uuid not null references org_companies (id),
  customer_id uuid not null,
  same_as uuid not null,
  merged_into uuid,
  primary key (company_id, customer_id)
);
create index indicator_customers_same on indicator_customers (company_id, same_as);
call fuheng_protect('indicator_customers');
