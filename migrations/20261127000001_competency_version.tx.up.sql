-- owner: competency
-- The version of the framework in which a competency's content last changed; evidence is bound to it when written.
alter table competencies add column version integer not null default 1 check (version > 0);
