package rights

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/held"
	"camtay/app/org"
)

// Service answers people about what is held about them.
type Service struct {
	db    *bun.DB
	clock clock.Clock
	parts []Part
}

// New makes the service over all parts that hold something about people.
func New(pool *bun.DB, clk clock.Clock, parts ...Part) *Service {
	return &Service{db: pool, clock: clk, parts: parts}
}

// Readings are who looked at the acting person's record, the latest first, at
// most limit+1, with the competencies they looked at by id.
func (s *Service) Readings(ctx context.Context, after []string, limit int) ([]Reading, map[uuid.UUID]competency.Competency, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return nil, nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	found, err := readingsOf(ctx, s.db, me, after, limit)
	if err != nil {
		return nil, nil, err
	}
	var ids []uuid.UUID
	for _, r := range found {
		ids = append(ids, r.CompetencyIDs...)
	}
	byID, err := competency.FindAll(ctx, s.db, ids)
	return found, byID, err
}

// Holdings are how many rows each part holds about the acting person.
func (s *Service) Holdings(ctx context.Context) ([]Holding, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	found := make([]Holding, 0, len(s.parts))
	err := s.snapshot(ctx, func(ctx context.Context, tx bun.Tx) error {
		found = found[:0]
		for _, part := range s.parts {
			h := Holding{Room: part.Room}
			for _, t := range part.Tables {
				rows, err := held.Count(ctx, tx, t, me)
				if err != nil {
					return err
				}
				h.Rows += rows
			}
			found = append(found, h)
		}
		return nil
	})
	return found, err
}

// snapshot lets a deed read one state of the database.
func (s *Service) snapshot(ctx context.Context, deed func(ctx context.Context, tx bun.Tx) error) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "set transaction isolation level repeatable read, read only"); err != nil {
			return fmt.Errorf("take a snapshot: %w", err)
		}
		return deed(ctx, tx)
	})
}

// Notice is where to complain and how long things are kept, and whether the
// acting person may change that: it holds for the province, and so does their right.
func (s *Service) Notice(ctx context.Context) (Notice, bool, error) {
	n, err := noticeOf(ctx, s.db)
	if err != nil {
		return Notice{}, false, err
	}
	edits, err := s.mayEdit(ctx)
	return n, edits, err
}

// SetNotice changes the notice. Faults: Forbidden below the province, Invalid.
func (s *Service) SetNotice(ctx context.Context, n Notice) (Notice, error) {
	edits, err := s.mayEdit(ctx)
	switch {
	case err != nil:
		return Notice{}, err
	case !edits:
		return Notice{}, fault.New(fault.Forbidden, "web.forbidden")
	}
	n.Contact, n.Keeping = strings.TrimSpace(n.Contact), strings.TrimSpace(n.Keeping)
	if err := n.Check(); err != nil {
		return Notice{}, err
	}
	n.UpdatedAt = s.clock.Now()
	return n, db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := putNotice(ctx, tx, n, n.UpdatedAt); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "rights.notice", "notice", uuid.Nil, map[string]any{"response_days": n.ResponseDays}, n.UpdatedAt)
	})
}

// mayEdit reports whether the acting person may edit what holds for all communes.
func (s *Service) mayEdit(ctx context.Context) (bool, error) {
	if !access.Who(ctx).Holds(access.RightsEdit) {
		return false, nil
	}
	roots, err := org.List(ctx, s.db, org.Filter{Kind: org.KindProvince, Limit: 1})
	if err != nil || len(roots) == 0 {
		return false, err
	}
	return access.May(ctx, access.RightsEdit, roots[0].Path), nil
}

// jsonIDs reads a JSON array of ids.
type jsonIDs []uuid.UUID

// Scan reads what the driver gives.
func (ids *jsonIDs) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok {
		s, _ := src.(string)
		b = []byte(s)
	}
	if err := json.Unmarshal(b, (*[]uuid.UUID)(ids)); err != nil {
		return fmt.Errorf("read ids: %w", err)
	}
	return nil
}
