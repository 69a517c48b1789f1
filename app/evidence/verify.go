package evidence

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrMismatch reports a stored level that its entries do not come to.
var ErrMismatch = errors.New("level differs from its evidence")

// Verify folds every person's entries again, as of the instant the level was
// settled, and compares level and next refold with what is stored. It returns
// how many levels it compared; the first that differs, in order of person and
// competency, is an ErrMismatch that names it. It reads one snapshot and holds
// the entries of one level at a time.
func Verify(ctx context.Context, db bun.IDB) (int, error) {
	rules, err := LoadRules(ctx, db)
	if err != nil {
		return 0, err
	}
	rows, err := db.QueryContext(ctx, `select coalesce(l.staff_id, e.staff_id), coalesce(l.competency_id, e.competency_id),
			l.level, l.refold_at, l.settled_at,
			e.id, e.kind, e.action, e.level, e.actor_id, e.capacity, e.observed_at, e.valid_until, e.withdraws_id, e.rule_version
		from levels l
		full join evidence_entries e on e.staff_id = l.staff_id and e.competency_id = l.competency_id
		order by 1, 2`)
	if err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	defer rows.Close()
	compared := 0
	var at *stored
	for rows.Next() {
		next := &stored{}
		entry, err := next.scan(rows)
		if err != nil {
			return compared, fmt.Errorf("read ledger: %w", err)
		}
		if at == nil || at.pair != next.pair {
			if err := at.check(rules); err != nil {
				return compared, err
			}
			at = next
			compared++
		}
		if entry != nil {
			at.entries = append(at.entries, *entry)
		}
	}
	if err := rows.Err(); err != nil {
		return compared, fmt.Errorf("read ledger: %w", err)
	}
	return compared, at.check(rules)
}

// stored is a level as it stands in the table, with its entries.
type stored struct {
	pair

	level     *int16
	refoldAt  *time.Time
	settledAt *time.Time
	entries   []Entry
}

type scanner interface {
	Scan(dest ...any) error
}

func (s *stored) scan(row scanner) (*Entry, error) {
	var e struct {
		id, actor, withdraws   uuid.NullUUID
		kind, action, capacity *string
		level                  *int16
		observed, until        *time.Time
		version                *int
	}
	err := row.Scan(&s.staff, &s.competency, &s.level, &s.refoldAt, &s.settledAt,
		&e.id, &e.kind, &e.action, &e.level, &e.actor, &e.capacity, &e.observed, &e.until, &e.withdraws, &e.version)
	if err != nil || !e.id.Valid {
		return nil, err
	}
	entry := &Entry{
		ID: e.id.UUID, StaffID: s.staff, CompetencyID: s.competency, Kind: *e.kind, Action: *e.action,
		ActorID: e.actor.UUID, Capacity: *e.capacity, ObservedAt: *e.observed, ValidUntil: e.until,
		WithdrawsID: e.withdraws.UUID, RuleVersion: *e.version,
	}
	if e.level != nil {
		entry.Level = *e.level
	}
	return entry, nil
}

func (s *stored) check(rules Rules) error {
	if s == nil {
		return nil
	}
	if s.level == nil {
		return fmt.Errorf("person %s, competency %s: entries without a level: %w", s.staff, s.competency, ErrMismatch)
	}
	folded := Fold(s.entries, rules, *s.settledAt)
	if folded.Level != *s.level || !sameInstant(folded.RefoldAt, s.refoldAt) {
		return fmt.Errorf("person %s, competency %s: stored level %d until %v, evidence comes to %d until %v: %w",
			s.staff, s.competency, *s.level, s.refoldAt, folded.Level, folded.RefoldAt, ErrMismatch)
	}
	return nil
}

func sameInstant(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
