-- owner: catalogue
create table glossary (
    identifier text primary key,
    vi         text not null check (vi <> ''),
    en         text not null default '',
    search     text not null generated always as (fold_text(vi || ' ' || en || ' ' || identifier)) stored
);

-- What was loaded, so that a start knows whether the built-in data changed.
create table catalogue_loads (
    name      text primary key,
    sha256    bytea not null,
    loaded_at timestamptz not null
);
