-- owner: competency
create table competencies (
    id             uuid primary key,
    code           text not null unique check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    name_vi        text not null check (name_vi <> ''),
    name_en        text not null default '',
    group_vi       text not null check (group_vi <> ''),
    description_vi text not null default '',
    position       integer not null default 0,
    search         text not null generated always as (fold_text(name_vi || ' ' || name_en || ' ' || code)) stored,
    archived_at    timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);

create table competency_levels (
    competency_id uuid not null references competencies (id) on delete cascade,
    level         smallint not null check (level between 1 and 5),
    indicator_vi  text not null check (indicator_vi <> ''),
    primary key (competency_id, level)
);

create table requirements (
    id            uuid primary key,
    position_id   uuid not null references positions (id),
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 5),
    critical      boolean not null default false,
    during        daterange not null check (not isempty(during) and not lower_inf(during)),
    created_at    timestamptz not null,
    constraint requirements_no_overlap exclude using gist (position_id with =, competency_id with =, during with &&)
);
create index requirements_position on requirements (position_id);

-- Every requirement of every post held today, the post named, so that each number can be opened to its rows.
create view v_post_requirements as
select p.staff_id,
       p.id as post_id,
       p.position_id,
       p.unit_id,
       p.kind as post_kind,
       lower(p.during) as post_from,
       r.competency_id,
       r.level,
       r.critical,
       lower(r.during) as required_from
from posts p
join requirements r on r.position_id = p.position_id
where p.during @> current_date
  and r.during @> current_date;

-- What finishing something shows. source 'question' maps one test question; a quiz result is judged over its questions.
create table claims (
    source        text not null check (source in ('course', 'question', 'class')),
    source_id     uuid not null,
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 5),
    primary key (source, source_id, competency_id)
);
