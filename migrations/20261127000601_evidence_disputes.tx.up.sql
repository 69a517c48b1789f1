-- owner: evidence
-- What people say of a level of theirs that they hold to be wrong, and the answer.
create table evidence_disputes (
    id              uuid primary key,
    staff_id        uuid not null references staff (id),
    competency_id   uuid not null references competencies (id),
    entry_id        uuid references evidence_entries (id),
    text            text not null check (length(text) between 10 and 2000),
    state           text not null check (state in ('open', 'answered')),
    created_at      timestamptz not null,
    answer          text not null default '' check (length(answer) <= 2000),
    answered_by     uuid references staff (id),
    answered_at     timestamptz,
    answer_entry_id uuid references evidence_entries (id),
    check ((state = 'answered') = (answered_at is not null)),
    check ((state = 'answered') = (answer <> '')),
    check (answered_by is null or answered_by <> staff_id)
);
comment on column evidence_disputes.text is 'pii: free text by a person';
comment on column evidence_disputes.answer is 'pii: free text about a person';
create unique index evidence_disputes_one_open on evidence_disputes (staff_id, competency_id) where state = 'open';
create index evidence_disputes_order on evidence_disputes (created_at desc, id desc);
create index evidence_disputes_staff on evidence_disputes (staff_id, created_at desc, id desc);
