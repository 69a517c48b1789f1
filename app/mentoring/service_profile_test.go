package mentoring_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/auth"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/fault"
	"camtay/app/mentoring"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

// gap is a further competency in which the learner has a gap.
func (s scene) gap(t *testing.T, required int16) competency.Competency {
	t.Helper()
	c := competencytest.Competency(t, s.db)
	position := stafftest.Position(t, s.db)
	competencytest.Requirement(t, s.db, position, c, required)
	stafftest.Post(t, s.db, s.learner, position, s.tree.CentreA, func(p *staff.Post) { p.Kind = staff.Concurrent })
	return c
}

func (s scene) suggest(t *testing.T) mentoring.Suggestions {
	t.Helper()
	found, err := s.svc.Suggest(as(t, s.learner), s.competency.ID)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// why is what the learner is told of someone left out; empty when listed or not
// told of.
func (s scene) why(t *testing.T, p staff.Person) string {
	t.Helper()
	for _, m := range s.suggest(t).Left {
		if m.MentorID == p.ID {
			return strings.TrimPrefix(m.Why.Key, "mentoring.")
		}
	}
	return ""
}

func (s scene) absent(t *testing.T, p staff.Person, from, days int) {
	t.Helper()
	today := clock.DayOf(s.clock.Now())
	err := staff.InsertAbsence(t.Context(), s.db, staff.Absence{
		ID: uuid.New(), StaffID: p.ID, From: today.AddDays(from), Until: today.AddDays(from + days - 1), Kind: staff.AbsentOnLeave, CreatedAt: s.clock.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s scene) counter(t *testing.T, unit org.Unit, minimum int) {
	t.Helper()
	s.inTx(t, func(tx bun.Tx) {
		if err := staff.PutCounters(t.Context(), tx, []staff.Counter{{UnitID: unit.ID, Minimum: minimum}}, s.clock.Now()); err != nil {
			t.Fatal(err)
		}
	})
}

func (s scene) account(t *testing.T, p staff.Person, role access.Role, unit org.Unit) (id uuid.UUID) {
	t.Helper()
	s.inTx(t, func(tx bun.Tx) {
		grants := []auth.NewGrant{{Role: role, UnitID: unit.ID}}
		var err error
		if id, err = auth.Provision(t.Context(), tx, p.ID, p.Code, "", grants, s.clock.Now()); err != nil {
			t.Fatal(err)
		}
	})
	return id
}

func (s scene) times(t *testing.T, p staff.Person, slots mentoring.Slots) {
	t.Helper()
	s.inTx(t, func(tx bun.Tx) {
		if err := mentoring.PutTimes(t.Context(), tx, map[uuid.UUID]mentoring.Slots{p.ID: slots}, s.clock.Now()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheListSaysWhyABetterKnownColleagueIsNotThere(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	deskOnly := func(p *mentoring.Profile) { p.Modes = []string{mentoring.Desk} }
	full := s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Capacity = 0 })
	away := s.mentor(t, s.tree.CentreA, 5)
	s.absent(t, away, -1, 3)
	until := clock.DayOf(s.clock.Now()).AddDays(4)
	pausing := s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.PausedUntil = &until })
	busy := s.mentor(t, s.tree.CentreA, 5)
	s.times(t, busy, 0b11)
	s.times(t, s.learner, 0b1100)
	atCounter := s.mentor(t, s.tree.CentreB, 5, deskOnly)
	s.inTx(t, func(tx bun.Tx) {
		if err := mentoring.PutWards(t.Context(), tx, map[uuid.UUID][]uuid.UUID{atCounter.ID: {s.tree.WardA.ID}}); err != nil {
			t.Fatal(err)
		}
	})
	s.counter(t, s.tree.CentreB, 5)
	far := s.mentor(t, s.tree.WardB, 5, deskOnly)
	closed := s.mentor(t, s.tree.CentreA, 5, func(p *mentoring.Profile) { p.Open = false })

	for name, tc := range map[string]struct {
		who  staff.Person
		want string
	}{
		"full": {full, "out_full"}, "away": {away, "out_away"}, "pausing": {pausing, "out_paused"}, "no common half-day": {busy, "out_slots"},
		"needed at the counter": {atCounter, "out_counter"}, "does not travel": {far, ""}, "closed: told to nobody": {closed, ""},
	} {
		// At most five are told of: the one who does not travel stands last.
		if got := s.why(t, tc.who); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestACounterSparesThoseBeyondItsMinimum(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreB, 5, func(p *mentoring.Profile) { p.Modes = []string{mentoring.Desk} })
	s.inTx(t, func(tx bun.Tx) {
		if err := mentoring.PutWards(t.Context(), tx, map[uuid.UUID][]uuid.UUID{mentor.ID: {s.tree.WardA.ID}}); err != nil {
			t.Fatal(err)
		}
	})
	colleague := stafftest.New(t, s.db, s.tree.CentreB)
	s.counter(t, s.tree.CentreB, 1)

	free := s.suggest(t)
	s.absent(t, colleague, 1, 1) // Tuesday: the scene's today is a Monday
	tuesday := s.suggest(t)

	if len(free.Items) != 1 || free.Items[0].Meeting.Desk != mentoring.AllSlots {
		t.Fatalf("two at a counter that needs one: %+v", free.Items)
	}
	if got := tuesday.Items[0].Meeting.Desk; got != mentoring.AllSlots&^0b1100 {
		t.Errorf("with the colleague away on Tuesday they meet on %010b", got)
	}
}

func TestWhoTravelsIsFoundFromAfarAndWhoDeclinedOnlyElsewhere(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	distant := orgtest.New(t, s.db, "FAR"+uuid.NewString()[:4], org.KindWard, s.tree.Province)
	other := s.gap(t, 2)
	mentor := s.mentor(t, distant, 5)
	s.inTx(t, func(tx bun.Tx) {
		if err := mentoring.PutWards(t.Context(), tx, map[uuid.UUID][]uuid.UUID{mentor.ID: {s.tree.WardA.ID}}); err != nil {
			t.Fatal(err)
		}
	})

	before := s.suggest(t)
	_, err := s.svc.PutOffer(as(t, mentor, access.Mentor), mentoring.Wishes{
		Profile: mentoring.Profile{Open: true, Capacity: 2, Modes: []string{mentoring.Desk}},
		Slots:   mentoring.AllSlots, WardIDs: []uuid.UUID{s.tree.WardA.ID}, DeclineIDs: []uuid.UUID{s.competency.ID},
	})
	if err != nil {
		t.Fatal(err)
	}

	if len(before.Items) != 1 || before.Items[0].Place != mentoring.Afar {
		t.Errorf("before: %+v", before.Items)
	}
	if got := s.why(t, mentor); got != "out_declined" {
		t.Errorf("after: %q", got)
	}
	if other.ID == s.competency.ID {
		t.Error("same competency")
	}
}

func TestADirectSuperiorIsNotSuggestedForWhatIsSensitive(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	leader := s.mentor(t, s.tree.CentreA, 5)
	s.account(t, leader, access.UnitLeader, s.tree.WardA)
	officer := access.With(t.Context(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: s.tree.Province.Path}},
	})
	local := access.With(t.Context(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: s.tree.WardA.Path}},
	})

	before := len(s.suggest(t).Items)
	refused(t, s.svc.PutSensitive(local, s.competency.ID, true), fault.Forbidden, "mentoring.not_province")
	if err := s.svc.PutSensitive(officer, s.competency.ID, true); err != nil {
		t.Fatal(err)
	}

	if before != 1 || s.why(t, leader) != "out_superior" {
		t.Errorf("listed %d before, then %q", before, s.why(t, leader))
	}
}

func TestEveryGapIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	second := s.gap(t, 4)
	mentor := s.mentor(t, s.tree.CentreA, 4)

	all, err := s.svc.SuggestAll(as(t, s.learner))
	if err != nil {
		t.Fatal(err)
	}

	if len(all) != 2 || all[0].Competency.ID != second.ID || len(all[0].Items) != 0 {
		t.Fatalf("the wider gap stands first, nobody helps there: %+v", all)
	}
	one := s.suggest(t)
	if diff := cmp.Diff(one.Items[0].Reasons, all[1].Items[0].Reasons); diff != "" || all[1].Items[0].MentorID != mentor.ID {
		t.Error(diff)
	}
}

func TestAProfileFillsItselfAndKeepsWhatItsOwnerWishes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	session := s.logged(t, mentor, p.ID, 3)
	if _, err := s.svc.Confirm(as(t, s.learner), session.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Close(as(t, s.learner), p.ID, "Đã làm được", true); err != nil {
		t.Fatal(err)
	}
	s.absent(t, mentor, 0, 2)
	pause := clock.DayOf(s.clock.Now()).AddDays(30)
	wishes := mentoring.Wishes{
		Profile: mentoring.Profile{Open: true, Capacity: 3, WeeklyMinutes: 90, Modes: []string{mentoring.Remote}, PausedUntil: &pause},
		Slots:   0b1010, WardIDs: []uuid.UUID{s.tree.WardB.ID}, DeclineIDs: []uuid.UUID{s.competency.ID},
	}

	got, err := s.svc.PutOffer(as(t, mentor, access.Mentor), wishes)
	if err != nil {
		t.Fatal(err)
	}

	if got.Slots != 0b1010 || got.WeeklyMinutes != 90 || *got.PausedUntil != pause || len(got.Wards) != 1 || len(got.Declines) != 1 {
		t.Errorf("kept %+v", got.Wishes)
	}
	r := got.Record
	if len(r.Skills) != 1 || r.Skills[0].Level != 4 || r.Over != 1 || r.Completed != 1 || r.Reached != 1 || r.Minutes != 45 {
		t.Errorf("record %+v", r)
	}
	if _, _, ok := r.Skills[0].Likelihood(); !ok || got.Away == nil {
		t.Errorf("skill %+v, away %v", r.Skills[0], got.Away)
	}
}

func TestWishesThatCannotBeKeptAreNamedByField(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	ctx := as(t, mentor, access.Mentor)
	yesterday := clock.DayOf(s.clock.Now()).AddDays(-1)
	good := mentoring.Wishes{Profile: mentoring.Profile{Open: true, Capacity: 3, Modes: []string{mentoring.Desk}}, Slots: 1}
	for key, change := range map[string]func(*mentoring.Wishes){
		"mentoring.no_slot":      func(w *mentoring.Wishes) { w.Slots = 0 },
		"mentoring.no_mode":      func(w *mentoring.Wishes) { w.Modes = nil },
		"mentoring.bad_weekly":   func(w *mentoring.Wishes) { w.WeeklyMinutes = 5 },
		"mentoring.paused_past":  func(w *mentoring.Wishes) { w.PausedUntil = &yesterday },
		"mentoring.no_such_ward": func(w *mentoring.Wishes) { w.WardIDs = []uuid.UUID{s.tree.CentreB.ID} },
		"mentoring.no_competency": func(w *mentoring.Wishes) {
			w.DeclineIDs = []uuid.UUID{uuid.New()}
		},
	} {
		w := good
		change(&w)
		_, err := s.svc.PutOffer(ctx, w)
		var f *fault.Fault
		if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Key != key {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestAProposalIsAcceptedByThePersonOnlyAndMakesAMentor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	able := stafftest.New(t, s.db, s.tree.CentreA)
	s.level(t, able, 4)
	who := access.Who(as(t, able))
	who.AccountID = s.account(t, able, access.Learner, s.tree.CentreA)
	low := stafftest.New(t, s.db, s.tree.CentreA)
	leader := stafftest.New(t, s.db, s.tree.WardA)
	lead := func(path string) context.Context {
		return access.With(t.Context(), access.Principal{AccountID: uuid.New(), StaffID: leader.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: path}}})
	}
	here, elsewhere := lead(s.tree.WardA.Path), lead(s.tree.WardB.Path)

	_, outside := s.svc.Propose(elsewhere, able.ID, "")
	_, tooLow := s.svc.Propose(here, low.ID, "")
	p, err := s.svc.Propose(here, able.ID, " Anh làm tốt ")
	if err != nil {
		t.Fatal(err)
	}
	_, twice := s.svc.Propose(here, able.ID, "")
	notMine := s.svc.AnswerProposal(as(t, low), p.ID, true, "")
	notTheirs := s.svc.Withdraw(elsewhere, p.ID)
	seen, err := s.svc.Offer(as(t, able))
	if err != nil {
		t.Fatal(err)
	}
	accepted := s.svc.AnswerProposal(access.With(t.Context(), who), p.ID, true, "")
	late := s.svc.Withdraw(here, p.ID)
	after, err := s.svc.Offer(as(t, able, access.Mentor))
	if err != nil {
		t.Fatal(err)
	}

	refused(t, outside, fault.NotFound, "staff.person_not_found")
	refused(t, tooLow, fault.Conflict, "mentoring.too_low")
	refused(t, twice, fault.Conflict, "mentoring.proposed_already")
	refused(t, notMine, fault.NotFound, "mentoring.proposal_not_found")
	refused(t, notTheirs, fault.NotFound, "mentoring.proposal_not_found")
	refused(t, late, fault.Conflict, "mentoring.proposal_settled")
	if seen.Proposal == nil || seen.Proposal.Words != "Anh làm tốt" || seen.Proposal.By == "" {
		t.Errorf("the person sees %+v", seen.Proposal)
	}
	var roles int
	err = s.db.NewRaw("select count(*) from grants g join accounts a on a.id = g.account_id where a.staff_id = ? and g.role = 'mentor'", able.ID).Scan(t.Context(), &roles)
	if err != nil || accepted != nil || !after.Open || after.Proposal != nil || roles != 1 {
		t.Errorf("accepted %v, %v, open %v, roles %d", accepted, err, after.Open, roles)
	}
	if s.queued(t, "mentoring.proposed") != 1 || s.queued(t, "mentoring.proposal_answered") != 1 {
		t.Error("not told of once")
	}
}

func TestProposalsAreListedWithinTheScope(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	able := stafftest.New(t, s.db, s.tree.CentreA)
	s.level(t, able, 4)
	lead := func(path string) context.Context {
		return access.With(t.Context(), access.Principal{AccountID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: path}}})
	}
	if _, err := s.svc.Propose(lead(s.tree.WardA.Path), able.ID, ""); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{s.tree.WardA.Path: 1, s.tree.Province.Path: 1, s.tree.WardB.Path: 0} {
		found, err := s.svc.ProposalsIn(lead(path), mentoring.ProposalFilter{Limit: 10, State: mentoring.Waiting})
		if err != nil || len(found) != want {
			t.Errorf("%s: %d proposals, %v; want %d", path, len(found), err, want)
		}
	}
	zero, err := mentoring.Proposals(t.Context(), s.db, access.Scope{}, mentoring.ProposalFilter{Limit: 10}, clock.DayOf(s.clock.Now()))
	if err != nil || len(zero) != 0 {
		t.Errorf("the zero scope sees %d, %v", len(zero), err)
	}
}

func TestHalfDaysAreSetOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := newClient(s)
	all := c.call(t, s.learner, http.StatusOK, "GET /times", "")
	c.call(t, s.learner, http.StatusNoContent, "PUT /times", `{"slots":5}`)
	c.call(t, s.learner, http.StatusUnprocessableEntity, "PUT /times", `{"slots":0}`)
	set := c.call(t, s.learner, http.StatusOK, "GET /times", "")
	near := c.call(t, s.learner, http.StatusOK, "GET /near", "")
	if all["slots"] != 1023.0 || set["slots"] != 5.0 || len(near["items"].([]any)) != 1 {
		t.Errorf("all %v, set %v, near %v", all, set, near)
	}
}
