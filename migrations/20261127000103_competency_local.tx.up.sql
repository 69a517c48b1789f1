-- owner: competency
alter table requirements add column weight smallint not null default 1 check (weight between 1 and 9);
create index requirements_competency on requirements (competency_id);

-- What a unit asks beyond the province: of one position or, without one, of every position in it and below.
-- authority is the top of the subtree over which whoever set it acts: only someone as high may change it.
create table unit_requirements (
    id            uuid primary key,
    unit_id       uuid not null references units (id),
    position_id   uuid references positions (id),
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 5),
    critical      boolean not null default false,
    weight        smallint not null default 1 check (weight between 1 and 9),
    during        daterange not null check (not isempty(during) and not lower_inf(during)),
    authority     ltree not null,
    reason        text not null check (reason <> ''),
    created_by    uuid,
    created_at    timestamptz not null,
    constraint unit_requirements_no_overlap exclude using gist (
        unit_id with =,
        (coalesce(position_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =,
        competency_id with =,
        authority with =,
        during with &&
    )
);
comment on column unit_requirements.created_by is 'pii: account of the person who asked for it';
create index unit_requirements_unit on unit_requirements (unit_id);
create index unit_requirements_competency on unit_requirements (competency_id);

-- Every requirement of every post held today, the post named, so that each number can be opened to its rows.
-- origin_unit_id is the unit that asks; null is the province's own list for the position.
create or replace view v_post_requirements as
select p.staff_id,
       p.id as post_id,
       p.position_id,
       p.unit_id,
       p.kind as post_kind,
       lower(p.during) as post_from,
       r.competency_id,
       r.level,
       r.critical,
       lower(r.during) as required_from,
       r.weight,
       null::uuid as origin_unit_id,
       r.id as requirement_id
from posts p
join requirements r on r.position_id = p.position_id
where p.during @> current_date
  and r.during @> current_date
union all
select p.staff_id,
       p.id,
       p.position_id,
       p.unit_id,
       p.kind,
       lower(p.during),
       r.competency_id,
       r.level,
       r.critical,
       lower(r.during),
       r.weight,
       r.unit_id,
       r.id
from posts p
join unit_above a on a.unit_id = p.unit_id
join unit_requirements r on r.unit_id = a.above_id and coalesce(r.position_id, p.position_id) = p.position_id
where p.during @> current_date
  and r.during @> current_date;
