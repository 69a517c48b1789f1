-- owner: mentoring
create table mentors (
    staff_id    uuid primary key references staff (id),
    open        boolean not null default true,
    capacity    integer not null default 3 check (capacity between 0 and 20),
    champion    boolean not null default false,
    modes       text[] not null default '{desk,remote}' check (modes <@ '{desk,remote,group}'),
    note        text not null default '',
    updated_at  timestamptz not null
);
comment on column mentors.note is 'pii: free text written by the mentor';

create table pairs (
    id            uuid primary key,
    mentor_id     uuid not null references staff (id),
    learner_id    uuid not null references staff (id),
    competency_id uuid not null references competencies (id),
    target_level  smallint not null check (target_level between 1 and 5),
    state         text not null check (state in ('requested', 'active', 'declined', 'expired', 'completed', 'ended')),
    message       text not null default '',
    reason        text not null default '',
    requested_at  timestamptz not null,
    answered_at   timestamptz,
    closed_at     timestamptz,
    check (mentor_id <> learner_id),
    check ((state in ('requested', 'active')) = (closed_at is null)),
    check (state <> 'requested' or answered_at is null),
    check (state not in ('active', 'declined', 'completed') or answered_at is not null)
);
comment on column pairs.message is 'pii: free text between two people';
comment on column pairs.reason is 'pii: free text between two people';
create unique index pairs_one_live on pairs (mentor_id, learner_id, competency_id) where state in ('requested', 'active');
create index pairs_learner on pairs (learner_id, requested_at desc, id desc);
create index pairs_mentor on pairs (mentor_id, requested_at desc, id desc);
create index pairs_mentor_done on pairs (mentor_id) where state = 'completed';
create index pairs_waiting on pairs (requested_at) where state = 'requested';

create table coaching_sessions (
    id           uuid primary key,
    pair_id      uuid not null references pairs (id),
    held_at      timestamptz not null,
    minutes      integer not null check (minutes between 5 and 480),
    mode         text not null check (mode in ('desk', 'remote', 'group')),
    done         text not null check (done <> ''),
    alone        text not null default '',
    level        smallint not null check (level between 0 and 5),
    logged_at    timestamptz not null,
    confirmed_at timestamptz,
    disputed_at  timestamptz,
    dispute      text not null default '',
    check (confirmed_at is null or disputed_at is null),
    check ((disputed_at is null) = (dispute = ''))
);
comment on column coaching_sessions.done is 'pii: free text about a person';
comment on column coaching_sessions.alone is 'pii: free text about a person';
comment on column coaching_sessions.dispute is 'pii: free text about a person';
create index coaching_sessions_pair on coaching_sessions (pair_id, held_at desc);
-- A second tap on "log" is the same session; a disputed one may be logged again.
create unique index coaching_sessions_once on coaching_sessions (pair_id, held_at) where disputed_at is null;

-- Sessions a learner has still to confirm or dispute.
create view v_learner_confirmations as
select p.learner_id,
       s.id as session_id,
       s.pair_id,
       m.full_name as mentor_name,
       s.held_at
from coaching_sessions s
join pairs p on p.id = s.pair_id
join staff m on m.id = p.mentor_id
where s.confirmed_at is null
  and s.disputed_at is null;

-- The competencies in which somebody has asked for a mentor or has one.
create view v_learner_pairs as
select learner_id,
       competency_id,
       id as pair_id,
       state
from pairs
where state in ('requested', 'active');

-- The standing evidence that reaches a person's settled level.
create view v_level_evidence as
select l.staff_id,
       l.competency_id,
       l.level,
       e.id as entry_id,
       e.kind,
       e.observed_at
from levels l
join evidence_entries e on e.staff_id = l.staff_id and e.competency_id = l.competency_id
join evidence_rules r on r.version = e.rule_version and r.kind = e.kind
where l.level > 0
  and (e.action = 'override' or e.action = 'attest' and r.max_level >= l.level)
  and e.level >= l.level
  and e.capacity <> 'self'
  and (e.actor_id is distinct from e.staff_id or e.capacity = 'system')
  and e.observed_at <= now()
  and (e.valid_until is null or e.valid_until > now())
  and not exists (
      select
      from evidence_entries w
      where w.staff_id = e.staff_id
        and w.competency_id = e.competency_id
        and w.withdraws_id = e.id
  );
