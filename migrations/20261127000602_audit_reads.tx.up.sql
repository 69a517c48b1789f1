-- owner: audit
-- Who looked at what is known about a person: deeds that end in read or download.
create view v_reads as
select subject_id as staff_id,
       at,
       account_id,
       deed,
       args ->> 'competency_id' as competency_id
from audit_entries
where subject = 'staff'
  and subject_id is not null
  and deed ~ '[._](read|download)$';
