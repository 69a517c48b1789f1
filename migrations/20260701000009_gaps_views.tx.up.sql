-- owner: gaps
-- What a person's active posts together require: the maximum over the posts.
create view v_requirements as
select staff_id,
       competency_id,
       max(level) as required,
       bool_or(critical) as critical
from v_post_requirements
group by staff_id, competency_id;

-- A gap is a question to the database, not a row in it.
create view v_gaps as
select q.staff_id,
       q.competency_id,
       q.required,
       q.critical,
       coalesce(l.level, 0::smallint) as level,
       greatest(q.required - coalesce(l.level, 0), 0)::smallint as gap
from v_requirements q
left join levels l on l.staff_id = q.staff_id and l.competency_id = q.competency_id;
