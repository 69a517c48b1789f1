// Package evidence keeps the ledger of what people have shown and the level that
// follows from it. The ledger is append-only: a mistake is withdrawn by a new
// entry. Ledger.Post is its one door; Fold is the one rule that turns entries
// into a level. It does not know what a position requires beyond showing it
// beside the level. What people say by hand, a Deed, goes the same way; what a
// person holds to be wrong is a Dispute; who was shown a change is in a Briefing. It owns the tables evidence_… and levels.
// It emits LevelChanged, Lapsing, Rejudged, RetrainingAsked, Recorded, Disputed and
// DisputeClosed. Learn, assess, classes, mentoring and portfolio post; gaps reads.
package evidence
