// Package evidence keeps the ledger of what people have shown and the level that
// follows from it. The ledger is append-only: a mistake is withdrawn by a new
// entry. Ledger.Post is its one door; Fold is the one rule that turns entries
// into a level. It does not know what a position requires beyond showing it
// beside the level. It owns evidence_rules, evidence_entries and levels. It
// emits LevelChanged. Learn, assess, classes and mentoring post; gaps reads.
package evidence
