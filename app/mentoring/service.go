package mentoring

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Service is what people can do about mentoring.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
	ledger *evidence.Ledger
	steady *steady
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox, ledger *evidence.Ledger) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox, ledger: ledger, steady: newSteady(pool)}
}

// self is the acting person.
func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

// coach reports whether the acting person holds the mentor's role anywhere. A
// mentor helps across wards, so that the place of the grant is not asked.
func coach(ctx context.Context) bool {
	return access.Who(ctx).Holds(access.MentoringCoach)
}

func inForce(ctx context.Context, db bun.IDB, competencyID uuid.UUID) error {
	c, err := competency.Find(ctx, db, competencyID)
	switch {
	case errors.Is(err, competency.ErrNotFound), err == nil && c.ArchivedAt != nil:
		return fault.New(fault.NotFound, "mentoring.no_competency").Because(err)
	case err != nil:
		return fmt.Errorf("find competency to be helped in: %w", err)
	}
	return nil
}

// tidy brings free text to NFC without surrounding blanks.
func tidy(text string) string {
	return strings.TrimSpace(norm.NFC.String(text))
}
