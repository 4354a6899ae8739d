-- Identity stands outside the companies: one login is unique per installation. Only identity's store reads these.

create table identity_users (
  id uuid primary key,
  company_id uuid not null references org_companies (id),
  person_id uuid,
  login text not null check (login = lower(login) and length(login) between 2 and 100),
  name text not null,
  password_hash text not null,
  failed_count integer not null default 0,
  locked_until timestamptz,
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index identity_users_login on identity_users (login);
create unique index identity_users_person on identity_users (company_id, person_id);
grant select, insert, update on identity_users to fuheng_app;

create table identity_sessions (
  id uuid primary key,
  token_hash text not null unique,
  user_id uuid not null references identity_users (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text,
  address text
);
create index identity_sessions_user on identity_sessions (user_id, created_at);
grant select, insert, update, delete on identity_sessions to fuheng_app;
