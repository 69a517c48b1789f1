// Package evidencetest builds evidence for tests: valid by default.
package evidencetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

// Entry is an assessor's observation of a level, made at the builders' instant,
// with a source of its own. It is not posted.
func Entry(person staff.Person, c competency.Competency, level int16, change ...func(*evidence.Entry)) evidence.Entry {
	e := evidence.Entry{
		StaffID: person.ID, CompetencyID: c.ID, Kind: evidence.KindObservation, Action: evidence.ActionAttest,
		Level: level, Capacity: evidence.CapacityAssessor, ObservedAt: stafftest.Now(),
		Source: "observation", SourceID: uuid.Must(uuid.NewV7()), DescriptionKey: "evidence.from_observation",
	}
	for _, f := range change {
		f(&e)
	}
	return e
}

// Level gives a person a level in a competency by one observation, posted at the
// builders' instant.
func Level(t *testing.T, db bun.IDB, person staff.Person, c competency.Competency, level int16, change ...func(*evidence.Entry)) {
	t.Helper()
	Post(t, db, stafftest.Now(), Entry(person, c, level, change...))
}

// Post posts entries through a ledger whose outbox has no reactions, in a
// transaction of its own or a savepoint of the one given, and returns the levels
// that moved.
func Post(t *testing.T, db bun.IDB, now time.Time, entries ...evidence.Entry) []evidence.LevelChanged {
	t.Helper()
	var changed []evidence.LevelChanged
	err := db.RunInTx(context.Background(), nil, func(ctx context.Context, tx bun.Tx) error {
		var err error
		changed, err = evidence.NewLedger(event.NewOutbox()).Post(ctx, tx, entries, now)
		return err
	})
	if err != nil {
		t.Fatalf("post evidence: %v", err)
	}
	return changed
}
