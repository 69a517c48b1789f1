-- owner: gaps
-- What a unit asks reaches everyone below it, and which units lie below which decides whom.
create function gaps_changed_by_unit() returns trigger
    language plpgsql
as $$
declare
    moved boolean;
begin
    if tg_op = 'DELETE' then
        moved := exists (select from old_rows);
    else
        moved := exists (select from new_rows);
    end if;
    if moved then
        insert into gap_changes default values;
    end if;
    return null;
end
$$;

do $$
declare
    watched text;
begin
    foreach watched in array array ['unit_requirements', 'unit_above'] loop
        execute format('create trigger gaps_insert after insert on %I referencing new table as new_rows for each statement execute function gaps_changed_by_unit()', watched);
        execute format('create trigger gaps_update after update on %I referencing new table as new_rows for each statement execute function gaps_changed_by_unit()', watched);
        execute format('create trigger gaps_delete after delete on %I referencing old table as old_rows for each statement execute function gaps_changed_by_unit()', watched);
        execute format('create trigger gaps_truncate after truncate on %I for each statement execute function gaps_changed_for_all()', watched);
    end loop;
end
$$;
