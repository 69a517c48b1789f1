package plans_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/plans"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// scene is a learner at level 1 in ward A, whose post requires level 3, the leader
// of the ward, and the leader of another ward.
type scene struct {
	db                       *bun.DB
	clock                    *clock.Fake
	svc                      *plans.Service
	tree                     orgtest.Tree
	skill                    competency.Competency
	learner, leader, foreign staff.Person
}

func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{db: testdb.New(t), clock: clock.NewFake(stafftest.Now().Add(time.Hour))}
	outbox := event.NewOutbox()
	event.On(outbox, "test.moved", ignore[plans.Moved])
	event.On(outbox, "test.met", ignore[plans.TargetMet])
	event.On(outbox, "test.offered", ignore[plans.Offered])
	event.On(outbox, "test.due", ignore[plans.DueSoon])
	s.svc = plans.New(s.db, s.clock, outbox)
	s.tree = orgtest.NewTree(t, s.db)
	s.skill = competencytest.Competency(t, s.db)
	position := stafftest.Position(t, s.db)
	competencytest.Requirement(t, s.db, position, s.skill, 3)
	s.learner = stafftest.New(t, s.db, s.tree.CentreA)
	stafftest.Post(t, s.db, s.learner, position, s.tree.CentreA)
	s.leader, s.foreign = stafftest.New(t, s.db, s.tree.WardA), stafftest.New(t, s.db, s.tree.WardB)
	evidencetest.Level(t, s.db, s.learner, s.skill, 1)
	return s
}

func ignore[F event.Fact](context.Context, bun.Tx, F, time.Time) error {
	return nil
}

func (s scene) self(t *testing.T) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{
		AccountID: uuid.New(), StaffID: s.learner.ID, Grants: []access.Grant{{Role: access.Learner, Path: s.tree.WardA.Path}},
	})
}

func (s scene) lead(t *testing.T) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{
		AccountID: uuid.New(), StaffID: s.leader.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardA.Path}},
	})
}

func (s scene) content(level int16, actions ...plans.Action) plans.Content {
	day := clock.DayOf(s.clock.Now())
	for i := range actions {
		actions[i].UntilOn = day.AddDays(50)
	}
	return plans.Content{UntilOn: day.AddDays(100), Targets: []plans.Target{{
		CompetencyID: s.skill.ID, LevelTo: level, UntilOn: day.AddDays(80), Actions: actions,
	}}}
}

func practice() plans.Action {
	return plans.Action{Kind: plans.Practice, TitleVI: " Xử lý 5 hồ sơ "}
}

func (s scene) do(t *testing.T, ctx context.Context, deed plans.Deed, words string) plans.Home {
	t.Helper()
	h, err := s.svc.Do(ctx, s.whose(ctx), deed, plans.Sent{Revision: s.revision(t), Words: words})
	if err != nil {
		t.Fatalf("%s: %v", deed, err)
	}
	return h
}

func (s scene) whose(ctx context.Context) uuid.UUID {
	if access.Who(ctx).StaffID == s.learner.ID {
		return uuid.Nil
	}
	return s.learner.ID
}

func (s scene) revision(t *testing.T) int {
	t.Helper()
	p, err := plans.LiveOf(t.Context(), s.db, s.learner.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p.Revision
}

func (s scene) write(t *testing.T, ctx context.Context, c plans.Content) plans.Home {
	t.Helper()
	revision := 0
	if p, err := plans.LiveOf(t.Context(), s.db, s.learner.ID); err == nil {
		revision = p.Revision
	}
	h, err := s.svc.Write(ctx, s.whose(ctx), c, plans.Sent{Revision: revision})
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return h
}

// agreed is a plan for level 3 with one free-text action.
func (s scene) agreed(t *testing.T) plans.Home {
	t.Helper()
	s.write(t, s.self(t), s.content(3, practice()))
	s.do(t, s.self(t), plans.Submit, "")
	return s.do(t, s.lead(t), plans.Agree, "")
}

func (s scene) raise(t *testing.T, level int16) {
	t.Helper()
	// Evidence that reaches the level by whatever rule is in force.
	evidencetest.Level(t, s.db, s.learner, s.skill, level)
	err := s.db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
		fact := evidence.LevelChanged{StaffID: s.learner.ID, CompetencyID: s.skill.ID, From: 1, To: level}
		return s.svc.OnLevelChanged(ctx, tx, fact, s.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s scene) queued(t *testing.T, kind string) int64 {
	t.Helper()
	n, err := s.db.NewSelect().Table("outbox").Where("kind = ?", kind).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func wantFault(t *testing.T, err error, key string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Key != key && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Key == key }) {
		t.Errorf("got %v, want %s", err, key)
	}
}

func TestAPlanIsMadeOfGapsAgreedFollowedByEvidenceAndFrozen(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	draft, err := s.svc.Draft(s.self(t), uuid.Nil)
	if err != nil || len(draft.Targets) != 1 || draft.Targets[0].LevelTo != 3 || draft.Targets[0].Why != plans.WhyGap {
		t.Fatalf("proposed %+v, %v", draft.Targets, err)
	}
	if live := s.agreed(t).Live; live.State != plans.Active || live.Superior == "" || live.Content.Targets[0].LevelFrom != 1 || live.Can.Finish {
		t.Fatalf("agreed: %+v", live)
	}
	if _, err := s.svc.Do(s.self(t), uuid.Nil, plans.Finish, plans.Sent{Revision: 1}); err == nil {
		t.Error("a plan was completed with its target unmet")
	} else {
		wantFault(t, err, "plans.not_ripe")
	}
	s.raise(t, 3)
	if s.queued(t, "plans.target_met") != 1 || s.queued(t, "plans.offered") != 1 {
		t.Errorf("told of %d targets, %d plans", s.queued(t, "plans.target_met"), s.queued(t, "plans.offered"))
	}
	home := s.do(t, s.lead(t), plans.Finish, "")
	if home.Live != nil || len(home.Past) != 1 || home.Past[0].State != plans.Complete {
		t.Fatalf("after completion: %+v", home)
	}
	kept, err := s.svc.Print(s.self(t), uuid.Nil, home.Past[0].ID)
	if err != nil || kept.Hash == "" || !kept.Targets[0].Met || kept.Targets[0].Level != 3 || len(kept.Targets[0].Entries) == 0 {
		t.Errorf("kept %+v, %v", kept, err)
	}
	for _, change := range []string{"update plan_copies set cut_at = now()", "delete from plan_copies", "truncate plan_copies"} {
		if _, err := s.db.ExecContext(t.Context(), change); err == nil {
			t.Errorf("%s changed the copy", change)
		}
	}
}

func TestAnAgreedPlanChangesOnlyWhenTheOtherSideAgrees(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agreed(t)
	asked := s.write(t, s.self(t), s.content(2, practice())).Live
	if asked.Change == nil || asked.Awaits != plans.Superior || asked.Content.Targets[0].LevelTo != 3 {
		t.Fatalf("asked: %+v", asked)
	}
	if _, err := s.svc.Do(s.self(t), uuid.Nil, plans.Agree, plans.Sent{Revision: asked.Revision}); err == nil {
		t.Error("the asker agreed to the own change")
	}
	refused := s.do(t, s.lead(t), plans.Return, "Giữ nguyên").Live
	if refused.Change != nil || refused.Words != "Giữ nguyên" || refused.Content.Targets[0].LevelTo != 3 {
		t.Fatalf("refused: %+v", refused)
	}
	s.write(t, s.lead(t), s.content(2, practice()))
	changed := s.do(t, s.self(t), plans.Agree, "").Live
	if changed.Change != nil || changed.Content.Targets[0].LevelTo != 2 || changed.State != plans.Active {
		t.Fatalf("changed: %+v", changed)
	}
	_, err := s.svc.Write(s.self(t), uuid.Nil, changed.Content, plans.Sent{Revision: changed.Revision})
	wantFault(t, err, "plans.nothing_changed")
}

func TestNobodyAgreesToWhatTheyHaveNotSeen(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.write(t, s.self(t), s.content(3))
	s.do(t, s.self(t), plans.Submit, "")
	seen := s.revision(t)
	s.write(t, s.self(t), s.content(2))
	_, err := s.svc.Do(s.lead(t), s.learner.ID, plans.Agree, plans.Sent{Revision: seen})
	wantFault(t, err, "plans.changed_since")
}

func TestOnlyTheOwnUnitsLeaderTakesTheSuperiorsSide(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.write(t, s.self(t), s.content(3))
	elsewhere := access.With(t.Context(), access.Principal{StaffID: s.foreign.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardB.Path}}})
	_, err := s.svc.Look(elsewhere, s.learner.ID)
	wantFault(t, err, "plans.person_not_found")
	own := access.With(t.Context(), access.Principal{StaffID: s.learner.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardA.Path}}})
	_, err = s.svc.Do(own, s.learner.ID, plans.Submit, plans.Sent{Revision: 1})
	wantFault(t, err, "plans.own_plan")
	officer := access.With(t.Context(), access.Principal{StaffID: s.foreign.ID, Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: s.tree.Province.Path}}})
	home, err := s.svc.Look(officer, s.learner.ID)
	if err != nil || home.Side != "" || home.Live.Can != (plans.Can{}) {
		t.Errorf("an officer may %+v, %v", home.Live.Can, err)
	}
}

func TestOnlyFreeTextIsTickedByHand(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	course := uuid.Must(uuid.NewV7())
	now := s.clock.Now()
	_, err := s.db.NewRaw(`insert into courses (id, code, title_vi, minutes, published_at, created_at, updated_at)
		values (?0, 'KH-1', 'Một cửa', 90, ?1, ?1, ?1)`, course, now).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	competencytest.Claim(t, s.db, competency.SourceCourse, course, s.skill, 3)
	s.write(t, s.self(t), s.content(3, plans.Action{Kind: plans.Course, RefID: course}, practice()))
	s.do(t, s.self(t), plans.Submit, "")
	actions := s.do(t, s.lead(t), plans.Agree, "").Live.Content.Targets[0].Actions
	if actions[0].TitleVI != "Một cửa" || actions[1].TitleVI != "Xử lý 5 hồ sơ" {
		t.Fatalf("actions %+v", actions)
	}
	_, err = s.svc.Tick(s.self(t), actions[0].ID, true)
	wantFault(t, err, "plans.no_such_action")
	home, err := s.svc.Tick(s.self(t), actions[1].ID, true)
	if err != nil || home.Live.Progress[actions[1].ID].Standing != plans.Done || home.Live.Progress[actions[0].ID].Standing != plans.Todo {
		t.Errorf("ticked: %+v, %v", home.Live.Progress, err)
	}
	_, err = s.db.NewRaw("insert into enrolments (id, course_id, learner_id, enrolled_at, completed_at) values (?, ?, ?, ?, ?)",
		uuid.Must(uuid.NewV7()), course, s.learner.ID, now, now).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	home, err = s.svc.Look(s.self(t), uuid.Nil)
	if err != nil || home.Live.Progress[actions[0].ID].Standing != plans.Done {
		t.Errorf("a finished course is %+v, %v", home.Live.Progress[actions[0].ID], err)
	}
	unknown := s.content(3, plans.Action{Kind: plans.Test, RefID: uuid.New()})
	_, err = s.svc.Write(s.self(t), uuid.Nil, unknown, plans.Sent{Revision: home.Live.Revision})
	wantFault(t, err, "plans.no_such_action")
}

func TestAPersonIsRemindedOnceOfATargetDueSoon(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agreed(t)
	for _, step := range []struct {
		days, want int
	}{{0, 0}, {70, 1}, {1, 0}} {
		s.clock.Advance(time.Duration(step.days) * 24 * time.Hour)
		if n, err := s.svc.Remind(t.Context()); err != nil || n != step.want {
			t.Errorf("after %d more days: %d reminders, %v, want %d", step.days, n, err, step.want)
		}
	}
}

func TestListsShowHowPlansStandWithinTheScope(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	list := func(ctx context.Context, show plans.Show) []plans.Row {
		found, _, err := s.svc.People(ctx, plans.PeopleFilter{Show: show})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := list(s.lead(t), plans.ShowMissing); len(got) != 1 || got[0].StaffID != s.learner.ID || got[0].Gaps != 1 {
		t.Errorf("missing: %+v", got)
	}
	s.write(t, s.self(t), s.content(3))
	s.do(t, s.self(t), plans.Submit, "")
	if got := list(s.lead(t), plans.ShowWaiting); len(got) != 1 || got[0].Targets != 1 {
		t.Errorf("waiting: %+v", got)
	}
	s.do(t, s.lead(t), plans.Agree, "")
	for show, want := range map[plans.Show]int{plans.ShowActive: 1, plans.ShowMissing: 0, plans.ShowReady: 0, plans.ShowOverdue: 0, plans.ShowDrafting: 0, plans.ShowComplete: 0} {
		if got := list(s.lead(t), show); len(got) != want {
			t.Errorf("%s: %d, want %d", show, len(got), want)
		}
	}
	s.clock.Advance(90 * 24 * time.Hour)
	if got := list(s.lead(t), plans.ShowOverdue); len(got) != 1 || got[0].Overdue != 1 {
		t.Errorf("overdue: %+v", got)
	}
	elsewhere := access.With(t.Context(), access.Principal{StaffID: s.foreign.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardB.Path}}})
	if got := list(elsewhere, ""); slices.ContainsFunc(got, func(r plans.Row) bool { return r.StaffID == s.learner.ID }) {
		t.Error("another ward sees the learner")
	}
	rows, err := s.svc.Summary(s.lead(t))
	if err != nil || len(rows) != 1 || rows[0].WithGaps != 1 || rows[0].Active != 1 || rows[0].Overdue != 1 || rows[0].Missing != 0 {
		t.Errorf("summary: %+v, %v", rows, err)
	}
	for _, r := range rows {
		if r.People != 2 {
			t.Errorf("%d people in the ward", r.People)
		}
	}
}
