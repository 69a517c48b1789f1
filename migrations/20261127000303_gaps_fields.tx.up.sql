-- owner: gaps
-- Who is responsible for a field of a commune's work. A field is a position (by
-- code) or a field of procedures (by name); one is responsible at a time.
create table field_owners (
    id         uuid primary key,
    unit_id    uuid not null references units (id),
    kind       text not null check (kind in ('position', 'procedure')),
    field      text not null check (field <> ''),
    staff_id   uuid not null references staff (id),
    during     daterange not null check (not isempty(during) and not lower_inf(during)),
    named_by   uuid references staff (id),
    created_at timestamptz not null,
    constraint field_owners_one exclude using gist (unit_id with =, kind with =, field with =, during with &&)
);
create index field_owners_staff on field_owners (staff_id);

-- What a procedure needs of those who handle it, drafted from the posts of its
-- steps and edited by the department.
create table procedure_competencies (
    procedure_id  uuid not null references procedures (id) on delete cascade,
    competency_id uuid not null references competencies (id),
    level         smallint not null check (level between 1 and 5),
    primary key (procedure_id, competency_id)
);
