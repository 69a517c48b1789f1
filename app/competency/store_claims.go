package competency

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Shows are what finishing a course or a class shows at most, in the framework's
// order: the outcomes of its published criteria, else its claims. source is
// SourceCourse or SourceClass.
func Shows(ctx context.Context, db bun.IDB, source string, sourceID uuid.UUID) ([]Claim, error) {
	return shows(ctx, db, "v_source_shows", source, sourceID)
}

// claimsOf are the claims of a source, in the framework's order.
func claimsOf(ctx context.Context, db bun.IDB, source string, sourceID uuid.UUID) ([]Claim, error) {
	return shows(ctx, db, "claims", source, sourceID)
}

func shows(ctx context.Context, db bun.IDB, from, source string, sourceID uuid.UUID) ([]Claim, error) {
	var claims []Claim
	err := db.NewRaw(`select cl.competency_id, cl.level
		from ? cl
		join competencies c on c.id = cl.competency_id
		where cl.source = ?
		and cl.source_id = ?
		order by c.position, c.id`, bun.Ident(from), source, sourceID).Scan(ctx, &claims)
	if err != nil {
		return nil, fmt.Errorf("read claims of %s: %w", source, err)
	}
	return claims, nil
}

// QuestionClaims are what answering each question shows, by question; a question
// without claims is absent.
func QuestionClaims(ctx context.Context, db bun.IDB, questionIDs []uuid.UUID) (map[uuid.UUID][]Claim, error) {
	byQuestion := make(map[uuid.UUID][]Claim, len(questionIDs))
	if len(questionIDs) == 0 {
		return byQuestion, nil
	}
	var rows []struct {
		SourceID     uuid.UUID
		CompetencyID uuid.UUID
		Level        int16
	}
	err := db.NewRaw(`select source_id, competency_id, level
		from claims
		where source = ?
		and source_id in (?)
		order by source_id, competency_id`, SourceQuestion, bun.List(questionIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read claims of questions: %w", err)
	}
	for _, r := range rows {
		byQuestion[r.SourceID] = append(byQuestion[r.SourceID], Claim{CompetencyID: r.CompetencyID, Level: r.Level})
	}
	return byQuestion, nil
}

// PutClaims replaces what finishing a source shows. Of several claims to one
// competency the highest is kept.
func PutClaims(ctx context.Context, tx bun.Tx, source string, sourceID uuid.UUID, claims []Claim) error {
	if _, err := tx.ExecContext(ctx, "delete from claims where source = ? and source_id = ?", source, sourceID); err != nil {
		return fmt.Errorf("clear claims of %s: %w", source, err)
	}
	if len(claims) == 0 {
		return nil
	}
	type row struct {
		bun.BaseModel `bun:"table:claims"`

		Source       string
		SourceID     uuid.UUID
		CompetencyID uuid.UUID
		Level        int16
	}
	var rows []row
	for _, c := range highest(claims) {
		rows = append(rows, row{Source: source, SourceID: sourceID, CompetencyID: c.CompetencyID, Level: c.Level})
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("write claims of %s: %w", source, err)
	}
	return nil
}
