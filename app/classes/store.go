package classes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org"
)

// ErrNotFound reports a class or nomination that does not exist.
var ErrNotFound = errors.New("class not found")

// Find is the class of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Class, error) {
	return oneClass(ctx, db, id, "")
}

// lockClass is Find that holds the class's row until the transaction ends; every
// count of seats happens behind it.
func lockClass(ctx context.Context, tx bun.Tx, id uuid.UUID) (Class, error) {
	return oneClass(ctx, tx, id, "update")
}

func oneClass(ctx context.Context, db bun.IDB, id uuid.UUID, lock string) (Class, error) {
	var c Class
	q := db.NewSelect().Model(&c).Where("c.id = ?", id)
	if lock != "" {
		q = q.For(lock)
	}
	err := q.Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Class{}, ErrNotFound
	case err != nil:
		return Class{}, fmt.Errorf("find class: %w", err)
	}
	return c, nil
}

// nextCode makes a class code that was never given before, such as LH-2026-0012.
func nextCode(ctx context.Context, db bun.IDB, day clock.Day) (string, error) {
	var n int64
	if err := db.NewRaw("select nextval('class_codes')").Scan(ctx, &n); err != nil {
		return "", fmt.Errorf("draw class number: %w", err)
	}
	return fmt.Sprintf("LH-%d-%04d", day.Year(), n), nil
}

func insertClass(ctx context.Context, tx bun.Tx, c Class) error {
	if _, err := tx.NewInsert().Model(&c).Exec(ctx); err != nil {
		return fmt.Errorf("insert class: %w", err)
	}
	return nil
}

func updateClass(ctx context.Context, tx bun.Tx, c Class) error {
	_, err := tx.NewUpdate().Model(&c).ExcludeColumn("id", "created_by", "created_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update class: %w", err)
	}
	return nil
}

// SessionsOf are the half-days of a class in order of time.
func SessionsOf(ctx context.Context, db bun.IDB, classID uuid.UUID) ([]Session, error) {
	var sessions []Session
	err := db.NewSelect().Model(&sessions).Where("s.class_id = ?", classID).OrderExpr("s.position").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return sessions, nil
}

func putSessions(ctx context.Context, tx bun.Tx, classID uuid.UUID, sessions []Session) error {
	if _, err := tx.ExecContext(ctx, "delete from class_sessions where class_id = ?", classID); err != nil {
		return fmt.Errorf("clear sessions: %w", err)
	}
	for i := range sessions {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make session id: %w", err)
		}
		sessions[i].ID, sessions[i].ClassID = id, classID
	}
	if _, err := tx.NewInsert().Model(&sessions).Exec(ctx); err != nil {
		return fmt.Errorf("write sessions: %w", err)
	}
	return nil
}

func putQuotas(ctx context.Context, tx bun.Tx, classID uuid.UUID, planned []PlannedQuota) error {
	if _, err := tx.ExecContext(ctx, "delete from class_quotas where class_id = ?", classID); err != nil {
		return fmt.Errorf("clear quotas: %w", err)
	}
	if len(planned) == 0 {
		return nil
	}
	quotas := make([]Quota, 0, len(planned))
	for _, p := range planned {
		quotas = append(quotas, Quota{ClassID: classID, UnitID: p.UnitID, Seats: p.Seats})
	}
	if _, err := tx.NewInsert().Model(&quotas).Exec(ctx); err != nil {
		return fmt.Errorf("write quotas: %w", err)
	}
	return nil
}

// quotasOf are the quotas of some classes.
func quotasOf(ctx context.Context, db bun.IDB, classIDs []uuid.UUID) ([]Quota, error) {
	var quotas []Quota
	if len(classIDs) == 0 {
		return nil, nil
	}
	err := db.NewSelect().Model(&quotas).
		Where("q.class_id in (?)", bun.List(classIDs)).
		OrderExpr(`q.class_id, (select u.name from units u where u.id = q.unit_id) collate "vi-x-icu", q.unit_id`).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list quotas: %w", err)
	}
	return quotas, nil
}

// Invited are the communes, wards and agencies that have a quota in a class;
// none means that all may nominate.
func Invited(ctx context.Context, db bun.IDB, classID uuid.UUID) ([]uuid.UUID, error) {
	quotas, err := quotasOf(ctx, db, []uuid.UUID{classID})
	if err != nil {
		return nil, err
	}
	units := make([]uuid.UUID, 0, len(quotas))
	for _, q := range quotas {
		units = append(units, q.UnitID)
	}
	return units, nil
}

// unitsOf are units by id.
func unitsOf(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]org.Unit, error) {
	byID := make(map[uuid.UUID]org.Unit, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var units []org.Unit
	if err := db.NewSelect().Model(&units).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	for _, u := range units {
		byID[u.ID] = u
	}
	return byID, nil
}

// shownBy is what some classes show, by class, in the framework's order.
func shownBy(ctx context.Context, db bun.IDB, classIDs []uuid.UUID) (map[uuid.UUID][]ClassCompetency, error) {
	shown := make(map[uuid.UUID][]ClassCompetency, len(classIDs))
	if len(classIDs) == 0 {
		return shown, nil
	}
	var rows []struct {
		SourceID uuid.UUID
		ID       uuid.UUID
		Code     string
		NameVI   string `bun:"name_vi"`
		NameEN   string `bun:"name_en"`
		Level    int16
	}
	err := db.NewRaw(`select cl.source_id, c.id, c.code, c.name_vi, c.name_en, cl.level
		from v_source_shows cl
		join competencies c on c.id = cl.competency_id
		where cl.source = 'class'
		and cl.source_id in (?)
		order by cl.source_id, c.position, c.code, c.id`, bun.List(classIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read what classes show: %w", err)
	}
	for _, r := range rows {
		shown[r.SourceID] = append(shown[r.SourceID], ClassCompetency{
			ID: r.ID, Code: r.Code, NameVI: r.NameVI, NameEN: r.NameEN, Level: r.Level,
		})
	}
	return shown, nil
}

// classesByID are classes by id.
func classesByID(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]Class, error) {
	byID := make(map[uuid.UUID]Class, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var found []Class
	if err := db.NewSelect().Model(&found).Where("c.id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read classes: %w", err)
	}
	for _, c := range found {
		byID[c.ID] = c
	}
	return byID, nil
}

// sessionsBy are the sessions of some classes, by class, in order of time.
func sessionsBy(ctx context.Context, db bun.IDB, classIDs []uuid.UUID) (map[uuid.UUID][]Session, error) {
	byClass := make(map[uuid.UUID][]Session, len(classIDs))
	if len(classIDs) == 0 {
		return byClass, nil
	}
	var found []Session
	err := db.NewSelect().Model(&found).Where("s.class_id in (?)", bun.List(classIDs)).OrderExpr("s.class_id, s.position").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	for _, s := range found {
		byClass[s.ClassID] = append(byClass[s.ClassID], s)
	}
	return byClass, nil
}

// Sight is which classes someone sees: those organised within Plans, those
// attended to as trainer, and, once open, those that invite units of Leads.
type Sight struct {
	StaffID uuid.UUID
	Plans   access.Scope
	Attends access.Scope
	Trains  bool
	Leads   access.Scope
}

// ClassFilter narrows a list of classes.
type ClassFilter struct {
	Q     string
	State State // empty: all
	Mine  bool  // planned by, trained by or nominated to by Sight.StaffID
	After []string
	Limit int
}

// ListClasses are the classes in sight, latest first, at most Limit+1. The
// cursor's values are starts_at in RFC 3339 with fractions, and the id.
func ListClasses(ctx context.Context, db bun.IDB, sight Sight, f ClassFilter) ([]Class, error) {
	var found []Class
	q := db.NewSelect().Model(&found).Join("join units u on u.id = c.unit_id").
		WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return inSight(q, sight)
		})
	if f.State != "" {
		q = q.Where("c.state = ?", f.State)
	}
	if f.Q != "" {
		q = q.Where("c.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Mine {
		q = q.Where(`(c.created_by = ?0 or c.trainer_id = ?0
			or exists (select from nominations n where n.class_id = c.id and n.nominated_by = ?0))`, sight.StaffID)
	}
	if f.After != nil {
		q = q.Where("(c.starts_at, c.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	if err := q.OrderExpr("c.starts_at desc, c.id desc").Limit(int64(f.Limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list classes: %w", err)
	}
	return found, nil
}

func inSight(q *bun.SelectQuery, sight Sight) *bun.SelectQuery {
	q = q.Where("u.path <@ any(?)", sight.Plans)
	if sight.Trains {
		q = q.WhereOr("c.state <> 'draft' and (c.trainer_id = ? or c.trainer_id is null and u.path <@ any(?))",
			sight.StaffID, sight.Attends)
	}
	if len(sight.Leads.Paths()) > 0 {
		q = q.WhereOr(`c.state <> 'draft' and (
				not exists (select from class_quotas q where q.class_id = c.id)
				or exists (
					select from class_quotas q
					join units qu on qu.id = q.unit_id
					where q.class_id = c.id
					and (qu.path <@ any(?0) or qu.path @> any(?0))))`, sight.Leads)
	}
	return q
}

// cursorTime writes an instant so that it loses nothing in a cursor.
func cursorTime(t time.Time) string {
	return t.UTC().Format(time.RFC3339Nano)
}
