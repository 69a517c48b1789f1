-- owner: assessments
create table quizzes (
    id           uuid primary key,
    code         text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    course_id    uuid references courses (id),
    title_vi     text not null check (title_vi <> ''),
    title_en     text not null default '',
    minutes      integer not null check (minutes > 0),
    pass         integer not null check (pass between 0 and 10000),
    max_attempts integer not null check (max_attempts > 0),
    published_at timestamptz,
    archived_at  timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);
create index quizzes_course on quizzes (course_id);

-- A question taken out of its quiz keeps its row, since results refer to it; it has no position.
create table questions (
    id             uuid primary key,
    quiz_id        uuid not null references quizzes (id),
    code           text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    position       integer check (position > 0),
    kind           text not null check (kind in ('single', 'multiple')),
    stem_vi        text not null check (stem_vi <> ''),
    options        jsonb not null,
    key            jsonb not null,
    explanation_vi text not null default '',
    lesson_id      uuid references lessons (id),
    archived_at    timestamptz,
    updated_at     timestamptz not null,
    unique (quiz_id, position) deferrable initially deferred,
    check ((position is null) = (archived_at is not null))
);

-- The paper holds the questions with their key as they were at the start. Their ids stand
-- beside it, so that saving an answer does not unpack the paper.
create table attempts (
    id           uuid primary key,
    quiz_id      uuid not null references quizzes (id),
    learner_id   uuid not null references staff (id),
    number       integer not null check (number > 0),
    state        text not null check (state in ('in_progress', 'finished', 'abandoned')),
    started_at   timestamptz not null,
    due_at       timestamptz not null check (due_at > started_at),
    finished_at  timestamptz,
    score        integer check (score between 0 and 10000),
    passed       boolean,
    question_ids uuid[] not null,
    paper        jsonb not null,
    unique (learner_id, quiz_id, number),
    check ((state = 'finished') = (finished_at is not null and score is not null and passed is not null))
);
create unique index attempts_one_open on attempts (learner_id, quiz_id) where state = 'in_progress';
create index attempts_due on attempts (due_at) where state = 'in_progress';

create table answers (
    attempt_id  uuid not null references attempts (id),
    question_id uuid not null,
    value       jsonb not null,
    seq         bigint not null check (seq > 0),
    saved_at    timestamptz not null,
    score       integer check (score between 0 and 10000),
    primary key (attempt_id, question_id)
);

-- What finishing a course that can be begun shows at most, together with its test: the
-- highest level claimed.
create view v_course_shows as
select c.id as course_id,
       c.title_vi,
       c.title_en,
       c.minutes,
       s.competency_id,
       max(s.level) as level
from courses c
join (
    select k.source_id as course_id, k.competency_id, k.level
    from claims k
    where k.source = 'course'
    union all
    select q.course_id, k.competency_id, k.level
    from claims k
    join questions i on i.id = k.source_id
    join quizzes q on q.id = i.quiz_id
    where k.source = 'question'
      and i.archived_at is null
      and q.published_at is not null
      and q.archived_at is null
) s on s.course_id = c.id
where c.published_at is not null
  and c.archived_at is null
group by c.id, s.competency_id;

-- Open attempts with how many of their questions have an answer.
create view v_open_attempts as
select a.id as attempt_id,
       a.learner_id,
       a.quiz_id,
       q.title_vi,
       q.title_en,
       a.due_at,
       cardinality(a.question_ids) as questions,
       (select count(*)::integer from answers x where x.attempt_id = a.id and x.value <> '[]') as answered
from attempts a
join quizzes q on q.id = a.quiz_id
where a.state = 'in_progress';

-- A learner's standing in the tests he or she has tried.
create view v_quiz_standings as
select a.learner_id,
       a.quiz_id,
       count(*)::integer as attempts,
       bool_or(a.state = 'in_progress') as open,
       max(a.score) as best_score,
       coalesce(bool_or(a.passed), false) as passed
from attempts a
group by a.learner_id, a.quiz_id;

-- Tests that may be taken now.
create view v_open_quizzes as
select q.id as quiz_id,
       q.course_id,
       q.title_vi,
       q.title_en,
       q.minutes,
       q.max_attempts,
       (select count(*)::integer from questions i where i.quiz_id = q.id and i.archived_at is null) as questions
from quizzes q
where q.published_at is not null
  and q.archived_at is null;
