-- owner: gaps
-- Days on which the province was counted: of a month the latest one stays.
-- computed: counted afterwards from what the ledger says of that day.
create table gap_snapshot_days (
    day      date primary key,
    computed boolean not null,
    taken_at timestamptz not null
);
create table gap_snapshots (
    day           date not null references gap_snapshot_days (day) on delete cascade,
    commune_id    uuid not null references units (id),
    competency_id uuid not null references competencies (id),
    required      integer not null check (required >= 0),
    met           integer not null check (met between 0 and required),
    people        integer not null check (people >= 0),
    primary key (day, commune_id, competency_id)
);
create index gap_snapshots_commune on gap_snapshots (commune_id, day);
