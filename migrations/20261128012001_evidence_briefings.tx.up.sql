-- owner: evidence
-- A leader showed people what changed. What is undone keeps its row.
create table evidence_briefings (
    id         uuid primary key,
    change_id  uuid not null references evidence_changes (id),
    held_on    date not null,
    note       text not null default '' check (length(note) <= 1000),
    people     integer not null check (people > 0),
    created_by uuid not null references staff (id),
    created_at timestamptz not null,
    undone_by  uuid references staff (id),
    undone_at  timestamptz,
    check ((undone_at is null) = (undone_by is null))
);
comment on column evidence_briefings.note is 'pii: free text by a person';
create index evidence_briefings_order on evidence_briefings (change_id, held_on desc, id desc);

-- The briefing by which someone learnt a change; null when a course did, or nobody yet.
alter table evidence_retrainings
    add column briefing_id uuid references evidence_briefings (id),
    add check (briefing_id is null or done_at is not null);
create index evidence_retrainings_briefing on evidence_retrainings (briefing_id) where briefing_id is not null;

-- The day from which the course teaches what changed: whoever completed it since has learnt it.
alter table evidence_changes
    add column taught_on date,
    add check (taught_on is null or course_id is not null);

create index evidence_entries_actor on evidence_entries (actor_id, posted_at desc, id desc) where kind = 'observation' and action = 'attest';
