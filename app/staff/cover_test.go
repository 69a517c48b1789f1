package staff_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func day(t *testing.T, text string) clock.Day {
	t.Helper()
	d, err := clock.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAbsencesThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	today := day(t, "2026-11-02")
	for name, tc := range map[string]struct{ from, until, want string }{
		"one day":                  {"2026-11-02", "2026-11-02", ""},
		"ended last month":         {"2026-10-01", "2026-10-02", ""},
		"ended long ago":           {"2026-08-01", "2026-10-01", "staff.absence_old"},
		"the end before the start": {"2026-11-05", "2026-11-04", "staff.absence_order"},
		"a whole year":             {"2026-11-02", "2027-11-02", ""},
		"longer than a year":       {"2026-11-02", "2027-11-03", "staff.absence_long"},
	} {
		err := staff.Absence{From: day(t, tc.from), Until: day(t, tc.until)}.Check(today)
		got := ""
		if f := (*fault.Fault)(nil); errors.As(err, &f) {
			got = f.Fields[0].Key
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestACounterSparesOrLacksPeople(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ people, away, minimum, spare, short int }{
		{5, 0, 3, 2, 0}, {5, 2, 3, 0, 0}, {5, 4, 3, 0, 2}, {0, 0, 0, 0, 0},
	} {
		c := staff.Cover{People: tc.people, Away: tc.away, Minimum: tc.minimum}
		if c.Spare() != tc.spare || c.Short() != tc.short {
			t.Errorf("%+v: %d spare, %d short", tc, c.Spare(), c.Short())
		}
	}
}

type coverScene struct {
	db     *bun.DB
	svc    *staff.Service
	tree   orgtest.Tree
	person staff.Person
	today  clock.Day
}

func newCoverScene(t *testing.T) coverScene {
	t.Helper()
	s := coverScene{db: testdb.New(t), today: clock.DayOf(stafftest.Now())}
	s.svc = staff.New(s.db, clock.NewFake(stafftest.Now()), event.NewOutbox())
	s.tree = orgtest.NewTree(t, s.db)
	s.person = stafftest.New(t, s.db, s.tree.CentreA)
	return s
}

func leads(t *testing.T, path string) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{AccountID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: path}}})
}

func myself(t *testing.T, p staff.Person) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: access.Learner, Path: "P"}}})
}

func refusedFor(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	if !errors.Is(err, fault.New(code, key)) {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
}

func TestAnAbsenceIsEnteredOnceByWhoLeadsOrOneself(t *testing.T) {
	t.Parallel()
	s := newCoverScene(t)
	here, elsewhere := leads(t, s.tree.WardA.Path), leads(t, s.tree.WardB.Path)
	week := staff.Absence{StaffID: s.person.ID, From: s.today, Until: s.today.AddDays(4), Kind: staff.AbsentOnLeave}

	_, outside := s.svc.Absent(elsewhere, week)
	a, err := s.svc.Absent(here, week)
	if err != nil {
		t.Fatal(err)
	}
	_, twice := s.svc.AbsentMyself(myself(t, s.person), staff.Absence{From: week.Until, Until: week.Until, Kind: staff.AbsentOnMission})
	listed, err := s.svc.AbsencesIn(here, uuid.Nil, staff.AbsenceFilter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := s.svc.AbsencesIn(elsewhere, uuid.Nil, staff.AbsenceFilter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	notTheirs := s.svc.Return(elsewhere, a.ID)
	notMine := s.svc.ReturnMyself(myself(t, stafftest.New(t, s.db, s.tree.CentreA)), a.ID)
	own, err := s.svc.MyAbsences(myself(t, s.person))
	if err != nil {
		t.Fatal(err)
	}
	back := s.svc.ReturnMyself(myself(t, s.person), a.ID)

	refusedFor(t, outside, fault.NotFound, "staff.person_not_found")
	refusedFor(t, twice, fault.Conflict, "staff.absence_overlaps")
	refusedFor(t, notTheirs, fault.NotFound, "staff.absence_not_found")
	refusedFor(t, notMine, fault.NotFound, "staff.absence_not_found")
	if len(listed) != 1 || listed[0].Until != week.Until || len(hidden) != 0 || len(own) != 1 || back != nil {
		t.Errorf("listed %+v, hidden %+v, own %+v, back %v", listed, hidden, own, back)
	}
}

func TestCountersAreSetWithinTheScopeAndCountWhoIsThere(t *testing.T) {
	t.Parallel()
	s := newCoverScene(t)
	stafftest.New(t, s.db, s.tree.CentreA)
	here := leads(t, s.tree.WardA.Path)
	if _, err := s.svc.Absent(here, staff.Absence{StaffID: s.person.ID, From: s.today, Until: s.today, Kind: staff.AbsentOtherwise}); err != nil {
		t.Fatal(err)
	}

	refusedFor(t, s.svc.PutCounter(here, s.tree.CentreB.ID, 1), fault.Forbidden, "staff.unit_not_yours")
	refusedFor(t, s.svc.PutCounter(here, uuid.New(), 1), fault.NotFound, "org.unit_not_found")
	if err := s.svc.PutCounter(here, s.tree.CentreA.ID, 1); err != nil {
		t.Fatal(err)
	}
	lines, err := s.svc.CountersIn(here, staff.CounterFilter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	covers, err := staff.CoversOn(t.Context(), s.db, []uuid.UUID{s.tree.CentreA.ID, s.tree.CentreB.ID}, []clock.Day{s.today, s.today.AddDays(1)})
	if err != nil {
		t.Fatal(err)
	}
	away, err := staff.Away(t.Context(), s.db, []uuid.UUID{s.tree.CentreA.ID}, s.today)
	if err != nil {
		t.Fatal(err)
	}

	if len(lines) != 1 || *lines[0].Minimum != 1 || lines[0].People != 2 || lines[0].Away != 1 {
		t.Errorf("lines %+v", lines)
	}
	if len(covers) != 2 || covers[0].Spare() != 0 || covers[1].Spare() != 1 {
		t.Errorf("covers %+v", covers)
	}
	if diff := cmp.Diff(map[uuid.UUID][]uuid.UUID{s.tree.CentreA.ID: {s.person.ID}}, away); diff != "" {
		t.Error(diff)
	}
	if err := s.svc.DropCounter(here, s.tree.CentreA.ID); err != nil {
		t.Fatal(err)
	}
}

func TestTheZeroScopeSeesNoAbsenceAndNoCounter(t *testing.T) {
	t.Parallel()
	s := newCoverScene(t)
	absent, err := staff.Absences(t.Context(), s.db, access.Scope{}, staff.AbsenceFilter{Limit: 10}, s.today)
	if err != nil || len(absent) != 0 {
		t.Errorf("%+v, %v", absent, err)
	}
	counters, err := staff.Counters(t.Context(), s.db, access.Scope{}, staff.CounterFilter{Limit: 10}, s.today)
	if err != nil || len(counters) != 0 {
		t.Errorf("%+v, %v", counters, err)
	}
}
