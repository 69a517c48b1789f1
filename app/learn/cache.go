package learn

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// numberSQL reads how often what stands on a person's home page changed, in the
// person's own rows and in everyone's.
const numberSQL = `select
    coalesce((select number from home_changes where staff_id = $1::uuid), 0),
    coalesce((select number from home_changes where staff_id = '00000000-0000-0000-0000-000000000000'), 0)`

// mostPages bounds the memory of the shelf: a page is about 10 KB.
const mostPages = 4096

// stamp says when a page was put together. A page is right as long as its stamp
// is: the numbers grow with every change of its rows, in the transaction of the
// change, and posts and requirements begin and end with Vietnamese days.
type stamp struct {
	own, everyone int64
	day           clock.Day
}

type kept struct {
	stamp stamp
	home  Home
}

// shelf keeps home pages with their stamps. It asks the database for the numbers
// at every visit, so that several processes agree and nothing is ever stale.
type shelf struct {
	number *sql.Stmt
	mu     sync.Mutex
	pages  map[uuid.UUID]kept
}

func newShelf(ctx context.Context, db *bun.DB) (*shelf, error) {
	number, err := db.DB.PrepareContext(ctx, numberSQL)
	if err != nil {
		return nil, fmt.Errorf("prepare home number: %w", err)
	}
	return &shelf{number: number, pages: map[uuid.UUID]kept{}}, nil
}

// home gives the page on the shelf when it is right, else puts one together by
// read. The stamp is taken before reading: a change meanwhile makes the new page
// too old, never too young.
func (s *shelf) home(ctx context.Context, learnerID uuid.UUID, now time.Time, read func() (Home, error)) (Home, error) {
	wanted := stamp{day: clock.DayOf(now)}
	if err := s.number.QueryRowContext(ctx, learnerID).Scan(&wanted.own, &wanted.everyone); err != nil {
		return Home{}, fmt.Errorf("read home number: %w", err)
	}
	s.mu.Lock()
	found, ok := s.pages[learnerID]
	s.mu.Unlock()
	if ok && found.stamp == wanted {
		found.home.Now = now
		return found.home, nil
	}
	home, err := read()
	if err != nil {
		return Home{}, err
	}
	if home.keeps() {
		s.put(learnerID, kept{stamp: wanted, home: home})
	}
	return home, nil
}

func (s *shelf) put(learnerID uuid.UUID, p kept) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pages) >= mostPages {
		clear(s.pages)
	}
	s.pages[learnerID] = p
}

func (s *shelf) close() {
	_ = s.number.Close()
}

// keeps reports whether the page stays right until its rows change: an open
// attempt runs with the clock, and saving its answers counts no change.
func (h Home) keeps() bool {
	return h.Next.Kind != kindAttempt && len(ofKind(h.Todos, kindAttempt)) == 0
}
