-- owner: programmes
create table programmes (
    id           uuid primary key,
    name         text not null check (name <> ''),
    aim          text not null check (aim in ('everyone', 'most_gap')),
    mode         text not null check (mode in ('optimum', 'acceptance')),
    starts_on    date not null,
    weeks        integer not null check (weeks between 1 and 52),
    per_mentor   integer not null check (per_mentor between 1 and 10),
    state        text not null check (state in ('draft', 'matching', 'ready', 'published', 'cancelled')),
    stopping     boolean not null default false,
    done         integer not null default 0 check (done >= 0),
    "of"         integer not null default 0 check ("of" >= 0),
    failure      text not null default '',
    figures      jsonb,
    created_by   uuid not null references staff (id),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    published_at timestamptz,
    search       text not null generated always as (fold_text(name)) stored,
    check ((state = 'published') = (published_at is not null)),
    check (not stopping or state = 'matching'),
    check (state not in ('ready', 'published') or figures is not null)
);
create index programmes_order on programmes (created_at desc, id desc);

create table programme_units (
    programme_id uuid not null references programmes (id) on delete cascade,
    unit_id      uuid not null references units (id),
    primary key (programme_id, unit_id)
);

create table programme_competencies (
    programme_id  uuid not null references programmes (id) on delete cascade,
    competency_id uuid not null references competencies (id),
    primary key (programme_id, competency_id)
);

-- What was decided about a need before matching: one mentor or none at all (fixed), or
-- not this mentor. A need is what one person lacks in one group of competencies.
create table programme_wishes (
    programme_id uuid not null references programmes (id) on delete cascade,
    learner_id   uuid not null references staff (id),
    need         text not null,
    mentor_id    uuid references staff (id),
    fixed        boolean not null,
    cover        boolean not null default false, -- refused by a run, since no half-day was left
    made_by      uuid references staff (id),
    made_at      timestamptz not null,
    check (fixed or mentor_id is not null),
    check (not (fixed and cover)),
    unique nulls not distinct (programme_id, learner_id, need, mentor_id)
);
create unique index programme_wishes_one_fixed on programme_wishes (programme_id, learner_id, need) where fixed;

-- Every need of the last matching, with the mentor it was given or none.
create table programme_pairs (
    programme_id uuid not null references programmes (id) on delete cascade,
    learner_id   uuid not null references staff (id),
    need         text not null,
    tier         smallint not null check (tier between 1 and 3),
    mentor_id    uuid references staff (id),
    value        integer not null default 0,
    slot         smallint check (slot between 0 and 9),
    remote       boolean not null default false,
    primary key (programme_id, learner_id, need),
    check ((mentor_id is null) = (slot is null))
);
create index programme_pairs_mentor on programme_pairs (programme_id, mentor_id) where mentor_id is not null;
