-- owner: mentoring
-- The half-days of a week on which someone can be met for mentoring: bit 0 is
-- Monday morning, bit 9 Friday afternoon. Whoever has no row can be met on all.
create table meeting_times (
    staff_id   uuid primary key references staff (id),
    slots      integer not null check (slots between 0 and 1023),
    updated_at timestamptz not null
);

alter table mentors
    add column weekly_minutes integer not null default 120 check (weekly_minutes between 30 and 1200),
    add column paused_until date;

-- Communes to which a mentor will travel, beside the own one.
create table mentor_wards (
    staff_id uuid not null references mentors (staff_id),
    unit_id  uuid not null references units (id),
    primary key (staff_id, unit_id)
);

-- Competencies in which a mentor does not want to be asked.
create table mentor_declines (
    staff_id      uuid not null references mentors (staff_id),
    competency_id uuid not null references competencies (id),
    primary key (staff_id, competency_id)
);

alter table pairs
    drop constraint pairs_state_check,
    drop constraint pairs_check1,
    drop constraint pairs_check2,
    drop constraint pairs_check3,
    add column slot smallint check (slot between 0 and 9),
    add constraint pairs_state check (state in ('suggested', 'requested', 'active', 'paused', 'declined', 'expired', 'completed', 'ended')),
    add constraint pairs_closed check ((state in ('suggested', 'requested', 'active', 'paused')) = (closed_at is null)),
    add constraint pairs_unanswered check (state not in ('suggested', 'requested') or answered_at is null),
    add constraint pairs_answered check (state not in ('active', 'paused', 'declined', 'completed') or answered_at is not null);
drop index pairs_one_live;
create unique index pairs_one_live on pairs (mentor_id, learner_id, competency_id) where state in ('suggested', 'requested', 'active', 'paused');
drop index pairs_waiting;
create index pairs_waiting on pairs (requested_at) where state in ('suggested', 'requested');
comment on column pairs.slot is 'the half-day of the week on which the two meet, as in meeting_times';

-- What a pair is for: levels to reach, pairs.competency_id with pairs.target_level
-- among them.
create table pair_targets (
    pair_id       uuid not null references pairs (id),
    competency_id uuid not null references competencies (id),
    from_level    smallint not null check (from_level between 0 and 5),
    to_level      smallint not null check (to_level between 1 and 5),
    check (to_level > from_level),
    primary key (pair_id, competency_id)
);
