package evidence

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Version is one version of the rules as people see it. Line is its place in the
// book, zero for a draft.
type Version struct {
	RuleSet

	Draft       bool
	Note        string
	PublishedAt *time.Time
	Line        Line
	InForce     bool
}

// Versions are all versions of the rules, the latest first; a draft only for
// those who may edit it.
func (s *Service) Versions(ctx context.Context) ([]Version, error) {
	drafts := access.Who(ctx).Holds(access.EvidenceRules)
	return versions(ctx, s.db, drafts)
}

// SaveDraft keeps the draft of the next version, at most one, in place of what it
// was, and returns its number. What Check finds is Invalid at each field.
func (s *Service) SaveDraft(ctx context.Context, set RuleSet, note string) (int, error) {
	if err := s.mayRule(ctx); err != nil {
		return 0, err
	}
	if err := invalid(set.Check()); err != nil {
		return 0, err
	}
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if set.Version, err = putDraft(ctx, tx, set, note, access.Who(ctx).StaffID, s.clock.Now()); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "evidence.rules_draft", "rules", uuid.Nil, map[string]any{"version": set.Version}, s.clock.Now())
	})
	return set.Version, err
}

// DropDraft throws the draft away; NotFound when there is none.
func (s *Service) DropDraft(ctx context.Context) error {
	if err := s.mayRule(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		set, err := draft(ctx, tx)
		if err != nil {
			return shown(err)
		}
		if err := dropDraft(ctx, tx, set.Version); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "evidence.rules_drop", "rules", uuid.Nil, map[string]any{"version": set.Version}, s.clock.Now())
	})
}

// PreviewDraft begins to look at what publishing the draft would move.
func (s *Service) PreviewDraft(ctx context.Context) (Run, error) {
	if err := s.mayRule(ctx); err != nil {
		return Run{}, err
	}
	var run Run
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		set, err := draft(ctx, tx)
		if err != nil {
			return shown(err)
		}
		run, err = insertRun(ctx, tx, Run{Kind: RunPreview, Trying: Trying{RuleVersion: set.Version}}, access.Who(ctx).StaffID, s.clock.Now())
		return err
	})
	return run, err
}

// PublishDraft brings the draft into force: from now on evidence is bound to it,
// and a run settles everyone under it. Conflict while another run applies.
func (s *Service) PublishDraft(ctx context.Context) (Run, error) {
	if err := s.mayRule(ctx); err != nil {
		return Run{}, err
	}
	var run Run
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		set, err := draft(ctx, tx)
		if err != nil {
			return shown(err)
		}
		now := s.clock.Now()
		if err := publishDraft(ctx, tx, set.Version, now); err != nil {
			return err
		}
		if run, err = s.begin(ctx, tx, Line{Kind: BookRules, RuleVersion: set.Version}); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "evidence.rules_publish", "rules", uuid.Nil,
			map[string]any{"version": set.Version, "reach": set.Reach, "book": run.Book}, now)
	})
	return run, busy(err)
}

// begin adds a line to the book and the run that applies it.
func (s *Service) begin(ctx context.Context, tx bun.Tx, l Line) (Run, error) {
	by, now := access.Who(ctx).StaffID, s.clock.Now()
	l, err := insertLine(ctx, tx, l, by, now)
	if err != nil {
		return Run{}, err
	}
	return insertRun(ctx, tx, Run{Kind: RunApply, Book: l.Number}, by, now)
}

// busy tells a broken rule of one applying run at a time.
func busy(err error) error {
	switch db.Constraint(err) {
	case "evidence_books_one_moving", "evidence_runs_one_apply", "evidence_books_pkey":
		return fault.New(fault.Conflict, "evidence.run_going").Because(err)
	}
	return err
}

// Runs are the latest runs, at most twenty, the latest first.
func (s *Service) Runs(ctx context.Context) ([]Run, error) {
	return latestRuns(ctx, s.db, 20)
}

// MovedPerson is someone whose levels a preview found to move.
type MovedPerson struct {
	StaffID  uuid.UUID
	FullName string
	UnitName string
	Moves    []Move
}

// Moves are the people whom a preview found to move and whom the acting person
// may read, in order of name, one page and the cursor of the next.
func (s *Service) Moves(ctx context.Context, f MovesFilter) ([]MovedPerson, string, error) {
	return movesOf(ctx, s.db, access.ScopeOf(ctx, access.EvidenceRules), f)
}

// MovesFilter is one page of a preview's people whose names or codes hold Q.
type MovesFilter struct {
	Run   uuid.UUID
	Q     string
	After string
	Limit int
}

// invalid makes one fault of faults at fields, nil of none.
func invalid(fields []fault.Field) error {
	if len(fields) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, "web.invalid")
	f.Fields = fields
	return f
}

var errNoDraft = errors.New("no draft of rules")

func shown(err error) error {
	if errors.Is(err, errNoDraft) {
		return fault.New(fault.NotFound, "evidence.no_draft").Because(err)
	}
	return fmt.Errorf("read rules: %w", err)
}

// tried gives the rules before and after what a preview tries, and the instant at
// which it looks.
func (s *stride) tried(ctx context.Context, tx bun.Tx) (at time.Time, before, after *Rules, err error) {
	before = s.book.At(s.book.Latest())
	if c := s.run.Trying.Change; c != nil {
		return c.effective(s.run.StartedAt), before, s.book.Trying(nil, c), nil
	}
	set, err := loadVersion(ctx, tx, s.run.Trying.RuleVersion)
	if err != nil {
		return at, nil, nil, err
	}
	return s.run.StartedAt, before, s.book.Trying(&set, nil), nil
}
