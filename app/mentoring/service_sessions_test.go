package mentoring_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/mentoring"
)

func TestConfirmedSessionBecomesEvidenceOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	session := s.logged(t, mentor, p.ID, 3)

	first, err := s.svc.Confirm(as(t, s.learner), session.ID)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.svc.Confirm(as(t, s.learner), session.ID)
	if err != nil {
		t.Fatal(err)
	}

	want := []mentoring.Moved{{
		LevelChanged: evidence.LevelChanged{StaffID: s.learner.ID, CompetencyID: s.competency.ID, From: 1, To: 3},
		Required:     3,
	}}
	for i := range first {
		first[i].Competency = competency.Competency{}
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	if len(second) != 0 {
		t.Errorf("confirming again moved %v", second)
	}
	entries, err := evidence.EntriesOf(t.Context(), s.db, s.learner.ID, s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}
	var coaching []evidence.Entry
	for _, e := range entries {
		if e.Kind == evidence.KindCoaching {
			coaching = append(coaching, e)
		}
	}
	if len(coaching) != 1 {
		t.Fatalf("%d coaching entries, want 1", len(coaching))
	}
	e := coaching[0]
	if e.Action != evidence.ActionAttest || e.Level != 3 || e.ActorID != mentor.ID || e.Capacity != evidence.CapacityMentor ||
		e.SourceID != session.ID || !e.ObservedAt.Equal(session.HeldAt) || e.DescriptionArgs["mentor"] != mentor.FullName {
		t.Errorf("entry %+v", e)
	}
}

func TestSessionWithoutALevelIsOnlyNoted(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	session := s.logged(t, mentor, s.active(t, mentor).ID, 0)

	moved, err := s.svc.Confirm(as(t, s.learner), session.ID)
	if err != nil {
		t.Fatal(err)
	}

	level, err := evidence.LevelOf(t.Context(), s.db, s.learner.ID, s.competency.ID)
	if err != nil || level != 1 || len(moved) != 0 {
		t.Errorf("level %d, moved %v, %v; want 1 unmoved", level, moved, err)
	}
}

func TestDisputedSessionNeverReachesTheLedger(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	session := s.logged(t, mentor, p.ID, 3)

	if err := s.svc.Dispute(as(t, s.learner), session.ID, "Hôm đó tôi đi vắng"); err != nil {
		t.Fatal(err)
	}
	_, confirmed := s.svc.Confirm(as(t, s.learner), session.ID)
	_, relogged := s.svc.Log(as(t, mentor, access.Mentor), mentoring.Session{
		PairID: p.ID, HeldAt: session.HeldAt, Minutes: 30, Mode: mentoring.Remote, Done: "Số hóa hồ sơ", Level: 2,
	})

	refused(t, confirmed, fault.Conflict, "mentoring.disputed_already")
	if relogged != nil {
		t.Errorf("log again after the dispute: %v", relogged)
	}
	if level, _ := evidence.LevelOf(t.Context(), s.db, s.learner.ID, s.competency.ID); level != 1 {
		t.Errorf("level %d, want 1", level)
	}
	if n := s.queued(t, "mentoring.session_disputed"); n != 1 {
		t.Errorf("%d disputes told of, want 1", n)
	}
}

func TestSessionsAreLoggedByTheMentorWithinTheOwnLevel(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 3)
	p := s.active(t, mentor)
	good := s.logged(t, mentor, p.ID, 2)
	session := mentoring.Session{PairID: p.ID, HeldAt: good.HeldAt, Minutes: 30, Mode: mentoring.Desk, Done: "Trả kết quả"}
	high := session
	high.HeldAt, high.Level = session.HeldAt.Add(time.Second), 4

	_, twice := s.svc.Log(as(t, mentor, access.Mentor), session)
	_, above := s.svc.Log(as(t, mentor, access.Mentor), high)
	_, byLearner := s.svc.Log(as(t, s.learner, access.Mentor), session)
	_, confirmed := s.svc.Confirm(as(t, mentor), good.ID)

	refused(t, twice, fault.Conflict, "mentoring.logged_already")
	refused(t, above, fault.Invalid, "web.invalid")
	refused(t, byLearner, fault.Forbidden, "mentoring.not_yours")
	refused(t, confirmed, fault.Forbidden, "mentoring.not_yours")
}

func TestLearnerSeesWhatWaitsForConfirmation(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	confirmed, disputed, open := s.logged(t, mentor, p.ID, 0), s.logged(t, mentor, p.ID, 0), s.logged(t, mentor, p.ID, 2)
	if _, err := s.svc.Confirm(as(t, s.learner), confirmed.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.svc.Dispute(as(t, s.learner), disputed.ID, "Nhầm ngày"); err != nil {
		t.Fatal(err)
	}

	var rows []struct {
		SessionID, PairID uuid.UUID
		MentorName        string
	}
	err := s.db.NewRaw("select session_id, pair_id, mentor_name from v_learner_confirmations where learner_id = ?", s.learner.ID).
		Scan(t.Context(), &rows)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := s.svc.FindPair(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}

	if len(rows) != 1 || rows[0].SessionID != open.ID || rows[0].PairID != p.ID || rows[0].MentorName != mentor.FullName {
		t.Errorf("waiting %+v, want session %s", rows, open.ID)
	}
	if seen.Sessions != 2 || seen.Minutes != 90 || seen.Waiting != 1 || !seen.Can.Confirm || len(seen.Log) != 3 {
		t.Errorf("sessions %d, minutes %d, waiting %d, log %d", seen.Sessions, seen.Minutes, seen.Waiting, len(seen.Log))
	}
}
