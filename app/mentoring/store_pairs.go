package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// What does not exist, or the person asking has no part in.
var (
	ErrNotFound  = errors.New("pair not found")
	ErrNoSession = errors.New("coaching session not found")
)

// InsertPair adds a pair as it is given, with the history that its times tell and
// with targets; without any, its own from one level below.
func InsertPair(ctx context.Context, db bun.IDB, p Pair, targets ...Target) error {
	if len(targets) == 0 {
		return InsertPairs(ctx, db, []Pair{p})
	}
	return insertPairs(ctx, db, []Pair{p}, targetRows(p.ID, targets))
}

// InsertPairs is InsertPair of many pairs without targets of their own.
func InsertPairs(ctx context.Context, db bun.IDB, pairs []Pair) error {
	var targets []targetRow
	for _, p := range pairs {
		own := Target{CompetencyID: p.CompetencyID, From: p.TargetLevel - 1, To: p.TargetLevel}
		targets = append(targets, targetRows(p.ID, []Target{own})...)
	}
	return insertPairs(ctx, db, pairs, targets)
}

func insertPairs(ctx context.Context, db bun.IDB, pairs []Pair, targets []targetRow) error {
	if len(pairs) == 0 {
		return nil
	}
	if _, err := db.NewInsert().Model(&pairs).Exec(ctx); err != nil {
		return fmt.Errorf("insert pairs: %w", err)
	}
	var told []Moment
	for _, p := range pairs {
		told = append(told, p.Told()...)
	}
	if err := putHistory(ctx, db, told); err != nil {
		return err
	}
	return putTargets(ctx, db, targets)
}

// lockPair is the pair of an id, held until the transaction ends, or ErrNotFound.
func lockPair(ctx context.Context, tx bun.Tx, id uuid.UUID) (Pair, error) {
	return onePair(ctx, tx.NewSelect().Where("id = ?", id).For("update"))
}

// FindPair is the pair of an id, or ErrNotFound.
func FindPair(ctx context.Context, db bun.IDB, id uuid.UUID) (Pair, error) {
	return onePair(ctx, db.NewSelect().Where("id = ?", id))
}

func onePair(ctx context.Context, q *bun.SelectQuery) (Pair, error) {
	var p Pair
	err := q.Model(&p).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Pair{}, ErrNotFound
	case err != nil:
		return Pair{}, fmt.Errorf("find pair: %w", err)
	}
	return p, nil
}

func updatePair(ctx context.Context, tx bun.Tx, p Pair) error {
	_, err := tx.NewUpdate().Model(&p).Column("state", "message", "reason", "requested_at", "answered_at", "paused_at", "closed_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update pair: %w", err)
	}
	return nil
}

// lockOverdue are the suggestions and requests nobody answered in time, oldest first. Those that
// someone is answering this moment are left out.
func lockOverdue(ctx context.Context, tx bun.Tx, now time.Time) ([]Pair, error) {
	var pairs []Pair
	err := tx.NewSelect().Model(&pairs).
		Where("state in (?, ?)", Suggested, Requested).
		Where("requested_at <= ?", now.AddDate(0, 0, -RequestDays)).
		OrderExpr("requested_at, id").
		For("update skip locked").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("find overdue requests: %w", err)
	}
	return pairs, nil
}

// Person is one side of a pair as the other side sees it; the id stands in the
// pair.
type Person struct {
	FullName   string
	Phone      string
	UnitID     uuid.UUID
	UnitCode   string
	UnitName   string
	UnitNameEN string `bun:"unit_name_en"`
	UnitKind   string
}

// View is a pair with the names people know it by. Sessions and Minutes leave
// disputed sessions out; Waiting counts those to be confirmed or disputed.
type View struct {
	Pair

	Mentor   Person `bun:"embed:mentor_"`
	Learner  Person `bun:"embed:learner_"`
	Code     string
	NameVI   string `bun:"name_vi"`
	NameEN   string `bun:"name_en"`
	GroupVI  string `bun:"group_vi"`
	Sessions int
	Minutes  int
	Waiting  int
}

func views(db bun.IDB) *bun.SelectQuery {
	q := db.NewSelect().
		TableExpr("pairs p").
		ColumnExpr("p.*").
		ColumnExpr("c.code, c.name_vi, c.name_en, c.group_vi").
		ColumnExpr("logged.sessions, logged.minutes, logged.waiting").
		Join("join competencies c on c.id = p.competency_id").
		Join(`cross join lateral (
			select count(*) filter (where s.disputed_at is null) as sessions,
				coalesce(sum(s.minutes) filter (where s.disputed_at is null), 0) as minutes,
				count(*) filter (where s.disputed_at is null and s.confirmed_at is null) as waiting
			from coaching_sessions s
			where s.pair_id = p.id
		) logged`)
	for _, side := range []string{"mentor", "learner"} {
		who, where := bun.Ident(side), bun.Ident(side+"_unit")
		q = q.
			Join("join staff ? on ?.id = ?", who, who, bun.Ident("p."+side+"_id")).
			Join("join units ? on ?.id = ?.unit_id", where, where, who)
		for _, column := range []string{"full_name", "phone"} {
			q = q.ColumnExpr("?.? as ?", who, bun.Ident(column), bun.Ident(side+"_"+column))
		}
		for _, column := range []string{"id", "code", "name", "name_en", "kind"} {
			q = q.ColumnExpr("?.? as ?", where, bun.Ident(column), bun.Ident(side+"_unit_"+column))
		}
	}
	return q
}

// FindView is the pair of an id with its names, or ErrNotFound.
func FindView(ctx context.Context, db bun.IDB, id uuid.UUID) (View, error) {
	var v View
	err := views(db).Where("p.id = ?", id).Scan(ctx, &v)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return View{}, ErrNotFound
	case err != nil:
		return View{}, fmt.Errorf("find pair: %w", err)
	}
	return v, nil
}

// PairFilter narrows one person's list of pairs.
type PairFilter struct {
	StaffID uuid.UUID
	As      Actor    // Mentor or Learner; empty: both
	State   State    // empty: any
	After   []string // requested_at, id of the last row shown
	Limit   int
}

// ListViews are someone's pairs, newest request first, at most Limit+1.
func ListViews(ctx context.Context, db bun.IDB, f PairFilter) ([]View, error) {
	q := views(db)
	switch f.As {
	case Mentor:
		q = q.Where("p.mentor_id = ?", f.StaffID)
	case Learner:
		q = q.Where("p.learner_id = ?", f.StaffID)
	default:
		q = q.Where("? in (p.mentor_id, p.learner_id)", f.StaffID)
	}
	if f.State != "" {
		q = q.Where("p.state = ?", f.State)
	}
	if f.After != nil {
		q = q.Where("(p.requested_at, p.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var found []View
	if err := q.OrderExpr("p.requested_at desc, p.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list pairs: %w", err)
	}
	return found, nil
}

// InsertSession adds a session as it is given.
func InsertSession(ctx context.Context, db bun.IDB, s Session) error {
	if _, err := db.NewInsert().Model(&s).Exec(ctx); err != nil {
		return fmt.Errorf("insert coaching session: %w", err)
	}
	return nil
}

// FindSession is the session of an id, or ErrNoSession.
func FindSession(ctx context.Context, db bun.IDB, id uuid.UUID) (Session, error) {
	return oneSession(ctx, db.NewSelect().Where("id = ?", id))
}

func lockSession(ctx context.Context, tx bun.Tx, id uuid.UUID) (Session, error) {
	return oneSession(ctx, tx.NewSelect().Where("id = ?", id).For("update"))
}

func oneSession(ctx context.Context, q *bun.SelectQuery) (Session, error) {
	var s Session
	err := q.Model(&s).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Session{}, ErrNoSession
	case err != nil:
		return Session{}, fmt.Errorf("find coaching session: %w", err)
	}
	return s, nil
}

// SessionsOf are a pair's sessions, newest first.
func SessionsOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Session, error) {
	var sessions []Session
	err := db.NewSelect().Model(&sessions).Where("pair_id = ?", pairID).OrderExpr("held_at desc, id desc").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list coaching sessions: %w", err)
	}
	return sessions, nil
}

func settleSession(ctx context.Context, tx bun.Tx, s Session) error {
	_, err := tx.NewUpdate().Model(&s).Column("confirmed_at", "disputed_at", "dispute").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("settle coaching session: %w", err)
	}
	return nil
}
