package effects

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

// Tally sums competencies of pairs that are over. Levels are gained only where
// somebody was looked at anew; Up counts those who rose, Reached those who show
// the level aimed at.
type Tally struct {
	Pairs, Learners, Mentors  int
	Targets, Done, Late       int
	Gained, Up, Down, Reached int
	Minutes                   int
}

// Group is a Tally of one competency or commune.
type Group struct {
	Tally

	ID     uuid.UUID
	Code   string
	NameVI string `bun:"name_vi"`
	NameEN string `bun:"name_en"`
}

const tallied = `count(distinct p.id) as pairs, count(distinct p.learner_id) as learners, count(distinct p.mentor_id) as mentors,
	count(*) as targets, count(r.done_at) as done, count(*) filter (where r.done_at is null and r.due_on < ?0::date) as late,
	coalesce(sum(r.level_after - r.level_before), 0) as gained,
	count(*) filter (where r.level_after > r.level_before) as up,
	count(*) filter (where r.level_after < r.level_before) as down,
	count(*) filter (where r.level_after >= r.target) as reached`

func tally(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, today clock.Day) (Tally, error) {
	var t Tally
	if err := narrowed(followed(db), scope, f, today).ColumnExpr(tallied, today).Scan(ctx, &t); err != nil {
		return Tally{}, fmt.Errorf("sum effects: %w", err)
	}
	pairs := narrowed(followed(db), scope, f, today).ColumnExpr("p.id")
	err := db.NewSelect().TableExpr("coaching_sessions").ColumnExpr("coalesce(sum(minutes), 0)").
		Where("confirmed_at is not null").Where("pair_id in (?)", pairs).Scan(ctx, &t.Minutes)
	if err != nil {
		return Tally{}, fmt.Errorf("sum hours: %w", err)
	}
	return t, nil
}

// byCompetency and byCommune sum the same by group, the largest first.
func byCompetency(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, today clock.Day) ([]Group, error) {
	return grouped(ctx, narrowed(followed(db), scope, f, today).
		ColumnExpr("c.id, c.code, c.name_vi, c.name_en").GroupExpr("c.id, c.code, c.name_vi, c.name_en").OrderExpr("targets desc, c.code"), today)
}

func byCommune(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, today clock.Day) ([]Group, error) {
	return grouped(ctx, narrowed(followed(db), scope, f, today).
		ColumnExpr("cu.id, cu.code, cu.name as name_vi, cu.name_en").GroupExpr("cu.id, cu.code, cu.name, cu.name_en").OrderExpr("targets desc, cu.code"), today)
}

func grouped(ctx context.Context, q *bun.SelectQuery, today clock.Day) ([]Group, error) {
	var found []Group
	if err := q.ColumnExpr(tallied, today).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("sum effects by group: %w", err)
	}
	return found, nil
}

// placed is a difference with whom and what it is about.
type placed struct {
	Difference

	MentorID, CompetencyID, CommuneID uuid.UUID
}

// differences are those of the latest comparison that a filter asks for.
func differences(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, basis string, today clock.Day) ([]placed, error) {
	var found []struct {
		ReassessmentID, MentorID, CompetencyID, CommuneID uuid.UUID
		Gain                                              int16
		StaffID                                           uuid.NullUUID
		OtherGain                                         int16
		VarianceMilli                                     int
	}
	err := narrowed(followed(db), scope, f, today).
		ColumnExpr("r.id as reassessment_id, p.mentor_id, r.competency_id, cu.id as commune_id, a.gain").
		ColumnExpr("o.staff_id, coalesce(o.gain, 0) as other_gain, coalesce(o.variance_milli, 0) as variance_milli").
		Join("join effect_matches a on a.reassessment_id = r.id and a.basis = ?", basis).
		Join("left join effect_others o on o.run_id = a.run_id and o.basis = a.basis and o.reassessment_id = a.reassessment_id").
		OrderExpr("r.id, o.staff_id").
		Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read comparison: %w", err)
	}
	var all []placed
	ids := map[spot]int{}
	for i, row := range found {
		if i == 0 || found[i-1].ReassessmentID != row.ReassessmentID {
			all = append(all, placed{Difference{Gain: float64(row.Gain)}, row.MentorID, row.CompetencyID, row.CommuneID})
		}
		if !row.StaffID.Valid {
			continue
		}
		key := spot{row.StaffID.UUID, row.CompetencyID}
		if _, known := ids[key]; !known {
			ids[key] = len(ids)
		}
		last := &all[len(all)-1]
		last.Others = append(last.Others, Other{ID: ids[key], Gain: float64(row.OtherGain), Variance: float64(row.VarianceMilli) / 1000})
	}
	return all, nil
}

// basisOf is what the latest comparison was made of, and its balance.
func basisOf(ctx context.Context, db bun.IDB, basis string) (basisRow, []balanceRow, error) {
	var b []basisRow
	if err := db.NewSelect().Model(&b).Where("basis = ?", basis).Limit(1).Scan(ctx); err != nil {
		return basisRow{}, nil, fmt.Errorf("read basis: %w", err)
	}
	var rows []balanceRow
	if err := db.NewSelect().Model(&rows).Where("basis = ?", basis).OrderExpr("position").Scan(ctx); err != nil {
		return basisRow{}, nil, fmt.Errorf("read balance: %w", err)
	}
	if len(b) == 0 {
		return basisRow{}, rows, nil
	}
	return b[0], rows, nil
}
