package mentoring_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
	"camtay/app/mentoring"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// scene is a learner at level 1 in the one-stop centre of ward A, whose post
// requires level 3 of one competency, and the room's service.
type scene struct {
	db         *bun.DB
	clock      *clock.Fake
	svc        *mentoring.Service
	tree       orgtest.Tree
	competency competency.Competency
	learner    staff.Person
}

func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{db: testdb.New(t), clock: clock.NewFake(stafftest.Now().Add(time.Hour))}
	outbox := event.NewOutbox()
	event.On(outbox, "test.invited", ignore[mentoring.Invited])
	event.On(outbox, "test.rested", ignore[mentoring.Rested])
	event.On(outbox, "test.booking", ignore[mentoring.BookingChanged])
	event.On(outbox, "test.reached", ignore[mentoring.TargetReached])
	event.On(outbox, "test.called", ignore[mentoring.Called])
	event.On(outbox, "test.handed", ignore[mentoring.HandOverMoved])
	event.On(outbox, "test.flagged", ignore[mentoring.Flagged])
	event.On(outbox, "test.feedback", ignore[mentoring.FeedbackAsked])
	event.On(outbox, "test.asked", ignore[mentoring.Asked])
	event.On(outbox, "test.answered", ignore[mentoring.Answered])
	event.On(outbox, "test.closed", ignore[mentoring.Closed])
	event.On(outbox, "test.logged", ignore[mentoring.SessionLogged])
	event.On(outbox, "test.disputed", ignore[mentoring.Disputed])
	event.On(outbox, "test.proposed", ignore[mentoring.Proposed])
	event.On(outbox, "test.proposal_answered", ignore[mentoring.ProposalAnswered])
	s.svc = mentoring.New(s.db, s.clock, outbox, evidence.NewLedger(outbox))
	s.tree = orgtest.NewTree(t, s.db)
	s.competency = competencytest.Competency(t, s.db)
	position := stafftest.Position(t, s.db)
	competencytest.Requirement(t, s.db, position, s.competency, 3)
	s.learner = stafftest.New(t, s.db, s.tree.CentreA)
	stafftest.Post(t, s.db, s.learner, position, s.tree.CentreA)
	s.level(t, s.learner, 1)
	return s
}

func ignore[F event.Fact](context.Context, bun.Tx, F, time.Time) error {
	return nil
}

func (s scene) inTx(t *testing.T, deed func(tx bun.Tx)) {
	t.Helper()
	err := s.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		deed(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s scene) level(t *testing.T, p staff.Person, level int16) {
	t.Helper()
	s.inTx(t, func(tx bun.Tx) { evidencetest.Level(t, tx, p, s.competency, level) })
}

// mentor is someone of a unit with a level and an open profile for two.
func (s scene) mentor(t *testing.T, unit org.Unit, level int16, change ...func(*mentoring.Profile)) staff.Person {
	t.Helper()
	p := stafftest.New(t, s.db, unit)
	if level > 0 {
		s.level(t, p, level)
	}
	profile := mentoring.Profile{StaffID: p.ID, Open: true, Capacity: 2, Modes: []string{mentoring.Desk, mentoring.Remote}}
	for _, c := range change {
		c(&profile)
	}
	s.inTx(t, func(tx bun.Tx) {
		if err := mentoring.PutProfiles(t.Context(), tx, []mentoring.Profile{profile}, s.clock.Now()); err != nil {
			t.Fatal(err)
		}
	})
	return p
}

func as(t *testing.T, p staff.Person, roles ...access.Role) context.Context {
	t.Helper()
	who := access.Principal{AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: access.Learner, Path: "P"}}}
	for _, r := range roles {
		who.Grants = append(who.Grants, access.Grant{Role: r, Path: "P"})
	}
	return access.With(t.Context(), who)
}

func (s scene) ask(t *testing.T, mentor staff.Person) mentoring.Pairing {
	t.Helper()
	p, err := s.svc.Ask(as(t, s.learner), mentor.ID, s.competency.ID, " Xin chỉ giúp tôi ")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s scene) active(t *testing.T, mentor staff.Person) mentoring.Pairing {
	t.Helper()
	p, err := s.svc.Accept(as(t, mentor, access.Mentor), s.ask(t, mentor).ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s scene) logged(t *testing.T, mentor staff.Person, pairID uuid.UUID, level int16) mentoring.Session {
	t.Helper()
	s.clock.Advance(time.Hour)
	session, err := s.svc.Log(as(t, mentor, access.Mentor), mentoring.Session{
		PairID: pairID, HeldAt: s.clock.Now().Add(-time.Minute), Minutes: 45, Mode: mentoring.Desk, Done: "Số hóa hồ sơ", Level: level,
	})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func (s scene) queued(t *testing.T, kind string) int {
	t.Helper()
	var n int
	if err := s.db.NewRaw("select count(*) from outbox where kind = ?", kind).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	if !errors.Is(err, fault.New(code, key)) {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
}

func TestLastPlaceIsGivenOnceWhenManyAskTogether(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4, func(p *mentoring.Profile) { p.Capacity = 1 })
	var wait sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		learner := stafftest.New(t, s.db, s.tree.CentreA)
		wait.Go(func() { _, errs[i] = s.svc.Ask(as(t, learner), mentor.ID, s.competency.ID, "") })
	}
	wait.Wait()

	asked := 0
	for _, err := range errs {
		if err == nil {
			asked++
			continue
		}
		refused(t, err, fault.Conflict, "mentoring.full")
	}
	if asked != 1 {
		t.Errorf("%d got the one place", asked)
	}
}

func TestAcceptingCountsPlacesAgain(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	first := s.ask(t, mentor)
	second := staffLike(t, s)
	waiting, err := s.svc.Ask(as(t, second), mentor.ID, s.competency.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx := as(t, mentor, access.Mentor)
	if _, err := s.svc.PutOffer(ctx, mentoring.Wishes{Slots: mentoring.AllSlots, Profile: mentoring.Profile{Open: true, Capacity: 1, Modes: []string{mentoring.Desk}}}); err != nil {
		t.Fatal(err)
	}

	_, errFirst := s.svc.Accept(ctx, first.ID)
	_, errSecond := s.svc.Accept(ctx, waiting.ID)

	if errFirst != nil {
		t.Error(errFirst)
	}
	refused(t, errSecond, fault.Conflict, "mentoring.full")
}

func staffLike(t *testing.T, s scene) staff.Person {
	t.Helper()
	return stafftest.New(t, s.db, s.tree.CentreA)
}

func TestAnsweringIsForTheMentorWithTheRole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	stranger := s.mentor(t, s.tree.CentreA, 4)
	p := s.ask(t, mentor)

	_, err := s.svc.Accept(as(t, mentor), p.ID)
	refused(t, err, fault.Forbidden, "mentoring.no_role")
	_, err = s.svc.Accept(as(t, stranger, access.Mentor), p.ID)
	refused(t, err, fault.NotFound, "mentoring.pair_not_found")
	_, err = s.svc.Decline(as(t, s.learner, access.Mentor), p.ID, "Không")
	refused(t, err, fault.Forbidden, "mentoring.not_yours")
	_, err = s.svc.Decline(as(t, mentor, access.Mentor), p.ID, "  ")
	refused(t, err, fault.Invalid, "web.invalid")
	_, err = s.svc.FindPair(as(t, stranger), p.ID)
	refused(t, err, fault.NotFound, "mentoring.pair_not_found")
	_, err = s.svc.Pairs(access.With(t.Context(), access.Principal{}), mentoring.PairFilter{Limit: 5})
	refused(t, err, fault.NotFound, "auth.no_staff")
}

func TestTelephoneIsShownOnlyWhileActive(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	if _, err := s.db.NewRaw("update staff set phone = '0912345678'").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := s.ask(t, mentor)
	requested := p.Mentor.Phone

	p, err := s.svc.Accept(as(t, mentor, access.Mentor), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	active := p.Learner.Phone
	p, err = s.svc.Close(as(t, s.learner), p.ID, "Chuyển việc", false)
	if err != nil {
		t.Fatal(err)
	}

	if requested != "" || active != "0912345678" || p.Mentor.Phone != "" {
		t.Errorf("requested %q, active %q, ended %q", requested, active, p.Mentor.Phone)
	}
}

func TestPairsAreListedByPartAndStateWithACursor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	one, two, three := s.mentor(t, s.tree.CentreA, 4), s.mentor(t, s.tree.WardA, 4), s.mentor(t, s.tree.CentreB, 4)
	oldest := s.active(t, one)
	s.clock.Advance(time.Minute)
	middle := s.ask(t, two)
	newest := s.ask(t, three)
	ids := func(f mentoring.PairFilter, who staff.Person) []uuid.UUID {
		t.Helper()
		found, err := s.svc.Pairs(as(t, who), f)
		if err != nil {
			t.Fatal(err)
		}
		var got []uuid.UUID
		for _, p := range found {
			got = append(got, p.ID)
		}
		return got
	}
	after := []string{middle.RequestedAt.Format(time.RFC3339Nano), middle.ID.String()}

	for name, tc := range map[string]struct {
		filter mentoring.PairFilter
		who    staff.Person
		want   []uuid.UUID
	}{
		"all":           {mentoring.PairFilter{Limit: 9}, s.learner, []uuid.UUID{newest.ID, middle.ID, oldest.ID}},
		"one more":      {mentoring.PairFilter{Limit: 1}, s.learner, []uuid.UUID{newest.ID, middle.ID}},
		"after middle":  {mentoring.PairFilter{After: after, Limit: 9}, s.learner, []uuid.UUID{oldest.ID}},
		"active":        {mentoring.PairFilter{State: mentoring.Active, Limit: 9}, s.learner, []uuid.UUID{oldest.ID}},
		"as mentor":     {mentoring.PairFilter{As: mentoring.Mentor, Limit: 9}, two, []uuid.UUID{middle.ID}},
		"not a learner": {mentoring.PairFilter{As: mentoring.Learner, Limit: 9}, two, nil},
	} {
		if diff := cmp.Diff(tc.want, ids(tc.filter, tc.who)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRequestsExpireAfterTenDaysOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	old := s.ask(t, s.mentor(t, s.tree.CentreA, 4))
	kept := s.active(t, s.mentor(t, s.tree.CentreA, 4))
	s.clock.Advance(9 * 24 * time.Hour)
	young := s.ask(t, s.mentor(t, s.tree.WardA, 4))
	answered := s.queued(t, "mentoring.answered")
	s.clock.Advance(24 * time.Hour)

	first, err := s.svc.Expire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.svc.Expire(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	if first != 1 || second != 0 || s.queued(t, "mentoring.answered") != answered+1 {
		t.Errorf("expired %d, then %d, told %d", first, second, s.queued(t, "mentoring.answered")-answered)
	}
	for id, want := range map[uuid.UUID]mentoring.State{old.ID: mentoring.Expired, kept.ID: mentoring.Active, young.ID: mentoring.Requested} {
		if p, err := mentoring.FindPair(t.Context(), s.db, id); err != nil || p.State != want {
			t.Errorf("pair is %s, %v; want %s", p.State, err, want)
		}
	}
}

func TestLearnerTakesARequestBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.ask(t, mentor)

	_, completed := s.svc.Close(as(t, s.learner), p.ID, "Xong", true)
	ended, err := s.svc.Close(as(t, s.learner), p.ID, "Đã có người khác", false)
	if err != nil {
		t.Fatal(err)
	}
	_, late := s.svc.Accept(as(t, mentor, access.Mentor), p.ID)

	refused(t, completed, fault.Conflict, "mentoring.not_possible")
	refused(t, late, fault.Conflict, "mentoring.not_possible")
	if ended.State != mentoring.Ended || ended.Reason != "Đã có người khác" || ended.Message != "Xin chỉ giúp tôi" {
		t.Errorf("ended as %+v", ended.Pair)
	}
}
