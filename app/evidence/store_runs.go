package evidence

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// ErrRunNotFound reports a run that does not exist.
var ErrRunNotFound = errors.New("run not found")

type runRow struct {
	bun.BaseModel `bun:"table:evidence_runs"`

	ID          uuid.UUID `bun:",pk"`
	Kind        string
	Book        int             `bun:",nullzero"`
	RuleVersion int             `bun:",nullzero"`
	Change      json.RawMessage `bun:"type:jsonb,nullzero"`
	State       string
	Cursor      uuid.UUID
	People      int
	Done        int
	Moved       int
	LevelsUp    int
	LevelsDown  int
	StartedBy   uuid.UUID `bun:",nullzero"`
	StartedAt   time.Time
	EndedAt     *time.Time
}

// change is the form in which a preview keeps the change it tries.
type storedChange struct {
	ID         uuid.UUID `json:"id"`
	Subject    string    `json:"subject"`
	Scopes     []string  `json:"scopes"`
	Kinds      []string  `json:"kinds"`
	From       time.Time `json:"from"`
	CourseID   uuid.UUID `json:"course_id"`
	TaughtFrom time.Time `json:"taught_from"`
}

func (r runRow) run() (Run, error) {
	out := Run{
		ID: r.ID, Kind: r.Kind, State: r.State, Book: r.Book, Trying: Trying{RuleVersion: r.RuleVersion},
		People: r.People, Done: r.Done, Moved: r.Moved, LevelsUp: r.LevelsUp, LevelsDown: r.LevelsDown,
		StartedAt: r.StartedAt, EndedAt: r.EndedAt,
	}
	if len(r.Change) > 0 {
		var c storedChange
		if err := json.Unmarshal(r.Change, &c); err != nil {
			return Run{}, fmt.Errorf("read change of run: %w", err)
		}
		change := Change(c)
		out.Trying.Change = &change
	}
	return out, nil
}

// insertRun begins a run over everyone who has evidence.
func insertRun(ctx context.Context, tx bun.Tx, r Run, by uuid.UUID, now time.Time) (Run, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Run{}, fmt.Errorf("make run id: %w", err)
	}
	r.ID, r.State, r.StartedAt = id, RunRunning, now
	row := runRow{
		ID: r.ID, Kind: r.Kind, Book: r.Book, RuleVersion: r.Trying.RuleVersion, State: r.State, StartedBy: by, StartedAt: now,
	}
	if r.Trying.Change != nil {
		if row.Change, err = json.Marshal(storedChange(*r.Trying.Change)); err != nil {
			return Run{}, fmt.Errorf("write change of run: %w", err)
		}
	}
	if err := tx.NewRaw("select count(*) from evidence_chains").Scan(ctx, &row.People); err != nil {
		return Run{}, fmt.Errorf("count people with evidence: %w", err)
	}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return Run{}, fmt.Errorf("begin run: %w", err)
	}
	return FindRun(ctx, tx, r.ID)
}

// named is a run with what it is of.
type named struct {
	runRow

	LineKind    string
	LineVersion int
	ChangeTitle string
}

func (n named) run() (Run, error) {
	r, err := n.runRow.run()
	switch n.LineKind {
	case BookChange:
		r.Of = RunOf{What: OfChange, Title: n.ChangeTitle}
	case BookChangeEnd:
		r.Of = RunOf{What: OfChangeEnd, Title: n.ChangeTitle}
	default:
		r.Of = RunOf{What: OfRules, Version: max(n.LineVersion, r.Trying.RuleVersion)}
		if r.Trying.Change != nil {
			r.Of = RunOf{What: OfChange}
		}
	}
	return r, err
}

// runsNamed are runs with the lines they apply.
func runsNamed(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("evidence_runs r").
		Join("left join evidence_books b on b.number = r.book").
		Join("left join evidence_changes c on c.id = b.change_id").
		ColumnExpr("r.*, coalesce(b.kind, '') as line_kind, coalesce(b.rule_version, 0) as line_version, coalesce(c.title, '') as change_title")
}

// FindRun is a run by its id, or ErrRunNotFound.
func FindRun(ctx context.Context, db bun.IDB, id uuid.UUID) (Run, error) {
	var row named
	err := runsNamed(db).Where("r.id = ?", id).Scan(ctx, &row)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Run{}, ErrRunNotFound
	case err != nil:
		return Run{}, fmt.Errorf("find run: %w", err)
	}
	return row.run()
}

// nextRun locks a run that is going on and that nobody else advances; false when
// there is none.
func nextRun(ctx context.Context, tx bun.Tx) (Run, uuid.UUID, bool, error) {
	var row runRow
	err := tx.NewSelect().Model(&row).
		Where("state in (?, ?)", RunRunning, RunCancelling).
		OrderExpr("started_at, id").
		Limit(1).
		For("update skip locked").
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Run{}, uuid.Nil, false, nil
	case err != nil:
		return Run{}, uuid.Nil, false, fmt.Errorf("take up run: %w", err)
	}
	r, err := row.run()
	return r, row.Cursor, err == nil, err
}

func putRun(ctx context.Context, tx bun.Tx, r Run, cursor uuid.UUID) error {
	_, err := tx.NewUpdate().Table("evidence_runs").
		Set("state = ?", r.State).
		Set("cursor = ?", cursor).
		Set("people = ?", r.People).
		Set("done = ?", r.Done).
		Set("moved = ?", r.Moved).
		Set("levels_up = ?", r.LevelsUp).
		Set("levels_down = ?", r.LevelsDown).
		Set("ended_at = ?", r.EndedAt).
		Where("id = ?", r.ID).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep progress of run: %w", err)
	}
	return nil
}

// chainsAt locks the chains of people who are judged under numbers in a range, at
// most limit of them.
func chainsAt(ctx context.Context, tx bun.Tx, above, below, limit int) ([]uuid.UUID, error) {
	var people []uuid.UUID
	err := tx.NewRaw(`select staff_id
		from evidence_chains
		where book > ? and book < ?
		order by book, staff_id
		limit ?
		for update`, above, below, limit).Scan(ctx, &people)
	if err != nil {
		return nil, fmt.Errorf("take people of run: %w", err)
	}
	return once(people), nil
}

func putBook(ctx context.Context, tx bun.Tx, people []uuid.UUID, number int) error {
	_, err := tx.ExecContext(ctx, "update evidence_chains set book = ? where staff_id = any(?::uuid[])", number, list(people))
	if err != nil {
		return fmt.Errorf("move people to another book: %w", err)
	}
	return nil
}

// byPerson cuts holdings in order of person into those of each.
func byPerson(held []*holding, each func(staff uuid.UUID, theirs []*holding)) {
	for len(held) > 0 {
		n := 1
		for n < len(held) && held[n].staff == held[0].staff {
			n++
		}
		each(held[0].staff, held[:n])
		held = held[n:]
	}
}

type moveRow struct {
	bun.BaseModel `bun:"table:evidence_run_moves"`

	RunID        uuid.UUID
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	FromLevel    int16
	ToLevel      int16
}

func insertMoves(ctx context.Context, tx bun.Tx, rows []moveRow) error {
	for part := range slices.Chunk(rows, chunk) {
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return fmt.Errorf("keep moves of preview: %w", err)
		}
	}
	return nil
}

// peopleAfter are people with evidence, in order of person.
func peopleAfter(ctx context.Context, db bun.IDB, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	var people []uuid.UUID
	err := db.NewRaw("select staff_id from evidence_chains where staff_id > ? order by staff_id limit ?", after, limit).Scan(ctx, &people)
	if err != nil {
		return nil, fmt.Errorf("list people with evidence: %w", err)
	}
	slices.SortFunc(people, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return people, nil
}

// insertRetrainings asks people to learn a change until a day; those asked before
// are left as they are.
func insertRetrainings(ctx context.Context, tx bun.Tx, change uuid.UUID, people []uuid.UUID, now time.Time) ([]uuid.UUID, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var asked []uuid.UUID
	err := tx.NewRaw(`insert into evidence_retrainings (change_id, staff_id, due_on, created_at)
		select c.id, p.id, c.effective_on + c.due_days, ?
		from evidence_changes c, unnest(?::uuid[]) as p (id)
		where c.id = ?
		on conflict do nothing
		returning staff_id`, now, list(people), change).Scan(ctx, &asked)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("ask people to learn a change: %w", err)
	}
	return asked, nil
}

func dropRetrainings(ctx context.Context, tx bun.Tx, change uuid.UUID) error {
	_, err := tx.ExecContext(ctx, "delete from evidence_retrainings where change_id = ? and done_at is null", change)
	if err != nil {
		return fmt.Errorf("drop what a change asked: %w", err)
	}
	return nil
}

// insertLine adds the next line to the book, coming into force.
func insertLine(ctx context.Context, tx bun.Tx, l Line, by uuid.UUID, now time.Time) (Line, error) {
	l.State = BookApplying
	err := tx.NewRaw(`insert into evidence_books (number, kind, rule_version, change_id, state, created_by, created_at)
		select max(number) + 1, ?, nullif(?, 0), ?, ?, ?, ?
		from evidence_books
		returning number`, l.Kind, l.RuleVersion, orNull(l.ChangeID), l.State, orNull(by), now).Scan(ctx, &l.Number)
	if err != nil {
		return Line{}, fmt.Errorf("add to book: %w", err)
	}
	return l, nil
}

func putLine(ctx context.Context, tx bun.Tx, number int, state string) error {
	if _, err := tx.ExecContext(ctx, "update evidence_books set state = ? where number = ?", state, number); err != nil {
		return fmt.Errorf("move line of book: %w", err)
	}
	return nil
}

// stopRun asks a run to end, and its line with it; false when it is over or on
// its way back.
func stopRun(ctx context.Context, tx bun.Tx, r Run) (bool, error) {
	result, err := tx.ExecContext(ctx, "update evidence_runs set state = ? where id = ? and state = ?", RunCancelling, r.ID, RunRunning)
	if err != nil {
		return false, fmt.Errorf("stop run: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	if r.Kind == RunApply {
		return true, putLine(ctx, tx, r.Book, BookCancelling)
	}
	return true, nil
}

func dayOrNull(d clock.Day) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

// tops are the paths of the tops of the tree of units.
func tops(ctx context.Context, db bun.IDB) ([]string, error) {
	var paths []string
	if err := db.NewRaw("select path from units where parent_id is null").Scan(ctx, &paths); err != nil {
		return nil, fmt.Errorf("read tops of the tree: %w", err)
	}
	return paths, nil
}
