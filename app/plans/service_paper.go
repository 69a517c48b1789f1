package plans

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"

	"camtay/app/access"
)

// Printed is a plan to be printed: the copy kept at completion with its hash, or
// the plan as it stands, without one.
type Printed struct {
	Paper

	Hash string
}

// Print is a plan of the acting person, or of somebody within reach. Fault:
// NotFound plans.none; those of the party.
func (s *Service) Print(ctx context.Context, staffID, planID uuid.UUID) (Printed, error) {
	p, err := s.reading(ctx, staffID)
	if err != nil {
		return Printed{}, err
	}
	plan, err := Find(ctx, s.db, planID)
	if err == nil && plan.StaffID != p.Person.ID {
		err = ErrNotFound
	}
	if err != nil {
		return Printed{}, faultOf(err)
	}
	kept, err := copyOf(ctx, s.db, planID)
	if !errors.Is(err, sql.ErrNoRows) {
		return kept, err
	}
	paper, err := s.cut(ctx, s.db, plan)
	return Printed{Paper: paper}, err
}

// cut is a plan as it stands now.
func (s *Service) cut(ctx context.Context, db bun.IDB, plan Plan) (Paper, error) {
	now := s.clock.Now()
	sheet, err := sheetOf(ctx, db, plan, "", now)
	if err != nil {
		return Paper{}, err
	}
	ids := sheet.Content.CompetencyIDs()
	names, err := competency.FindAll(ctx, db, ids)
	if err != nil {
		return Paper{}, err
	}
	entries, err := counted(ctx, db, plan.StaffID, ids)
	if err != nil {
		return Paper{}, err
	}
	person, err := paperPerson(ctx, db, plan.StaffID, clock.DayOf(now))
	if err != nil {
		return Paper{}, err
	}
	return Paper{
		PlanID: plan.ID, State: plan.State, FromOn: plan.FromOn, UntilOn: plan.UntilOn, AgreedAt: plan.AgreedAt, ClosedAt: plan.ClosedAt,
		CutAt: now, Person: person, Superior: sheet.Superior, Targets: paperTargets(sheet, names, entries),
	}, nil
}

func paperPerson(ctx context.Context, db bun.IDB, staffID uuid.UUID, on clock.Day) (PaperPerson, error) {
	person, err := staff.Find(ctx, db, staffID)
	if err != nil {
		return PaperPerson{}, err
	}
	unit, err := org.Find(ctx, db, person.UnitID)
	if err != nil {
		return PaperPerson{}, err
	}
	out := PaperPerson{Code: person.Code, FullName: person.FamilyName + " " + person.GivenName, Unit: unit.Name, Posts: []string{}}
	profile, err := staff.FindInScope(ctx, db, access.Everywhere(unit.Path), staffID, on)
	if err != nil && !errors.Is(err, staff.ErrNotFound) {
		return PaperPerson{}, err
	}
	for _, post := range profile.Posts {
		if post.Active(on) {
			out.Posts = append(out.Posts, post.PositionVI)
		}
	}
	return out, nil
}

// freeze keeps the plan as it stands, for good.
func (s *Service) freeze(ctx context.Context, tx bun.Tx, plan Plan) error {
	paper, err := s.cut(ctx, tx, plan)
	if err != nil {
		return err
	}
	return InsertCopy(ctx, tx, paper)
}

// InsertCopy keeps a paper with its hash, once a plan.
func InsertCopy(ctx context.Context, db bun.IDB, paper Paper) error {
	text, err := json.Marshal(paper)
	if err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	_, err = db.ExecContext(ctx, `insert into plan_copies (plan_id, copy, hash, cut_at)
		select ?, c, sha256(convert_to(c::text, 'UTF8')), ?
		from (select ?::jsonb as c) paper`, paper.PlanID, paper.CutAt, string(text))
	if err != nil {
		return fmt.Errorf("keep copy: %w", err)
	}
	return nil
}

// copyOf is the copy kept of a plan, or sql.ErrNoRows.
func copyOf(ctx context.Context, db bun.IDB, planID uuid.UUID) (Printed, error) {
	var text string
	var hash []byte
	if err := db.NewRaw("select copy::text, hash from plan_copies where plan_id = ?", planID).Scan(ctx, &text, &hash); err != nil {
		return Printed{}, err
	}
	p := Printed{Hash: hex.EncodeToString(hash)}
	if err := json.Unmarshal([]byte(text), &p.Paper); err != nil {
		return Printed{}, fault.New(fault.Internal, "web.internal").Because(fmt.Errorf("read copy of %s: %w", planID, err))
	}
	return p, nil
}
