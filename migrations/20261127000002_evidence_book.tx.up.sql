-- owner: evidence
-- Versions of the rules. A draft may be edited; what is published stands for ever.
create table evidence_rule_sets (
    version      integer primary key check (version > 0),
    state        text not null check (state in ('draft', 'published')),
    reach        text not null check (reach in ('new', 'all')),
    note         text not null default '',
    created_by   uuid references staff (id),
    created_at   timestamptz not null,
    published_at timestamptz,
    check ((state = 'published') = (published_at is not null))
);
create unique index evidence_rule_sets_one_draft on evidence_rule_sets ((true)) where state = 'draft';
insert into evidence_rule_sets (version, state, reach, created_at, published_at) values (1, 'published', 'all', now(), now());

alter table evidence_rules
    add column strength  integer not null default 5000 check (strength between 0 and 10000),
    add column warn_days integer not null default 60 check (warn_days between 0 and 365),
    add foreign key (version) references evidence_rule_sets (version);
update evidence_rules
set strength = case kind
        when 'self' then 1000 when 'completion' then 2000 when 'attendance' then 3000 when 'prior' then 4000 when 'coaching' then 6000
        when 'test' then 6000 when 'appraisal' then 6000 when 'simulator' then 8000 else 9000
    end;

-- A limit of its own for a kind in the competencies whose codes begin with scope.
create table evidence_rule_limits (
    version      integer not null,
    scope        text not null check (scope ~ '^[0-9A-Za-z-]{1,32}$'),
    kind         text not null,
    max_level    smallint not null check (max_level between 0 and 5),
    valid_months integer check (valid_months > 0),
    primary key (version, scope, kind),
    foreign key (version, kind) references evidence_rules (version, kind)
);

-- From a level on, evidence of one of the kinds is needed, at most lower levels below.
create table evidence_rule_demands (
    version    integer not null references evidence_rule_sets (version),
    scope      text not null check (scope ~ '^[0-9A-Za-z-]{0,32}$'),
    from_level smallint not null check (from_level between 1 and 5),
    kinds      text[] not null check (cardinality(kinds) > 0),
    lower      smallint not null check (lower between 0 and 4),
    primary key (version, scope, from_level)
);
-- Counter skills: a test alone does not show that someone works on their own.
insert into evidence_rule_demands (version, scope, from_level, kinds, lower)
values (1, 'NVM-', 3, array ['simulator', 'observation', 'coaching', 'appraisal'], 1);

create function evidence_rules_published() returns trigger
    language plpgsql
as $$
declare
    touched integer := case tg_op when 'DELETE' then old.version else new.version end;
begin
    if exists (select from evidence_rule_sets where version = touched and state = 'published') then
        raise exception 'rules of evidence, version %, are published and stand', touched;
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger evidence_rule_sets_stand before update or delete on evidence_rule_sets
    for each row when (old.state = 'published') execute function refuse_change();
create trigger evidence_rules_stand before insert or update or delete on evidence_rules
    for each row execute function evidence_rules_published();
create trigger evidence_rule_limits_stand before insert or update or delete on evidence_rule_limits
    for each row execute function evidence_rules_published();
create trigger evidence_rule_demands_stand before insert or update or delete on evidence_rule_demands
    for each row execute function evidence_rules_published();

-- A procedure, form or software release that changed: evidence from before goes stale.
create table evidence_changes (
    id           uuid primary key,
    kind         text not null check (kind in ('procedure', 'form', 'software')),
    subject      text not null default '' check (subject = '' or subject ~ '^[a-z]+:[^\s]{1,64}$'),
    title        text not null check (title <> ''),
    summary      text not null check (summary <> ''),
    scopes       text[] not null check (cardinality(scopes) > 0),
    kinds        text[] not null check (cardinality(kinds) > 0),
    effective_on date not null,
    due_days     integer not null check (due_days between 1 and 365),
    course_id    uuid references courses (id),
    created_by   uuid references staff (id),
    created_at   timestamptz not null
);
create trigger evidence_changes_stand before update or delete on evidence_changes
    for each row execute function refuse_change();

-- What judges levels, in the order in which it came into force. A person's levels
-- are settled under everything up to the number in their chain.
create table evidence_books (
    number       integer primary key check (number > 0),
    kind         text not null check (kind in ('rules', 'change', 'change_end')),
    rule_version integer references evidence_rule_sets (version),
    change_id    uuid references evidence_changes (id),
    state        text not null check (state in ('applying', 'in_force', 'cancelling', 'cancelled')),
    created_by   uuid references staff (id),
    created_at   timestamptz not null,
    check ((kind = 'rules') = (rule_version is not null)),
    check ((kind = 'rules') = (change_id is null))
);
create unique index evidence_books_one_moving on evidence_books ((true)) where state in ('applying', 'cancelling');
insert into evidence_books (number, kind, rule_version, state, created_at) values (1, 'rules', 1, 'in_force', now());

-- A pass over everyone's levels: to see what a change would move, or to apply it.
create table evidence_runs (
    id           uuid primary key,
    kind         text not null check (kind in ('preview', 'apply')),
    book         integer references evidence_books (number),
    rule_version integer references evidence_rule_sets (version) on delete cascade,
    change       jsonb,
    state        text not null check (state in ('running', 'cancelling', 'done', 'cancelled')),
    cursor       uuid not null default '00000000-0000-0000-0000-000000000000',
    people       integer not null default 0,
    done         integer not null default 0,
    moved        integer not null default 0,
    levels_up    integer not null default 0,
    levels_down  integer not null default 0,
    started_by   uuid references staff (id),
    started_at   timestamptz not null,
    ended_at     timestamptz,
    check ((kind = 'apply') = (book is not null)),
    check ((state in ('done', 'cancelled')) = (ended_at is not null))
);
create unique index evidence_runs_one_apply on evidence_runs ((true)) where kind = 'apply' and state in ('running', 'cancelling');
create index evidence_runs_started on evidence_runs (started_at desc, id);

create table evidence_run_moves (
    run_id        uuid not null references evidence_runs (id) on delete cascade,
    staff_id      uuid not null references staff (id),
    competency_id uuid not null references competencies (id),
    from_level    smallint not null,
    to_level      smallint not null,
    primary key (run_id, staff_id, competency_id)
);

-- What a change asks of a person: to learn it until a day.
create table evidence_retrainings (
    change_id  uuid not null references evidence_changes (id),
    staff_id   uuid not null references staff (id),
    due_on     date not null,
    created_at timestamptz not null,
    done_at    timestamptz,
    primary key (change_id, staff_id)
);
create index evidence_retrainings_staff on evidence_retrainings (staff_id) where done_at is null;

-- Everyone's entries are a chain: numbered, each with the hash of itself and the one before.
create table evidence_chains (
    staff_id uuid primary key references staff (id),
    length   bigint not null check (length >= 0),
    head     bytea not null,
    book     integer not null references evidence_books (number),
    check ((length = 0) = (octet_length(head) = 0))
);
create index evidence_chains_book on evidence_chains (book, staff_id);

alter table evidence_entries
    add column competency_version integer not null default 1,
    add column strength           integer not null default 0 check (strength between 0 and 10000),
    add column fixed_until        boolean not null default false,
    add column subject            text not null default '',
    add column seq                bigint,
    add column hash               bytea check (octet_length(hash) = 32),
    add constraint evidence_in_order unique (staff_id, seq),
    add check ((seq is null) = (hash is null));
drop trigger evidence_append_only on evidence_entries;

-- Entries from before there were chains are sealed once, and nothing else of them changes.
create function evidence_sealed_once() returns trigger
    language plpgsql
as $$
begin
    if old.hash is null and new.hash is not null
        and to_jsonb(old) - 'seq' - 'hash' = to_jsonb(new) - 'seq' - 'hash' then
        return new;
    end if;
    raise exception 'evidence_entries is append-only';
end
$$;
create trigger evidence_append_only before delete on evidence_entries
    for each row execute function refuse_change();
create trigger evidence_sealing before update on evidence_entries
    for each row execute function evidence_sealed_once();

-- The belief beside the official level, in thousandths of a level, as of settled_at.
alter table levels
    add column mean_milli smallint,
    add column sd_milli   smallint,
    add column recheck_on date,
    add column warned_for timestamptz; -- the refold of which the person was told ahead

-- Counts what folding depends on beside entries, so that it can be kept in memory.
create table evidence_revision (
    one    boolean primary key default true check (one),
    number bigint not null
);
insert into evidence_revision (number) values (1);
create sequence evidence_revision_numbers start 2;
create function evidence_revised() returns trigger
    language plpgsql
as $$
begin
    -- A sequence, since a number given back by a rollback would stand for two contents.
    update evidence_revision set number = nextval('evidence_revision_numbers');
    return null;
end
$$;
create trigger evidence_revised after insert or update or delete or truncate on evidence_rule_sets
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on evidence_rules
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on evidence_rule_limits
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on evidence_rule_demands
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on evidence_changes
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on evidence_books
    for each statement execute function evidence_revised();
create trigger evidence_revised after insert or update or delete or truncate on competencies
    for each statement execute function evidence_revised();
