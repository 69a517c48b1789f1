-- owner: auth
create table accounts (
    id                uuid primary key,
    staff_id          uuid unique references staff (id),
    login             text not null unique check (login = lower(login) and login = normalize(login, nfc) and login <> ''),
    name              text not null default '',
    password_hash     text not null default '',
    locale            text not null default 'vi' check (locale in ('vi', 'en')),
    text_size         text not null default 'a' check (text_size in ('a', 'a1', 'a2')),
    disabled_at       timestamptz,
    last_signed_in_at timestamptz,
    grants_version    integer not null default 1,
    grants_changed_at timestamptz not null,
    created_at        timestamptz not null
);
comment on column accounts.login is 'pii: sign-in name';
comment on column accounts.name is 'pii: name of the holder of an account without a staff record';
comment on column accounts.grants_version is 'access tokens of a lower version are refused';
create index accounts_changed on accounts (grants_changed_at);

create table grants (
    id         uuid primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    role       text not null check (role in ('learner', 'mentor', 'unit_leader', 'trainer', 'department_officer', 'administrator')),
    unit_id    uuid not null references units (id),
    granted_by uuid references accounts (id),
    granted_at timestamptz not null,
    unique (account_id, role, unit_id)
);

create table sessions (
    id           uuid primary key,
    account_id   uuid not null references accounts (id) on delete cascade,
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    reason       text not null default '',
    check ((revoked_at is null) = (reason = ''))
);
create index sessions_account on sessions (account_id);
create index sessions_revoked on sessions (revoked_at) where revoked_at is not null;

-- A used token keeps its successor, sealed with a key made from the token itself,
-- so that a second request racing with the first is given the same cookie.
create table refresh_tokens (
    token_hash bytea primary key,
    session_id uuid not null references sessions (id) on delete cascade,
    issued_at  timestamptz not null,
    used_at    timestamptz,
    successor  bytea,
    check ((used_at is null) = (successor is null))
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table signing_keys (
    kid            text primary key,
    public_key     bytea not null,
    sealed_private bytea not null,
    created_at     timestamptz not null,
    signs_until    timestamptz not null,
    verifies_until timestamptz not null check (verifies_until > signs_until)
);

create table invites (
    token_hash bytea primary key,
    purpose    text not null check (purpose in ('setup', 'activate')),
    account_id uuid references accounts (id) on delete cascade,
    created_by uuid references accounts (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    check ((purpose = 'setup') = (account_id is null))
);
create index invites_account on invites (account_id);

create unlogged table sign_in_failures (
    id        uuid not null,
    key       bytea not null,
    failed_at timestamptz not null,
    primary key (id, key)
);
comment on column sign_in_failures.key is 'keyed hash of a login or of a network address';
create index sign_in_failures_key on sign_in_failures (key, failed_at);
