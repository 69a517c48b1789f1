// Package audit keeps who did what, append-only, in the transaction of the deed.
package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// Entry is one deed. Args hold facts, never secrets and never free text about a
// person.
type Entry struct {
	bun.BaseModel `bun:"table:audit_entries"`

	ID        uuid.UUID `bun:",pk"`
	At        time.Time
	AccountID uuid.UUID `bun:",nullzero"`
	Deed      string
	Subject   string
	SubjectID uuid.UUID      `bun:",nullzero"`
	Args      map[string]any `bun:"type:jsonb"`
	RequestID string
	ClientIP  string `bun:"client_ip"`
}

// Origin is where a request came from.
type Origin struct {
	RequestID string
	ClientIP  string
}

type originKey struct{}

// WithOrigin puts the request's origin into the context.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginOf is the request's origin; zero outside a request.
func OriginOf(ctx context.Context) Origin {
	o, _ := ctx.Value(originKey{}).(Origin)
	return o
}

// Put writes one deed of the acting principal. deed is `<room>.<verb>`; looking at
// what is known about a person ends in read or download and is shown to them.
func Put(ctx context.Context, db bun.IDB, deed, subject string, subjectID uuid.UUID, args map[string]any, now time.Time) error {
	return PutEach(ctx, db, deed, subject, []uuid.UUID{subjectID}, args, now)
}

// PutEach writes one deed of the acting principal for each of several subjects,
// such as the people of a page.
func PutEach(
	ctx context.Context, db bun.IDB, deed, subject string, subjectIDs []uuid.UUID, args map[string]any, now time.Time,
) error {
	if len(subjectIDs) == 0 {
		return nil
	}
	if args == nil {
		args = map[string]any{}
	}
	origin := OriginOf(ctx)
	entries := make([]Entry, 0, len(subjectIDs))
	for _, subjectID := range subjectIDs {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make audit id: %w", err)
		}
		entries = append(entries, Entry{
			ID: id, At: now, AccountID: access.Who(ctx).AccountID, Deed: deed, Subject: subject,
			SubjectID: subjectID, Args: args, RequestID: origin.RequestID, ClientIP: origin.ClientIP,
		})
	}
	if _, err := db.NewInsert().Model(&entries).Exec(ctx); err != nil {
		return fmt.Errorf("write audit entries: %w", err)
	}
	return nil
}
