-- owner: gaps
-- Who decided that a procedure needs a competency at a level, and when; null while
-- it stands as drafted. What was written before is dated by the audit log.
alter table procedure_competencies
    add column decided_by uuid references accounts (id) on delete set null,
    add column decided_at timestamptz,
    add constraint procedure_competencies_decided check (decided_by is null or decided_at is not null);

update procedure_competencies k
set decided_by = e.account_id,
    decided_at = e.at
from (
    select distinct on (subject_id) subject_id, at,
        (select id from accounts where id = account_id) as account_id
    from audit_entries
    where deed = 'gaps.procedure_needs'
    order by subject_id, at desc
) e
where e.subject_id = k.procedure_id;

create index procedure_competencies_competency on procedure_competencies (competency_id, level);
