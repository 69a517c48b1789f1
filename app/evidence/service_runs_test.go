package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// office is a province in which the department changes rules: seven people, each
// with a test at level 3 in one skill.
type office struct {
	pool   *bun.DB
	svc    *evidence.Service
	ledger *evidence.Ledger
	clock  *clock.Fake
	tree   orgtest.Tree
	ctx    context.Context // an officer of the whole tree
	skill  competency.Competency
	people []staff.Person
}

func newOffice(t *testing.T) *office {
	t.Helper()
	pool := testdb.New(t)
	outbox := event.NewOutbox()
	event.On(outbox, "test.level", func(context.Context, bun.Tx, evidence.LevelChanged, time.Time) error { return nil })
	event.On(outbox, "test.rejudged", func(context.Context, bun.Tx, evidence.Rejudged, time.Time) error { return nil })
	event.On(outbox, "test.asked", func(context.Context, bun.Tx, evidence.RetrainingAsked, time.Time) error { return nil })
	event.On(outbox, "test.lapsing", func(context.Context, bun.Tx, evidence.Lapsing, time.Time) error { return nil })
	o := &office{pool: pool, clock: clock.NewFake(t0), ledger: evidence.NewLedger(outbox), tree: orgtest.NewTree(t, pool), skill: competencytest.Competency(t, pool)}
	o.svc = evidence.New(pool, o.clock, o.ledger).InBatches(3)
	o.ctx = o.as(access.DepartmentOfficer, o.tree.Province.Path, stafftest.New(t, pool, o.tree.CentreB))
	for range 7 {
		p := stafftest.New(t, pool, o.tree.CentreA)
		evidencetest.Post(t, pool, t0, evidencetest.Entry(p, o.skill, 3, kind(evidence.KindTest)))
		o.people = append(o.people, p)
	}
	return o
}

func (o *office) as(role access.Role, path string, p staff.Person) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: path}},
	})
}

// draft keeps a draft by which a test shows most.
func (o *office) draft(t *testing.T, reach string, most int16) {
	t.Helper()
	found, err := o.svc.Versions(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	set := found[len(found)-1].RuleSet
	set.Reach = reach
	set.Kinds[evidence.KindTest] = evidence.Rule{MaxLevel: most, ValidMonths: 24, Strength: 6000, WarnDays: 60}
	if _, err := o.svc.SaveDraft(o.ctx, set, "Thử"); err != nil {
		t.Fatal(err)
	}
}

func (o *office) advance(t *testing.T) {
	t.Helper()
	if _, err := o.svc.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (o *office) step(t *testing.T) {
	t.Helper()
	if _, _, err := o.svc.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// stand holds how many people are at each level of the skill.
func (o *office) stand(t *testing.T, want map[int16]int) {
	t.Helper()
	got := map[int16]int{}
	for _, p := range o.people {
		got[levelOf(t, o.pool, p, o.skill)]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
}

func (o *office) run(t *testing.T, id uuid.UUID) evidence.Run {
	t.Helper()
	r, err := o.svc.FindRun(o.ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (o *office) told(t *testing.T, kind string) int {
	t.Helper()
	var n int
	if err := o.pool.NewRaw("select count(*) from outbox where kind = ?", kind).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPreviewCountsWhatWouldMoveAndMovesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachAll, 2)
	run, err := o.svc.PreviewDraft(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	got := o.run(t, run.ID)
	if got.State != evidence.RunDone || got.People != 7 || got.Done != 7 || got.Moved != 7 || got.LevelsDown != 7 || got.LevelsUp != 0 {
		t.Errorf("run = %+v", got)
	}
	o.stand(t, map[int16]int{3: 7})
	first, next, err := o.svc.Moves(o.ctx, evidence.MovesFilter{Run: run.ID, Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	rest, end, err := o.svc.Moves(o.ctx, evidence.MovesFilter{Run: run.ID, Limit: 5, After: next})
	if err != nil || len(first) != 5 || len(rest) != 2 || end != "" {
		t.Errorf("pages of %d and %d, end %q: %v", len(first), len(rest), end, err)
	}
	if diff := cmp.Diff([]evidence.Move{{CompetencyID: o.skill.ID, From: 3, To: 2}}, first[0].Moves); diff != "" {
		t.Errorf("moves (-want +got):\n%s", diff)
	}
}

func TestPublishedRulesSettleEveryoneAndTheLedgerHoldsAtEveryStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachAll, 2)
	run, err := o.svc.PublishDraft(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	o.step(t)
	o.stand(t, map[int16]int{3: 4, 2: 3})
	verify(t, o.pool)
	// Whoever is new meanwhile is judged by the new rules.
	late := stafftest.New(t, o.pool, o.tree.CentreA)
	o.people = append(o.people, late)
	o.post(t, evidencetest.Entry(late, o.skill, 3, kind(evidence.KindTest)))
	o.advance(t)
	o.stand(t, map[int16]int{2: 8})
	verify(t, o.pool)
	if got := o.run(t, run.ID); got.State != evidence.RunDone || got.Moved != 7 || got.LevelsDown != 7 || got.EndedAt == nil {
		t.Errorf("run = %+v", got)
	}
	if levels, people := o.told(t, "evidence.level_changed"), o.told(t, "evidence.rejudged"); levels != 8 || people != 7 {
		t.Errorf("told of %d levels and %d people", levels, people)
	}
}

func (o *office) post(t *testing.T, entries ...evidence.Entry) {
	t.Helper()
	err := db.InTx(t.Context(), o.pool, func(ctx context.Context, tx bun.Tx) error {
		_, err := o.ledger.Post(ctx, tx, entries, o.clock.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestACancelledRunLeavesEveryoneAsBefore cancels half-way, with evidence written
// under the new rules meanwhile.
func TestACancelledRunLeavesEveryoneAsBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachAll, 2)
	run, err := o.svc.PublishDraft(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	o.step(t)
	for _, p := range o.people {
		o.post(t, evidencetest.Entry(p, o.skill, 3, kind(evidence.KindTest)))
	}
	verify(t, o.pool)
	if err := o.svc.CancelRun(o.ctx, run.ID); err != nil {
		t.Fatal(err)
	}
	if err := o.svc.CancelRun(o.ctx, run.ID); !errors.Is(err, fault.New(fault.Conflict, "evidence.run_over")) {
		t.Errorf("cancelled twice: %v", err)
	}
	o.step(t)
	verify(t, o.pool)
	o.advance(t)
	o.stand(t, map[int16]int{3: 7})
	verify(t, o.pool)
	if got := o.run(t, run.ID); got.State != evidence.RunCancelled || got.Done != 0 {
		t.Errorf("run = %+v", got)
	}
	// The next set builds on what held before.
	o.draft(t, evidence.ReachAll, 1)
	if _, err := o.svc.PublishDraft(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	o.stand(t, map[int16]int{1: 7})
	verify(t, o.pool)
}

func TestRulesForNewEvidenceMoveNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachNew, 2)
	if _, err := o.svc.PublishDraft(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	o.stand(t, map[int16]int{3: 7})
	p := stafftest.New(t, o.pool, o.tree.CentreA)
	o.post(t, evidencetest.Entry(p, o.skill, 3, kind(evidence.KindTest)))
	if got := levelOf(t, o.pool, p, o.skill); got != 2 {
		t.Errorf("new evidence shows %d, want 2", got)
	}
	verify(t, o.pool)
}

func TestOneChangeOfRulesAtATime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachAll, 2)
	if _, err := o.svc.PublishDraft(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.draft(t, evidence.ReachAll, 1)
	if _, err := o.svc.PublishDraft(o.ctx); !errors.Is(err, fault.New(fault.Conflict, "evidence.run_going")) {
		t.Errorf("got %v, want Conflict", err)
	}
	for name, statement := range map[string]string{
		"a rule":  "update evidence_rules set max_level = 5 where version = 2",
		"a set":   "update evidence_rule_sets set reach = 'new' where version = 2",
		"demands": "insert into evidence_rule_demands (version, scope, from_level, kinds, lower) values (2, '', 2, '{test}', 0)",
		"a limit": "insert into evidence_rule_limits (version, scope, kind, max_level) values (2, 'N', 'test', 5)",
	} {
		if _, err := o.pool.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s of a published version was altered", name)
		}
	}
}

func TestADraftThatCannotStandIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	found, err := o.svc.Versions(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		spoil func(*evidence.RuleSet)
		want  string
	}{
		"a kind left out":          {func(s *evidence.RuleSet) { delete(s.Kinds, evidence.KindTest) }, "body.kinds.test"},
		"a self-assessment counts": {func(s *evidence.RuleSet) { s.Kinds[evidence.KindSelf] = evidence.Rule{MaxLevel: 1} }, "body.kinds.self.max_level"},
		"nobody could reach it": {func(s *evidence.RuleSet) {
			s.Demands = []evidence.Demand{{From: 5, Kinds: []string{evidence.KindTest}}}
		}, "body.demands[0]"},
		"lower than nothing": {func(s *evidence.RuleSet) {
			s.Demands = []evidence.Demand{{From: 2, Lower: 2, Kinds: []string{evidence.KindTest}}}
		}, "body.demands[0].lower"},
		"a scope that is no code": {func(s *evidence.RuleSet) { s.Limits = []evidence.Limit{{Scope: "%", Kind: evidence.KindTest}} }, "body.limits[0].scope"},
		"the same limit once more": {func(s *evidence.RuleSet) {
			s.Limits = []evidence.Limit{{Scope: "N", Kind: evidence.KindTest}, {Scope: "N", Kind: evidence.KindTest}}
		}, "body.limits[1]"},
		"a demand for no evidence":  {func(s *evidence.RuleSet) { s.Demands = []evidence.Demand{{From: 3}} }, "body.demands[0].kinds"},
		"reach that does not exist": {func(s *evidence.RuleSet) { s.Reach = "some" }, "body.reach"},
	} {
		set := found[0].RuleSet
		set.Kinds = map[string]evidence.Rule{}
		for kind, rule := range found[0].Kinds {
			set.Kinds[kind] = rule
		}
		tc.spoil(&set)
		_, err := o.svc.SaveDraft(o.ctx, set, "")
		var f *fault.Fault
		if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Location != tc.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// change marks a change of the skill's form from a day on.
func (o *office) change(t *testing.T, from time.Time) evidence.Run {
	t.Helper()
	run, err := o.svc.Mark(o.ctx, evidence.Marked{
		Change: evidence.Change{Scopes: []string{o.skill.Code}, Kinds: []string{evidence.KindTest}},
		Sort:   evidence.ChangeForm, Title: "Mẫu mới", Summary: "Mẫu tờ khai đã đổi", EffectiveOn: clock.DayOf(from), DueDays: 14,
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestAChangeGoesStaleOnItsDayAndAsksOnlyThoseItStrikes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	untouched := stafftest.New(t, o.pool, o.tree.CentreA)
	elsewhere := competencytest.Competency(t, o.pool)
	evidencetest.Level(t, o.pool, untouched, o.skill, 4) // observed, not tested
	evidencetest.Post(t, o.pool, t0, evidencetest.Entry(untouched, elsewhere, 3, kind(evidence.KindTest)))
	o.change(t, days(10))
	o.advance(t)
	o.stand(t, map[int16]int{3: 7})
	verify(t, o.pool)
	if got := o.told(t, "evidence.retraining_asked"); got != 7 {
		t.Errorf("asked %d people, want 7", got)
	}
	o.clock.Advance(days(11).Sub(o.clock.Now()))
	if _, err := o.svc.Lapse(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.stand(t, map[int16]int{0: 7})
	for c, want := range map[uuid.UUID]int16{o.skill.ID: 4, elsewhere.ID: 3} {
		if got, err := evidence.LevelOf(t.Context(), o.pool, untouched.ID, c); err != nil || got != want {
			t.Errorf("level %d of somebody else, want %d: %v", got, want, err)
		}
	}
	verify(t, o.pool)
}

func TestWhoeverIsBriefedHasTheLevelBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.change(t, t0.AddDate(0, 0, 1))
	o.advance(t)
	o.clock.Advance(days(2).Sub(o.clock.Now()))
	if _, err := o.svc.Lapse(t.Context()); err != nil {
		t.Fatal(err)
	}
	changes, err := o.svc.Changes(o.ctx)
	if err != nil || len(changes) != 1 || changes[0].Asked != 7 || changes[0].Learnt != 0 {
		t.Fatalf("changes = %+v, %v", changes, err)
	}
	leader := o.as(access.UnitLeader, o.tree.WardA.Path, stafftest.New(t, o.pool, o.tree.CentreA))
	stranger := o.as(access.UnitLeader, o.tree.WardB.Path, stafftest.New(t, o.pool, o.tree.CentreB))
	oneself := o.as(access.UnitLeader, o.tree.WardA.Path, o.people[0])
	talk := o.briefing(o.people[0])
	if _, err := o.svc.Brief(stranger, changes[0].ID, talk); !errors.Is(err, fault.New(fault.NotFound, "evidence.not_asked")) {
		t.Errorf("a leader of another ward: %v", err)
	}
	if _, err := o.svc.Brief(oneself, changes[0].ID, talk); !errors.Is(err, fault.New(fault.Forbidden, "evidence.not_oneself")) {
		t.Errorf("oneself: %v", err)
	}
	for i, want := range []int{1, 0} {
		if n, err := o.svc.Brief(leader, changes[0].ID, talk); err != nil || n != want {
			t.Fatalf("briefing %d reached %d: %v", i, n, err)
		}
	}
	if _, err := o.svc.Brief(leader, changes[0].ID, o.briefing(o.people[0])); !errors.Is(err, fault.New(fault.Conflict, "evidence.all_learnt")) {
		t.Errorf("who has learnt it already: %v", err)
	}
	o.stand(t, map[int16]int{0: 6, 3: 1})
	mine, err := o.svc.MyRetrainings(o.as(access.Learner, o.tree.CentreA.Path, o.people[0]))
	if err != nil || len(mine) != 1 || !mine[0].Done {
		t.Errorf("retrainings = %+v, %v", mine, err)
	}
	verify(t, o.pool)
}

func TestAWithdrawnChangeGivesEverythingBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.Advance(48 * time.Hour)
	run := o.change(t, days(1))
	o.advance(t)
	if got := o.run(t, run.ID); got.LevelsDown != 7 {
		t.Errorf("run = %+v", got)
	}
	changes, err := o.svc.Changes(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.svc.WithdrawChange(o.ctx, changes[0].ID); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	o.stand(t, map[int16]int{3: 7})
	if _, err := o.svc.WithdrawChange(o.ctx, changes[0].ID); !errors.Is(err, fault.New(fault.Conflict, "evidence.change_over")) {
		t.Errorf("withdrawn twice: %v", err)
	}
	verify(t, o.pool)
}

func TestACancelledChangeAsksNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.clock.Advance(48 * time.Hour)
	run := o.change(t, days(1))
	o.step(t)
	o.stand(t, map[int16]int{3: 4, 0: 3})
	if err := o.svc.CancelRun(o.ctx, run.ID); err != nil {
		t.Fatal(err)
	}
	o.advance(t)
	o.stand(t, map[int16]int{3: 7})
	changes, err := o.svc.Changes(o.ctx)
	if err != nil || changes[0].Asked != 0 || changes[0].State != evidence.BookCancelled {
		t.Errorf("changes = %+v, %v", changes, err)
	}
	verify(t, o.pool)
}

func TestALapseIsToldOfOnceAhead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	evidencetest.Post(t, o.pool, t0, evidencetest.Entry(o.people[0], o.skill, 3, kind(evidence.KindPrior))) // lapses a year later
	for _, at := range []struct {
		day  time.Time
		want int
	}{{days(600), 0}, {days(24 * 30), 6}, {days(24*30 + 1), 6}} {
		o.clock.Advance(at.day.Sub(o.clock.Now()))
		if _, err := o.svc.Warn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := o.told(t, "evidence.lapsing"); got != at.want {
			t.Errorf("on %s told %d, want %d", at.day.Format(time.DateOnly), got, at.want)
		}
	}
}

// TestAnInterruptedRunGoesOn has the program end after each batch.
func TestAnInterruptedRunGoesOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.draft(t, evidence.ReachAll, 2)
	run, err := o.svc.PublishDraft(o.ctx)
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	for range 4 {
		o.svc = evidence.New(o.pool, o.clock, evidence.NewLedger(event.NewOutbox())).InBatches(3)
		o.step(t)
		r := o.run(t, run.ID)
		states = append(states, fmt.Sprintf("%s %d", r.State, r.Done))
	}
	if diff := cmp.Diff([]string{"running 3", "running 6", "running 7", "done 7"}, states); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	verify(t, o.pool)
}
