-- owner: portfolio
-- What someone learnt or did elsewhere, and what a reviewer found it to show.
create table portfolio_items (
    id           uuid primary key,
    staff_id     uuid not null references staff (id),
    kind         text not null check (kind in ('certificate', 'degree', 'course', 'experience', 'product')),
    title        text not null check (length(title) between 1 and 200),
    issuer       text not null default '' check (length(issuer) <= 200),
    issued_on    date,
    valid_until  date,
    note         text not null default '' check (length(note) <= 2000),
    state        text not null check (state in ('idle', 'waiting', 'in_review', 'accepted', 'refused')),
    submitted_at timestamptz,
    taken_by     uuid references staff (id),
    decided_by   uuid references staff (id),
    decided_at   timestamptz,
    words        text not null default '' check (length(words) <= 1000),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    search       text not null generated always as (fold_text(title || ' ' || issuer)) stored,
    check (valid_until is null or issued_on is null or valid_until >= issued_on),
    check ((state = 'idle') = (submitted_at is null)),
    check ((state in ('accepted', 'refused')) = (decided_at is not null)),
    check ((decided_at is null) = (decided_by is null)),
    check (state <> 'in_review' or taken_by is not null),
    check (state <> 'refused' or words <> ''),
    check (taken_by is null or taken_by <> staff_id),
    check (decided_by is null or decided_by <> staff_id)
);
comment on column portfolio_items.title is 'pii: what a person learnt or did';
comment on column portfolio_items.note is 'pii: free text by a person';
comment on column portfolio_items.words is 'pii: free text about a person';
create index portfolio_items_staff on portfolio_items (staff_id, created_at desc, id desc);
create index portfolio_items_queue on portfolio_items (submitted_at, id) where state in ('waiting', 'in_review');
create index portfolio_items_submitted on portfolio_items (submitted_at desc, id desc) where state <> 'idle';

create table portfolio_claims (
    item_id       uuid not null references portfolio_items (id) on delete cascade,
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 5),
    shown         smallint check (shown between 0 and 5),
    note          text not null default '' check (length(note) <= 500),
    primary key (item_id, competency_id)
);
comment on column portfolio_claims.note is 'pii: free text about a person';

create table portfolio_files (
    id         uuid primary key,
    item_id    uuid not null references portfolio_items (id) on delete cascade,
    name       text not null check (length(name) between 1 and 120),
    type       text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
    size       integer not null check (size between 1 and 5242880),
    sha256     bytea not null check (octet_length(sha256) = 32),
    created_at timestamptz not null,
    unique (item_id, sha256)
);
comment on column portfolio_files.name is 'pii: name of a file as its owner gave it';

-- Apart from what lists read, so that they never touch the bytes.
create table portfolio_contents (
    file_id uuid primary key references portfolio_files (id) on delete cascade,
    content bytea not null check (octet_length(content) between 1 and 5242880)
);
comment on column portfolio_contents.content is 'pii: certificates and other papers of a person';
alter table portfolio_contents alter column content set storage external;

-- Papers that were judged stay as they were judged.
create function portfolio_judged() returns trigger
    language plpgsql
as $$
declare
    item uuid := case tg_op when 'DELETE' then old.item_id else new.item_id end;
begin
    if exists (select from portfolio_items where id = item and state <> 'idle') then
        raise exception 'files of a submitted item stand';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger portfolio_files_stand before insert or update or delete on portfolio_files
    for each row execute function portfolio_judged();
