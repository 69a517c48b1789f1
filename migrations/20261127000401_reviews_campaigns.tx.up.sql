-- owner: reviews
create table reviews (
    id          uuid primary key,
    title       text not null check (title <> ''),
    note        text not null default '',
    deadline    date not null,
    threshold   smallint not null check (threshold between 1 and 4),
    ask_self     boolean not null,
    ask_superior boolean not null,
    ask_test     boolean not null,
    state       text not null check (state in ('open', 'closed')),
    created_by  uuid references staff (id),
    launched_at timestamptz not null,
    closed_at   timestamptz,
    check (ask_self or ask_superior or ask_test),
    check ((state = 'closed') = (closed_at is not null))
);
create index reviews_order on reviews (launched_at desc, id desc);

-- What one commune, ward or department has to do; counters move with the answers.
create table review_parts (
    id            uuid primary key,
    review_id     uuid not null references reviews (id),
    unit_id       uuid not null references units (id),
    state         text not null check (state in ('open', 'finished', 'locked')),
    people        integer not null,
    items         integer not null,
    self_done     integer not null default 0 check (self_done between 0 and items),
    superior_done integer not null default 0 check (superior_done between 0 and items),
    round         integer not null default 1,
    finished_at   timestamptz,
    locked_at     timestamptz,
    unique (review_id, unit_id),
    check ((state = 'locked') = (locked_at is not null)),
    check (state = 'open' or finished_at is not null)
);
create index review_parts_unit on review_parts (unit_id);

create table review_items (
    id              uuid primary key,
    review_id       uuid not null references reviews (id),
    part_id         uuid not null references review_parts (id),
    staff_id        uuid not null references staff (id),
    competency_id   uuid not null references competencies (id),
    required        smallint not null check (required between 1 and 5),
    evidence_level  smallint not null check (evidence_level between 0 and 5),
    self_level      smallint check (self_level between 0 and 5),
    self_note       text not null default '',
    self_at         timestamptz,
    superior_level  smallint check (superior_level between 0 and 5),
    superior_note   text not null default '',
    superior_by     uuid references staff (id),
    superior_at     timestamptz,
    test_level      smallint check (test_level between 0 and 5),
    decision        text check (decision in ('accept', 'observe', 'override')),
    decided_level   smallint check (decided_level between 0 and 5),
    decision_reason text not null default '',
    decided_by      uuid references staff (id),
    decided_at      timestamptz,
    -- How far self, superior and evidence lie apart; what was not said does not count.
    spread          smallint not null generated always as (coalesce(greatest(
        abs(self_level - superior_level), abs(superior_level - evidence_level), abs(self_level - evidence_level)), 0)) stored,
    unique (review_id, staff_id, competency_id),
    check ((self_level is null) = (self_at is null)),
    check ((superior_level is null) = (superior_at is null)),
    check (superior_by is null or superior_by <> staff_id),
    check ((decision is null) = (decided_at is null)),
    check (decision is distinct from 'override' or decided_level is not null and decision_reason <> '')
);
comment on column review_items.self_note is 'pii: free text about oneself';
comment on column review_items.superior_note is 'pii: free text about a person';
comment on column review_items.decision_reason is 'pii: free text about a person';
create index review_items_part on review_items (part_id, staff_id);
create index review_items_staff on review_items (staff_id, review_id);
create index review_items_apart on review_items (review_id, spread desc, id) where spread > 0;

-- Whom a review reminded on which day, so that nobody is reminded twice a day.
create table review_reminders (
    review_id uuid not null references reviews (id),
    staff_id  uuid not null references staff (id),
    day       date not null,
    primary key (review_id, staff_id, day)
);
