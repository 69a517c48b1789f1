-- owner: evidence
-- What tests attest, without what was withdrawn: for rooms that compare tests with what people say.
create view v_level_tests as
select e.staff_id,
       e.competency_id,
       e.level,
       e.observed_at
from evidence_entries e
where e.kind = 'test'
  and e.action = 'attest'
  and not exists (select from evidence_entries w where w.withdraws_id = e.id);
create index evidence_withdrawals on evidence_entries (withdraws_id) where withdraws_id is not null;
create index evidence_tests on evidence_entries (staff_id, competency_id, observed_at) where kind = 'test' and action = 'attest';
