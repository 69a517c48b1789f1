// Package reviews runs competency reviews (rà soát năng lực): the department
// chooses units, positions, competencies, a deadline and whom to ask; people
// assess themselves, superiors appraise, units finish and lock, and what lies too
// far apart is calibrated before the report. It does not compute levels: on lock
// the answers go to the ledger as evidence of their kinds. It owns reviews,
// review_parts, review_items and review_reminders, and emits Launched, Reminded
// and ObservationAsked. Notify reacts.
package reviews
