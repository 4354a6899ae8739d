-- APR-4: a deduction and an entry of pay open the order they name, so the order must be there. What was stored before
-- without one keeps the number as text.
alter table appraisal_deductions no force row level security;
alter table pay_entries no force row level security;
alter table service_orders no force row level security;
update appraisal_deductions d set order_id = null
where order_id is not null
  and not exists (select 1 from service_orders o where o.company_id = d.company_id and o.id = d.order_id);
update pay_entries d set order_id = null
where order_id is not null
  and not exists (select 1 from service_orders o where o.company_id = d.company_id and o.id = d.order_id);
alter table service_orders force row level security;
alter table pay_entries force row level security;
alter table appraisal_deductions force row level security;
alter table appraisal_deductions add constraint appraisal_deductions_order
  foreign key (company_id, order_id) references service_orders (company_id, id);
alter table pay_entries add constraint pay_entries_order
  foreign key (company_id, order_id) references service_orders (company_id, id);
create index appraisal_deductions_order_of on appraisal_deductions (company_id, order_id) where order_id is not null;
create index pay_entries_order_of on pay_entries (company_id, order_id) where order_id is not null;
