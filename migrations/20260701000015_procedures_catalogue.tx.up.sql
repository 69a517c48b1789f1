-- owner: procedures
create table procedures (
    id             uuid primary key,
    slug           text not null unique,
    code           text not null unique,
    name_vi        text not null check (name_vi <> ''),
    name_en        text not null default '',
    field_vi       text not null default '',
    owner_office   text not null default '',
    components     jsonb not null,
    deadline       jsonb not null,
    fee            jsonb not null,
    steps          jsonb not null,
    common_defects jsonb not null,
    legal_basis    jsonb not null,
    result_vi      text not null default '',
    notes          text not null default '',
    code_status    text not null default '',
    fact_status    text not null default '',
    verified_on    date,
    search         text not null generated always as (fold_text(name_vi || ' ' || code || ' ' || field_vi)) stored,
    updated_at     timestamptz not null
);

create table dossier_statuses (
    code         integer primary key,
    name_vi      text not null check (name_vi <> ''),
    name_en      text not null default '',
    identifier   text not null unique,
    allowed_next integer[] not null default '{}',
    sla_clock    text not null check (sla_clock in ('not_started', 'running', 'paused', 'stopped')),
    form         text not null default '',
    source       text not null default ''
);
