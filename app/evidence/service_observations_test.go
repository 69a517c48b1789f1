package evidence_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/staff/stafftest"
)

func TestATrainerFindsOnlyThoseWhomTheyMayObserve(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	trainer := stafftest.New(t, o.pool, o.tree.CentreA)
	stranger := stafftest.New(t, o.pool, o.tree.CentreB)
	ctx := o.as(access.Trainer, o.tree.WardA.Path, trainer)
	found, err := o.svc.Observables(ctx, evidence.ObservableFilter{Limit: 50})
	if err != nil || len(found) != len(o.people) {
		t.Errorf("found %d people, want the ward's %d but oneself: %v", len(found), len(o.people), err)
	}
	found, err = o.svc.Observables(ctx, evidence.ObservableFilter{Q: o.people[2].Code, Limit: 50})
	if err != nil || len(found) != 1 || found[0].StaffID != o.people[2].ID {
		t.Errorf("by code: %+v, %v", found, err)
	}
	if _, err := o.svc.Observable(ctx, stranger.ID); !errors.Is(err, fault.New(fault.NotFound, "evidence.person_not_found")) {
		t.Errorf("somebody of another ward: %v", err)
	}
	if _, err := o.svc.Observable(ctx, trainer.ID); !errors.Is(err, fault.New(fault.Forbidden, "evidence.not_of_oneself")) {
		t.Errorf("oneself: %v", err)
	}
}

func TestATrainerFindsTheirOwnObservationsAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := o.as(access.Trainer, o.tree.WardA.Path, stafftest.New(t, o.pool, o.tree.CentreA))
	other := o.as(access.Trainer, o.tree.WardA.Path, stafftest.New(t, o.pool, o.tree.CentreA))
	saw := func(level int16) uuid.UUID {
		e, err := o.svc.Say(ctx, o.people[0].ID, o.skill.ID, evidence.Deed{
			ID: uuid.New(), Act: evidence.DeedObservation, Level: level, Reason: "Xử lý hồ sơ khai sinh tại quầy.",
		}, false)
		if err != nil {
			t.Fatal(err)
		}
		return e.EntryID
	}
	first, second := saw(2), saw(4)
	if _, err := o.svc.Withdraw(ctx, first, uuid.New(), "Ghi nhầm mức của người khác.", false); err != nil {
		t.Fatal(err)
	}
	mine, err := o.svc.MyObservations(ctx, evidence.ObservedFilter{Limit: 20})
	if err != nil || len(mine) != 2 {
		t.Fatalf("found %d: %v", len(mine), err)
	}
	if mine[0].EntryID != second || mine[0].WithdrawnAt != nil || mine[1].WithdrawnAt == nil || mine[1].Withdrawal == "" {
		t.Errorf("observations = %+v", mine)
	}
	if theirs, err := o.svc.MyObservations(other, evidence.ObservedFilter{Limit: 20}); err != nil || len(theirs) != 0 {
		t.Errorf("somebody else's: %+v, %v", theirs, err)
	}
}
