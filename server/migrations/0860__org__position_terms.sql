-- ORG-2, ORG-10: what a job description says beyond duties. Daily work has a rhythm from now on: its entries are
-- { rhythm, text }; an entry that is a bare text is work as needed.
alter table org_positions add column main_task text not null default '';
alter table org_positions add column other_peers jsonb not null default '[]';
