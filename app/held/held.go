// Package held is how rooms say what they hold about one person: each names its
// tables with a query, and whoever exports reads them row by row.
package held

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Table is what one table holds about a person. Query selects the rows with
// stable column names; ?0 is the person. It carries no secrets, no order that
// depends on anything but the rows, and of others only who did what to the person.
type Table struct {
	Name  string
	Query string
}

// Each gives the rows of a table as JSON objects, one at a time, and stops at the
// first error.
func Each(ctx context.Context, db bun.IDB, t Table, staffID uuid.UUID, take func(row json.RawMessage) error) error {
	rows, err := db.QueryContext(ctx, "select to_jsonb(held) from ("+t.Query+") held", staffID)
	if err != nil {
		return fmt.Errorf("read %s: %w", t.Name, err)
	}
	defer rows.Close()
	for rows.Next() {
		var row json.RawMessage
		if err := rows.Scan(&row); err != nil {
			return fmt.Errorf("read %s: %w", t.Name, err)
		}
		if err := take(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read %s: %w", t.Name, err)
	}
	return nil
}

// Count is how many rows of a table are about a person.
func Count(ctx context.Context, db bun.IDB, t Table, staffID uuid.UUID) (int, error) {
	var n int
	if err := db.NewRaw("select count(*) from ("+t.Query+") held", staffID).Scan(ctx, &n); err != nil {
		return 0, fmt.Errorf("count %s: %w", t.Name, err)
	}
	return n, nil
}
