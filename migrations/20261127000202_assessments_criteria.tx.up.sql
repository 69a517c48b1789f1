-- owner: assessments
create index attempts_quiz on attempts (quiz_id, learner_id) where state = 'finished';

-- What finishing a test shows at most: the outcomes of its published criteria, else what its
-- questions claim.
create view v_quiz_shows as
select s.source_id as quiz_id,
       s.competency_id,
       s.level
from v_source_shows s
where s.source = 'quiz'
union all
select q.quiz_id,
       s.competency_id,
       max(s.level)
from questions q
join v_source_shows s on s.source = 'question' and s.source_id = q.id
where q.archived_at is null
  and not exists (
      select from criteria_sets p
      where p.source = 'quiz'
        and p.source_id = q.quiz_id
        and p.state = 'published'
  )
group by q.quiz_id, s.competency_id;

-- As before, and published criteria of a course or test take the place of its claims.
create or replace view v_course_shows as
select c.id as course_id,
       c.title_vi,
       c.title_en,
       c.minutes,
       s.competency_id,
       max(s.level) as level
from courses c
join (
    select k.source_id as course_id, k.competency_id, k.level
    from v_source_shows k
    where k.source = 'course'
    union all
    select q.course_id, k.competency_id, k.level
    from quizzes q
    join v_quiz_shows k on k.quiz_id = q.id
    where q.published_at is not null
      and q.archived_at is null
) s on s.course_id = c.id
where c.published_at is not null
  and c.archived_at is null
group by c.id, s.competency_id;
