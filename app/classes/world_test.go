package classes_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/classes"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// world is two wards, their leaders, an officer of the department and a trainer,
// with a position that requires level 2 of one competency.
type world struct {
	t        *testing.T
	db       *bun.DB
	clock    *clock.Fake
	svc      *classes.Service
	tree     orgtest.Tree
	position staff.Position
	skill    competency.Competency
	officer  context.Context
	leaderA  context.Context
	leaderB  context.Context
	trainer  context.Context
	coach    staff.Person
}

func newWorld(t *testing.T) world {
	t.Helper()
	db := testdb.New(t)
	w := world{t: t, db: db, clock: clock.NewFake(stafftest.Now()), tree: orgtest.NewTree(t, db)}
	outbox := event.NewOutbox()
	silent[classes.ClassOpened](outbox)
	silent[classes.Decided](outbox)
	silent[classes.Cancelled](outbox)
	silent[evidence.LevelChanged](outbox)
	w.svc = classes.New(db, w.clock, outbox, evidence.NewLedger(outbox))
	w.position = stafftest.Position(t, db)
	w.skill = competencytest.Competency(t, db)
	competencytest.Requirement(t, db, w.position, w.skill, 2)
	w.officer = w.as(w.person(w.tree.Department), access.DepartmentOfficer, w.tree.Province)
	w.leaderA = w.as(w.person(w.tree.WardA), access.UnitLeader, w.tree.WardA)
	w.leaderB = w.as(w.person(w.tree.WardB), access.UnitLeader, w.tree.WardB)
	w.coach = stafftest.New(t, db, w.tree.Department)
	w.trainer = w.as(w.coach, access.Trainer, w.tree.Province)
	return w
}

// silent gives a fact a reaction, so that it leaves a row in the outbox.
func silent[F event.Fact](o *event.Outbox) {
	event.On(o, "test", func(context.Context, bun.Tx, F, time.Time) error { return nil })
}

func (w world) as(p staff.Person, role access.Role, over org.Unit) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: over.Path}},
	})
}

func (w world) person(unit org.Unit, change ...func(*staff.Person)) staff.Person {
	w.t.Helper()
	p := stafftest.New(w.t, w.db, unit, change...)
	stafftest.Post(w.t, w.db, p, w.position, unit)
	return p
}

func (w world) people(unit org.Unit, n int) []uuid.UUID {
	w.t.Helper()
	ids := make([]uuid.UUID, 0, n)
	for range n {
		ids = append(ids, w.person(unit).ID)
	}
	return ids
}

func (w world) day(s string) clock.Day {
	w.t.Helper()
	d, err := clock.ParseDay(s)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// plan is a class of one day in late November with ten seats for everyone.
func (w world) plan(change ...func(*classes.Plan)) classes.Plan {
	p := classes.Plan{
		Title: "Số hóa hồ sơ", UnitID: w.tree.Department.ID, Place: "Hội trường Sở", NominateBy: w.day("2026-11-20"), Seats: 10,
		Sessions: []classes.PlannedSession{
			{Day: w.day("2026-11-25"), Half: classes.Morning}, {Day: w.day("2026-11-25"), Half: classes.Afternoon},
		},
		Shows: []classes.Shown{{CompetencyID: w.skill.ID, Level: 2}},
	}
	for _, c := range change {
		c(&p)
	}
	return p
}

func (w world) draft(change ...func(*classes.Plan)) uuid.UUID {
	w.t.Helper()
	id, err := w.svc.Create(w.officer, w.plan(change...))
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w world) open(change ...func(*classes.Plan)) uuid.UUID {
	w.t.Helper()
	id := w.draft(change...)
	if err := w.svc.Open(w.officer, id); err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w world) nominate(ctx context.Context, class uuid.UUID, ids ...uuid.UUID) []classes.NominationBody {
	w.t.Helper()
	list, err := w.svc.Nominate(ctx, class, ids)
	if err != nil {
		w.t.Fatal(err)
	}
	return list.Items
}

func (w world) detail(ctx context.Context, class uuid.UUID) classes.ClassDetail {
	w.t.Helper()
	d, err := w.svc.Detail(ctx, class)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// states are the nominations' states by person.
func (w world) states(class uuid.UUID) map[uuid.UUID]string {
	w.t.Helper()
	found := map[uuid.UUID]string{}
	for _, n := range w.detail(w.officer, class).Nominations {
		found[n.Staff.ID] = n.State
	}
	return found
}

func (w world) facts(kind string) int {
	w.t.Helper()
	n, err := w.db.NewSelect().Table("outbox").Where("kind = ?", kind).Count(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return int(n)
}

// at moves the clock to a Vietnamese time of a day.
func (w world) at(day, hour string) {
	w.t.Helper()
	to, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, clock.Zone)
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.Advance(to.Sub(w.clock.Now()))
}

func wantFault(t *testing.T, err error, key string) *fault.Fault {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Key != key {
		t.Fatalf("got %v, want fault %s", err, key)
	}
	return f
}

func fields(f *fault.Fault) map[string]string {
	found := map[string]string{}
	for _, x := range f.Fields {
		found[x.Location] = x.Key
	}
	return found
}
