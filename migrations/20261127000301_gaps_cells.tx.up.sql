-- owner: gaps
-- What the heat map shows, kept by commune. A commune's rows are right as long
-- as valid_on is today and no row of gap_changes concerns it; whoever reads
-- puts right what is not. The numbers are derived: they carry no foreign keys,
-- which would cost more than the counting.
create table gap_communes (
    commune_id uuid primary key references units (id) on delete cascade,
    people     integer not null check (people >= 0),
    valid_on   date not null
);

-- Beside who needs and who shows: bar is the highest level that a post there
-- requires, able how many of its people show that, only_id the one if there is one.
create table gap_cells (
    commune_id        uuid not null,
    competency_id     uuid not null,
    required          integer not null check (required >= 0),
    met               integer not null check (met between 0 and required),
    critical_required integer not null check (critical_required between 0 and required),
    critical_met      integer not null check (critical_met between 0 and critical_required),
    bar               smallint not null check (bar between 1 and 5),
    able              integer not null check (able >= 0),
    only_id           uuid,
    primary key (commune_id, competency_id),
    check ((able = 1) = (only_id is not null))
);
comment on column gap_cells.only_id is 'pii: the person who alone shows a level';

-- What changed since the numbers were counted: a person, a unit, a position, or
-- (all null) everything. Rows are only added, so that changes never wait for
-- each other, and in the transaction of the change.
create table gap_changes (
    staff_id    uuid,
    unit_id     uuid,
    position_id uuid,
    check (num_nonnulls(staff_id, unit_id, position_id) <= 1)
);

-- Old and new rows are compared by except, never joined: a plan made for one row
-- is kept, and joining twenty thousand with it would take minutes.
create function gaps_changed_by_level() returns trigger
    language plpgsql
as $$
begin
    case tg_op
        when 'INSERT' then
            insert into gap_changes (staff_id) select distinct staff_id from new_rows where level > 0;
        when 'DELETE' then
            insert into gap_changes (staff_id) select distinct staff_id from old_rows where level > 0;
        else
            insert into gap_changes (staff_id)
            select distinct staff_id
            from (
                select staff_id, competency_id, level from new_rows
                except
                select staff_id, competency_id, level from old_rows
            ) moved;
    end case;
    return null;
end
$$;
create trigger gaps_insert after insert on levels referencing new table as new_rows
    for each statement execute function gaps_changed_by_level();
create trigger gaps_delete after delete on levels referencing old table as old_rows
    for each statement execute function gaps_changed_by_level();
create trigger gaps_update after update on levels referencing old table as old_rows new table as new_rows
    for each statement execute function gaps_changed_by_level();

-- Arguments: the column of the changed table, and the column of gap_changes that it goes to.
create function gaps_changed() returns trigger
    language plpgsql
as $$
begin
    if tg_op <> 'INSERT' then
        execute format('insert into gap_changes (%I) select distinct %I from old_rows', tg_argv[1], tg_argv[0]);
    end if;
    if tg_op <> 'DELETE' then
        execute format('insert into gap_changes (%I) select distinct %I from new_rows', tg_argv[1], tg_argv[0]);
    end if;
    return null;
end
$$;

create function gaps_changed_for_all() returns trigger
    language plpgsql
as $$
begin
    insert into gap_changes default values;
    return null;
end
$$;

do $$
declare
    watched record;
begin
    for watched in
        select * from (values ('posts', 'staff_id', 'staff_id'), ('requirements', 'position_id', 'position_id')) as w (name, own, goes)
    loop
        execute format('create trigger gaps_insert after insert on %I referencing new table as new_rows for each statement execute function gaps_changed(%L, %L)',
            watched.name, watched.own, watched.goes);
        execute format('create trigger gaps_delete after delete on %I referencing old table as old_rows for each statement execute function gaps_changed(%L, %L)',
            watched.name, watched.own, watched.goes);
        execute format('create trigger gaps_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function gaps_changed(%L, %L)',
            watched.name, watched.own, watched.goes);
    end loop;
    for watched in select * from (values ('levels'), ('posts'), ('requirements')) as w (name) loop
        execute format('create trigger gaps_truncate after truncate on %I for each statement execute function gaps_changed_for_all()', watched.name);
    end loop;
end
$$;

-- A person moves with the unit of the record; a new record has no post yet.
create function gaps_changed_by_move() returns trigger
    language plpgsql
as $$
begin
    insert into gap_changes (unit_id)
    select unit_id
    from (
        (select id, unit_id, left_on from new_rows except select id, unit_id, left_on from old_rows)
        union all
        (select id, unit_id, left_on from old_rows except select id, unit_id, left_on from new_rows)
    ) moved
    group by unit_id;
    return null;
end
$$;
create trigger gaps_update after update on staff referencing old table as old_rows new table as new_rows
    for each statement execute function gaps_changed_by_move();

create function gaps_changed_by_tree() returns trigger
    language plpgsql
as $$
begin
    if exists (select id, path::text, kind from new_rows except select id, path::text, kind from old_rows) then
        insert into gap_changes default values;
    end if;
    return null;
end
$$;
create trigger gaps_update after update on units referencing old table as old_rows new table as new_rows
    for each statement execute function gaps_changed_by_tree();
