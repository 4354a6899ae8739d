-- PLT-1: an index behind every order and filter of the lists of what grows; the expressions are those of the queries.
create index customers_customers_region on customers_customers (company_id, region collate "C", id);
create index customers_customers_first_contact_sort on customers_customers
  (company_id, (coalesce(first_contact_on, date '0001-01-01')), id);
create index customers_customers_next_service_sort on customers_customers
  (company_id, (coalesce(next_service_on, date '9999-12-31')), id);
create index customers_customers_next_service on customers_customers (company_id, next_service_on)
  where next_service_on is not null;
create index products_products_ex_works_sort on products_products (company_id, (coalesce(ex_works_on, date '0001-01-01')), id);
create index products_products_delivered_sort on products_products (company_id, (coalesce(delivered_on, date '0001-01-01')), id);
create index products_products_mileage_sort on products_products (company_id, (coalesce(mileage_km, -1)), id);
create index products_products_ex_works on products_products (company_id, ex_works_on);
create index products_products_delivered on products_products (company_id, delivered_on);
create index service_orders_settled_sort on service_orders
  (company_id, (coalesce(settled_at, timestamptz '9999-01-01 00:00:00+00')), id);
create index service_orders_days_since_sort on service_orders (company_id, (coalesce(days_since_previous, 2147483647)), id);
