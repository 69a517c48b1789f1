-- owner: plans
-- awaits names the side whose agreement is missing: of a proposed plan, or of the change asked of an active one.
create table plans (
    id          uuid primary key,
    staff_id    uuid not null references staff (id),
    state       text not null check (state in ('draft', 'proposed', 'active', 'complete', 'cancelled')),
    from_on     date not null,
    until_on    date not null,
    revision    integer not null default 1 check (revision > 0),
    awaits      text not null default '' check (awaits in ('', 'person', 'superior')),
    change      jsonb,
    superior_id uuid references staff (id),
    words       text not null default '',
    reason      text not null default '',
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    agreed_at   timestamptz,
    offered_at  timestamptz,
    closed_at   timestamptz,
    check (until_on > from_on),
    check (state <> 'proposed' or awaits <> ''),
    check (state in ('proposed', 'active') or awaits = ''),
    check ((state = 'active' and awaits <> '') = (change is not null)),
    check (state not in ('active', 'complete') or agreed_at is not null and superior_id is not null),
    check (superior_id <> staff_id),
    check ((state in ('complete', 'cancelled')) = (closed_at is not null)),
    check (state <> 'cancelled' or reason <> '')
);
comment on column plans.words is 'pii: free text between a person and a superior';
comment on column plans.reason is 'pii: free text about a person';
comment on column plans.change is 'pii: what a person is to learn';
create unique index plans_one_live on plans (staff_id) where state in ('draft', 'proposed', 'active');
create index plans_staff on plans (staff_id, created_at desc, id desc);

create table plan_targets (
    plan_id       uuid not null references plans (id),
    competency_id uuid not null references competencies (id),
    position      integer not null check (position > 0),
    level_from    smallint not null check (level_from between 0 and 4),
    level_to      smallint not null check (level_to between 1 and 5),
    until_on      date not null,
    why           text not null check (why in ('critical', 'gap', 'future', 'wish')),
    met_at        timestamptz,
    reminded_on   date,
    primary key (plan_id, competency_id),
    check (level_to > level_from)
);
create index plan_targets_competency on plan_targets (competency_id);
create index plan_targets_due on plan_targets (until_on) where met_at is null and reminded_on is null;

-- ref_id is a course, a test, a class or a mentor; practice and reading are free text and ticked by hand.
create table plan_actions (
    id            uuid primary key,
    plan_id       uuid not null,
    competency_id uuid not null,
    position      integer not null check (position > 0),
    kind          text not null check (kind in ('course', 'test', 'class', 'mentor', 'practice', 'reading')),
    ref_id        uuid,
    title_vi      text not null check (title_vi <> ''),
    title_en      text not null default '',
    until_on      date not null,
    done_at       timestamptz,
    foreign key (plan_id, competency_id) references plan_targets (plan_id, competency_id) on delete cascade,
    check ((kind in ('practice', 'reading')) = (ref_id is null)),
    check (ref_id is null or done_at is null)
);
comment on column plan_actions.title_vi is 'pii: may name a mentor or be free text';
create index plan_actions_target on plan_actions (plan_id, competency_id, position);

create table plan_steps (
    id       uuid primary key,
    plan_id  uuid not null references plans (id),
    deed     text not null check (deed in ('write', 'propose', 'agree', 'return', 'take_back', 'complete', 'cancel', 'tick')),
    side     text not null check (side in ('person', 'superior')),
    actor_id uuid references staff (id),
    words    text not null default '',
    at       timestamptz not null
);
comment on column plan_steps.words is 'pii: free text between a person and a superior';
create index plan_steps_plan on plan_steps (plan_id, at, id);
create trigger plan_steps_append_only before update or delete on plan_steps
    for each row execute function refuse_change();

-- The plan as it stood when it was completed.
create table plan_copies (
    plan_id uuid primary key references plans (id),
    copy    jsonb not null,
    hash    bytea not null check (hash = sha256(convert_to(copy::text, 'UTF8'))),
    cut_at  timestamptz not null
);
comment on column plan_copies.copy is 'pii: a person''s levels and plan';
create trigger plan_copies_frozen before update or delete on plan_copies
    for each row execute function refuse_change();
create trigger plan_copies_never_emptied before truncate on plan_copies
    for each statement execute function refuse_change();
