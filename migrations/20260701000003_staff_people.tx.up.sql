-- owner: staff
create table positions (
    id         uuid primary key,
    code       text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    name_vi    text not null check (name_vi <> ''),
    name_en    text not null default '',
    office     text not null default '',
    category   text not null check (category <> ''),
    source     text not null default '',
    search     text not null generated always as (fold_text(name_vi || ' ' || code)) stored,
    closed_on  date,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table staff (
    id               uuid primary key,
    code             text not null unique check (code <> ''),
    family_name      text not null check (family_name = normalize(family_name, nfc)),
    given_name       text not null check (given_name <> '' and given_name = normalize(given_name, nfc)),
    full_name        text not null generated always as (ltrim(family_name || ' ' || given_name)) stored,
    search           text not null generated always as (fold_text(family_name || ' ' || given_name || ' ' || code)) stored,
    gender           text not null default '' check (gender in ('', 'male', 'female')),
    born_on          date,
    unit_id          uuid not null references units (id),
    rank_code        text not null default '',
    education        text not null default '',
    major            text not null default '',
    political_theory text not null default '',
    state_management text not null default '',
    it_level         text not null default '',
    foreign_language text not null default '',
    joined_on        date,
    phone            text not null default '',
    email            text not null default '',
    note             text not null default '',
    left_on          date,
    created_at       timestamptz not null,
    updated_at       timestamptz not null
);
comment on column staff.code is 'pii: identifier given by the employer';
comment on column staff.family_name is 'pii: name';
comment on column staff.given_name is 'pii: name';
comment on column staff.full_name is 'pii: name';
comment on column staff.search is 'pii: name, folded';
comment on column staff.gender is 'pii: gender';
comment on column staff.born_on is 'pii: date of birth';
comment on column staff.phone is 'pii: work telephone';
comment on column staff.email is 'pii: work address';
comment on column staff.note is 'pii: free text about a person';
create index staff_search on staff using gin (search gin_trgm_ops);
create index staff_order on staff (given_name collate "vi-x-icu", family_name collate "vi-x-icu", id);
create index staff_unit on staff (unit_id);

create table posts (
    id          uuid primary key,
    staff_id    uuid not null references staff (id),
    position_id uuid not null references positions (id),
    unit_id     uuid not null references units (id),
    kind        text not null check (kind in ('permanent', 'acting', 'concurrent', 'seconded')),
    during      daterange not null check (not isempty(during) and not lower_inf(during)),
    created_at  timestamptz not null,
    constraint posts_no_overlap exclude using gist (staff_id with =, position_id with =, unit_id with =, during with &&),
    constraint posts_one_permanent exclude using gist (staff_id with =, during with &&) where (kind = 'permanent')
);
create index posts_staff on posts (staff_id);
create index posts_position on posts (position_id);
create index posts_unit on posts (unit_id);

create table staff_imports (
    id           uuid primary key,
    file_name    text not null,
    file_sha256  bytea not null,
    file         bytea not null,
    uploaded_by  uuid not null,
    unit_path    ltree[] not null,
    header_row   integer not null,
    counts       jsonb not null default '{}',
    confirmed_at timestamptz,
    result       jsonb,
    created_at   timestamptz not null,
    check ((confirmed_at is null) = (result is null))
);
create index staff_imports_order on staff_imports (created_at desc, id desc);
comment on column staff_imports.file is 'pii: the uploaded workbook, deleted with the import 30 days after upload';

create table staff_import_rows (
    import_id uuid not null references staff_imports (id) on delete cascade,
    row       integer not null,
    status    text not null check (status in ('new', 'changed', 'unchanged', 'faulty')),
    code      text not null default '',
    full_name text not null default '',
    changes   jsonb not null default '[]',
    faults    jsonb not null default '[]',
    primary key (import_id, row)
);
comment on column staff_import_rows.full_name is 'pii: name';
comment on column staff_import_rows.code is 'pii: identifier given by the employer';
comment on column staff_import_rows.changes is 'pii: old and new values';
comment on column staff_import_rows.faults is 'pii: faulty values';
