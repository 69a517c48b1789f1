package evidence_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"pgregory.net/rapid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/courses/coursestest"
	"camtay/migrations/testdb"
)

func TestCarryingEvidenceTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	one, two := competencytest.Competency(t, db), competencytest.Competency(t, db)
	person, other := stafftest.New(t, db, tree.WardA), stafftest.New(t, db, tree.WardA)
	evidencetest.Level(t, db, person, one, 4)
	evidencetest.Level(t, db, other, one, 2)
	evidencetest.Post(t, db, stafftest.Now(), evidencetest.Entry(other, one, 5, func(e *evidence.Entry) {
		e.Kind, e.Capacity, e.ActorID = evidence.KindSelf, evidence.CapacitySelf, other.ID
	}))
	fact := competency.EditionPublished{Moves: []competency.Move{{FromID: one.ID, ToID: two.ID, FromVI: one.NameVI, MostLevel: 3}}}
	fake := clock.NewFake(stafftest.Now().Add(time.Hour))
	svc := evidence.New(db, fake, evidence.NewLedger(event.NewOutbox()))
	count := func() int {
		t.Helper()
		n, err := db.NewSelect().Table("evidence_entries").Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return int(n)
	}
	before := count()
	for range 2 {
		err := db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error { return svc.OnPublished(ctx, tx, fact, fake.Now()) })
		if err != nil {
			t.Fatal(err)
		}
		if got := count(); got != before+2 {
			t.Errorf("%d entries were added, want 2", got-before)
		}
	}
	for _, want := range []struct {
		who   staff.Person
		level int16
	}{{person, 3}, {other, 2}} {
		got, err := evidence.LevelOf(t.Context(), db, want.who.ID, two.ID)
		if err != nil || got != want.level {
			t.Errorf("level %d, want %d (%v)", got, want.level, err)
		}
	}
	entries, err := evidence.EntriesOf(t.Context(), db, person.ID, two.ID)
	if err != nil || len(entries) != 1 || entries[0].Source != evidence.SourceCarry || entries[0].Kind != evidence.KindObservation ||
		entries[0].Capacity != evidence.CapacitySystem || !entries[0].ObservedAt.Equal(stafftest.Now()) {
		t.Errorf("entries %+v (%v)", entries, err)
	}
}

func TestCarriedEntriesNeverSayMoreThanTheirOrigins(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		person, move := uuid.New(), competency.Move{FromID: uuid.New(), ToID: uuid.New(), MostLevel: int16(rapid.IntRange(1, 5).Draw(t, "most"))}
		var entries []evidence.Entry
		for range rapid.IntRange(0, 8).Draw(t, "entries") {
			e := evidence.Entry{
				ID: uuid.New(), StaffID: person, CompetencyID: move.FromID, Level: int16(rapid.IntRange(0, 5).Draw(t, "level")),
				Kind: rapid.SampledFrom(evidence.Kinds()).Draw(t, "kind"), Action: rapid.SampledFrom([]string{"log", "attest", "override"}).Draw(t, "action"),
				Capacity: rapid.SampledFrom([]string{"self", "assessor", "system"}).Draw(t, "capacity"), Source: "x", SourceID: uuid.New(),
			}
			entries = append(entries, e)
			if rapid.Bool().Draw(t, "withdrawn") {
				entries = append(entries, evidence.Entry{ID: uuid.New(), StaffID: person, CompetencyID: move.FromID, Action: evidence.ActionWithdraw, WithdrawsID: e.ID})
			}
		}
		first, again := evidence.Carry(entries, move), evidence.Carry(entries, move)
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("carried differently:\n%s", diff)
		}
		var most int16
		for _, e := range entries {
			most = max(most, e.Level)
		}
		seen := map[uuid.UUID]bool{}
		for _, c := range first {
			if c.Level > most || c.Level > move.MostLevel || c.CompetencyID != move.ToID || c.StaffID != person || seen[c.SourceID] || c.Kind == evidence.KindSelf {
				t.Fatalf("carried %+v", c)
			}
			seen[c.SourceID] = true
		}
	})
}

func TestPublishingASplitLeavesOldEntriesAndTheirFoldAlone(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	one, two := competencytest.Competency(t, db), competencytest.Competency(t, db)
	person, outbox, fake := stafftest.New(t, db, tree.WardA), event.NewOutbox(), clock.NewFake(stafftest.Now().Add(time.Hour))
	svc := evidence.New(db, fake, evidence.NewLedger(outbox))
	event.On(outbox, "evidence.carry", svc.OnPublished)
	framework := competency.New(db, fake, outbox)
	officer := access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: tree.Province.Path}},
	})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	course := competency.Source{Kind: competency.SourceCourse}
	must(db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		course.ID, _ = coursestest.New(t, tx, 1)
		return nil
	}))
	must(framework.WriteDraft(officer, course, competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: one.ID, Level: 2, When: competency.Node{Completion: &course}},
	}}))
	must(framework.Publish(officer, course, 1))
	prove := func() competency.Proof {
		t.Helper()
		proofs, err := competency.Prove(t.Context(), db, course, competency.Paper{}, map[uuid.UUID]competency.Facts{
			person.ID: {Completed: map[competency.Source]bool{course: true}},
		})
		must(err)
		return proofs[person.ID]
	}
	proof := prove()
	evidencetest.Post(t, db, stafftest.Now(), evidencetest.Entry(person, one, proof.Shown[0].Level, func(e *evidence.Entry) {
		e.Kind, e.Source, e.SourceID, e.DescriptionArgs = evidence.KindCompletion, course.Kind, course.ID, proof.Bind(map[string]any{"course": "Khóa"})
	}))
	before, err := evidence.EntriesOf(t.Context(), db, person.ID, one.ID)
	must(err)
	was, err := evidence.LevelOf(t.Context(), db, person.ID, one.ID)
	must(err)

	must(framework.Begin(officer))
	draft, err := framework.Draft(officer)
	must(err)
	for _, c := range draft.Contents {
		if c.CompetencyID == one.ID {
			c.Archived = true
			_, err := framework.Write(officer, c)
			must(err)
		}
	}
	must(framework.Map(officer, one.ID, []competency.Mapping{{ToID: two.ID, Carries: true, MostLevel: 1}}))
	draft, err = framework.Draft(officer)
	must(err)
	must(framework.Enact(officer, "", draft.Version.UpdatedAt))
	must(db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
		return svc.OnPublished(ctx, tx, competency.EditionPublished{Moves: []competency.Move{{FromID: one.ID, ToID: two.ID, FromVI: one.NameVI, MostLevel: 1}}}, fake.Now())
	}))

	after, err := evidence.EntriesOf(t.Context(), db, person.ID, one.ID)
	must(err)
	level, err := evidence.LevelOf(t.Context(), db, person.ID, one.ID)
	must(err)
	if diff := cmp.Diff(before, after); diff != "" || level != was || was == 0 || before[0].DescriptionArgs["criteria_version"] != float64(1) {
		t.Errorf("level %d was %d, entries (-before +after):\n%s", level, was, diff)
	}
	carried, err := evidence.LevelOf(t.Context(), db, person.ID, two.ID)
	must(err)
	if carried != 1 {
		t.Errorf("level %d was carried, want 1", carried)
	}
	// Whoever finishes it from now on proves the heir, under the next version.
	want := competency.Proof{Version: 2, Shown: []competency.Claim{{CompetencyID: two.ID, Level: 1}}}
	if diff := cmp.Diff(want, prove(), cmpopts.IgnoreFields(competency.Proof{}, "Trace")); diff != "" {
		t.Errorf("proves (-want +got):\n%s", diff)
	}
}
