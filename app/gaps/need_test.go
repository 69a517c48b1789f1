package gaps_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"pgregory.net/rapid"

	"camtay/app/access"
	"camtay/app/gaps"
	"camtay/migrations/testdb"
)

// procedure inserts a procedure whose one step the position of the world takes.
func (w world) procedure(t *testing.T, db bun.IDB, name, field string) uuid.UUID {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	_, err := db.NewRaw(`insert into procedures (id, slug, code, name_vi, field_vi, owner_office, components, deadline, fee, steps, common_defects, legal_basis, updated_at)
		values (?0, ?1, ?1, ?2, ?3, 'VT', '[]', '{}', '{}', ?4::jsonb, '[]', '[]', now())`,
		id, id.String(), name, field, `[{"name_vi":"Thẩm định","actor":"`+w.position.Code+`|CB-X"}]`).Exec(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestWhatStaysKeepsItsOriginAndAllElseIsDecided draws what a procedure needs and
// what somebody wants it to need.
func TestWhatStaysKeepsItsOriginAndAllElseIsDecided(t *testing.T) {
	t.Parallel()
	competencies, earlier, now := ids(2, 5), time.Unix(1000, 0), time.Unix(2000, 0)
	level := func(t *rapid.T) int16 { return int16(rapid.IntRange(1, 2).Draw(t, "level")) }
	rapid.Check(t, func(t *rapid.T) {
		var before []gaps.ProcedureNeed
		var wishes []gaps.Wish
		for _, id := range competencies {
			if rapid.Bool().Draw(t, "there") {
				n := gaps.ProcedureNeed{CompetencyID: id, Level: level(t)}
				if rapid.Bool().Draw(t, "decided") {
					n.DecidedAt = earlier
				}
				before = append(before, n)
			}
			if rapid.Bool().Draw(t, "wanted") {
				wishes = append(wishes, gaps.Wish{Bar: gaps.Bar{CompetencyID: id, Level: level(t)}, Confirmed: rapid.Bool().Draw(t, "confirmed")})
			}
		}
		after := gaps.Decide(before, wishes, gaps.ProcedureNeed{DecidedAt: now})
		if len(after) != len(wishes) {
			t.Fatalf("%d wishes gave %d needs", len(wishes), len(after))
		}
		for i, w := range wishes {
			n := after[i]
			if n.CompetencyID != w.CompetencyID || n.Level != w.Level {
				t.Fatalf("wish %+v gave %+v", w, n)
			}
			kept := slices.IndexFunc(before, func(b gaps.ProcedureNeed) bool { return b.CompetencyID == w.CompetencyID && b.Level == w.Level })
			want := now
			if kept >= 0 && (before[kept].DecidedAt.Equal(earlier) || !w.Confirmed) {
				want = before[kept].DecidedAt
			}
			if !n.DecidedAt.Equal(want) {
				t.Fatalf("wish %+v before %+v is decided at %v, want %v", w, before, n.DecidedAt, want)
			}
		}
	})
}

// TestMoreNeededNeverLetsMoreCommunesDoIt draws communes and bars of which one list
// holds the other.
func TestMoreNeededNeverLetsMoreCommunesDoIt(t *testing.T) {
	t.Parallel()
	var bars []gaps.Bar
	for _, id := range ids(2, 4) {
		bars = append(bars, gaps.Bar{CompetencyID: id, Level: 3})
	}
	rapid.Check(t, func(t *rapid.T) {
		communes := make([]gaps.CommuneAble, rapid.IntRange(0, 6).Draw(t, "communes"))
		for i := range communes {
			communes[i].Able = map[gaps.Bar]int{}
			for _, b := range bars {
				communes[i].Able[b] = rapid.IntRange(0, 3).Draw(t, "able")
			}
		}
		fewer := rapid.IntRange(1, len(bars)).Draw(t, "fewer")
		little, much := gaps.TallyOf(communes, bars[:fewer]), gaps.TallyOf(communes, bars)
		if much.None < little.None || much.More > little.More || much.None+much.One+much.More != len(communes) {
			t.Fatalf("of %d communes %+v with %d bars, %+v with all", len(communes), little, fewer, much)
		}
	})
}

func TestAnOfficerSeesWhatAChangeDoesAndDecidesIt(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	w.officer(t, db, "Bình", w.tree.CentreA, 4, 1)
	w.officer(t, db, "Chi", w.tree.CentreB, 3, 0)
	id := w.procedure(t, db, "Khai sinh", "Hộ tịch")
	w.procedure(t, db, "Chứng thực chữ ký", "Chứng thực")
	if err := db.RunInTx(t.Context(), nil, gaps.DraftProcedures); err != nil {
		t.Fatal(err)
	}
	officer := as(access.DepartmentOfficer, w.tree.Province)
	svc := service(db)
	intake, digitising := gaps.Bar{CompetencyID: w.intake.ID, Level: 3}, gaps.Bar{CompetencyID: w.digitising.ID, Level: 2}

	reach, err := svc.Reach(officer, id, []gaps.Bar{intake, digitising})
	if err != nil || len(reach.Communes) != 2 {
		t.Fatalf("reach = %+v, %v", reach, err)
	}
	before, after := gaps.TallyOf(reach.Communes, reach.Needed), gaps.TallyOf(reach.Communes, reach.Tried)
	if want := (gaps.Tally{One: 1, More: 1}); before != want {
		t.Errorf("before %+v, want %+v", before, want)
	}
	if want := (gaps.Tally{One: 1, None: 1}); after != want {
		t.Errorf("after %+v, want %+v", after, want)
	}
	if own, err := svc.Reach(as(access.UnitLeader, w.tree.WardB), id, nil); err != nil || len(own.Communes) != 1 || own.Communes[0].Scarcest(own.Tried) != 1 {
		t.Errorf("a leader's reach = %+v, %v", own, err)
	}

	wishes := []gaps.Wish{{Bar: intake}, {Bar: digitising}}
	if err := svc.DecideNeeds(officer, id, append(wishes, wishes[0]), []gaps.Bar{intake}); !isFault(err, "gaps.needs_twice") {
		t.Errorf("the same twice: %v", err)
	}
	if err := svc.DecideNeeds(officer, id, wishes, []gaps.Bar{intake}); err != nil {
		t.Fatal(err)
	}
	if err := svc.DecideNeeds(officer, id, wishes[:1], []gaps.Bar{intake}); !isFault(err, "gaps.needs_changed") {
		t.Errorf("over somebody's change: %v", err)
	}
	if err := svc.DecideNeeds(officer, uuid.New(), wishes[:1], nil); !isFault(err, "gaps.procedure_not_found") {
		t.Errorf("no such procedure: %v", err)
	}
	got, err := svc.Procedure(officer, id)
	if err != nil || len(got.Needs) != 2 || !got.Needs[0].DecidedAt.IsZero() || got.Needs[1].DecidedAt.IsZero() {
		t.Errorf("origins = %+v, %v", got.Needs, err)
	}
	asks := []gaps.ActorAsk{
		{CompetencyID: w.intake.ID, Level: 3, PositionVI: w.position.NameVI, PositionEN: w.position.NameEN},
		{CompetencyID: w.digitising.ID, Level: 2, PositionVI: w.position.NameVI, PositionEN: w.position.NameEN},
	}
	if diff := cmp.Diff(asks, got.Asks, cmpopts.SortSlices(func(a, b gaps.ActorAsk) bool { return a.Level > b.Level })); diff != "" {
		t.Errorf("asks of the posts (-want +got):\n%s", diff)
	}
	for name, tc := range map[string]struct {
		filter gaps.ProcedureFilter
		want   []string
	}{
		"all":         {gaps.ProcedureFilter{}, []string{"Chứng thực chữ ký", "Khai sinh"}},
		"by words":    {gaps.ProcedureFilter{Q: "khai sinh"}, []string{"Khai sinh"}},
		"by field":    {gaps.ProcedureFilter{Field: "Chứng thực"}, []string{"Chứng thực chữ ký"}},
		"some drafts": {gaps.ProcedureFilter{Origin: gaps.OriginDraft}, []string{"Chứng thực chữ ký", "Khai sinh"}},
		"decided":     {gaps.ProcedureFilter{Origin: gaps.OriginDecided}, nil},
		"unknown":     {gaps.ProcedureFilter{Origin: gaps.OriginNone}, nil},
	} {
		var names []string
		for next, first := "", true; first || next != ""; first = false {
			tc.filter.After, tc.filter.Limit = next, 1
			var lines []gaps.ProcedureLine
			if lines, next, _, err = svc.Procedures(officer, tc.filter); err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				names = append(names, l.NameVI)
			}
		}
		if diff := cmp.Diff(tc.want, names); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
