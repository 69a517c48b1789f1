-- owner: courses
create table courses (
    id           uuid primary key,
    code         text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    title_vi     text not null check (title_vi <> ''),
    title_en     text not null default '',
    summary_vi   text not null default '',
    summary_en   text not null default '',
    minutes      integer not null check (minutes > 0),
    search       text not null generated always as (fold_text(title_vi || ' ' || title_en || ' ' || code)) stored,
    published_at timestamptz,
    archived_at  timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);

-- A lesson taken out of its course keeps its row, since people have read it; it has no position.
create table lessons (
    id          uuid primary key,
    course_id   uuid not null references courses (id),
    code        text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    position    integer check (position > 0),
    title_vi    text not null check (title_vi <> ''),
    title_en    text not null default '',
    minutes     integer not null check (minutes > 0),
    body        text not null,
    html        text not null,
    archived_at timestamptz,
    updated_at  timestamptz not null,
    unique (course_id, position) deferrable initially deferred,
    check ((position is null) = (archived_at is not null))
);

create table enrolments (
    id           uuid primary key,
    course_id    uuid not null references courses (id),
    learner_id   uuid not null references staff (id),
    enrolled_at  timestamptz not null,
    completed_at timestamptz,
    unique (learner_id, course_id)
);

create table lesson_progress (
    learner_id   uuid not null references staff (id),
    lesson_id    uuid not null references lessons (id),
    opened_at    timestamptz not null,
    completed_at timestamptz,
    primary key (learner_id, lesson_id)
);

-- One row an enrolment: how far the learner is and the lesson that follows. The lesson is
-- absent only in a course without lessons; in a finished course it is the first one.
create view v_learner_courses as
select e.learner_id,
       e.course_id,
       c.code,
       c.title_vi,
       c.title_en,
       e.enrolled_at,
       e.completed_at,
       p.lessons,
       p.done,
       p.minutes_left,
       coalesce(p.touched_at, e.enrolled_at) as touched_at,
       n.id as lesson_id,
       n.title_vi as lesson_title_vi,
       n.title_en as lesson_title_en
from enrolments e
join courses c on c.id = e.course_id
cross join lateral (
    select count(*)::integer as lessons,
           count(s.completed_at)::integer as done,
           coalesce(sum(l.minutes) filter (where s.completed_at is null), 0)::integer as minutes_left,
           max(greatest(s.opened_at, s.completed_at)) as touched_at
    from lessons l
    left join lesson_progress s on s.lesson_id = l.id and s.learner_id = e.learner_id
    where l.course_id = e.course_id
      and l.archived_at is null
) p
left join lateral (
    select l.id, l.title_vi, l.title_en
    from lessons l
    left join lesson_progress s on s.lesson_id = l.id and s.learner_id = e.learner_id
    where l.course_id = e.course_id
      and l.archived_at is null
    order by s.completed_at is not null, l.position
    limit 1
) n on true
where c.published_at is not null
  and c.archived_at is null;
