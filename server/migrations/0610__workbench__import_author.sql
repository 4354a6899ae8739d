-- PLT-4: who brought a file in, by name, as the list of imports shows it.
alter table workbench_imports add column created_by_name text not null default '';
