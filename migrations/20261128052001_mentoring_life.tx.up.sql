-- owner: mentoring
alter table pairs
    add column programme_id uuid,
    add column follows uuid unique references pairs (id),
    add column paused_at timestamptz,
    add constraint pairs_paused check ((state = 'paused') = (paused_at is not null)),
    add constraint pairs_follow_another check (follows <> id);
comment on column pairs.programme_id is 'the programme that suggested the pair; programmes lie in a higher room, so that nothing refers to them';
comment on column pairs.follows is 'the pair of an earlier mentor that was handed over';
create unique index pairs_programme on pairs (programme_id, learner_id, mentor_id, competency_id)
    where programme_id is not null and follows is null;

alter table pair_targets
    add column reached_at timestamptz;

-- The life of a pair, one row a state it came to. Nobody did what the clock or a
-- programme did.
create table pair_history (
    id      uuid primary key,
    pair_id uuid not null references pairs (id),
    state   text not null check (state in ('suggested', 'requested', 'active', 'paused', 'declined', 'expired', 'completed', 'ended')),
    by_id   uuid references staff (id),
    reason  text not null default '',
    at      timestamptz not null
);
comment on column pair_history.reason is 'pii: free text between two people';
create index pair_history_pair on pair_history (pair_id, at, id);

insert into pair_history (id, pair_id, state, by_id, at)
select gen_random_uuid(), id, 'requested', learner_id, requested_at
from pairs;
insert into pair_history (id, pair_id, state, by_id, reason, at)
select gen_random_uuid(), id, case state when 'declined' then state else 'active' end, mentor_id,
       case state when 'declined' then reason else '' end, answered_at
from pairs
where answered_at is not null;
insert into pair_history (id, pair_id, state, reason, at)
select gen_random_uuid(), id, state, reason, closed_at
from pairs
where state in ('expired', 'completed', 'ended');
insert into pair_targets (pair_id, competency_id, from_level, to_level)
select id, competency_id, target_level - 1, target_level
from pairs
on conflict do nothing;

create or replace view v_learner_pairs as
select learner_id,
       competency_id,
       id as pair_id,
       state
from pairs
where state in ('suggested', 'requested', 'active', 'paused');

create or replace view v_pair_standings as
select p.learner_id,
       p.mentor_id,
       p.competency_id,
       p.id as pair_id,
       p.state,
       p.requested_at,
       (select count(*)::integer from coaching_sessions s
        where s.pair_id = p.id and s.confirmed_at is not null) as confirmed
from pairs p
where p.state in ('requested', 'active', 'paused', 'completed');
