-- ORG-11: shift patterns, who works which shift, and swaps of shifts.

create table org_shifts (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  code text not null check (length(code) between 1 and 60),
  name text not null check (length(name) between 1 and 60),
  -- [{"from": "20:00", "to": "08:00"}]: a span that does not end after it began ends on the next day.
  spans jsonb not null,
  -- Can be reached (the hotline) rather than at work; may lie beside an ordinary shift of the same person.
  is_on_call boolean not null default false,
  is_active boolean not null default true,
  is_example boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code)
);
call fuheng_protect('org_shifts');

-- One person's shift on one day. The instants and the on-call flag are those of the shift, kept here so that the
-- database itself can refuse two shifts at one time; the hours of a shift in use therefore never change.
create table org_roster (
  company_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  date date not null,
  shift_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  is_on_call boolean not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, person_id) references org_people (company_id, id),
  foreign key (company_id, shift_id) references org_shifts (company_id, id),
  check (ends_at > starts_at),
  constraint org_roster_one_shift exclude using gist
    (company_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&) where (not is_on_call),
  constraint org_roster_one_call exclude using gist
    (company_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&) where (is_on_call)
);
create index org_roster_unit on org_roster (company_id, unit_id, date);
create index org_roster_person on org_roster (company_id, person_id, date);
create index org_roster_shift on org_roster (company_id, shift_id);
call fuheng_protect('org_roster');

-- What was asked is kept as it stood: the roster may change or lose the entries later.
create table org_swaps (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  unit_id uuid not null,
  requester_id uuid not null,
  colleague_id uuid not null,
  give_id uuid not null,
  give_date date not null,
  give_shift_id uuid not null,
  take_id uuid,
  take_date date,
  take_shift_id uuid,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined', 'approved', 'refused', 'withdrawn')),
  note text not null default '' check (length(note) <= 500),
  answer text not null default '' check (length(answer) <= 500),
  decided_by uuid,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, requester_id) references org_people (company_id, id),
  foreign key (company_id, colleague_id) references org_people (company_id, id),
  foreign key (company_id, give_shift_id) references org_shifts (company_id, id),
  foreign key (company_id, take_shift_id) references org_shifts (company_id, id),
  check (requester_id <> colleague_id),
  check ((take_id is null) = (take_date is null) and (take_id is null) = (take_shift_id is null))
);
-- A shift is in one open request at most.
create unique index org_swaps_open on org_swaps (company_id, give_id) where state in ('asked', 'agreed');
create index org_swaps_requester on org_swaps (company_id, requester_id, id);
create index org_swaps_colleague on org_swaps (company_id, colleague_id, id);
create index org_swaps_unit on org_swaps (company_id, unit_id, id);
call fuheng_protect('org_swaps');
