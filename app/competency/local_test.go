package competency_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff/stafftest"
)

func as(role access.Role, unit org.Unit) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: role, Path: unit.Path}},
	})
}

func (d *bench) raised(level int16) competency.Raise {
	return competency.Raise{
		UnitID: d.tree.WardA.ID, PositionID: d.position.ID, CompetencyID: d.one.ID, Level: level, Reason: "Địa bàn đông dân",
	}
}

func TestAUnitAsksMoreThanTheProvinceNeverLess(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	leader := as(access.UnitLeader, d.tree.WardA)
	for level, want := range map[int16]error{
		2: fault.New(fault.Conflict, "competency.province_asks"),
		3: fault.New(fault.Conflict, "competency.province_asks"),
		4: nil,
	} {
		if err := d.svc.Raise(leader, d.raised(level)); !errors.Is(err, want) {
			t.Errorf("level %d: got %v, want %v", level, err, want)
		}
	}
	if err := d.svc.Raise(as(access.UnitLeader, d.tree.WardB), d.raised(5)); !errors.Is(err, fault.New(fault.Forbidden, "competency.not_your_unit")) {
		t.Errorf("another ward: %v", err)
	}
	below := d.raised(4)
	below.UnitID = d.tree.CentreA.ID
	if err := d.svc.Raise(leader, below); !errors.Is(err, fault.New(fault.Conflict, "competency.unit_asks")) {
		t.Errorf("below the ward: %v", err)
	}
}

func TestTheWhyShowsWhoAsks(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	person := stafftest.New(t, d.db, d.tree.CentreA)
	stafftest.Post(t, d.db, person, d.position, d.tree.CentreA)
	d.must(d.svc.Raise(as(access.UnitLeader, d.tree.WardA), d.raised(5)))
	asked, err := competency.AskedOf(t.Context(), d.db, person.ID, d.one.ID)
	d.must(err)
	if len(asked) != 2 || asked[0].Level != 5 || asked[0].Origin != d.tree.WardA.Name || asked[0].Reason == "" || asked[1].Level != 3 || asked[1].Origin != "" {
		t.Errorf("asked %+v", asked)
	}
	found, _, err := d.svc.LocalOf(d.ctx, d.tree.CentreA.ID)
	d.must(err)
	d.must(d.svc.Lift(as(access.UnitLeader, d.tree.WardA), found[0].ID))
	asked, err = competency.AskedOf(t.Context(), d.db, person.ID, d.one.ID)
	d.must(err)
	if len(asked) != 1 || asked[0].Level != 3 {
		t.Errorf("after lifting %+v", asked)
	}
}

func TestALeaderCannotLiftWhatTheDepartmentSetOnTheWard(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Raise(as(access.DepartmentOfficer, d.tree.Province), d.raised(4)))
	leader := as(access.UnitLeader, d.tree.WardA)
	found, _, err := d.svc.LocalOf(leader, d.tree.WardA.ID)
	d.must(err)
	if err := d.svc.Lift(leader, found[0].ID); !errors.Is(err, fault.New(fault.Forbidden, "competency.set_above")) {
		t.Errorf("lifted: %v", err)
	}
	if err := d.svc.Raise(leader, d.raised(4)); !errors.Is(err, fault.New(fault.Conflict, "competency.unit_asks")) {
		t.Errorf("replaced: %v", err)
	}
	d.must(d.svc.Raise(leader, d.raised(5)))
}

func TestAPlannedRequirementBeginsOnItsDay(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	today := clock.DayOf(d.clock.Now())
	change := competency.Change{PositionID: d.position.ID, CompetencyID: d.one.ID, Level: 5, Weight: 7, From: today.AddDays(30)}
	d.must(d.svc.Require(d.ctx, change))
	now, _, err := d.svc.Requirements(d.ctx, d.position.ID)
	d.must(err)
	later, _, err := d.svc.Planned(d.ctx, d.position.ID)
	d.must(err)
	if len(now) != 1 || now[0].Level != 3 || now[0].Until != change.From || len(later) != 1 || later[0].Level != 5 || later[0].Weight != 7 {
		t.Errorf("now %+v, later %+v", now, later)
	}
	change.From = today.AddDays(-1)
	if err := d.svc.Require(d.ctx, change); !errors.Is(err, fault.New(fault.Invalid, "competency.from_past")) {
		t.Errorf("past: %v", err)
	}
}

// required reads what two people must reach in all competencies, by the view.
func (d *bench) required() map[string]int16 {
	d.t.Helper()
	var rows []struct {
		StaffID, CompetencyID uuid.UUID
		Required              int16
	}
	d.must(d.db.NewRaw("select staff_id, competency_id, required from v_requirements").Scan(d.t.Context(), &rows))
	out := map[string]int16{}
	for _, r := range rows {
		out[fmt.Sprint(r.StaffID, r.CompetencyID)] = r.Required
	}
	return out
}

// TestALowerUnitCannotWeakenARequirementByAnyPath plays random deeds of everyone.
// Whatever a leader tries, nobody's requirement falls below what the department
// asked for; and what a person must reach is the maximum of the rows shown.
func TestALowerUnitCannotWeakenARequirementByAnyPath(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.clock = clock.NewFake(time.Now())
	d.svc = competency.New(d.db, d.clock, nil)
	people := []uuid.UUID{}
	for _, unit := range []org.Unit{d.tree.WardA, d.tree.CentreA, d.tree.WardB} {
		p := stafftest.New(t, d.db, unit)
		stafftest.Post(t, d.db, p, d.position, unit)
		people = append(people, p.ID)
	}
	units := []org.Unit{d.tree.Province, d.tree.WardA, d.tree.CentreA, d.tree.WardB}
	skills := []competency.Competency{d.one, d.two}
	competencytest.Requirement(t, d.db, stafftest.Position(t, d.db), d.two, 2)
	officer := as(access.DepartmentOfficer, d.tree.Province)
	actors := []context.Context{officer, as(access.UnitLeader, d.tree.WardA), as(access.UnitLeader, d.tree.CentreA), as(access.UnitLeader, d.tree.WardB), as(access.Learner, d.tree.WardA), as(access.Administrator, d.tree.Province)}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 6).Draw(t, "deeds") {
			actor := rapid.IntRange(0, len(actors)-1).Draw(t, "actor")
			floor := d.floor()
			d.deed(t, actors[actor], units, skills)
			for key, level := range d.floor() {
				if actor != 0 && level < floor[key] {
					t.Fatalf("%s fell from %d to %d by actor %d", key, floor[key], level, actor)
				}
			}
			if actor != 0 {
				d.above(t, people, skills, floor)
			}
		}
		d.maximum(t, people, skills)
	})
}

// floor is what the department asks of people: the province's list and units'
// rows on its authority.
func (d *bench) floor() map[string]int16 {
	d.t.Helper()
	var rows []struct {
		StaffID, CompetencyID uuid.UUID
		Level                 int16
	}
	d.must(d.db.NewRaw(`select v.staff_id, v.competency_id, max(v.level) as level
		from v_post_requirements v
		left join unit_requirements r on r.id = v.requirement_id
		where r.id is null or r.authority = ?::ltree
		group by v.staff_id, v.competency_id`, d.tree.Province.Path).Scan(d.t.Context(), &rows))
	out := map[string]int16{}
	for _, r := range rows {
		out[fmt.Sprint(r.StaffID, r.CompetencyID)] = r.Level
	}
	return out
}

// above demands that nobody must reach less than the floor.
func (d *bench) above(t *rapid.T, people []uuid.UUID, skills []competency.Competency, floor map[string]int16) {
	required := d.required()
	for _, p := range people {
		for _, c := range skills {
			if key := fmt.Sprint(p, c.ID); required[key] < floor[key] {
				t.Fatalf("%s must reach %d, the department asks %d", key, required[key], floor[key])
			}
		}
	}
}

func (d *bench) maximum(t *rapid.T, people []uuid.UUID, skills []competency.Competency) {
	required := d.required()
	for _, p := range people {
		for _, c := range skills {
			asked, err := competency.AskedOf(d.t.Context(), d.db, p, c.ID)
			d.must(err)
			var most int16
			for _, a := range asked {
				most = max(most, a.Level)
			}
			if most != required[fmt.Sprint(p, c.ID)] {
				t.Fatalf("the rows show %d, required is %d", most, required[fmt.Sprint(p, c.ID)])
			}
		}
	}
}

// deed is one attempt of an actor, by any service; what is refused is fine.
func (d *bench) deed(t *rapid.T, actor context.Context, units []org.Unit, skills []competency.Competency) {
	level := int16(rapid.IntRange(0, 5).Draw(t, "level"))
	skill := rapid.SampledFrom(skills).Draw(t, "skill")
	unit := rapid.SampledFrom(units).Draw(t, "unit")
	from := clock.DayOf(d.clock.Now()).AddDays(rapid.IntRange(-1, 2).Draw(t, "from"))
	position := d.position.ID
	if rapid.Bool().Draw(t, "every position") {
		position = uuid.Nil
	}
	var err error
	switch rapid.IntRange(0, 4).Draw(t, "deed") {
	case 0:
		err = d.svc.Require(actor, competency.Change{PositionID: d.position.ID, CompetencyID: skill.ID, Level: level, From: from})
	case 1, 2:
		err = d.svc.Raise(actor, competency.Raise{UnitID: unit.ID, PositionID: position, CompetencyID: skill.ID, Level: max(level, 1), From: from, Reason: "Thử"})
	case 3:
		found, _, listErr := d.svc.LocalOf(actor, unit.ID)
		d.must(listErr)
		if len(found) > 0 {
			err = d.svc.Lift(actor, rapid.SampledFrom(found).Draw(t, "row").ID)
		}
	case 4:
		err = d.svc.Begin(actor)
		if err == nil {
			d.must(d.svc.Discard(actor))
		}
	}
	var refused *fault.Fault
	if err != nil && !errors.As(err, &refused) {
		t.Fatal(err)
	}
}
