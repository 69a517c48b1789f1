-- owner: reviews
-- Whom a review was to reach, so that who comes later can be found; empty: all.
alter table reviews add column units uuid[] not null default '{}';
alter table reviews add column positions uuid[] not null default '{}';
alter table reviews add column competencies uuid[] not null default '{}';
alter table reviews add column scope ltree[] not null default '{}';
-- A large review is made part by part in the background and can be called off
-- until everyone is asked.
alter table reviews drop constraint reviews_state_check;
alter table reviews add check (state in ('launching', 'cancelling', 'open', 'closed'));
create index reviews_on_their_way on reviews (launched_at, id) where state in ('launching', 'cancelling');
update reviews r
set scope = (select coalesce(array_agg(path), '{}') from units where parent_id is null),
    units = (select coalesce(array_agg(p.unit_id), '{}') from review_parts p where p.review_id = r.id),
    competencies = (select coalesce(array_agg(distinct i.competency_id), '{}') from review_items i where i.review_id = r.id);

-- Whom a review asks about. Who has left is excused; who has no leader may be
-- given an appraiser by name.
create table review_people (
    review_id    uuid not null references reviews (id),
    staff_id     uuid not null references staff (id),
    part_id      uuid not null references review_parts (id),
    added_at     timestamptz not null,
    excused_on   date,
    appraiser_id uuid references staff (id),
    named_at     timestamptz,
    primary key (review_id, staff_id),
    check (appraiser_id <> staff_id),
    check ((appraiser_id is null) = (named_at is null))
);
comment on column review_people.excused_on is 'pii: the day somebody left';
create index review_people_part on review_people (part_id, staff_id);
create index review_people_staff on review_people (staff_id);
create index review_people_appraiser on review_people (appraiser_id) where appraiser_id is not null;
insert into review_people (review_id, staff_id, part_id, added_at)
select distinct i.review_id, i.staff_id, i.part_id, r.launched_at
from review_items i
join reviews r on r.id = i.review_id;

alter table review_parts add column filled_at timestamptz;
update review_parts p set filled_at = r.launched_at from reviews r where r.id = p.review_id;
comment on column review_parts.filled_at is 'when its items were made; null while the review is being launched';

-- A part counts what lies too far apart, so that a list of parts reads no items.
alter table review_parts add column apart integer not null default 0 check (apart between 0 and items);
update review_parts p
set apart = n.apart
from (
    select i.part_id, count(*) filter (where i.spread >= r.threshold) as apart
    from review_items i
    join reviews r on r.id = i.review_id
    group by i.part_id
) n
where n.part_id = p.id;

-- Who may be named an appraiser: who leads a unit or works for the department,
-- as far as they can sign in.
create view v_review_appraisers as
select a.staff_id,
       bool_or(g.role = 'department_officer') as officer
from grants g
join accounts a on a.id = g.account_id
join staff s on s.id = a.staff_id
where g.role in ('unit_leader', 'department_officer')
  and a.disabled_at is null
  and (s.left_on is null or s.left_on > current_date)
group by a.staff_id;
