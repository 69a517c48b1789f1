package programmes

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/page"
)

// PairFilter chooses needs of a matched programme.
type PairFilter struct {
	Q      string // of the learner's name
	Unit   uuid.UUID
	Tier   int
	Served string // "yes" or "no": only needs with a mentor, or without
	Answer string // only pairs of which this became
	Mentor uuid.UUID
	After  []string
	Limit  int
}

// Paired is one need with the mentor it was given, by name.
type Paired struct {
	LearnerID   uuid.UUID
	Learner     string
	LearnerUnit string
	Search      string
	Need        string
	Tier        int
	MentorID    uuid.UUID
	Mentor      string
	MentorUnit  string
	Value       int32
	Slot        *int16
	Remote      bool
	Fixed       bool   // by an officer
	Answer      string // the state of the pair once it is published, empty before
	Gaps        int    // competencies lacking now
}

// answer is what became of a published pair p: the state of the latest in its line,
// as pairs are handed over.
const answer = `select x.state
	from pairs x
	join competencies xc on xc.id = x.competency_id and xc.group_vi = p.need
	where x.programme_id = p.programme_id
	and x.learner_id = p.learner_id
	order by x.requested_at desc, x.id desc
	limit 1`

// answersOf counts the pairs of a published programme by what became of them.
func answersOf(ctx context.Context, db bun.IDB, id uuid.UUID) (map[string]int, error) {
	var rows []struct {
		State string
		Count int
	}
	err := db.NewRaw(`select coalesce((`+answer+`), '') as state, count(*)
		from programme_pairs p
		where p.programme_id = ?
		and p.mentor_id is not null
		group by 1`, id).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count answers: %w", err)
	}
	answers := make(map[string]int, len(rows))
	for _, r := range rows {
		answers[r.State] = r.Count
	}
	return answers, nil
}

// pairsOf lists needs, the urgent first, then by name: those limit+1 that follow.
func pairsOf(ctx context.Context, db bun.IDB, id uuid.UUID, f PairFilter) ([]Paired, error) {
	var found []Paired
	q := db.NewSelect().
		TableExpr("programme_pairs p").
		ColumnExpr("p.learner_id, l.full_name as learner, lu.name as learner_unit, l.search, p.need, p.tier").
		ColumnExpr("p.mentor_id, coalesce(m.full_name, '') as mentor, coalesce(mu.name, '') as mentor_unit, p.value, p.slot, p.remote").
		ColumnExpr(`exists (select from programme_wishes w where w.programme_id = p.programme_id and w.learner_id = p.learner_id and w.need = p.need and w.fixed) as fixed`).
		ColumnExpr("coalesce(("+answer+"), '') as answer").
		ColumnExpr(`(select count(*) from v_gaps g
			join programme_competencies pc on pc.programme_id = p.programme_id and pc.competency_id = g.competency_id
			join competencies c on c.id = g.competency_id and c.group_vi = p.need
			where g.staff_id = p.learner_id and g.gap > 0) as gaps`).
		Join("join staff l on l.id = p.learner_id").
		Join("join units lu on lu.id = l.unit_id").
		Join("left join staff m on m.id = p.mentor_id").
		Join("left join units mu on mu.id = m.unit_id").
		Where("p.programme_id = ?", id).
		OrderExpr("p.tier, l.search, p.learner_id, p.need").
		Limit(int64(page.Limit(f.Limit)) + 1)
	if f.Q != "" {
		q = q.Where("(l.search like '%' || fold_text(?0) || '%' or m.search like '%' || fold_text(?0) || '%')", f.Q)
	}
	if f.Unit != uuid.Nil {
		q = q.Where("lu.path <@ (select path from units where id = ?)", f.Unit)
	}
	if f.Tier > 0 {
		q = q.Where("p.tier = ?", f.Tier)
	}
	if f.Served != "" {
		q = q.Where("(p.mentor_id is not null) = ?", f.Served == "yes")
	}
	if f.Answer != "" {
		q = q.Where("("+answer+") = ?", f.Answer)
	}
	if f.Mentor != uuid.Nil {
		q = q.Where("p.mentor_id = ?", f.Mentor)
	}
	if f.After != nil {
		q = q.Where("(p.tier, l.search, p.learner_id, p.need) > (?::smallint, ?, ?::uuid, ?)", f.After[0], f.After[1], f.After[2], f.After[3])
	}
	if err := q.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list pairs of programme: %w", err)
	}
	return found, nil
}

type named struct {
	ID   uuid.UUID
	Name string
	Unit string
}

// names are the names and units of people.
func names(ctx context.Context, db bun.IDB, people []uuid.UUID) (map[uuid.UUID]named, error) {
	var rows []named
	err := db.NewRaw(`select s.id, s.full_name as name, u.name as unit
		from staff s
		join units u on u.id = s.unit_id
		where s.id = any(?::uuid[])`, array(people)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	of := make(map[uuid.UUID]named, len(rows))
	for _, r := range rows {
		of[r.ID] = r
	}
	return of, nil
}
