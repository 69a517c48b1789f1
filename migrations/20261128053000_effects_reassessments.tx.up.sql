-- owner: effects
-- One competency of a pair that is over, to be looked at anew: the level before is
-- folded as of the day on which the pair began, the level after as of the first
-- evidence after its end that is not its mentor's. level_before and level_after
-- leave the pair's own coaching out.
create table reassessments (
    id            uuid primary key,
    pair_id       uuid not null references pairs (id),
    competency_id uuid not null references competencies (id),
    target        smallint not null check (target between 1 and 5),
    level_before  smallint not null check (level_before between 0 and 5),
    due_on        date not null,
    asked_on      date,
    reminded_on   date,
    done_at       timestamptz,
    level_after   smallint check (level_after between 0 and 5),
    entry_id      uuid references evidence_entries (id),
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    unique (pair_id, competency_id),
    check ((done_at is null) = (level_after is null)),
    check ((done_at is null) = (entry_id is null))
);
create index reassessments_open on reassessments (due_on, id) where done_at is null;
create index reassessments_changed on reassessments (updated_at);

-- What was compared last. Only the latest run is kept.
create table effect_runs (
    id       uuid primary key,
    made_at  timestamptz not null,
    treated  integer not null check (treated >= 0),
    pool     integer not null check (pool >= 0)
);

-- basis: all, or measured (only those of whom new evidence came within the time).
create table effect_bases (
    run_id       uuid not null references effect_runs (id) on delete cascade,
    basis        text not null check (basis in ('all', 'measured')),
    treated      integer not null check (treated >= 0),
    pool         integer not null check (pool >= 0),
    plain_milli  integer not null,
    primary key (run_id, basis)
);
comment on column effect_bases.plain_milli is 'difference of mean gains before matching, in thousandths of a level';

-- How far apart the groups are in one covariate; means and differences in thousandths.
create table effect_balances (
    run_id        uuid not null references effect_runs (id) on delete cascade,
    basis         text not null check (basis in ('all', 'measured')),
    position      integer not null,
    name          text not null check (name <> ''),
    treated_milli integer not null,
    pool_milli    integer not null,
    kept_milli    integer not null,
    beside_milli  integer not null,
    before_milli  integer not null,
    after_milli   integer not null,
    primary key (run_id, basis, position)
);

create table effect_matches (
    run_id          uuid not null references effect_runs (id) on delete cascade,
    basis           text not null check (basis in ('all', 'measured')),
    reassessment_id uuid not null references reassessments (id),
    gain            smallint not null check (gain between -5 and 5),
    primary key (run_id, basis, reassessment_id)
);

-- Who stands beside a mentored person in the calculation; shown to nobody by name.
create table effect_others (
    run_id          uuid not null,
    basis           text not null,
    reassessment_id uuid not null,
    staff_id        uuid not null references staff (id),
    gain            smallint not null check (gain between -5 and 5),
    variance_milli  integer not null check (variance_milli >= 0),
    primary key (run_id, basis, reassessment_id, staff_id),
    foreign key (run_id, basis, reassessment_id) references effect_matches (run_id, basis, reassessment_id) on delete cascade
);
comment on column effect_others.staff_id is 'pii: whose levels were compared with those of a mentored person';
create index effect_others_staff on effect_others (staff_id);
