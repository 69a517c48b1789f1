// Package plans keeps what a person and their superior agree to learn: targets in
// competencies, actions from the catalogue of courses, tests, classes and
// mentors, and days. Both sides agree before a plan is active and to every later
// change; progress is read from levels, courses, classes and pairs through the
// views of their owners, and only practice and reading are ticked by hand. It
// decides no level and enrols nobody. It owns plans, plan_targets, plan_actions,
// plan_steps and plan_copies, the last two of which never change; it emits Moved,
// TargetMet, Offered and DueSoon and follows evidence.LevelChanged.
//
// Who may: the person needs access.PlansSelf; the superior access.PlansLead over
// the person's unit and is never the person; reading others' plans needs
// access.PlansRead.
package plans
