-- owner: classes
-- Open classes with what attending shows, how long they take and how long people can be nominated.
create view v_class_offers as
select c.id as class_id,
       c.title,
       c.unit_id,
       c.nominate_by,
       c.starts_at,
       c.ends_at,
       (select count(*)::integer from class_sessions s where s.class_id = c.id) as sessions,
       k.competency_id,
       k.level
from classes c
join v_source_shows k on k.source = 'class' and k.source_id = c.id
where c.state = 'open';

-- How somebody stands in a class: the seat, the sessions and those attended, and whether the class is over.
create view v_class_standings as
select n.staff_id,
       n.class_id,
       n.state as seat,
       c.state = 'closed' as closed,
       (select count(*)::integer from class_sessions s where s.class_id = n.class_id) as sessions,
       (select count(*)::integer from v_class_attendance a
        where a.class_id = n.class_id and a.staff_id = n.staff_id and a.mark = 'present') as present
from nominations n
join classes c on c.id = n.class_id;
