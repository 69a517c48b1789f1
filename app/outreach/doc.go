// Package outreach sends a specialist of an office to a one-stop centre for
// half-days, to coach those new to a field: the centre's request, who could come
// and who could not, the agreement of both leaders and of the specialist, the
// half-days and what was done on them. It decides no level: a half-day that the
// centre confirmed becomes evidence through the ledger as coaching does in
// mentoring. It owns outreach_requests, outreach_sendings, outreach_visits,
// outreach_coached and outreach_deeds, and reads staff, posts, units, absences,
// counters, meeting_times, mentors, pairs and levels by join. It emits Moved.
//
// Who may: asking, picking, agreeing and confirming need access.OutreachLead over
// the centre or over the specialist's own unit; the specialist answers and logs
// with access.OutreachSelf; leaders and the department see requests of their
// scope with access.OutreachRead. A half-day away never leaves the specialist's
// own unit under its minimum: it is checked when picked, agreed and accepted,
// under a lock on that unit.
package outreach
