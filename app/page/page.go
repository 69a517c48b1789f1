// Package page holds keyset cursors: an opaque text that carries the ordering
// values of the last row shown, so that a list never counts what it skips.
package page

import (
	"encoding/base64"
	"encoding/json"

	"camtay/app/fault"
)

const (
	// DefaultLimit is the page size when the caller names none.
	DefaultLimit = 25
	// MaxLimit is the largest page.
	MaxLimit = 200
)

// Limit brings a wanted page size into 1…MaxLimit; 0 means DefaultLimit.
func Limit(n int) int {
	if n <= 0 {
		return DefaultLimit
	}
	return min(n, MaxLimit)
}

// Cursor encodes the ordering values of the last row.
func Cursor(values ...string) string {
	b, err := json.Marshal(values)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Parse decodes a cursor of n values. Empty text is "from the start" (nil); a
// cursor that was not made by Cursor is an Invalid fault page.bad_cursor.
func Parse(cursor string, n int) ([]string, error) {
	if cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, fault.New(fault.Invalid, "page.bad_cursor").Because(err)
	}
	var values []string
	if err := json.Unmarshal(b, &values); err != nil || len(values) != n {
		return nil, fault.New(fault.Invalid, "page.bad_cursor").Because(err)
	}
	return values, nil
}

// Cut takes rows fetched with limit+1 and returns at most limit of them and the
// cursor of the last one when more follow.
func Cut[T any](rows []T, limit int, last func(T) string) ([]T, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	rows = rows[:limit]
	return rows, last(rows[limit-1])
}
