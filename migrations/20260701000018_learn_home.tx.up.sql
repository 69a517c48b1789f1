-- owner: learn
-- How often what stands on a person's home page changed. A home page that was
-- put together at a number is right as long as the number stands. The zero
-- person counts what concerns everyone: requirements, courses, tests, names.
create table home_changes (
    staff_id uuid primary key,
    number   bigint not null
);

create function home_changed_of(people uuid[]) returns void
    language sql
as $$
    insert into home_changes as h (staff_id, number)
    select distinct person, 1
    from unnest(people) person
    where person is not null
    order by person
    on conflict (staff_id) do update set number = h.number + 1
$$;

create function home_changed_for_all() returns trigger
    language plpgsql
as $$
begin
    perform home_changed_of(array ['00000000-0000-0000-0000-000000000000'::uuid]);
    return null;
end
$$;

-- The trigger's argument is the column that names the person.
create function home_changed() returns trigger
    language plpgsql
as $$
declare
    people uuid[];
begin
    execute format('select array_agg(distinct %I) from changed', tg_argv[0]) into people;
    perform home_changed_of(people);
    return null;
end
$$;

create function home_changed_by_session() returns trigger
    language plpgsql
as $$
begin
    perform home_changed_of(array(
        select distinct p.learner_id from changed c join pairs p on p.id = c.pair_id
    ));
    return null;
end
$$;

do $$
declare
    watched record;
    verb    text;
begin
    for watched in
        select * from (values
            ('levels', 'staff_id'), ('posts', 'staff_id'), ('enrolments', 'learner_id'), ('lesson_progress', 'learner_id'),
            ('attempts', 'learner_id'), ('pairs', 'learner_id'), ('messages', 'staff_id')
        ) as w (name, person)
    loop
        foreach verb in array array ['insert', 'update', 'delete'] loop
            execute format('create trigger %I after %s on %I referencing %s table as changed for each statement execute function home_changed(%L)',
                'home_' || verb, verb, watched.name, case verb when 'delete' then 'old' else 'new' end, watched.person);
        end loop;
    end loop;
    foreach verb in array array ['insert', 'update', 'delete'] loop
        execute format('create trigger %I after %s on coaching_sessions referencing %s table as changed for each statement execute function home_changed_by_session()',
            'home_' || verb, verb, case verb when 'delete' then 'old' else 'new' end);
    end loop;
    for watched in
        select * from (values ('requirements'), ('competencies'), ('positions'), ('units'), ('claims'), ('courses'), ('lessons'), ('quizzes'), ('questions')) as w (name)
    loop
        execute format('create trigger home_change after insert or update or delete or truncate on %I for each statement execute function home_changed_for_all()',
            watched.name);
    end loop;
end
$$;
