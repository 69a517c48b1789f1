-- owner: mentoring
-- Sessions agreed on. A move is a change of during; version counts them for
-- calendars.
create table bookings (
    id         uuid primary key,
    pair_id    uuid not null references pairs (id),
    during     tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
    mode       text not null check (mode in ('desk', 'remote', 'group')),
    place      text not null default '',
    state      text not null check (state in ('booked', 'held', 'cancelled')),
    reason     text not null default '',
    booked_by  uuid not null references staff (id),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version    integer not null default 0,
    check (state <> 'cancelled' or reason <> '')
);
comment on column bookings.place is 'pii: free text between two people';
comment on column bookings.reason is 'pii: free text between two people';
create index bookings_pair on bookings (pair_id, lower(during) desc, id);

-- When each of the two is taken by a booking that stands. Nobody, mentor here and
-- learner there, can be at two places at once.
create table booking_times (
    booking_id uuid not null references bookings (id),
    staff_id   uuid not null references staff (id),
    during     tstzrange not null,
    primary key (booking_id, staff_id),
    constraint booking_times_no_overlap exclude using gist (staff_id with =, during with &&)
);

alter table coaching_sessions
    add column booking_id uuid references bookings (id);
create unique index coaching_sessions_booking on coaching_sessions (booking_id) where booking_id is not null and disputed_at is null;

-- The private address under which someone's calendar programme reads the bookings:
-- only a hash of its secret is kept.
create table calendar_feeds (
    staff_id   uuid primary key references staff (id),
    hash       bytea not null unique check (length(hash) = 32),
    created_at timestamptz not null
);
