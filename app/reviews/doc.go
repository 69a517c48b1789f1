// Package reviews runs competency reviews (rà soát năng lực): the department
// chooses units, positions, competencies, a deadline and whom to ask; people
// assess themselves, superiors appraise, units finish and lock, and what lies too
// far apart is calibrated before the report. It does not compute levels: on lock
// the answers go to the ledger as evidence of their kinds. A large review is made
// in the background, part by part, before anybody is asked; who comes later can be
// added, who leaves is excused, and for whom nobody leads an appraiser is named. It
// owns reviews, review_parts, review_people, review_items, review_reminders and the
// view v_review_appraisers, and emits Launched, Reminded, Named and
// ObservationAsked. Notify reacts.
package reviews
