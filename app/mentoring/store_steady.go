package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// reader runs queries with numbered arguments (?0, ?1, …) into a slice of structs.
type reader interface {
	read(ctx context.Context, dest any, query string, args ...any) error
	// each does things that do not need each other, and reports what failed.
	each(ctx context.Context, things ...func(context.Context) error) error
	plain() bun.IDB
}

// simple reads within whatever transaction it is given.
type simple struct {
	bun.IDB
}

func (s simple) read(ctx context.Context, dest any, query string, args ...any) error {
	return s.NewRaw(query, args...).Scan(ctx, dest)
}

// each does one thing after the other: a transaction has one connection.
func (s simple) each(ctx context.Context, things ...func(context.Context) error) error {
	for _, thing := range things {
		if err := thing(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s simple) plain() bun.IDB {
	return s.IDB
}

// steady prepares each query once on every connection: the queries behind
// suggestions take longer to plan than to run.
type steady struct {
	db    *bun.DB
	mu    sync.Mutex
	known map[string]*sql.Stmt
}

func newSteady(db *bun.DB) *steady {
	return &steady{db: db, known: map[string]*sql.Stmt{}}
}

// each does all at once, on connections of their own.
func (s *steady) each(ctx context.Context, things ...func(context.Context) error) error {
	failures := make([]error, len(things))
	var all sync.WaitGroup
	for n, thing := range things {
		all.Go(func() { failures[n] = thing(ctx) })
	}
	all.Wait()
	return errors.Join(failures...)
}

func (s *steady) plain() bun.IDB {
	return s.db
}

var numbered = regexp.MustCompile(`\?(\d)`)

// statement is one of the prepared queries; it is closed with the pool.
//
//nolint:sqlclosecheck // see above
func (s *steady) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt, ok := s.known[query]; ok {
		return stmt, nil
	}
	text := numbered.ReplaceAllStringFunc(query, func(arg string) string { return fmt.Sprintf("$%d", arg[1]-'0'+1) })
	stmt, err := s.db.DB.PrepareContext(context.WithoutCancel(ctx), text)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	s.known[query] = stmt
	return stmt, nil
}

//nolint:sqlclosecheck // the statement is kept
func (s *steady) read(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if err := s.db.ScanRows(ctx, rows, dest); err != nil {
		return err
	}
	return rows.Err()
}

// idArray writes ids as an array of PostgreSQL.
func idArray(ids []uuid.UUID) string {
	var b strings.Builder
	b.WriteByte('{')
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(id.String())
	}
	b.WriteByte('}')
	return b.String()
}
