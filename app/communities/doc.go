// Package communities lets people of neighbouring communes ask, answer and share
// cases in a field of work: one community a field, made of a person's own commune
// and its neighbours, or of the province where the department widened it. An
// answer that was accepted counts in its author's record as a number, never as a
// level. It owns community_posts, community_answers, community_acceptances,
// community_edits, community_reports, community_follows, community_reaches and the
// view v_accepted_answers, and reads staff, units, levels, mentors and procedures
// by join. It emits Posted, Answered, Accepted, Hidden and Reported.
//
// Who may: everything about reading, asking and answering needs
// access.CommunitiesTake and, in SQL, to be in the area; hiding and settling
// reports need access.CommunitiesGuard over the commune from which a post came;
// widening a field needs access.CommunitiesWiden. Outside the area a post does not
// exist. No text may carry an identity number, a telephone number or the code of
// a dossier.
package communities
