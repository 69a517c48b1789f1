-- owner: evidence
create table evidence_rules (
    version      integer not null,
    kind         text not null check (kind in ('self', 'completion', 'attendance', 'test', 'coaching', 'prior', 'simulator', 'appraisal', 'observation')),
    max_level    smallint not null check (max_level between 0 and 5),
    valid_months integer check (valid_months > 0),
    created_at   timestamptz not null default now(),
    primary key (version, kind)
);
-- Version 1: what each kind can show alone and for how long. Draft values, edited by the department.
insert into evidence_rules (version, kind, max_level, valid_months) values
    (1, 'self', 0, 12),
    (1, 'completion', 1, 24),
    (1, 'attendance', 2, 24),
    (1, 'test', 3, 24),
    (1, 'coaching', 3, 24),
    (1, 'prior', 3, 36),
    (1, 'simulator', 4, 24),
    (1, 'appraisal', 4, 12),
    (1, 'observation', 5, 24);

create table evidence_entries (
    id               uuid primary key,
    staff_id         uuid not null references staff (id),
    competency_id    uuid not null references competencies (id),
    kind             text not null,
    action           text not null check (action in ('log', 'attest', 'override', 'withdraw')),
    level            smallint check (level between 0 and 5),
    actor_id         uuid references staff (id),
    capacity         text not null check (capacity in ('system', 'self', 'mentor', 'superior', 'trainer', 'assessor', 'officer')),
    observed_at      timestamptz not null,
    valid_until      timestamptz,
    source           text not null,
    source_id        uuid not null,
    withdraws_id     uuid references evidence_entries (id),
    rule_version     integer not null,
    description_key  text not null check (description_key <> ''),
    description_args jsonb not null default '{}',
    reason           text not null default '',
    posted_at        timestamptz not null,
    foreign key (rule_version, kind) references evidence_rules (version, kind),
    constraint evidence_once unique (staff_id, competency_id, source, source_id),
    check (action not in ('attest', 'override') or level is not null),
    check (action <> 'override' or reason <> ''),
    check ((action = 'withdraw') = (withdraws_id is not null))
);
comment on column evidence_entries.reason is 'pii: free text about a person';
create trigger evidence_append_only before update or delete on evidence_entries
    for each row execute function refuse_change();
create trigger evidence_never_emptied before truncate on evidence_entries
    for each statement execute function refuse_change();

create table levels (
    staff_id      uuid not null references staff (id),
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 0 and 5),
    refold_at     timestamptz,
    settled_at    timestamptz not null,
    primary key (staff_id, competency_id)
);
create index levels_refold on levels (refold_at) where refold_at is not null;
create index levels_competency on levels (competency_id, level);

create view v_levels as
select staff_id,
       competency_id,
       level
from levels;
