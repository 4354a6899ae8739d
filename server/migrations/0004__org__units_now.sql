-- ORG-1: the tree of today, published for lists that are cut by a unit with everything below it.
create view v_org_units_now with (security_invoker = true) as
  select company_id, ancestor_id, descendant_id from org_unit_tree
  where valid_from <= fuheng_today() and (valid_to is null or valid_to > fuheng_today());
grant select on v_org_units_now to fuheng_app;
