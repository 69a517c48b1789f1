-- owner: staff
-- When someone is away: leave, a mission, a course elsewhere.
create table absences (
    id         uuid primary key,
    staff_id   uuid not null references staff (id),
    during     daterange not null check (not isempty(during) and not lower_inf(during)),
    kind       text not null check (kind in ('leave', 'mission', 'training', 'other')),
    entered_by uuid references staff (id),
    created_at timestamptz not null,
    constraint absences_no_overlap exclude using gist (staff_id with =, during with &&)
);
comment on column absences.kind is 'pii: why someone is away';

-- Units with a counter, and how many of their people must be there at any time.
create table counters (
    unit_id    uuid primary key references units (id),
    minimum    integer not null check (minimum between 0 and 100),
    updated_at timestamptz not null
);
