package gaps_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/gaps"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// TestALongerTimeNeverLetsALevelLastHigher draws drifts of one level and compares
// times of which one holds the other.
func TestALongerTimeNeverLetsALevelLastHigher(t *testing.T) {
	t.Parallel()
	who, what := ids(1, 1)[0], ids(2, 1)[0]
	at := func(day int) time.Time { return time.Unix(0, 0).AddDate(0, 0, day) }
	rapid.Check(t, func(t *rapid.T) {
		level := int16(rapid.IntRange(1, 5).Draw(t, "level"))
		var drifts []evidence.Drift
		for day := range rapid.IntRange(0, 6).Draw(t, "drifts") {
			drifts = append(drifts, evidence.Drift{StaffID: who, CompetencyID: what, At: at(2 * day), To: int16(rapid.IntRange(0, 5).Draw(t, "to"))})
		}
		skills := []gaps.Skill{{StaffID: who, CompetencyID: what, Level: level, Stays: true}}
		from := rapid.IntRange(0, 12).Draw(t, "from")
		short := rapid.IntRange(from, 14).Draw(t, "short")
		long := rapid.IntRange(short, 16).Draw(t, "long")
		a, b := gaps.Lasting(skills, drifts, at(from), at(short)), gaps.Lasting(skills, drifts, at(from), at(long))
		if a[0].Lasts < b[0].Lasts || a[0].Lasts > level {
			t.Fatalf("level %d lasts at %d until %d and at %d until %d: %+v", level, a[0].Lasts, short, b[0].Lasts, long, drifts)
		}
		lapses := gaps.Lapses([]gaps.Need{{CompetencyID: what, Level: level}}, b, drifts, nil)
		if (len(lapses) == 1) != (b[0].Lasts < level) {
			t.Fatalf("level %d lasts at %d, lapses = %+v", level, b[0].Lasts, lapses)
		}
		if len(lapses) == 1 && (lapses[0].By.To >= level || !lapses[0].By.At.Before(at(long)) && long > from) {
			t.Fatalf("lapse %+v does not cross %d", lapses[0], level)
		}
	})
}

func TestAnAbsenceCountsTheEvidenceThatLapsesInIt(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	away := w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	staying := w.officer(t, db, "Bình", w.tree.CentreA, 0, 2)
	seen, ends := stafftest.Now().AddDate(0, -6, 0), stafftest.Now().AddDate(0, 0, 20)
	evidencetest.Level(t, db, staying, w.intake, 3, func(e *evidence.Entry) { e.ObservedAt, e.ValidUntil = seen, &ends })
	leader := as(access.UnitLeader, w.tree.WardA)
	try := func(days int) gaps.Absence {
		t.Helper()
		today := clock.DayOf(stafftest.Now())
		a, err := service(db).Without(leader, w.tree.WardA.ID, gaps.Away{StaffIDs: []uuid.UUID{away.ID}, From: today, Until: today.AddDays(days)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := try(10); len(a.Drops) != 0 || len(a.Lapses) != 0 {
		t.Errorf("back before it lapses: %+v", a)
	}
	a := try(30)
	want := []gaps.Drop{{Need: gaps.Need{CompetencyID: w.intake.ID, Level: 3, Critical: true}, Today: 2, Lapsing: 1}}
	if diff := cmp.Diff(want, a.Drops); diff != "" {
		t.Errorf("drops (-want +got):\n%s", diff)
	}
	if len(a.Lapses) != 1 || a.Lapses[0].StaffID != staying.ID || a.Lapses[0].Lasts != 0 || !a.Lapses[0].By.At.Equal(ends) ||
		a.Lapses[0].By.Key != "evidence.why_lapsed" || !a.Lapses[0].By.ObservedAt.Equal(seen) {
		t.Errorf("lapses = %+v", a.Lapses)
	}
}

func TestWhoIsNamedForWhatHangsOnThemIsLogged(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	only := w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	w.officer(t, db, "Bình", w.tree.CentreA, 1, 2)
	helper := w.officer(t, db, "Chi", w.tree.CentreB, 4, 0)
	officer := as(access.DepartmentOfficer, w.tree.Province)
	read := 0
	logged := func() map[uuid.UUID]int {
		t.Helper()
		var rows []uuid.UUID
		if err := db.NewRaw("select subject_id from audit_entries where deed = 'gaps.fragile_read' order by id offset ?", read).Scan(t.Context(), &rows); err != nil {
			t.Fatal(err)
		}
		read += len(rows)
		counts := map[uuid.UUID]int{}
		for _, id := range rows {
			counts[id]++
		}
		return counts
	}
	if _, err := service(db).Fragile(officer, w.tree.WardA.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uuid.UUID]int{only.ID: 1}, logged()); diff != "" {
		t.Errorf("of one ward (-want +got):\n%s", diff)
	}
	if _, err := service(db).Fragilities(officer, w.intake.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uuid.UUID]int{only.ID: 1, helper.ID: 1}, logged()); diff != "" {
		t.Errorf("of all wards by competency (-want +got):\n%s", diff)
	}
	if _, err := service(db).Fragilities(officer, uuid.Nil); err != nil {
		t.Fatal(err)
	}
	if got := logged(); len(got) != 0 {
		t.Errorf("nobody was named: %v", got)
	}
	if _, err := service(db).Without(officer, w.tree.WardA.ID, gaps.Away{StaffIDs: []uuid.UUID{only.ID}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uuid.UUID]int{only.ID: 1, helper.ID: 1}, logged()); diff != "" {
		t.Errorf("of an absence (-want +got):\n%s", diff)
	}
}
