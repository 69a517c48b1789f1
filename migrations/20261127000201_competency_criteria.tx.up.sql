-- owner: competency
-- What finishing a source proves, in versions. Without a published set the source's claims
-- hold. A set is never changed once published and never deleted.
create table criteria_sets (
    id           uuid primary key,
    source       text not null check (source in ('course', 'quiz', 'class')),
    source_id    uuid not null,
    version      integer not null check (version > 0),
    state        text not null check (state in ('draft', 'published', 'outdated')),
    tree         jsonb not null check (jsonb_typeof(tree -> 'outcomes') = 'array'),
    needs        text[] not null,
    created_by   uuid references staff (id),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    published_at timestamptz,
    unique (source, source_id, version),
    check (state <> 'published' or published_at is not null)
);
comment on column criteria_sets.needs is 'kind:id of every source the conditions look at';
comment on column criteria_sets.created_by is 'pii: the officer who wrote the set';
create unique index criteria_sets_one_draft on criteria_sets (source, source_id) where state = 'draft';
create unique index criteria_sets_one_published on criteria_sets (source, source_id) where state = 'published';

create function criteria_kept() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'criteria are kept' using errcode = 'restrict_violation';
    end if;
    if old.published_at is not null and (new.tree <> old.tree or new.version <> old.version or new.published_at <> old.published_at) then
        raise exception 'published criteria do not change' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger criteria_sets_kept before update or delete on criteria_sets
    for each row execute function criteria_kept();

-- What finishing a course or a class, or answering a question, shows at most: the outcomes
-- of its published criteria, else its claims.
create view v_source_shows as
select s.source,
       s.source_id,
       (o ->> 'competency_id')::uuid as competency_id,
       max((o ->> 'level')::smallint) as level
from criteria_sets s
cross join lateral jsonb_array_elements(s.tree -> 'outcomes') o
where s.state = 'published'
group by s.source, s.source_id, o ->> 'competency_id'
union all
select k.source,
       k.source_id,
       k.competency_id,
       k.level
from claims k
where not exists (
    select from criteria_sets s
    where s.source = k.source
      and s.source_id = k.source_id
      and s.state = 'published'
);

-- Everything that can be finished. title_en is empty where there is none; search is folded.
create view v_sources as
select 'course' as kind, c.id, c.code, c.title_vi, c.title_en, c.search,
       c.archived_at is null and c.published_at is not null as open
from courses c
union all
select 'lesson', l.id, l.code, l.title_vi, l.title_en, fold_text(l.title_vi || ' ' || l.title_en || ' ' || l.code),
       l.archived_at is null
from lessons l
union all
select 'quiz', q.id, q.code, q.title_vi, q.title_en, fold_text(q.title_vi || ' ' || q.title_en || ' ' || q.code),
       q.archived_at is null and q.published_at is not null
from quizzes q
union all
select 'class', c.id, c.code, c.title, '', c.search,
       c.state <> 'cancelled'
from classes c;

-- The share of a class's sessions in which a person was present, in basis points.
create view v_class_shares as
select c.id as class_id,
       a.staff_id,
       c.state,
       count(*) filter (where a.mark = 'present') * 10000 / s.sessions as share
from classes c
join lateral (select count(*) as sessions from class_sessions x where x.class_id = c.id) s on s.sessions > 0
join v_class_attendance a on a.class_id = c.id
group by c.id, a.staff_id, s.sessions;

-- Who finished what: a test is finished by passing it, a class by presence in 8000 of 10000.
create view v_completions as
select 'course' as kind, e.course_id as source_id, e.learner_id as staff_id
from enrolments e
where e.completed_at is not null
union all
select 'lesson', p.lesson_id, p.learner_id
from lesson_progress p
where p.completed_at is not null
union all
select distinct 'quiz', a.quiz_id, a.learner_id
from attempts a
where a.passed
union all
select 'class', s.class_id, s.staff_id
from v_class_shares s
where s.state = 'closed'
  and s.share >= 8000;

-- Finished attempts with what each question earned; a question without an answer is absent.
create view v_results as
select a.id as attempt_id,
       a.quiz_id,
       a.learner_id,
       a.score,
       a.passed,
       (a.paper ->> 'pass')::integer as pass,
       a.question_ids,
       (select coalesce(jsonb_object_agg(x.question_id, coalesce(x.score, 0)), '{}') from answers x where x.attempt_id = a.id) as earned
from attempts a
where a.state = 'finished';
