package evidence_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

// briefing is one held today.
func (o *office) briefing(people ...staff.Person) evidence.Briefing {
	b := evidence.Briefing{ID: uuid.New(), HeldOn: clock.DayOf(o.clock.Now()), Note: "Họp giao ban"}
	for _, p := range people {
		b.People = append(b.People, p.ID)
	}
	return b
}

// struck is an office in which a change made everybody's tests stale.
func struck(t *testing.T) (*office, uuid.UUID) {
	t.Helper()
	o := newOffice(t)
	o.change(t, t0.AddDate(0, 0, 1))
	o.advance(t)
	o.reach(t, 2)
	return o, o.marked(t).ID
}

// reach lets a day come and levels lapse.
func (o *office) reach(t *testing.T, day int) {
	t.Helper()
	o.clock.Advance(days(day).Sub(o.clock.Now()))
	if _, err := o.svc.Lapse(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// marked is the one change there is.
func (o *office) marked(t *testing.T) evidence.Marked {
	t.Helper()
	found, err := o.svc.Changes(o.ctx)
	if err != nil || len(found) != 1 {
		t.Fatalf("changes = %+v, %v", found, err)
	}
	return found[0]
}

func TestABriefingTakenBackMakesEvidenceStaleAgainAndCanBeNotedAnew(t *testing.T) {
	t.Parallel()
	o, change := struck(t)
	leader := o.as(access.UnitLeader, o.tree.WardA.Path, stafftest.New(t, o.pool, o.tree.CentreA))
	stranger := o.as(access.UnitLeader, o.tree.WardB.Path, stafftest.New(t, o.pool, o.tree.CentreB))
	for range 3 {
		talk := o.briefing(o.people[:4]...)
		if n, err := o.svc.Brief(leader, change, talk); err != nil || n != 4 {
			t.Fatalf("reached %d: %v", n, err)
		}
		o.stand(t, map[int16]int{0: 3, 3: 4})
		if err := o.svc.UndoBriefing(stranger, talk.ID); !errors.Is(err, fault.New(fault.NotFound, "evidence.briefing_not_found")) {
			t.Errorf("a leader of another ward: %v", err)
		}
		for range 2 {
			if err := o.svc.UndoBriefing(leader, talk.ID); err != nil {
				t.Fatal(err)
			}
		}
		o.stand(t, map[int16]int{0: 7})
		verify(t, o.pool)
	}
	if _, err := o.svc.Brief(leader, change, o.briefing(o.people...)); err != nil {
		t.Fatal(err)
	}
	o.stand(t, map[int16]int{3: 7})
	verify(t, o.pool)
}

func TestLeadersSeeWhoOfTheirsHasLearntAChangeAndTheDepartmentSeesUnits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	elsewhere := stafftest.New(t, o.pool, o.tree.CentreB)
	evidencetest.Post(t, o.pool, t0, evidencetest.Entry(elsewhere, o.skill, 3, kind(evidence.KindTest)))
	o.change(t, t0.AddDate(0, 0, 1))
	o.advance(t)
	change := o.marked(t).ID
	leader := o.as(access.UnitLeader, o.tree.WardA.Path, stafftest.New(t, o.pool, o.tree.CentreA))
	if _, err := o.svc.Brief(leader, change, o.briefing(o.people[:3]...)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.svc.Brief(leader, change, o.briefing(o.people[3], elsewhere)); !errors.Is(err, fault.New(fault.NotFound, "evidence.not_asked")) {
		t.Errorf("somebody of another ward among them: %v", err)
	}
	for state, want := range map[string]int{evidence.StateToLearn: 4, evidence.StateLearnt: 3, "": 7} {
		found, err := o.svc.AskedPeople(leader, evidence.AskedFilter{ChangeID: change, State: state, Limit: 20})
		if err != nil || len(found) != want {
			t.Errorf("%q: %d people, want %d: %v", state, len(found), want, err)
		}
	}
	ours, err := o.svc.Changes(leader)
	if err != nil || ours[0].Ours != (evidence.Ours{Asked: 7, Learnt: 3, Units: 1, Briefed: 1}) {
		t.Errorf("the ward: %+v, %v", ours, err)
	}
	if all := o.marked(t).Ours; all != (evidence.Ours{Asked: 8, Learnt: 3, Units: 2, Briefed: 1}) {
		t.Errorf("the province: %+v", all)
	}
	units, err := o.svc.AskedUnits(o.ctx, evidence.UnitsFilter{ChangeID: change, Limit: 20})
	if err != nil || len(units) != 2 || units[0].UnitID != o.tree.WardA.ID || units[0].Asked-units[0].Learnt != 4 || !units[1].HeldOn.IsZero() {
		t.Errorf("units = %+v, %v", units, err)
	}
	held, err := o.svc.Briefings(leader, change, nil, 20)
	if err != nil || len(held) != 1 || held[0].People != 3 || held[0].Note != "Họp giao ban" {
		t.Errorf("briefings = %+v, %v", held, err)
	}
}

func TestABriefingThatCannotBeIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	today := clock.DayOf(t0)
	good := evidence.Briefing{ID: uuid.New(), HeldOn: today, People: []uuid.UUID{uuid.New()}}
	if err := good.Check(today); err != nil {
		t.Errorf("a good one: %v", err)
	}
	for want, spoil := range map[string]func(*evidence.Briefing){
		"body.id":      func(b *evidence.Briefing) { b.ID = uuid.Nil },
		"body.held_on": func(b *evidence.Briefing) { b.HeldOn = today.AddDays(1) },
		"body.note":    func(b *evidence.Briefing) { b.Note = string(make([]rune, 1001)) },
		"body.people":  func(b *evidence.Briefing) { b.People = nil },
	} {
		b := good
		spoil(&b)
		var f *fault.Fault
		if err := b.Check(today); !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Location != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// taught completes a course for people at an instant and gives the course.
func (o *office) taught(t *testing.T, at time.Time, people ...staff.Person) uuid.UUID {
	t.Helper()
	course := uuid.New()
	o.exec(t, `insert into courses (id, code, title_vi, minutes, published_at, created_at, updated_at)
		values (?0, substr(?0::text, 1, 8), 'Mẫu mới', 10, ?1, ?1, ?1)`, course, t0.AddDate(0, -6, 0))
	for _, p := range people {
		o.exec(t, `insert into enrolments (id, course_id, learner_id, enrolled_at, completed_at) values (?, ?, ?, ?, ?)`,
			uuid.New(), course, p.ID, at, at)
	}
	return course
}

func (o *office) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := o.pool.NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// taughtChange is a change of day 10 that a course teaches, marked on day 3.
func (o *office) taughtChange(course uuid.UUID, since int) evidence.Marked {
	return evidence.Marked{
		Change: evidence.Change{Scopes: []string{o.skill.Code}, Kinds: []string{evidence.KindTest}, CourseID: course},
		Sort:   evidence.ChangeForm, Title: "Mẫu mới", Summary: "Mẫu tờ khai đã đổi", EffectiveOn: clock.DayOf(days(10)), DueDays: 14,
		TaughtOn: clock.DayOf(days(since)),
	}
}

func TestWhoeverCompletedTheCourseBeforeTheDayHasLearntTheChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	early := o.people[:2]
	course := o.taught(t, days(2), early...)
	o.exec(t, "update enrolments set completed_at = ? where learner_id = ?", days(-20), early[1].ID) // of what it taught before
	o.clock.Advance(days(3).Sub(o.clock.Now()))

	run, err := o.svc.PreviewChange(o.ctx, o.taughtChange(course, 1))
	if err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	if got := o.run(t, run.ID); got.Moved != 6 || got.Of.What != evidence.OfChange {
		t.Errorf("preview = %+v", got)
	}
	if run, err = o.svc.Mark(o.ctx, o.taughtChange(course, 1)); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	if got := o.run(t, run.ID).Of; got != (evidence.RunOf{What: evidence.OfChange, Title: "Mẫu mới"}) {
		t.Errorf("run of %+v", got)
	}
	if m := o.marked(t); m.Asked != 7 || m.Learnt != 1 || o.told(t, "evidence.retraining_asked") != 6 {
		t.Errorf("asked %d, learnt %d, told %d", m.Asked, m.Learnt, o.told(t, "evidence.retraining_asked"))
	}
	o.stand(t, map[int16]int{3: 7})
	verify(t, o.pool)
	o.reach(t, 11)
	o.stand(t, map[int16]int{0: 6, 3: 1})
	verify(t, o.pool)
}

func TestEvidenceThatComesAfterAChangeIsMarkedAsksOnItsDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	late, learnt := stafftest.New(t, o.pool, o.tree.CentreA), stafftest.New(t, o.pool, o.tree.CentreA)
	course := o.taught(t, days(5), learnt)
	o.clock.Advance(days(3).Sub(o.clock.Now()))
	if _, err := o.svc.Mark(o.ctx, o.taughtChange(course, 1)); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	o.clock.Advance(days(6).Sub(o.clock.Now()))
	for _, p := range []staff.Person{late, learnt} {
		o.post(t, evidencetest.Entry(p, o.skill, 3, kind(evidence.KindTest)))
		o.people = append(o.people, p)
	}
	asked := o.told(t, "evidence.retraining_asked")
	o.reach(t, 11)
	o.stand(t, map[int16]int{0: 8, 3: 1})
	if m := o.marked(t); m.Asked != 9 || m.Learnt != 1 || o.told(t, "evidence.retraining_asked") != asked+1 {
		t.Errorf("asked %d, learnt %d, told %d more", m.Asked, m.Learnt, o.told(t, "evidence.retraining_asked")-asked)
	}
	verify(t, o.pool)
}
