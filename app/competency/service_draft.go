package competency

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Begin opens a draft that says what is in force. Conflict reports a draft that
// is open already.
func (s *Service) Begin(ctx context.Context) error {
	if err := s.mayEditFramework(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		_, err := s.begin(ctx, tx)
		if db.IsDuplicate(err) {
			return fault.New(fault.Conflict, "competency.draft_exists").Because(err)
		}
		return err
	})
}

func (s *Service) begin(ctx context.Context, tx bun.Tx) (Edition, error) {
	now, who := s.clock.Now(), access.Who(ctx).AccountID
	published, err := VersionIn(ctx, tx, StatePublished)
	if errors.Is(err, ErrNoVersion) {
		published, err = publishLive(ctx, tx, "", who, now)
	}
	if err != nil {
		return Edition{}, err
	}
	contents, err := Contents(ctx, tx, published.ID)
	if err != nil {
		return Edition{}, err
	}
	draft := Edition{State: StateDraft, ForeignFields: published.ForeignFields, CreatedBy: who, CreatedAt: now, UpdatedAt: now}
	if err := insertVersion(ctx, tx, &draft); err != nil {
		return Edition{}, err
	}
	if err := putContents(ctx, tx, draft.ID, contents); err != nil {
		return Edition{}, err
	}
	return draft, audit.Put(ctx, tx, "competency.begin", "framework", draft.ID, map[string]any{"number": draft.Number}, now)
}

// Discard drops the draft with all that was written into it.
func (s *Service) Discard(ctx context.Context) error {
	return s.edit(ctx, "competency.discard", nil, func(ctx context.Context, tx bun.Tx, draft Edition) error {
		if _, err := tx.NewDelete().Model(&draft).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("discard draft: %w", err)
		}
		return nil
	})
}

// Write puts a competency into the draft; a zero id makes a new one, which stands
// last. What only files know is kept. Conflict reports a code that another one
// has, Invalid a code that is none.
func (s *Service) Write(ctx context.Context, c Content) (uuid.UUID, error) {
	if !validCode(c.Code) {
		return uuid.Nil, fault.New(fault.Invalid, "competency.bad_code").With(fault.Args{"code": c.Code})
	}
	err := s.edit(ctx, "competency.write", map[string]any{"code": c.Code}, func(ctx context.Context, tx bun.Tx, draft Edition) error {
		contents, err := Contents(ctx, tx, draft.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(contents, func(o Content) bool { return o.CompetencyID == c.CompetencyID })
		switch {
		case c.CompetencyID == uuid.Nil:
			if c.CompetencyID, err = uuid.NewV7(); err != nil {
				return fmt.Errorf("make competency id: %w", err)
			}
			c.Position = nextPosition(contents)
		case i < 0:
			return fault.New(fault.NotFound, "competency.not_found")
		default:
			c.Position, c.ForeignFields = contents[i].Position, contents[i].ForeignFields
		}
		err = putContents(ctx, tx, draft.ID, []Content{c})
		if db.Constraint(err) == "competency_versions_code" {
			return fault.New(fault.Conflict, "competency.code_taken").With(fault.Args{"code": c.Code}).Because(err)
		}
		return err
	})
	return c.CompetencyID, err
}

func nextPosition(contents []Content) int {
	next := 1
	for _, c := range contents {
		next = max(next, c.Position+1)
	}
	return next
}

// Remove takes a competency out of the draft that was never published. Conflict
// reports one that was: what may be referred to is archived instead.
func (s *Service) Remove(ctx context.Context, id uuid.UUID) error {
	return s.edit(ctx, "competency.remove", map[string]any{"competency_id": id}, func(ctx context.Context, tx bun.Tx, draft Edition) error {
		switch _, err := Find(ctx, tx, id); {
		case err == nil:
			return fault.New(fault.Conflict, "competency.archive_instead")
		case !errors.Is(err, ErrNotFound):
			return err
		}
		res, err := tx.NewDelete().Model((*Content)(nil)).Where("version_id = ?", draft.ID).Where("competency_id = ?", id).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove competency from draft: %w", err)
		}
		if n, err := res.RowsAffected(); err == nil && n == 0 {
			return fault.New(fault.NotFound, "competency.not_found")
		}
		return nil
	})
}

// Placed is where a competency stands: in a group, by its place in a list.
type Placed struct {
	CompetencyID uuid.UUID
	GroupVI      string
}

// Arrange gives all competencies of the draft their groups and their order.
// Conflict reports a list that is not of exactly those in the draft.
func (s *Service) Arrange(ctx context.Context, order []Placed) error {
	return s.edit(ctx, "competency.arrange", nil, func(ctx context.Context, tx bun.Tx, draft Edition) error {
		contents, err := Contents(ctx, tx, draft.ID)
		if err != nil {
			return err
		}
		at := make(map[uuid.UUID]int, len(order))
		for i, p := range order {
			at[p.CompetencyID] = i
		}
		if len(at) != len(contents) || len(order) != len(contents) {
			return fault.New(fault.Conflict, "competency.order_stale")
		}
		for i := range contents {
			place, found := at[contents[i].CompetencyID]
			if !found {
				return fault.New(fault.Conflict, "competency.order_stale")
			}
			contents[i].Position, contents[i].GroupVI = place+1, order[place].GroupVI
		}
		return putContents(ctx, tx, draft.ID, contents)
	})
}

// Map sets what an archived competency goes on as: none, one or several others.
// Of two mappings to one competency the latter counts. NotFound reports a
// competency that is not in the draft.
func (s *Service) Map(ctx context.Context, from uuid.UUID, to []Mapping) error {
	return s.edit(ctx, "competency.map", map[string]any{"competency_id": from}, func(ctx context.Context, tx bun.Tx, draft Edition) error {
		_, err := tx.NewDelete().Model((*Mapping)(nil)).Where("version_id = ?", draft.ID).Where("from_id = ?", from).Exec(ctx)
		if err != nil {
			return fmt.Errorf("clear mapping: %w", err)
		}
		for _, m := range to {
			m.VersionID, m.FromID = draft.ID, from
			_, err := tx.NewInsert().Model(&m).
				On("conflict (version_id, from_id, to_id) do update").
				Set("carries = excluded.carries, most_level = excluded.most_level").
				Exec(ctx)
			switch {
			case db.IsReferenced(err):
				return fault.New(fault.NotFound, "competency.not_found").Because(err)
			case db.IsCheck(err):
				return fault.New(fault.Invalid, "competency.map_self").Because(err)
			case err != nil:
				return fmt.Errorf("write mapping: %w", err)
			}
		}
		return nil
	})
}

// edit locks the draft for a deed, which takes turns with others, and writes it
// to the audit log. NotFound reports that there is no draft.
func (s *Service) edit(ctx context.Context, deed string, args map[string]any, change func(ctx context.Context, tx bun.Tx, draft Edition) error) error {
	if err := s.mayEditFramework(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		draft, err := lockDraft(ctx, tx)
		if err != nil {
			return noDraft(err)
		}
		now := s.clock.Now()
		if _, err := tx.ExecContext(ctx, "update framework_versions set updated_at = ? where id = ?", now, draft.ID); err != nil {
			return fmt.Errorf("touch draft: %w", err)
		}
		if err := change(ctx, tx, draft); err != nil {
			return err
		}
		return audit.Put(ctx, tx, deed, "framework", draft.ID, args, now)
	})
}
