-- owner: competency
-- One state of the framework as a whole. What every room reads is what the published one says.
create table framework_versions (
    id             uuid primary key,
    number         integer not null unique check (number > 0),
    state          text not null check (state in ('draft', 'published', 'outdated')),
    note           text not null default '',
    foreign_fields jsonb not null default '{}',
    created_by     uuid,
    created_at     timestamptz not null,
    published_by   uuid,
    published_at   timestamptz,
    outdated_at    timestamptz,
    updated_at     timestamptz not null,
    check ((state = 'draft') = (published_at is null)),
    check ((state = 'outdated') = (outdated_at is not null))
);
comment on column framework_versions.created_by is 'pii: account of the person who began the version';
comment on column framework_versions.published_by is 'pii: account of the person who published the version';
comment on column framework_versions.foreign_fields is 'what imported files say of the framework and its groups that has no column here';
create unique index framework_versions_one_draft on framework_versions (state) where state = 'draft';
create unique index framework_versions_one_published on framework_versions (state) where state = 'published';

create table competency_versions (
    version_id     uuid not null references framework_versions (id) on delete cascade,
    competency_id  uuid not null,
    code           text not null check (code ~ '^[0-9A-Za-z-]{1,32}$'),
    name_vi        text not null default '',
    name_en        text not null default '',
    group_vi       text not null default '',
    description_vi text not null default '',
    position       integer not null default 0,
    archived       boolean not null default false,
    indicators_vi  text[] not null check (cardinality(indicators_vi) = 5),
    indicators_en  text[] not null check (cardinality(indicators_en) = 5),
    foreign_fields jsonb not null default '{}',
    primary key (version_id, competency_id),
    constraint competency_versions_code unique (version_id, code)
);

-- What becomes of a competency that a version archives: it is split or merged into others.
create table competency_maps (
    version_id uuid not null,
    from_id    uuid not null,
    to_id      uuid not null,
    carries    boolean not null,
    most_level smallint not null default 5 check (most_level between 1 and 5),
    primary key (version_id, from_id, to_id),
    foreign key (version_id, from_id) references competency_versions (version_id, competency_id) on delete cascade,
    foreign key (version_id, to_id) references competency_versions (version_id, competency_id) on delete cascade,
    check (from_id <> to_id)
);

-- What was published stays as it was: evidence is bound to it.
create function refuse_change_of_published() returns trigger
    language plpgsql
as $$
declare
    version uuid := case when tg_op = 'INSERT' then new.version_id else old.version_id end;
begin
    if exists (select from framework_versions v where v.id = version and v.state <> 'draft') then
        raise exception 'a published version of the framework does not change' using errcode = 'check_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

alter table competency_levels add column indicator_en text not null default '';

with first as (
    insert into framework_versions (id, number, state, created_at, published_at, updated_at)
    select gen_random_uuid(), 1, 'published', now(), now(), now()
    where exists (select from competencies)
    returning id
)
insert into competency_versions (version_id, competency_id, code, name_vi, name_en, group_vi, description_vi, position, archived, indicators_vi, indicators_en)
select first.id, c.id, c.code, c.name_vi, c.name_en, c.group_vi, c.description_vi, c.position, c.archived_at is not null,
       array(select coalesce(l.indicator_vi, '') from generate_series(1, 5) n left join competency_levels l on l.competency_id = c.id and l.level = n order by n),
       array_fill(''::text, array[5])
from first, competencies c;

create trigger competency_versions_frozen before insert or update or delete on competency_versions
    for each row execute function refuse_change_of_published();
create trigger competency_maps_frozen before insert or update or delete on competency_maps
    for each row execute function refuse_change_of_published();
