// Package mentoring brings a learner and an able colleague nearby together and
// keeps what they did: suggestions for one competency, mentor profiles, the life
// of a pair, and coaching sessions that the learner confirms. It decides no
// level: a confirmed session becomes evidence through the ledger. It owns
// mentors, pairs and coaching_sessions, the views v_learner_confirmations and
// v_level_evidence, and reads staff, posts, units, competencies, levels and
// v_requirements by join. It emits Asked, Answered, SessionLogged, Disputed
// and Closed.
//
// Who may: asking, listing, ending, confirming and one's own profile need
// access.MentoringSelf; accepting, declining and logging need
// access.MentoringCoach. A profile may be opened only with MentoringCoach and an
// evidenced level of at least 3 in some competency, so an open profile is what
// makes someone a mentor and grants are not asked again when suggesting. Closing
// is always allowed. Whoever loses the role later lets requests expire.
//
// What a peer learns of a mentor: name, unit, posts, free places, and the level
// in the one competency asked about; never another level. Telephone numbers are
// shown to the other side while a pair is active.
package mentoring
