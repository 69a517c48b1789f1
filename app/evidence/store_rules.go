package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/page"
)

func versions(ctx context.Context, db bun.IDB, drafts bool) ([]Version, error) {
	var rows []struct {
		Version     int
		State       string
		Reach       string
		Note        string
		PublishedAt *time.Time
		Number      int
		Line        string
	}
	err := db.NewRaw(`select s.version, s.state, s.reach, s.note, s.published_at, coalesce(b.number, 0) as number, coalesce(b.state, '') as line
		from evidence_rule_sets s
		left join evidence_books b on b.rule_version = s.version
		where s.state = 'published' or ?
		order by s.version desc`, drafts).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list versions of rules: %w", err)
	}
	found := make([]Version, 0, len(rows))
	judge := 0
	for _, r := range rows {
		set, err := loadSet(ctx, db, r.Version)
		if err != nil {
			return nil, err
		}
		set.Reach = r.Reach
		v := Version{
			RuleSet: set, Draft: r.State == "draft", Note: r.Note, PublishedAt: r.PublishedAt,
			Line: Line{Number: r.Number, Kind: BookRules, RuleVersion: r.Version, State: r.Line},
		}
		if r.Line == BookInForce && r.Version > judge {
			judge, v.InForce = r.Version, true
		}
		found = append(found, v)
	}
	return found, nil
}

// draft is the draft of the next version, or errNoDraft.
func draft(ctx context.Context, db bun.IDB) (RuleSet, error) {
	var version int
	err := db.NewRaw("select version from evidence_rule_sets where state = 'draft'").Scan(ctx, &version)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return RuleSet{}, errNoDraft
	case err != nil:
		return RuleSet{}, fmt.Errorf("find draft of rules: %w", err)
	}
	return loadVersion(ctx, db, version)
}

// loadVersion reads one version whole, draft or not.
func loadVersion(ctx context.Context, db bun.IDB, version int) (RuleSet, error) {
	set, err := loadSet(ctx, db, version)
	if err != nil {
		return RuleSet{}, err
	}
	if err := db.NewRaw("select reach from evidence_rule_sets where version = ?", version).Scan(ctx, &set.Reach); err != nil {
		return RuleSet{}, fmt.Errorf("read version of rules: %w", err)
	}
	return set, nil
}

// putDraft writes the draft anew and returns its version.
func putDraft(ctx context.Context, tx bun.Tx, set RuleSet, note string, by uuid.UUID, now time.Time) (int, error) {
	old, err := draft(ctx, tx)
	switch {
	case err == nil:
		if err := dropDraft(ctx, tx, old.Version); err != nil {
			return 0, err
		}
	case !errors.Is(err, errNoDraft):
		return 0, err
	}
	err = tx.NewRaw(`insert into evidence_rule_sets (version, state, reach, note, created_by, created_at)
		select max(version) + 1, 'draft', ?, ?, ?, ?
		from evidence_rule_sets
		returning version`, set.Reach, note, orNull(by), now).Scan(ctx, &set.Version)
	if err != nil {
		return 0, fmt.Errorf("write draft of rules: %w", err)
	}
	return set.Version, putSet(ctx, tx, set)
}

func putSet(ctx context.Context, tx bun.Tx, set RuleSet) error {
	for _, kind := range Kinds() {
		r := set.Kinds[kind]
		_, err := tx.ExecContext(ctx, `insert into evidence_rules (version, kind, max_level, valid_months, strength, warn_days)
			values (?, ?, ?, nullif(?, 0), ?, ?)`, set.Version, kind, r.MaxLevel, r.ValidMonths, r.Strength, r.WarnDays)
		if err != nil {
			return fmt.Errorf("write rule of %s: %w", kind, err)
		}
	}
	for _, l := range set.Limits {
		_, err := tx.ExecContext(ctx, `insert into evidence_rule_limits (version, scope, kind, max_level, valid_months)
			values (?, ?, ?, ?, nullif(?, 0))`, set.Version, l.Scope, l.Kind, l.MaxLevel, l.ValidMonths)
		if err != nil {
			return fmt.Errorf("write limit of %s: %w", l.Kind, err)
		}
	}
	for _, d := range set.Demands {
		_, err := tx.ExecContext(ctx, `insert into evidence_rule_demands (version, scope, from_level, kinds, lower)
			values (?, ?, ?, ?, ?)`, set.Version, d.Scope, d.From, pgdialect.Array(d.Kinds), d.Lower)
		if err != nil {
			return fmt.Errorf("write demand from level %d: %w", d.From, err)
		}
	}
	return nil
}

func dropDraft(ctx context.Context, tx bun.Tx, version int) error {
	for _, table := range []string{"evidence_rule_demands", "evidence_rule_limits", "evidence_rules", "evidence_rule_sets"} {
		if _, err := tx.NewDelete().Table(table).Where("version = ?", version).Exec(ctx); err != nil {
			return fmt.Errorf("drop draft of rules: %w", err)
		}
	}
	return nil
}

func publishDraft(ctx context.Context, tx bun.Tx, version int, now time.Time) error {
	_, err := tx.ExecContext(ctx, `update evidence_rule_sets
		set state = 'published', published_at = ?
		where version = ?
		and state = 'draft'`, now, version)
	if err != nil {
		return fmt.Errorf("publish rules: %w", err)
	}
	return nil
}

func latestRuns(ctx context.Context, db bun.IDB, limit int) ([]Run, error) {
	var rows []named
	if err := runsNamed(db).OrderExpr("r.started_at desc, r.id desc").Limit(int64(limit)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	runs := make([]Run, 0, len(rows))
	for _, row := range rows {
		r, err := row.run()
		if err != nil {
			return nil, err
		}
		runs = append(runs, r)
	}
	return runs, nil
}

// movesOf are the people of a scope whom a preview found to move.
func movesOf(ctx context.Context, db bun.IDB, scope access.Scope, f MovesFilter) ([]MovedPerson, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	var rows []struct {
		StaffID                         uuid.UUID
		FullName, FamilyName, GivenName string
		UnitName                        string
	}
	q := db.NewSelect().
		TableExpr("staff s").
		ColumnExpr("s.id as staff_id, s.full_name, s.family_name, s.given_name, u.name as unit_name").
		Join("join units u on u.id = s.unit_id").
		Where("u.path <@ any(?)", scope).
		Where("exists (select from evidence_run_moves m where m.run_id = ? and m.staff_id = s.id)", f.Run)
	if err := byName(q, f.Q, after, limit).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list people who would move: %w", err)
	}
	rowsShown, next := rows, ""
	if len(rows) > limit {
		rowsShown = rows[:limit]
		last := rowsShown[limit-1]
		next = page.Cursor(last.GivenName, last.FamilyName, last.StaffID.String())
	}
	people := make([]MovedPerson, 0, len(rowsShown))
	ids := make([]uuid.UUID, 0, len(rowsShown))
	at := map[uuid.UUID]int{}
	for i, r := range rowsShown {
		people = append(people, MovedPerson{StaffID: r.StaffID, FullName: r.FullName, UnitName: r.UnitName})
		ids, at[r.StaffID] = append(ids, r.StaffID), i
	}
	var moves []moveRow
	err = db.NewSelect().Model(&moves).
		Where("run_id = ?", f.Run).
		Where("staff_id = any(?::uuid[])", list(ids)).
		OrderExpr("staff_id, competency_id").
		Scan(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read moves of preview: %w", err)
	}
	for _, m := range moves {
		p := &people[at[m.StaffID]]
		p.Moves = append(p.Moves, Move{CompetencyID: m.CompetencyID, From: m.FromLevel, To: m.ToLevel})
	}
	return people, next, nil
}
