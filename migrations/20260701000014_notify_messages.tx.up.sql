-- owner: notify
create table messages (
    id         uuid primary key,
    staff_id   uuid not null references staff (id),
    key        text not null check (key <> ''),
    args       jsonb not null default '{}',
    link       text not null default '' check (link = '' or link like '/%'),
    source     text not null,
    source_id  uuid not null,
    created_at timestamptz not null,
    read_at    timestamptz,
    unique (staff_id, key, source, source_id)
);
comment on column messages.args is 'pii: names of people the message is about';
create index messages_staff on messages (staff_id, created_at desc, id desc);
create index messages_unread on messages (staff_id) where read_at is null;

create view v_unread as
select staff_id,
       count(*)::integer as unread
from messages
where read_at is null
group by staff_id;

-- Who leads which subtree of units, as far as they can sign in.
create view v_unit_leaders as
select distinct a.staff_id,
       u.path as unit_path
from grants g
join accounts a on a.id = g.account_id
join units u on u.id = g.unit_id
where g.role = 'unit_leader'
  and a.staff_id is not null
  and a.disabled_at is null;
