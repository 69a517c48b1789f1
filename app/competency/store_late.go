package competency

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// Late is what a source proves of someone who finished it before, now that
// another source its criteria look at is finished too.
type Late struct {
	StaffID uuid.UUID
	Source  Source
	Title   string
	SetID   uuid.UUID
	Version int
	Proved  Claim
}

// ProveLate judges, for people who have just finished some sources, the other
// sources whose published criteria look at those. It gives only what could not be
// proved without them; what people have not finished themselves proves nothing.
// The finishing itself must be on record.
func ProveLate(ctx context.Context, db bun.IDB, people []uuid.UUID, done ...Source) ([]Late, error) {
	needs := make([]string, 0, len(done))
	for _, s := range done {
		needs = append(needs, needText(s))
	}
	var rows []setRow
	err := db.NewSelect().Model(&rows).
		Where("state = ?", Published).
		Where("needs && ?", pgdialect.Array(needs)).
		OrderExpr("id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read criteria that look at others: %w", err)
	}
	var found []Late
	for _, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		if slices.Contains(done, v.Source) {
			continue
		}
		late, err := lateBy(ctx, db, v, done, people)
		if err != nil {
			return nil, err
		}
		found = append(found, late...)
	}
	return found, nil
}

func lateBy(ctx context.Context, db bun.IDB, v Version, done []Source, people []uuid.UUID) ([]Late, error) {
	past, err := pastOf(ctx, db, v.Source, people)
	if err != nil || len(past) == 0 {
		return nil, err
	}
	titles, err := titlesOf(ctx, db, []Source{v.Source})
	if err != nil {
		return nil, err
	}
	record, err := recordOf(ctx, db, v.Set.others(v.Source), people)
	if err != nil {
		return nil, err
	}
	tags, err := QuestionClaims(ctx, db, askedIn(past))
	if err != nil {
		return nil, err
	}
	levels := best{}
	for _, p := range past {
		facts := p.facts.with(record[p.staffID])
		facts.Tags = tags
		after, _ := Evaluate(v.Set, facts)
		before, _ := Evaluate(v.Set, facts.without(done))
		levels.add(p.staffID, before, 0)
		levels.add(p.staffID, after, 1)
	}
	var found []Late
	for _, m := range levels.moved() {
		if m.To > m.From {
			found = append(found, Late{
				StaffID: m.StaffID, Source: v.Source, Title: titles[v.Source], SetID: v.ID, Version: v.Version,
				Proved: Claim{CompetencyID: m.CompetencyID, Level: m.To},
			})
		}
	}
	return found, nil
}
