package assessments

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// SaveSQL saves one answer and tells why when it does not, in one statement. Its
// arguments are attempt, question, learner, value as JSON, seq, and now. No row
// means that there is no such attempt; else the row holds
//
//	own    the attempt is the learner's
//	asked  the question is in its paper
//	state  of the attempt
//	late   the time and 30 seconds of grace are over
//	seq, saved_at  of the answer that stands now; null when nothing was written
//
// An answer with a seq that is not newer than the stored one leaves the stored
// one as it is. The shared lock makes saving wait for a hand-in under way and see
// its outcome, so that no answer is confirmed that was not graded.
const SaveSQL = `with attempt as materialized (
    select learner_id = $3::uuid as own,
           $2::uuid = any(question_ids) as asked,
           state,
           due_at + interval '30 seconds' < $6::timestamptz as late
    from attempts
    where id = $1::uuid
    for share
), saved as (
    insert into answers as a (attempt_id, question_id, value, seq, saved_at)
    select $1::uuid, $2::uuid, $4::jsonb, $5::bigint, $6::timestamptz
    from attempt
    where own
      and asked
      and state = 'in_progress'
      and not late
    on conflict (attempt_id, question_id) do update
    set value = case when a.seq < excluded.seq then excluded.value else a.value end,
        saved_at = case when a.seq < excluded.seq then excluded.saved_at else a.saved_at end,
        seq = greatest(a.seq, excluded.seq)
    returning seq, saved_at
)
select attempt.own, attempt.asked, attempt.state, attempt.late, saved.seq, saved.saved_at
from attempt
left join saved on true`

// Change is one change of an answer by its learner. Seq counts the learner's
// changes of this answer from 1.
type Change struct {
	AttemptID, QuestionID, LearnerID uuid.UUID
	Value                            []string
	Seq                              int64
}

// value is the chosen options as JSON, or ErrBadAnswer.
func (c Change) value() (string, error) {
	if c.Seq < 1 || len(c.Value) > maxOptions || slices.ContainsFunc(c.Value, func(code string) bool { return !validCode(code) }) {
		return "", ErrBadAnswer
	}
	b, err := json.Marshal(Normal(c.Value))
	if err != nil {
		return "", fmt.Errorf("write answer: %w", err)
	}
	return string(b), nil
}

// Saved is the answer that stands after a Change: that one, or a newer one.
type Saved struct {
	Seq     int64
	SavedAt time.Time
}

// Saver saves answers through a prepared statement. It is safe for concurrent use.
type Saver struct {
	db   *sql.DB
	mu   sync.Mutex
	stmt *sql.Stmt
}

// NewSaver makes a saver; the statement is prepared at its first use.
func NewSaver(db *sql.DB) *Saver {
	return &Saver{db: db}
}

// Close frees the prepared statement; a later Save prepares it anew.
func (s *Saver) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stmt != nil {
		_ = s.stmt.Close()
		s.stmt = nil
	}
}

// Save keeps an answer. Saving the same change twice is the same as once, and an
// older change never replaces a newer one: then the newer one's Seq and SavedAt
// are returned. Errors: ErrBadAnswer, ErrNotFound, ErrNotAsked, ErrFinished,
// ErrTooLate.
func (s *Saver) Save(ctx context.Context, c Change, now time.Time) (Saved, error) {
	stmt, err := s.prepared(ctx) //nolint:sqlclosecheck // kept for every save, freed by Close
	if err != nil {
		return Saved{}, err
	}
	value, err := c.value()
	if err != nil {
		return Saved{}, err
	}
	var (
		own, asked, late bool
		state            State
		seq              sql.NullInt64
		savedAt          sql.NullTime
	)
	err = stmt.QueryRowContext(ctx, c.AttemptID, c.QuestionID, c.LearnerID, value, c.Seq, now).
		Scan(&own, &asked, &state, &late, &seq, &savedAt)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Saved{}, ErrNotFound
	case err != nil:
		return Saved{}, fmt.Errorf("save answer: %w", err)
	case !own:
		return Saved{}, ErrNotFound
	case state != InProgress:
		return Saved{}, ErrFinished
	case !asked:
		return Saved{}, ErrNotAsked
	case late:
		return Saved{}, ErrTooLate
	}
	return Saved{Seq: seq.Int64, SavedAt: savedAt.Time.UTC()}, nil
}

func (s *Saver) prepared(ctx context.Context) (*sql.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stmt != nil {
		return s.stmt, nil
	}
	stmt, err := s.db.PrepareContext(ctx, SaveSQL)
	if err != nil {
		return nil, fmt.Errorf("prepare saving: %w", err)
	}
	s.stmt = stmt
	return stmt, nil
}
