package evidence_test

import (
	"context"
	"errors"
	"strings"
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
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// desk is a ward with a person, their leader and an officer of the department.
type desk struct {
	pool  *bun.DB
	clock *clock.Fake
	svc   *evidence.Service
	tree  orgtest.Tree
	skill competency.Competency

	person, leader, officer staff.Person
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	pool := testdb.New(t)
	d := &desk{pool: pool, clock: clock.NewFake(t0), tree: orgtest.NewTree(t, pool), skill: competencytest.Competency(t, pool)}
	d.svc = evidence.New(pool, d.clock, evidence.NewLedger(event.NewOutbox()))
	d.person = stafftest.New(t, pool, d.tree.CentreA)
	d.leader = stafftest.New(t, pool, d.tree.WardA)
	d.officer = stafftest.New(t, pool, d.tree.Department)
	return d
}

func acting(p staff.Person, role access.Role, over org.Unit) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: over.Path}},
	})
}

func (d *desk) asLeader() context.Context { return acting(d.leader, access.UnitLeader, d.tree.WardA) }
func (d *desk) asPerson() context.Context { return acting(d.person, access.Learner, d.tree.CentreA) }
func (d *desk) asOfficer() context.Context {
	return acting(d.officer, access.DepartmentOfficer, d.tree.Province)
}

func said(act string, level int16) evidence.Deed {
	return evidence.Deed{ID: uuid.New(), Act: act, Level: level, Reason: "Tự tiếp nhận đúng mười hồ sơ liền."}
}

func (d *desk) entries(t *testing.T) []evidence.Entry {
	t.Helper()
	entries, err := evidence.EntriesOf(context.Background(), d.pool, d.person.ID, d.skill.ID)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestAnAppraisalCountsAndARetryChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	deed := said(evidence.DeedAppraisal, 3)
	tried, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, deed, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.entries(t)) != 0 || tried.Before != 0 || tried.After != 3 || tried.EntryID != uuid.Nil {
		t.Fatalf("trying: %+v with %d entries", tried, len(d.entries(t)))
	}
	first, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, deed, false)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, deed, false)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Posted || again.Posted || again.EntryID != first.EntryID {
		t.Errorf("first %+v, again %+v", first, again)
	}
	entries := d.entries(t)
	if len(entries) != 1 || entries[0].Capacity != evidence.CapacitySuperior || entries[0].ActorID != d.leader.ID {
		t.Errorf("entries: %+v", entries)
	}
	if got := levelOf(t, d.pool, d.person, d.skill); got != tried.After {
		t.Errorf("level %d, tried %d", got, tried.After)
	}
	verify(t, d.pool)
}

func TestASelfAssessmentIsNotedAndNeverCounts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	effect, err := d.svc.AssessMyself(d.asPerson(), d.skill.ID, evidence.Deed{ID: uuid.New(), Level: 5})
	if err != nil {
		t.Fatal(err)
	}
	if e := d.entries(t)[0]; effect.After != 0 || e.Action != evidence.ActionLog || e.Kind != evidence.KindSelf || e.Level != 5 {
		t.Errorf("effect %+v, entry %+v", effect, e)
	}
}

func TestNobodySpeaksOfThemselvesOrOutsideTheirScope(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	abroad := acting(stafftest.New(t, d.pool, d.tree.WardB), access.UnitLeader, d.tree.WardB)
	for name, c := range map[string]struct {
		ctx   context.Context
		about uuid.UUID
		act   string
		want  *fault.Fault
	}{
		"a leader of oneself":                 {d.asLeader(), d.leader.ID, evidence.DeedAppraisal, fault.New(fault.Forbidden, "evidence.not_of_oneself")},
		"a leader of oneself, observing":      {d.asLeader(), d.leader.ID, evidence.DeedObservation, fault.New(fault.Forbidden, "evidence.not_of_oneself")},
		"an officer of oneself":               {d.asOfficer(), d.officer.ID, evidence.DeedOverride, fault.New(fault.Forbidden, "evidence.not_of_oneself")},
		"a leader of another ward":            {abroad, d.person.ID, evidence.DeedAppraisal, fault.New(fault.NotFound, "evidence.person_not_found")},
		"a leader who would set a level":      {d.asLeader(), d.person.ID, evidence.DeedOverride, fault.New(fault.NotFound, "evidence.person_not_found")},
		"someone who only learns":             {d.asPerson(), d.leader.ID, evidence.DeedAppraisal, fault.New(fault.NotFound, "evidence.person_not_found")},
		"a leader of somebody who is unknown": {d.asLeader(), uuid.New(), evidence.DeedAppraisal, fault.New(fault.NotFound, "evidence.person_not_found")},
	} {
		deed := said(c.act, 2)
		deed.Until = clock.DayOf(t0).AddDays(30)
		if _, err := d.svc.Say(c.ctx, c.about, d.skill.ID, deed, false); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestADeedSaysWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	today := clock.DayOf(t0)
	for name, c := range map[string]struct {
		change func(d *evidence.Deed)
		want   []string
	}{
		"nothing":                  {func(*evidence.Deed) {}, nil},
		"no id":                    {func(d *evidence.Deed) { d.ID = uuid.Nil }, []string{"body.id"}},
		"a level too high":         {func(d *evidence.Deed) { d.Level = 6 }, []string{"body.level"}},
		"nine letters of reason":   {func(d *evidence.Deed) { d.Reason = "đủ chín ạ" }, []string{"body.reason"}},
		"a reason too long":        {func(d *evidence.Deed) { d.Reason = strings.Repeat("a", 1001) }, []string{"body.reason"}},
		"no end":                   {func(d *evidence.Deed) { d.Until = clock.Day{} }, []string{"body.until"}},
		"an end yesterday":         {func(d *evidence.Deed) { d.Until = today.AddDays(-1) }, []string{"body.until"}},
		"an end beyond two years":  {func(d *evidence.Deed) { d.Until = today.AddDays(732) }, []string{"body.until"}},
		"an end within two years":  {func(d *evidence.Deed) { d.Until = today.AddDays(729) }, nil},
		"a day of seeing tomorrow": {func(d *evidence.Deed) { d.Act, d.SeenOn = evidence.DeedObservation, today.AddDays(1) }, []string{"body.seen_on"}},
	} {
		deed := said(evidence.DeedOverride, 2)
		deed.Until = today.AddDays(30)
		c.change(&deed)
		var f *fault.Fault
		var got []string
		if errors.As(deed.Check(today), &f) {
			for _, field := range f.Fields {
				got = append(got, field.Location)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAnOverrideHoldsThroughItsLastDay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	evidencetest.Post(t, d.pool, t0, evidencetest.Entry(d.person, d.skill, 1))
	deed := said(evidence.DeedOverride, 4)
	deed.Until = clock.DayOf(t0).AddDays(10)
	if _, err := d.svc.Say(d.asOfficer(), d.person.ID, d.skill.ID, deed, false); err != nil {
		t.Fatal(err)
	}
	var got []int16
	for _, wait := range []time.Duration{deed.Until.AddDays(1).Start().Sub(t0) - time.Minute, 2 * time.Minute} {
		d.clock.Advance(wait)
		if _, err := d.svc.Lapse(context.Background()); err != nil {
			t.Fatal(err)
		}
		got = append(got, levelOf(t, d.pool, d.person, d.skill))
	}
	if diff := cmp.Diff([]int16{4, 1}, got); diff != "" {
		t.Errorf("levels before and after midnight (-want +got):\n%s", diff)
	}
}

func TestAnEntryIsTakenBackByWhoWroteItOrTheDepartment(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	deputy := acting(stafftest.New(t, d.pool, d.tree.WardA), access.UnitLeader, d.tree.WardA)
	appraisal, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, said(evidence.DeedAppraisal, 3), false)
	if err != nil {
		t.Fatal(err)
	}
	deed := said(evidence.DeedOverride, 4)
	deed.Until = clock.DayOf(t0).AddDays(10)
	override, err := d.svc.Say(d.asOfficer(), d.person.ID, d.skill.ID, deed, false)
	if err != nil {
		t.Fatal(err)
	}
	const reason = "Ghi nhầm người, xin ghi lại."
	notTheirs := fault.New(fault.Forbidden, "evidence.not_yours_to_withdraw")
	for name, c := range map[string]struct {
		ctx   context.Context
		entry uuid.UUID
		want  *fault.Fault
	}{
		"another leader":               {deputy, appraisal.EntryID, notTheirs},
		"the person":                   {d.asPerson(), appraisal.EntryID, notTheirs},
		"a leader, of an override":     {d.asLeader(), override.EntryID, notTheirs},
		"a stranger":                   {acting(stafftest.New(t, d.pool, d.tree.WardB), access.UnitLeader, d.tree.WardB), appraisal.EntryID, fault.New(fault.NotFound, "evidence.entry_not_found")},
		"a leader, of what is not":     {d.asLeader(), uuid.New(), fault.New(fault.NotFound, "evidence.entry_not_found")},
		"whoever was moved away since": {acting(d.leader, access.UnitLeader, d.tree.WardB), appraisal.EntryID, fault.New(fault.NotFound, "evidence.entry_not_found")},
	} {
		if _, err := d.svc.Withdraw(c.ctx, c.entry, uuid.New(), reason, false); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if effect, err := d.svc.Withdraw(d.asOfficer(), override.EntryID, uuid.New(), reason, false); err != nil || effect.Before != 4 || effect.After != 3 {
		t.Errorf("the department takes an override back: %+v %v", effect, err)
	}
	id := uuid.New()
	for _, posted := range []bool{true, false} {
		effect, err := d.svc.Withdraw(d.asLeader(), appraisal.EntryID, id, reason, false)
		if err != nil || effect.Posted != posted || effect.After != 0 {
			t.Errorf("the leader takes the appraisal back: %+v %v", effect, err)
		}
	}
	if _, err := d.svc.Withdraw(d.asOfficer(), appraisal.EntryID, uuid.New(), reason, false); !errors.Is(err, fault.New(fault.Conflict, "evidence.withdrawn_already")) {
		t.Errorf("withdrawing twice: %v", err)
	}
	if got := len(d.entries(t)); got != 4 {
		t.Errorf("%d entries, want all four", got)
	}
	verify(t, d.pool)
}

func TestAnObjectionIsAnsweredByASuperiorWithWhatFollowedFromIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	old, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, said(evidence.DeedAppraisal, 1), false)
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(time.Hour)
	objection := evidence.Dispute{ID: uuid.New(), CompetencyID: d.skill.ID, EntryID: old.EntryID, Text: "Tôi đã tự xử lý việc này ba năm."}
	for range 2 { // a retry changes nothing
		if _, err := d.svc.Object(d.asPerson(), objection); err != nil {
			t.Fatal(err)
		}
	}
	second := objection
	second.ID = uuid.New()
	if _, err := d.svc.Object(d.asPerson(), second); !errors.Is(err, fault.New(fault.Conflict, "evidence.disputed_already")) {
		t.Errorf("a second objection: %v", err)
	}
	listed, err := d.svc.Disputes(d.asLeader(), evidence.DisputeFilter{State: evidence.DisputeOpen, Q: "hoa", Limit: 10})
	if err != nil || len(listed) != 1 || listed[0].ID != objection.ID {
		t.Fatalf("the leader's to-do: %+v %v", listed, err)
	}
	if _, err := d.svc.AnswerDispute(d.asLeader(), objection.ID, "Đã quan sát lại tại quầy.", old.EntryID); err == nil {
		t.Error("an entry from before the objection was linked")
	}
	fresh, err := d.svc.Say(d.asLeader(), d.person.ID, d.skill.ID, said(evidence.DeedObservation, 3), false)
	if err != nil {
		t.Fatal(err)
	}
	answered, err := d.svc.AnswerDispute(d.asLeader(), objection.ID, "Đã quan sát lại tại quầy.", fresh.EntryID)
	if err != nil || answered.State != evidence.DisputeAnswered || answered.AnswerEntryID != fresh.EntryID || answered.Answerer == "" {
		t.Fatalf("answered: %+v %v", answered, err)
	}
	if _, err := d.svc.AnswerDispute(d.asLeader(), objection.ID, "Trả lời thêm một lần.", uuid.Nil); !errors.Is(err, fault.New(fault.Conflict, "evidence.dispute_closed")) {
		t.Errorf("answering twice: %v", err)
	}
	w, err := d.svc.Mine(d.asPerson(), d.skill.ID)
	if err != nil || len(w.Disputes) != 1 || w.Disputes[0].State != evidence.DisputeAnswered || !w.Can.Dispute {
		t.Errorf("what the person sees: %+v %+v %v", w.Disputes, w.Can, err)
	}
}
