package evidence

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// entryRow is an Entry as stored: a level only where it means something.
type entryRow struct {
	bun.BaseModel `bun:"table:evidence_entries"`

	ID                uuid.UUID `bun:",pk"`
	StaffID           uuid.UUID
	CompetencyID      uuid.UUID
	CompetencyVersion int
	Kind              string
	Action            string
	Level             *int16
	Strength          int
	ActorID           uuid.UUID `bun:",nullzero"`
	Capacity          string
	ObservedAt        time.Time
	ValidUntil        *time.Time
	FixedUntil        bool
	Subject           string
	Source            string
	SourceID          uuid.UUID
	WithdrawsID       uuid.UUID `bun:",nullzero"`
	RuleVersion       int
	DescriptionKey    string
	DescriptionArgs   map[string]any `bun:"type:jsonb"`
	Reason            string
	PostedAt          time.Time
	Seq               int64 `bun:",nullzero"`
	Hash              []byte
}

func rowOf(e Entry) entryRow {
	r := entryRow{
		ID: e.ID, StaffID: e.StaffID, CompetencyID: e.CompetencyID, CompetencyVersion: e.CompetencyVersion,
		Kind: e.Kind, Action: e.Action, Strength: e.Strength, ActorID: e.ActorID, Capacity: e.Capacity,
		ObservedAt: e.ObservedAt, ValidUntil: e.ValidUntil, FixedUntil: e.FixedUntil, Subject: e.Subject,
		Source: e.Source, SourceID: e.SourceID, WithdrawsID: e.WithdrawsID, RuleVersion: e.RuleVersion,
		DescriptionKey: e.DescriptionKey, DescriptionArgs: e.DescriptionArgs, Reason: e.Reason, PostedAt: e.PostedAt,
		Seq: e.Seq, Hash: e.Hash,
	}
	if e.Action == ActionAttest || e.Action == ActionOverride || e.Level > 0 {
		r.Level = &e.Level
	}
	return r
}

func (r entryRow) entry() Entry {
	e := Entry{
		ID: r.ID, StaffID: r.StaffID, CompetencyID: r.CompetencyID, CompetencyVersion: r.CompetencyVersion,
		Kind: r.Kind, Action: r.Action, Strength: r.Strength, ActorID: r.ActorID, Capacity: r.Capacity,
		ObservedAt: r.ObservedAt.UTC(), FixedUntil: r.FixedUntil, Subject: r.Subject,
		Source: r.Source, SourceID: r.SourceID, WithdrawsID: r.WithdrawsID, RuleVersion: r.RuleVersion,
		DescriptionKey: r.DescriptionKey, DescriptionArgs: r.DescriptionArgs, Reason: r.Reason, PostedAt: r.PostedAt.UTC(),
		Seq: r.Seq, Hash: r.Hash,
	}
	if r.Level != nil {
		e.Level = *r.Level
	}
	if r.ValidUntil != nil {
		until := r.ValidUntil.UTC()
		e.ValidUntil = &until
	}
	return e
}
