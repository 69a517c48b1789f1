-- owner: org
-- For each unit itself and the units above it, so that what holds below a unit is found by equality: joins over
-- paths cost an index search for each row.
create table unit_above (
    unit_id  uuid not null references units (id) on delete cascade,
    above_id uuid not null references units (id) on delete cascade,
    primary key (unit_id, above_id)
);
create index unit_above_above on unit_above (above_id);

insert into unit_above (unit_id, above_id)
select u.id, o.id
from units u
join units o on o.path @> u.path;

create function units_stand_below() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        if not exists (select id, path::text from changed except select id, path::text from before) then
            return null;
        end if;
    end if;
    delete from unit_above a
    using changed c
    where a.unit_id = c.id or a.above_id = c.id;
    insert into unit_above (unit_id, above_id)
    select u.id, o.id
    from changed c
    join units u on u.id = c.id
    join units o on o.path @> u.path
    union
    select u.id, o.id
    from changed c
    join units o on o.id = c.id
    join units u on u.path <@ o.path
    on conflict do nothing;
    return null;
end
$$;

create trigger units_above_insert after insert on units
    referencing new table as changed for each statement execute function units_stand_below();
create trigger units_above_update after update on units
    referencing old table as before new table as changed for each statement execute function units_stand_below();
