package evidence

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// shelf keeps the book in memory as long as its revision stands.
type shelf struct {
	mu       sync.Mutex
	revision int64
	book     *Book
}

// take gives the book of a revision, read anew when it is another than the one
// kept.
func (s *shelf) take(ctx context.Context, db bun.IDB, revision int64) (*Book, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book != nil && s.revision == revision {
		return s.book, nil
	}
	book, err := LoadBook(ctx, db)
	if err != nil {
		return nil, err
	}
	// Others read it at once: what it makes on demand is made here.
	for _, l := range book.Lines {
		book.At(l.Number)
	}
	book.At(0)
	s.revision, s.book = revision, book
	return book, nil
}

// LoadBook reads everything that judges levels.
func LoadBook(ctx context.Context, db bun.IDB) (*Book, error) {
	b := &Book{Sets: map[int]RuleSet{}, Changes: map[uuid.UUID]Change{}, Codes: map[uuid.UUID]Coded{}}
	err := db.NewRaw(`select number, kind, coalesce(rule_version, 0) as rule_version, change_id, state
		from evidence_books
		order by number`).Scan(ctx, &b.Lines)
	if err != nil {
		return nil, fmt.Errorf("read book: %w", err)
	}
	if err := b.loadSets(ctx, db); err != nil {
		return nil, err
	}
	if err := b.loadChanges(ctx, db); err != nil {
		return nil, err
	}
	var codes []struct {
		ID uuid.UUID
		Coded
	}
	if err := db.NewRaw("select id, code, version from competencies").Scan(ctx, &codes); err != nil {
		return nil, fmt.Errorf("read codes of competencies: %w", err)
	}
	for _, c := range codes {
		b.Codes[c.ID] = c.Coded
	}
	return b, nil
}

// LoadRules are the rules in force.
func LoadRules(ctx context.Context, db bun.IDB) (*Rules, error) {
	b, err := LoadBook(ctx, db)
	if err != nil {
		return nil, err
	}
	return b.At(b.Latest()), nil
}

func (b *Book) loadSets(ctx context.Context, db bun.IDB) error {
	var sets []struct {
		Version int
		Reach   string
	}
	if err := db.NewRaw("select version, reach from evidence_rule_sets where state = 'published'").Scan(ctx, &sets); err != nil {
		return fmt.Errorf("read sets of rules: %w", err)
	}
	for _, s := range sets {
		set, err := loadSet(ctx, db, s.Version)
		if err != nil {
			return err
		}
		set.Reach = s.Reach
		b.Sets[s.Version] = set
	}
	return nil
}

// loadSet reads what a version says; the reach is the caller's to fill in.
func loadSet(ctx context.Context, db bun.IDB, version int) (RuleSet, error) {
	set := RuleSet{Version: version, Kinds: map[string]Rule{}}
	var kinds []struct {
		Kind string
		Rule
	}
	err := db.NewRaw(`select kind, max_level, coalesce(valid_months, 0) as valid_months, strength, warn_days
		from evidence_rules
		where version = ?`, version).Scan(ctx, &kinds)
	if err != nil {
		return RuleSet{}, fmt.Errorf("read rules of evidence: %w", err)
	}
	for _, k := range kinds {
		set.Kinds[k.Kind] = k.Rule
	}
	err = db.NewRaw(`select scope, kind, max_level, coalesce(valid_months, 0) as valid_months
		from evidence_rule_limits
		where version = ?
		order by scope, kind`, version).Scan(ctx, &set.Limits)
	if err != nil {
		return RuleSet{}, fmt.Errorf("read limits of evidence: %w", err)
	}
	var demands []struct {
		Scope     string
		FromLevel int16
		Kinds     []string `bun:",array"`
		Lower     int16
	}
	err = db.NewRaw(`select scope, from_level, kinds, lower
		from evidence_rule_demands
		where version = ?
		order by scope, from_level`, version).Scan(ctx, &demands)
	if err != nil {
		return RuleSet{}, fmt.Errorf("read demands of evidence: %w", err)
	}
	for _, d := range demands {
		set.Demands = append(set.Demands, Demand{Scope: d.Scope, From: d.FromLevel, Kinds: d.Kinds, Lower: d.Lower})
	}
	return set, nil
}

func (b *Book) loadChanges(ctx context.Context, db bun.IDB) error {
	var rows []struct {
		ID          uuid.UUID
		Subject     string
		Scopes      []string `bun:",array"`
		Kinds       []string `bun:",array"`
		EffectiveOn clock.Day
		CourseID    uuid.UUID
		TaughtOn    clock.Day
		CreatedAt   time.Time
	}
	err := db.NewRaw(`select id, subject, scopes, kinds, effective_on, course_id, taught_on, created_at
		from evidence_changes`).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read changes: %w", err)
	}
	for _, r := range rows {
		b.Changes[r.ID] = Change{
			ID: r.ID, Subject: r.Subject, Scopes: r.Scopes, Kinds: r.Kinds, From: r.EffectiveOn.Start(), CourseID: r.CourseID,
			TaughtFrom: taughtFrom(r.CourseID, r.TaughtOn, r.CreatedAt),
		}
	}
	return nil
}

// booksOf are the numbers that judge people who have evidence.
func booksOf(ctx context.Context, db bun.IDB, people []uuid.UUID) (map[uuid.UUID]int, error) {
	var rows []struct {
		StaffID uuid.UUID
		Book    int
	}
	if err := db.NewRaw("select staff_id, book from evidence_chains where staff_id = any(?::uuid[])", list(people)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read books of people: %w", err)
	}
	numbers := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		numbers[r.StaffID] = r.Book
	}
	return numbers, nil
}
