-- owner: outreach
-- A unit with a counter asks for a specialist of a field for some half-days. A
-- field is a position (by code) or a field of procedures (by name).
create table outreach_requests (
    id            uuid primary key,
    unit_id       uuid not null references units (id),
    field_kind    text not null check (field_kind in ('position', 'procedure')),
    field         text not null check (field <> ''),
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 4),
    from_on       date not null,
    until_on      date not null check (until_on >= from_on and until_on - from_on <= 92),
    half_days     integer not null check (half_days between 1 and 20),
    newcomers     integer not null check (newcomers between 1 and 50),
    slots         integer not null check (slots between 1 and 1023),
    reason        text not null check (reason <> ''),
    state         text not null check (state in ('open', 'picked', 'agreed', 'accepted', 'done', 'cancelled', 'lapsed')),
    asked_by      uuid not null references staff (id),
    asked_at      timestamptz not null,
    closed_at     timestamptz,
    constraint outreach_requests_closed check ((state in ('done', 'cancelled', 'lapsed')) = (closed_at is not null))
);
comment on column outreach_requests.reason is 'pii: free text that may speak of people';
comment on column outreach_requests.slots is 'half-days of a week that suit the unit, as in meeting_times';
create index outreach_requests_order on outreach_requests (asked_at desc, id desc);
create index outreach_requests_unit on outreach_requests (unit_id);
create index outreach_requests_open on outreach_requests (until_on) where closed_at is null;

-- Who was picked for a request, one after another; home_unit_id is whose counter
-- the person leaves.
create table outreach_sendings (
    id           uuid primary key,
    request_id   uuid not null references outreach_requests (id),
    staff_id     uuid not null references staff (id),
    home_unit_id uuid not null references units (id),
    state        text not null check (state in ('live', 'refused', 'declined', 'withdrawn', 'ended', 'done')),
    picked_by    uuid not null references staff (id),
    picked_at    timestamptz not null,
    accepted_at  timestamptz
);
create unique index outreach_sendings_one_live on outreach_sendings (request_id) where state = 'live';
create index outreach_sendings_staff on outreach_sendings (staff_id, picked_at desc);
create index outreach_sendings_home on outreach_sendings (home_unit_id);

create table outreach_visits (
    id           uuid primary key,
    sending_id   uuid not null references outreach_sendings (id),
    staff_id     uuid not null references staff (id),
    on_day       date not null check (extract(isodow from on_day) < 6),
    half         smallint not null check (half in (0, 1)),
    state        text not null check (state in ('held', 'planned', 'logged', 'disputed', 'confirmed', 'cancelled')),
    minutes      integer not null default 0 check (minutes between 0 and 480),
    done         text not null default '',
    logged_at    timestamptz,
    settled_by   uuid references staff (id),
    settled_at   timestamptz,
    reason       text not null default '',
    -- A half-day held, planned or spent is spent once.
    constraint outreach_visits_once exclude using gist (staff_id with =, on_day with =, half with =) where (state <> 'cancelled'),
    constraint outreach_visits_logged check (state not in ('logged', 'disputed', 'confirmed') or logged_at is not null and minutes > 0 and done <> ''),
    constraint outreach_visits_confirmed check (state <> 'confirmed' or settled_by is not null and settled_at is not null),
    constraint outreach_visits_own check (settled_by is distinct from staff_id or state <> 'confirmed')
);
comment on column outreach_visits.done is 'pii: free text about a person';
comment on column outreach_visits.reason is 'pii: free text about a person';
comment on column outreach_visits.half is '0 morning, 1 afternoon';
create index outreach_visits_sending on outreach_visits (sending_id, on_day, half);
create index outreach_visits_day on outreach_visits (on_day) where state <> 'cancelled';

-- Who was coached on a half-day: what the person did alone and the level the
-- specialist observed (0: none yet).
create table outreach_coached (
    visit_id uuid not null references outreach_visits (id) on delete cascade,
    staff_id uuid not null references staff (id),
    alone    text not null default '',
    level    smallint not null check (level between 0 and 5),
    primary key (visit_id, staff_id)
);
comment on column outreach_coached.alone is 'pii: free text about a person';
create index outreach_coached_staff on outreach_coached (staff_id);

-- What happened to a request, in order.
create table outreach_deeds (
    id         uuid primary key,
    request_id uuid not null references outreach_requests (id),
    visit_id   uuid references outreach_visits (id),
    staff_id   uuid references staff (id),
    deed       text not null check (deed in ('ask', 'pick', 'agree', 'refuse', 'accept', 'decline', 'withdraw', 'cancel', 'lapse', 'log', 'confirm', 'dispute', 'call_off', 'finish', 'reopen')),
    by_id      uuid references staff (id),
    at         timestamptz not null,
    reason     text not null default ''
);
comment on column outreach_deeds.reason is 'pii: free text about a person';
comment on column outreach_deeds.staff_id is 'the specialist of the time';
create index outreach_deeds_request on outreach_deeds (request_id, at, id);
