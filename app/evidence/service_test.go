package evidence_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func leader(path string) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: path}},
	})
}

func TestLevelsLapseWithTheirEvidence(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := testdb.New(t)
	p, c := stafftest.New(t, pool, unit(t, pool)), competencytest.Competency(t, pool)
	evidencetest.Post(t, pool, t0,
		evidencetest.Entry(p, c, 4, until(days(10))), evidencetest.Entry(p, c, 2, until(days(20))), evidencetest.Entry(p, c, 3, from(days(30)), until(days(40))))
	fake := clock.NewFake(t0)
	svc := evidence.New(pool, fake, evidence.NewLedger(event.NewOutbox()))
	type step struct {
		settled int
		level   int16
	}
	var got []step
	for range 5 {
		settled, err := svc.Lapse(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, step{settled, levelOf(t, pool, p, c)})
		verify(t, pool)
		fake.Advance(10 * 24 * time.Hour)
	}
	want := []step{{0, 4}, {1, 2}, {1, 0}, {1, 3}, {1, 0}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(step{})); diff != "" {
		t.Errorf("levels every ten days (-want +got):\n%s", diff)
	}
}

func TestWhatTimeBringsToALevelIsForeseenWithItsReason(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	p, c := stafftest.New(t, pool, unit(t, pool)), competencytest.Competency(t, pool)
	evidencetest.Post(t, pool, t0,
		evidencetest.Entry(p, c, 4, until(days(10))), evidencetest.Entry(p, c, 2, until(days(20))), evidencetest.Entry(p, c, 3, from(days(30)), until(days(40))))
	got, err := evidence.Ahead(t.Context(), pool, []uuid.UUID{p.ID}, t0, days(40))
	if err != nil {
		t.Fatal(err)
	}
	lapsed := func(at time.Time, level, to int16) evidence.Drift {
		return evidence.Drift{
			StaffID: p.ID, CompetencyID: c.ID, At: at, From: level, To: to, Kind: evidence.KindObservation, ObservedAt: stafftest.Now(),
			Key: "evidence.why_lapsed", Args: map[string]any{"until": at},
		}
	}
	want := []evidence.Drift{
		lapsed(days(10), 4, 2), lapsed(days(20), 2, 0), {StaffID: p.ID, CompetencyID: c.ID, At: days(30), From: 0, To: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("until the last lapses (-want +got):\n%s", diff)
	}
	if none, err := evidence.Ahead(t.Context(), pool, []uuid.UUID{p.ID}, t0, days(10)); err != nil || len(none) != 0 {
		t.Errorf("before the first lapses: %+v, %v", none, err)
	}
}

func TestWhyShowsRequirementsEvidenceAndWhatWouldHelp(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	tree := orgtest.NewTree(t, pool)
	p, c, position := stafftest.New(t, pool, tree.CentreA), competencytest.Competency(t, pool), stafftest.Position(t, pool)
	stafftest.Post(t, pool, p, position, tree.CentreA)
	competencytest.Requirement(t, pool, position, c, 3)
	assessor := stafftest.New(t, pool, tree.CentreB)
	evidencetest.Post(t, pool, t0,
		evidencetest.Entry(p, c, 1, kind(evidence.KindCompletion), from(days(-1))),
		evidencetest.Entry(p, c, 5, kind(evidence.KindSelf), func(e *evidence.Entry) { e.ActorID = assessor.ID }))
	svc := evidence.New(pool, clock.NewFake(t0), evidence.NewLedger(event.NewOutbox()))
	ctx := access.With(context.Background(), access.Principal{StaffID: p.ID})
	got, err := svc.Mine(ctx, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Folded.Level != 1 || got.Required != 3 || len(got.Asked) != 1 || got.Asked[0].PositionVI != position.NameVI || len(got.Indicators) != 5 {
		t.Errorf("why = %+v", got)
	}
	var reasons []string
	for _, v := range got.Folded.Verdicts {
		reasons = append(reasons, v.Key)
	}
	if diff := cmp.Diff([]string{"evidence.why_self", "evidence.why_counts"}, reasons); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if got.Actors[assessor.ID] != assessor.FullName {
		t.Errorf("actors = %v", got.Actors)
	}
	if want := (evidence.Hint{Key: "evidence.raise_test", Args: map[string]any{"level": int16(3)}}); !cmp.Equal(got.Raise[1], want) {
		t.Errorf("second hint = %+v, want %+v", got.Raise[1], want)
	}
}

func TestReadingSomeoneElsesEvidenceNeedsScopeAndIsLogged(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	tree := orgtest.NewTree(t, pool)
	p, c := stafftest.New(t, pool, tree.CentreA), competencytest.Competency(t, pool)
	svc := evidence.New(pool, clock.NewFake(t0), evidence.NewLedger(event.NewOutbox()))
	notFound := fault.New(fault.NotFound, "evidence.person_not_found")
	for name, tc := range map[string]struct {
		path string
		id   uuid.UUID
		want error
	}{
		"own ward":      {tree.WardA.Path, p.ID, nil},
		"another ward":  {tree.WardB.Path, p.ID, notFound},
		"no such human": {tree.WardA.Path, uuid.New(), notFound},
	} {
		if _, err := svc.OfPerson(leader(tc.path), tc.id, c.ID); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v, want %v", name, err, tc.want)
		}
	}
	var read []uuid.UUID
	if err := pool.NewRaw("select subject_id from audit_entries where deed = 'evidence.read'").Scan(context.Background(), &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]uuid.UUID{p.ID}, read); diff != "" {
		t.Errorf("audit (-want +got):\n%s", diff)
	}
}

func TestAnAccountWithoutStaffHasNoEvidence(t *testing.T) {
	t.Parallel()
	svc := evidence.New(testdb.New(t), clock.NewFake(t0), evidence.NewLedger(event.NewOutbox()))
	_, err := svc.Mine(context.Background(), uuid.New())
	if want := fault.New(fault.NotFound, "auth.no_staff"); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}
