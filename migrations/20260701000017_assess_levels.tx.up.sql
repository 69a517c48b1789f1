-- owner: assess
-- What an attempt showed and how it moved the learner, as told at the moment of handing in.
-- The tests themselves know nothing of competence.
create table attempt_levels (
    attempt_id    uuid not null references attempts (id),
    competency_id uuid not null references competencies (id),
    shown         smallint not null check (shown between 0 and 5),
    level_before  smallint not null check (level_before between 0 and 5),
    level_after   smallint not null check (level_after between 0 and 5),
    primary key (attempt_id, competency_id)
);
