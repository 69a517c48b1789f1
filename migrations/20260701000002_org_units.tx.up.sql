-- owner: org
create table units (
    id         uuid primary key,
    code       text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    name       text not null check (name <> ''),
    name_en    text not null default '',
    kind       text not null check (kind <> ''),
    parent_id  uuid references units (id),
    path       ltree not null unique,
    area_km2   numeric(10, 2),
    former     text not null default '',
    search     text not null generated always as (fold_text(name || ' ' || code)) stored,
    closed_on  date,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (parent_id is null or parent_id <> id)
);
create index units_path on units using gist (path);
create index units_parent on units (parent_id);
create index units_search on units using gin (search gin_trgm_ops);

-- The path is derived: the parent's path and the code, '-' written '_' as ltree labels demand.
create function units_set_path() returns trigger
    language plpgsql
as $$
declare
    parent_path ltree;
begin
    if new.parent_id is null then
        new.path := replace(new.code, '-', '_')::ltree;
        return new;
    end if;
    select path into parent_path from units where id = new.parent_id;
    if tg_op = 'UPDATE' and parent_path <@ old.path then
        raise exception 'unit % cannot move below itself', new.code using errcode = 'check_violation';
    end if;
    new.path := parent_path || replace(new.code, '-', '_');
    return new;
end
$$;
create trigger units_path_before before insert or update of parent_id, code on units
    for each row execute function units_set_path();

create function units_move_below() returns trigger
    language plpgsql
as $$
begin
    if new.path <> old.path then
        update units set parent_id = parent_id where parent_id = new.id;
    end if;
    return null;
end
$$;
create trigger units_path_after after update of parent_id, code on units
    for each row execute function units_move_below();

create table unit_neighbours (
    unit_id      uuid not null references units (id) on delete cascade,
    neighbour_id uuid not null references units (id) on delete cascade,
    primary key (unit_id, neighbour_id),
    check (unit_id <> neighbour_id)
);
