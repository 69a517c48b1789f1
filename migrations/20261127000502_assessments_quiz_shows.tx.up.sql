-- owner: assessments
-- What passing a test that may be taken shows at most: the highest level its questions claim.
create view v_quiz_shows as
select q.id as quiz_id,
       q.title_vi,
       q.title_en,
       q.minutes,
       k.competency_id,
       max(k.level) as level
from quizzes q
join questions i on i.quiz_id = q.id and i.archived_at is null
join claims k on k.source = 'question' and k.source_id = i.id
where q.published_at is not null
  and q.archived_at is null
group by q.id, k.competency_id;
