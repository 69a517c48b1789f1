-- owner: assess
-- Why an attempt proved what it did, by the criteria in force when it was handed in; version 0
-- is the claims of the test's questions.
create table attempt_traces (
    attempt_id       uuid primary key references attempts (id),
    criteria_version integer not null check (criteria_version >= 0),
    trace            jsonb not null
);
