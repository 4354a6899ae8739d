-- ORG-11: when work is done. Holidays and make-up days belong to the company and are known year by year; a calendar is
-- an ordinary week, what to do on those days, and days of its own; a unit uses a calendar from a day on.

-- A year stands here once somebody said that its days are complete. Other years are not guessed.
create table org_holiday_years (
  company_id uuid not null references org_companies (id),
  year integer not null check (year between 1900 and 2199),
  source text not null check (length(source) between 1 and 500),
  confirmed_at timestamptz not null default now(),
  confirmed_by uuid,
  primary key (company_id, year)
);
call fuheng_protect('org_holiday_years');

create table org_holidays (
  company_id uuid not null references org_companies (id),
  date date not null,
  kind text not null check (kind in ('holiday', 'make_up')),
  name text not null check (length(name) between 1 and 100),
  primary key (company_id, date)
);
call fuheng_protect('org_holidays');

create table org_calendars (
  company_id uuid not null references org_companies (id),
  id uuid not null,
  code text not null check (length(code) between 1 and 60),
  name text not null check (length(name) between 1 and 200),
  -- {"1": [{"from": "08:30", "to": "12:00"}], …}: 1 = Monday; a missing day has no work.
  weekly jsonb not null,
  -- The hours of a make-up day that falls on a day of rest.
  make_up jsonb not null default '[]',
  keeps_holidays boolean not null default true,
  is_default boolean not null default false,
  is_example boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (company_id, id),
  unique (company_id, code)
);
create unique index org_calendars_default on org_calendars (company_id) where is_default;
call fuheng_protect('org_calendars');

-- Days of one calendar that differ from its week and from the company's holidays; no spans is a day of rest.
create table org_calendar_days (
  company_id uuid not null,
  calendar_id uuid not null,
  date date not null,
  spans jsonb not null,
  note text not null default '' check (length(note) <= 200),
  primary key (company_id, calendar_id, date),
  foreign key (company_id, calendar_id) references org_calendars (company_id, id)
);
call fuheng_protect('org_calendar_days');

-- Which calendar a unit uses and when; valid_to is exclusive. Units below without their own use the nearest above.
create table org_unit_calendars (
  company_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  calendar_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (company_id, id),
  foreign key (company_id, unit_id) references org_units (company_id, id),
  foreign key (company_id, calendar_id) references org_calendars (company_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (company_id with =, unit_id with =, daterange(valid_from, valid_to) with &&)
);
create index org_unit_calendars_calendar on org_unit_calendars (company_id, calendar_id);
call fuheng_protect('org_unit_calendars');
