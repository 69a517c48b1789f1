package mentoring_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/mentoring"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

func TestSuggestionsComeFromOfficeWardAndNeighbourOnly(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	far := orgtest.New(t, s.db, "FAR", org.KindWard, s.tree.Province)
	office := s.mentor(t, s.tree.CentreA, 4)
	ward := s.mentor(t, s.tree.WardA, 4)
	next := s.mentor(t, s.tree.CentreB, 4)
	for name, p := range map[string]staff.Person{
		"too far":   s.mentor(t, far, 5),
		"as able":   s.mentor(t, s.tree.CentreA, 1),
		"no level":  s.mentor(t, s.tree.CentreA, 0),
		"closed":    s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Open = false }),
		"full":      s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Capacity = 0 }),
		"one's own": s.learner,
	} {
		t.Logf("%s: %s", name, p.ID)
	}
	unprofiled := stafftest.New(t, s.db, s.tree.CentreA)
	s.level(t, unprofiled, 5)

	got, err := s.svc.Suggest(as(t, s.learner), s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}

	type found struct {
		ID    uuid.UUID
		Place mentoring.Place
	}
	var people []found
	for _, i := range got.Items {
		people = append(people, found{i.MentorID, i.Place})
	}
	want := []found{{office.ID, mentoring.Office}, {ward.ID, mentoring.Ward}, {next.ID, mentoring.Neighbour}}
	if diff := cmp.Diff(want, people); diff != "" {
		t.Error(diff)
	}
	if got.Asker.Level != 1 || got.Asker.Required != 3 {
		t.Errorf("standing %+v, want level 1 of 3", got.Asker)
	}
}

func TestSuggestionNamesEvidencePostsAndFreePlaces(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	position := stafftest.Position(t, s.db)
	stafftest.Post(t, s.db, mentor, position, s.tree.CentreA)

	got, err := s.svc.Suggest(as(t, s.learner), s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}

	item := got.Items[0]
	want := []mentoring.Reason{
		{Key: "mentoring.reason_required", Args: map[string]any{"level": int16(4), "required": int16(3)}},
		{Key: "mentoring.reason_by_observation", Args: map[string]any{"level": int16(4), "on": "02/11/2026"}},
		{Key: "mentoring.reason_office", Args: map[string]any{"unit": s.tree.CentreA.Name}},
		{Key: "mentoring.reason_slots", Args: map[string]any{"count": 10}},
		{Key: "mentoring.reason_free", Args: map[string]any{"free": 2, "capacity": 2}},
	}
	if diff := cmp.Diff(want, item.Reasons); diff != "" {
		t.Error(diff)
	}
	if len(item.Posts) != 1 || item.Posts[0].PositionVI != position.NameVI || item.Unit.ID != s.tree.CentreA.ID {
		t.Errorf("posts %+v in %+v", item.Posts, item.Unit)
	}
}

func TestSomeoneAskedIsShownAsPairedAndNotAskedAgain(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreB, 4)
	asked := s.ask(t, mentor)

	list, err := s.svc.Suggest(as(t, s.learner), s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, again := s.svc.Ask(as(t, s.learner), mentor.ID, s.competency.ID, "")

	want := &mentoring.LivePair{ID: asked.ID, State: mentoring.Requested}
	if diff := cmp.Diff(want, list.Items[0].Pair); diff != "" {
		t.Error(diff)
	}
	refused(t, again, fault.Conflict, "mentoring.paired_already")
}

func TestOnlyConfirmedPairsCountAsPastSuccess(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	for _, confirm := range []bool{false, true} {
		p := s.active(t, mentor)
		session := s.logged(t, mentor, p.ID, 0)
		if confirm {
			if _, err := s.svc.Confirm(as(t, s.learner), session.ID); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.svc.Close(as(t, s.learner), p.ID, "Đã làm được", true); err != nil {
			t.Fatal(err)
		}
	}

	got, err := s.svc.Suggest(as(t, s.learner), s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}

	if got.Items[0].Completed != 1 || got.Items[0].Pair != nil {
		t.Errorf("completed %d, pair %v; want 1 and none", got.Items[0].Completed, got.Items[0].Pair)
	}
}

func TestAskingIsLimitedToSuggestedPeople(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	far := s.mentor(t, orgtest.New(t, s.db, "FAR", org.KindWard, s.tree.Province), 5)
	low := s.mentor(t, s.tree.CentreA, 1)
	closed := s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Open = false })
	full := s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Capacity = 0 })

	for _, p := range []staff.Person{far, low, closed, s.learner} {
		_, err := s.svc.Ask(as(t, s.learner), p.ID, s.competency.ID, "")
		refused(t, err, fault.NotFound, "mentoring.mentor_not_found")
	}
	_, err := s.svc.Ask(as(t, s.learner), full.ID, s.competency.ID, "")
	refused(t, err, fault.Conflict, "mentoring.full")
	_, err = s.svc.Ask(as(t, s.learner), full.ID, uuid.New(), "")
	refused(t, err, fault.NotFound, "mentoring.no_competency")
	if n := s.queued(t, "mentoring.requested"); n != 0 {
		t.Errorf("%d requests told of", n)
	}
}

func TestOwnProfileOpensWithRoleAndLevelAndKeepsTheChampion(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	wanted := mentoring.Wishes{
		Profile: mentoring.Profile{Open: true, Capacity: 4, Modes: []string{mentoring.Group, mentoring.Desk, mentoring.Desk}, Note: " Buổi chiều "},
		Slots:   mentoring.AllSlots,
	}
	champion := s.mentor(t, s.tree.CentreA, 4, func(p *mentoring.Profile) { p.Open, p.Champion = false, true })

	_, low := s.svc.PutOffer(as(t, s.learner, access.Mentor), wanted)
	_, noRole := s.svc.PutOffer(as(t, champion), wanted)
	empty, err := s.svc.Offer(as(t, s.learner))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := s.svc.PutOffer(as(t, champion, access.Mentor), wanted)
	if err != nil {
		t.Fatal(err)
	}
	closed := wanted
	closed.Open = false
	_, closing := s.svc.PutOffer(as(t, champion), closed)

	refused(t, low, fault.Conflict, "mentoring.no_level")
	refused(t, noRole, fault.Forbidden, "mentoring.no_role")
	if empty.Open || empty.Capacity != mentoring.DefaultCapacity || empty.Opening == nil {
		t.Errorf("someone without a profile has %+v", empty)
	}
	if !saved.Open || !saved.Champion || saved.Capacity != 4 || saved.Note != "Buổi chiều" ||
		!cmp.Equal(saved.Modes, []string{mentoring.Desk, mentoring.Group}) {
		t.Errorf("saved %+v", saved.Profile)
	}
	if closing != nil {
		t.Errorf("closing without the role: %v", closing)
	}
}
