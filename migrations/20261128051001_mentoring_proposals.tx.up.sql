-- owner: mentoring
-- Competencies that are not learnt from one's direct superior, set by the department.
create table sensitive_competencies (
    competency_id uuid primary key references competencies (id),
    created_at    timestamptz not null
);

-- Someone is proposed as a mentor by who leads them; the person decides.
create table mentor_proposals (
    id          uuid primary key,
    staff_id    uuid not null references staff (id),
    proposed_by uuid references staff (id),
    words       text not null default '' check (length(words) <= 1000),
    state       text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
    answer      text not null default '' check (length(answer) <= 1000),
    created_at  timestamptz not null,
    answered_at timestamptz,
    check ((state = 'waiting') = (answered_at is null))
);
create unique index mentor_proposals_waiting on mentor_proposals (staff_id) where state = 'waiting';
create index mentor_proposals_latest on mentor_proposals (created_at desc, id desc);
comment on column mentor_proposals.words is 'pii: why someone is proposed';
comment on column mentor_proposals.answer is 'pii: why someone declined';

-- Who travels to a commune.
create index mentor_wards_unit on mentor_wards (unit_id);
