// Package effects asks what mentoring changed: when a pair is over its learner is
// looked at anew, levels before and after are kept, and set beside those of
// similar people without a mentor; mentors get a record and a paper of thanks, and
// the department sees how the load lies. It decides no level and takes part in no
// pair. It owns reassessments and effect_runs with effect_bases, effect_balances,
// effect_matches and effect_others, and reads pairs, pair_targets,
// coaching_sessions, mentors, evidence_entries, levels, v_requirements, staff,
// posts and units by join. It emits Due, Late and LookAsked; notify reacts. The
// levels it compares leave coaching out: a mentor's own word proves no effect.
//
// Who may: one's own re-assessments need access.EffectsSelf, one's own record as a
// mentor access.EffectsCoach, everything about others access.EffectsRead over the
// learner's or the mentor's unit. Nobody is told who stood beside whom.
package effects
