-- owner: mentoring
-- What the two of a pair give each other to read: things of the catalogues, named
-- by kind and id.
create table pair_resources (
    id        uuid primary key,
    pair_id   uuid not null references pairs (id),
    kind      text not null check (kind in ('course', 'lesson', 'procedure')),
    item_id   uuid not null,
    note      text not null default '',
    shared_by uuid not null references staff (id),
    shared_at timestamptz not null,
    unique (pair_id, kind, item_id)
);
comment on column pair_resources.note is 'pii: free text between two people';

-- A learner's calls for help, and from where.
create table mentor_calls (
    id          uuid primary key,
    pair_id     uuid not null references pairs (id),
    kind        text not null check (kind in ('course', 'lesson', 'procedure', 'dossier', 'quiz')),
    item_id     uuid not null,
    place       text not null default '',
    message     text not null default '',
    called_at   timestamptz not null,
    answer      text not null default '',
    answered_at timestamptz,
    check ((answered_at is null) = (answer = ''))
);
comment on column mentor_calls.message is 'pii: free text between two people';
comment on column mentor_calls.answer is 'pii: free text between two people';
create index mentor_calls_pair on mentor_calls (pair_id, called_at desc, id);

create table hand_overs (
    id         uuid primary key,
    pair_id    uuid not null references pairs (id),
    to_id      uuid not null references staff (id),
    asked_by   uuid not null references staff (id),
    side       text not null check (side in ('mentor', 'learner', 'department')),
    reason     text not null check (reason <> ''),
    asked_at   timestamptz not null,
    state      text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn', 'void')),
    answer     text not null default '',
    settled_at timestamptz,
    check ((state = 'waiting') = (settled_at is null))
);
comment on column hand_overs.reason is 'pii: free text about a person';
comment on column hand_overs.answer is 'pii: free text about a person';
create unique index hand_overs_one_waiting on hand_overs (pair_id) where state = 'waiting';
create index hand_overs_to on hand_overs (to_id) where state = 'waiting';

-- What each of the two says of the mentoring, midway and at its end. The marks and
-- the remark are never shown to the other one; thanks is written to the other one.
create table pair_feedback (
    pair_id  uuid not null references pairs (id),
    side     text not null check (side in ('mentor', 'learner')),
    moment   text not null check (moment in ('midway', 'end')),
    marks    smallint[] not null check (cardinality(marks) = 3 and 1 <= all (marks) and 4 >= all (marks)),
    remark   text not null default '',
    thanks   text not null default '',
    given_at timestamptz not null,
    primary key (pair_id, side, moment)
);
comment on column pair_feedback.remark is 'pii: free text about a person';
comment on column pair_feedback.thanks is 'pii: free text between two people';

-- Moments at which the two were asked for feedback.
create table feedback_asked (
    pair_id  uuid not null references pairs (id),
    moment   text not null check (moment in ('midway', 'end')),
    asked_at timestamptz not null,
    primary key (pair_id, moment)
);

-- What about a pair needs a look, from when it was seen until it was over.
create table pair_flags (
    pair_id    uuid not null references pairs (id),
    flag       text not null check (flag in ('quiet', 'unbooked', 'long_pause')),
    raised_at  timestamptz not null,
    cleared_at timestamptz check (cleared_at >= raised_at),
    primary key (pair_id, flag, raised_at)
);
create unique index pair_flags_one_open on pair_flags (pair_id, flag) where cleared_at is null;
