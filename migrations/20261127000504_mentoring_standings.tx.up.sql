-- owner: mentoring
-- Pairs that were accepted or wait for it, with the sessions the learner has confirmed.
create view v_pair_standings as
select p.learner_id,
       p.mentor_id,
       p.competency_id,
       p.id as pair_id,
       p.state,
       p.requested_at,
       (select count(*)::integer from coaching_sessions s
        where s.pair_id = p.id and s.confirmed_at is not null) as confirmed
from pairs p
where p.state in ('requested', 'active', 'completed');
