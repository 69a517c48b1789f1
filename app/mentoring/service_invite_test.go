package mentoring_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/mentoring"
	"camtay/app/staff"
)

func (s scene) invited(t *testing.T, mentor staff.Person) mentoring.Invitation {
	t.Helper()
	slot := int16(3)
	return mentoring.Invitation{
		ID: uuid.Must(uuid.NewV7()), ProgrammeID: uuid.New(), MentorID: mentor.ID, LearnerID: s.learner.ID, Slot: &slot,
		Targets: []mentoring.Target{{CompetencyID: s.competency.ID, From: 1, To: 3}},
	}
}

func (s scene) invite(t *testing.T, all ...mentoring.Invitation) {
	t.Helper()
	s.inTx(t, func(tx bun.Tx) {
		if err := s.svc.Invite(t.Context(), tx, all); err != nil {
			t.Fatal(err)
		}
	})
}

func TestProgrammeSuggestsOnceAndTheLearnerAsks(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	first := s.invited(t, mentor)
	again := first
	again.ID = uuid.Must(uuid.NewV7())

	s.invite(t, first)
	s.invite(t, again)
	_, early := s.svc.Accept(as(t, mentor, access.Mentor), first.ID)
	s.clock.Advance(time.Hour)
	asked, err := s.svc.Request(as(t, s.learner), first.ID, " Xin chỉ giúp ")
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := s.svc.Accept(as(t, mentor, access.Mentor), first.ID)
	if err != nil {
		t.Fatal(err)
	}

	refused(t, early, fault.Conflict, "mentoring.not_possible")
	if n := s.queued(t, "mentoring.suggested"); n != 1 {
		t.Errorf("told of %d suggestions, want 1", n)
	}
	if asked.State != mentoring.Requested || asked.Message != "Xin chỉ giúp" || !asked.RequestedAt.Equal(s.clock.Now()) {
		t.Errorf("asked %+v", asked.Pair)
	}
	if accepted.State != mentoring.Active || accepted.Slot == nil || *accepted.Slot != 3 || *accepted.ProgrammeID != first.ProgrammeID {
		t.Errorf("accepted %+v", accepted.Pair)
	}
	states := s.states(t, first.ID)
	want := []mentoring.State{mentoring.Suggested, mentoring.Requested, mentoring.Active}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Error(diff)
	}
}

func (s scene) states(t *testing.T, id uuid.UUID) []mentoring.State {
	t.Helper()
	var states []mentoring.State
	if err := s.db.NewRaw("select state from pair_history where pair_id = ? order by at, id", id).Scan(t.Context(), &states); err != nil {
		t.Fatal(err)
	}
	return states
}

func TestSuggestionIsDeclinedByEitherOrExpires(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	one, two, three := s.mentor(t, s.tree.CentreA, 4), s.mentor(t, s.tree.CentreA, 4), s.mentor(t, s.tree.CentreA, 4)
	byLearner, byMentor, late := s.invited(t, one), s.invited(t, two), s.invited(t, three)
	s.invite(t, byLearner, byMentor, late)

	_, errLearner := s.svc.Refuse(as(t, s.learner), byLearner.ID, "Đã có người giúp")
	_, errRole := s.svc.Decline(as(t, two), byMentor.ID, "Bận")
	_, errMentor := s.svc.Decline(as(t, two, access.Mentor), byMentor.ID, "Bận")
	s.clock.Advance(11 * 24 * time.Hour)
	_, errLate := s.svc.Request(as(t, s.learner), late.ID, "")
	expired, err := s.svc.Expire(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	refused(t, errRole, fault.Forbidden, "mentoring.no_role")
	refused(t, errLate, fault.Conflict, "mentoring.not_possible")
	if errLearner != nil || errMentor != nil || expired != 1 {
		t.Errorf("learner %v, mentor %v, expired %d", errLearner, errMentor, expired)
	}
}

func TestInvitationsThatAreNoPairsAreRefusedTogether(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	good := s.invited(t, s.mentor(t, s.tree.CentreA, 4))
	none, down := good, good
	none.Targets = nil
	down.Targets = []mentoring.Target{{CompetencyID: s.competency.ID, From: 3, To: 3}}

	for _, bad := range []mentoring.Invitation{none, down} {
		s.inTx(t, func(tx bun.Tx) {
			if err := s.svc.Invite(t.Context(), tx, []mentoring.Invitation{good, bad}); !errors.Is(err, mentoring.ErrInvitation) {
				t.Errorf("got %v", err)
			}
		})
	}
	if n := s.queued(t, "mentoring.suggested"); n != 0 {
		t.Errorf("%d suggested", n)
	}
}

func TestPausedPairKeepsItsPlaceAndGoesOn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)

	_, unexplained := s.svc.Pause(as(t, s.learner), p.ID, " ")
	paused, err := s.svc.Pause(as(t, s.learner), p.ID, "Đi học ba tuần")
	if err != nil {
		t.Fatal(err)
	}
	_, logged := s.svc.Log(as(t, mentor, access.Mentor), mentoring.Session{PairID: p.ID, HeldAt: s.clock.Now(), Minutes: 30, Mode: mentoring.Desk, Done: "x"})
	s.clock.Advance(time.Hour)
	resumed, err := s.svc.Resume(as(t, mentor), p.ID)
	if err != nil {
		t.Fatal(err)
	}

	refused(t, unexplained, fault.Invalid, "web.invalid")
	refused(t, logged, fault.Conflict, "mentoring.not_active")
	if paused.PausedAt == nil || !paused.Can.Resume || resumed.State != mentoring.Active || resumed.PausedAt != nil {
		t.Errorf("paused %+v, resumed %+v", paused, resumed.Pair)
	}
	if n := s.queued(t, "mentoring.rested"); n != 2 {
		t.Errorf("told %d times", n)
	}
}
