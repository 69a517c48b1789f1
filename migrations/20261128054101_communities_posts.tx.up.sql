-- owner: communities
-- Questions and shared cases of a field of work, asked from one commune. A field
-- is a position (by code) or a field of procedures (by name).
create table community_posts (
    id            uuid primary key,
    form          text not null check (form in ('question', 'case')),
    field_kind    text not null check (field_kind in ('position', 'procedure')),
    field         text not null check (field <> ''),
    commune_id    uuid not null references units (id),
    author_id     uuid not null references staff (id),
    competency_id uuid references competencies (id),
    procedure_id  uuid references procedures (id) on delete set null,
    title         text not null check (title <> ''),
    body          text not null check (body <> ''),
    did           text not null default '',
    watch         text not null default '',
    created_at    timestamptz not null,
    edited_at     timestamptz,
    withdrawn_at  timestamptz,
    hidden_at     timestamptz,
    hidden_by     uuid references staff (id),
    hidden_reason text not null default '',
    search        text not null generated always as (fold_text(title || ' ' || body || ' ' || did || ' ' || watch)) stored,
    constraint community_posts_case check ((form = 'case') = (did <> '')),
    constraint community_posts_hidden check ((hidden_at is null) = (hidden_reason = ''))
);
comment on column community_posts.title is 'pii: free text of its author';
comment on column community_posts.body is 'pii: free text of its author; of a case, the situation';
comment on column community_posts.did is 'pii: free text of its author; what was done';
comment on column community_posts.watch is 'pii: free text of its author; what to watch for';
comment on column community_posts.hidden_reason is 'pii: free text about a post';
comment on column community_posts.search is 'pii: the texts, folded';
create index community_posts_order on community_posts (created_at desc, id desc);
create index community_posts_field on community_posts (field_kind, field, created_at desc);
create index community_posts_commune on community_posts (commune_id);
create index community_posts_author on community_posts (author_id);
create index community_posts_search on community_posts using gin (search gin_trgm_ops);

create table community_answers (
    id            uuid primary key,
    post_id       uuid not null references community_posts (id),
    author_id     uuid not null references staff (id),
    body          text not null check (body <> ''),
    created_at    timestamptz not null,
    edited_at     timestamptz,
    withdrawn_at  timestamptz,
    hidden_at     timestamptz,
    hidden_by     uuid references staff (id),
    hidden_reason text not null default '',
    constraint community_answers_hidden check ((hidden_at is null) = (hidden_reason = '')),
    unique (post_id, id)
);
comment on column community_answers.body is 'pii: free text of its author';
comment on column community_answers.hidden_reason is 'pii: free text about an answer';
create index community_answers_post on community_answers (post_id, created_at, id);
create index community_answers_author on community_answers (author_id);

-- The answer that whoever asked accepted, and what its author had shown then.
create table community_acceptances (
    post_id       uuid primary key references community_posts (id),
    answer_id     uuid not null,
    staff_id      uuid not null references staff (id),
    competency_id uuid references competencies (id),
    level         smallint not null check (level between 0 and 5),
    mentor        boolean not null,
    accepted_at   timestamptz not null,
    foreign key (post_id, answer_id) references community_answers (post_id, id)
);
create index community_acceptances_staff on community_acceptances (staff_id);

-- What a text was before it was edited.
create table community_edits (
    id        uuid primary key,
    post_id   uuid not null references community_posts (id),
    answer_id uuid references community_answers (id),
    at        timestamptz not null,
    was       text not null
);
comment on column community_edits.was is 'pii: free text of its author';
create index community_edits_post on community_edits (post_id, at);

create table community_reports (
    id         uuid primary key,
    post_id    uuid not null references community_posts (id),
    answer_id  uuid references community_answers (id),
    staff_id   uuid not null references staff (id),
    reason     text not null check (reason <> ''),
    created_at timestamptz not null,
    settled_at timestamptz,
    settled_by uuid references staff (id),
    outcome    text not null default '' check (outcome in ('', 'kept', 'hidden')),
    constraint community_reports_settled check ((settled_at is null) = (outcome = ''))
);
comment on column community_reports.reason is 'pii: free text about a post';
create unique index community_reports_once on community_reports (staff_id, post_id, coalesce(answer_id, post_id)) where settled_at is null;
create index community_reports_post on community_reports (post_id);
create index community_reports_open on community_reports (created_at, id) where settled_at is null;

create table community_follows (
    staff_id   uuid not null references staff (id),
    field_kind text not null check (field_kind in ('position', 'procedure')),
    field      text not null check (field <> ''),
    created_at timestamptz not null,
    primary key (staff_id, field_kind, field)
);
create index community_follows_field on community_follows (field_kind, field);

-- Fields whose community the department opened to the whole province.
create table community_reaches (
    field_kind text not null check (field_kind in ('position', 'procedure')),
    field      text not null check (field <> ''),
    wide       boolean not null,
    updated_by uuid references staff (id),
    updated_at timestamptz not null,
    primary key (field_kind, field)
);

-- The answers that count in a person's record: accepted by somebody else, about a
-- competency in which the person had shown level 3 and helps as a mentor. They are
-- a number beside a level, never evidence of one.
create view v_accepted_answers as
select a.staff_id,
       a.competency_id,
       count(*)::integer as answers,
       max(a.accepted_at) as last_at
from community_acceptances a
join community_answers w on w.id = a.answer_id
join community_posts p on p.id = a.post_id
where a.competency_id is not null
  and a.level >= 3
  and a.mentor
  and a.staff_id <> p.author_id
  and w.withdrawn_at is null
  and w.hidden_at is null
  and p.withdrawn_at is null
  and p.hidden_at is null
group by a.staff_id, a.competency_id;
