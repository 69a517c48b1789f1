-- owner: classes
create sequence class_codes;

create table classes (
    id           uuid primary key,
    code         text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    title        text not null check (title <> ''),
    unit_id      uuid not null references units (id),
    place        text not null check (place <> ''),
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    nominate_by  date not null,
    seats        integer not null check (seats > 0),
    state        text not null check (state in ('draft', 'open', 'closed', 'cancelled')),
    note         text not null default '',
    reason       text not null default '',
    trainer_id   uuid references staff (id),
    created_by   uuid not null references staff (id),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    closed_at    timestamptz,
    search       text not null generated always as (fold_text(title || ' ' || code || ' ' || place)) stored,
    check ((state = 'closed') = (closed_at is not null)),
    check (state <> 'cancelled' or reason <> '')
);
comment on column classes.reason is 'why the class was cancelled';
create index classes_order on classes (starts_at desc, id desc);
create index classes_unit on classes (unit_id);
create index classes_trainer on classes (trainer_id) where trainer_id is not null;

create table class_quotas (
    class_id uuid not null references classes (id) on delete cascade,
    unit_id  uuid not null references units (id),
    seats    integer not null check (seats > 0),
    primary key (class_id, unit_id)
);

-- A session is one half-day. The instants are kept beside it, so that overlap is a question to the database.
create table class_sessions (
    id        uuid primary key,
    class_id  uuid not null references classes (id) on delete cascade,
    position  integer not null check (position > 0),
    day       date not null,
    half      text not null check (half in ('morning', 'afternoon')),
    starts_at timestamptz not null,
    ends_at   timestamptz not null check (ends_at > starts_at),
    unique (class_id, position),
    unique (class_id, day, half)
);
create index class_sessions_when on class_sessions using gist (tstzrange(starts_at, ends_at));

-- unit_id is the commune (or agency) whose quota the seat counts against.
create table nominations (
    id           uuid primary key,
    class_id     uuid not null references classes (id),
    staff_id     uuid not null references staff (id),
    unit_id      uuid not null references units (id),
    state        text not null check (state in ('nominated', 'waiting', 'approved', 'declined', 'withdrawn')),
    reason       text not null default '',
    nominated_by uuid not null references staff (id),
    nominated_at timestamptz not null,
    decided_by   uuid references staff (id),
    decided_at   timestamptz,
    check (state <> 'declined' or reason <> ''),
    unique (class_id, staff_id)
);
comment on column nominations.reason is 'pii: free text about a person';
create index nominations_staff on nominations (staff_id);
create index nominations_order on nominations (class_id, nominated_at, id);

create table attendance (
    id          uuid primary key,
    session_id  uuid not null references class_sessions (id),
    staff_id    uuid not null references staff (id),
    mark        text not null check (mark in ('present', 'excused', 'absent')),
    marked_by   uuid not null references staff (id),
    marked_at   timestamptz not null
);
create index attendance_session on attendance (session_id, staff_id, marked_at desc, id desc);
create trigger attendance_append_only before update or delete on attendance
    for each row execute function refuse_change();

-- The mark that holds: the latest of a session and person; a correction is a new row.
create view v_class_attendance as
select distinct on (a.session_id, a.staff_id)
       s.class_id,
       a.session_id,
       a.staff_id,
       a.mark,
       a.marked_by,
       a.marked_at
from attendance a
join class_sessions s on s.id = a.session_id
order by a.session_id, a.staff_id, a.marked_at desc, a.id desc;

-- The places taken by people at a time: who is nominated or approved for which session.
create view v_class_seats as
select n.staff_id,
       n.state,
       n.class_id,
       c.code,
       c.title,
       s.starts_at,
       s.ends_at
from nominations n
join classes c on c.id = n.class_id
join class_sessions s on s.class_id = n.class_id
where n.state in ('nominated', 'approved')
  and c.state in ('open', 'closed');
