// Package mentoring brings a learner and an able colleague nearby together and
// keeps what they did: suggestions for one competency, mentor profiles, the life
// of a pair, and coaching sessions that the learner confirms. It decides no
// level: a confirmed session becomes evidence through the ledger. It owns
// mentors with mentor_wards, mentor_declines, meeting_times, mentor_proposals and
// sensitive_competencies, pairs with pair_targets, pair_history, pair_resources,
// pair_feedback and pair_flags, coaching_sessions, bookings with booking_times,
// calendar_feeds, mentor_calls, hand_overs and feedback_asked, the views
// v_learner_confirmations and v_level_evidence, and reads staff, posts, units,
// competencies, levels, absences, courses, lessons, procedures, v_requirements and
// v_unit_leaders by join. It emits the facts of fact.go, fact_life.go and those of
// proposals, and reacts to evidence.LevelChanged.
//
// Who may: asking, listing, ending, confirming and one's own profile need
// access.MentoringSelf; accepting, declining and logging need
// access.MentoringCoach; the list of pairs that need a look, the summary of feedback
// and hand-overs over the heads of the two need access.MentoringWatch over the
// learner. A profile may be opened only with MentoringCoach and an
// evidenced level of at least 3 in some competency, so an open profile is what
// makes someone a mentor and grants are not asked again when suggesting. Closing
// is always allowed. Whoever loses the role later lets requests expire.
//
// Leaders and the department propose people as mentors (access.MentoringPropose);
// whoever accepts gets the mentor's role by it. Which competencies are not learnt
// from one's direct superior, the department sets (access.MentoringRules).
//
// What a peer learns of a mentor: name, unit, posts, free places, and the level
// in the one competency asked about; never another level. Of one who opted in but
// cannot be asked now, also why: full, away or pausing until a day, the counter;
// not for what the person is away. Telephone numbers are shown to the other side
// while a pair is active.
package mentoring
