package classes

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

// member is one person of a scope with the unit whose quota counts.
type member struct {
	ID        uuid.UUID
	FullName  string
	LeftOn    clock.Day
	CommuneID uuid.UUID
}

// members are those of the ids who belong to a scope, by id. CommuneID is the
// unit of the two-tier level above or at the person's own.
func members(ctx context.Context, db bun.IDB, scope access.Scope, ids []uuid.UUID) (map[uuid.UUID]member, error) {
	byID := make(map[uuid.UUID]member, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var rows []member
	err := db.NewRaw(`select s.id, s.full_name, s.left_on, k.id as commune_id
		from staff s
		join units u on u.id = s.unit_id
		join units k on k.path = subpath(u.path, 0, least(nlevel(u.path), 2))
		where s.id in (?)
		and u.path <@ any(?)
		order by s.id`, bun.List(ids), scope).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	for _, r := range rows {
		byID[r.ID] = r
	}
	return byID, nil
}

// currentOf are the states of people's nominations to a class.
func currentOf(ctx context.Context, db bun.IDB, classID uuid.UUID, staffIDs []uuid.UUID) (map[uuid.UUID]Seat, error) {
	states := make(map[uuid.UUID]Seat, len(staffIDs))
	if len(staffIDs) == 0 {
		return states, nil
	}
	var rows []Nomination
	err := db.NewSelect().Model(&rows).Column("staff_id", "state").
		Where("n.class_id = ?", classID).
		Where("n.staff_id in (?)", bun.List(staffIDs)).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read nominations: %w", err)
	}
	for _, r := range rows {
		states[r.StaffID] = r.State
	}
	return states, nil
}

// officeSeats are who of some offices holds a seat in any class at a time of the
// class, by office.
func officeSeats(ctx context.Context, db bun.IDB, classID uuid.UUID, unitIDs []uuid.UUID) (map[uuid.UUID][]uuid.UUID, error) {
	away := make(map[uuid.UUID][]uuid.UUID, len(unitIDs))
	if len(unitIDs) == 0 {
		return away, nil
	}
	var rows []struct {
		UnitID  uuid.UUID
		StaffID uuid.UUID
	}
	err := db.NewRaw(`select distinct s.unit_id, v.staff_id
		from v_class_seats v
		join staff s on s.id = v.staff_id
		join class_sessions m on m.class_id = ?
			and tstzrange(m.starts_at, m.ends_at) && tstzrange(v.starts_at, v.ends_at)
		where s.unit_id in (?)
		order by s.unit_id, v.staff_id`, classID, bun.List(unitIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count who is away: %w", err)
	}
	for _, r := range rows {
		away[r.UnitID] = append(away[r.UnitID], r.StaffID)
	}
	return away, nil
}

// postsOn are the posts people hold on a day, the permanent one first.
func postsOn(ctx context.Context, db bun.IDB, staffIDs []uuid.UUID, on clock.Day) (map[uuid.UUID][]CandidatePost, error) {
	posts := make(map[uuid.UUID][]CandidatePost, len(staffIDs))
	if len(staffIDs) == 0 {
		return posts, nil
	}
	var rows []struct {
		StaffID    uuid.UUID
		PositionVI string `bun:"position_vi"`
		PositionEN string `bun:"position_en"`
		Unit       string
		Kind       string
	}
	err := db.NewRaw(`select p.staff_id, j.name_vi as position_vi, j.name_en as position_en, u.name as unit, p.kind
		from posts p
		join positions j on j.id = p.position_id
		join units u on u.id = p.unit_id
		where p.staff_id in (?)
		and p.during @> ?::date
		order by p.staff_id, p.kind <> 'permanent', lower(p.during), p.id`, bun.List(staffIDs), on).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	for _, r := range rows {
		posts[r.StaffID] = append(posts[r.StaffID], CandidatePost{
			PositionVI: r.PositionVI, PositionEN: r.PositionEN, Unit: r.Unit, Kind: r.Kind,
		})
	}
	return posts, nil
}

// gapsOf are the open gaps of people in what a class shows.
func gapsOf(ctx context.Context, db bun.IDB, classID uuid.UUID, staffIDs []uuid.UUID) (map[uuid.UUID][]ClassGap, error) {
	lacking := make(map[uuid.UUID][]ClassGap, len(staffIDs))
	if len(staffIDs) == 0 {
		return lacking, nil
	}
	var rows []struct {
		StaffID uuid.UUID
		Code    string
		Gap     int16
	}
	err := db.NewRaw(`select g.staff_id, c.code, g.gap
		from v_gaps g
		join competencies c on c.id = g.competency_id
		join v_source_shows cl on cl.competency_id = c.id and cl.source = 'class' and cl.source_id = ?
		where g.staff_id in (?)
		and g.gap > 0
		order by g.staff_id, c.position, c.code, c.id`, classID, bun.List(staffIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	for _, r := range rows {
		lacking[r.StaffID] = append(lacking[r.StaffID], ClassGap{Code: r.Code, Gap: r.Gap})
	}
	return lacking, nil
}

// unknownCompetencies are those of the ids that are not in force.
func unknownCompetencies(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]bool, error) {
	unknown := make(map[uuid.UUID]bool, len(ids))
	if len(ids) == 0 {
		return unknown, nil
	}
	var known []uuid.UUID
	err := db.NewRaw(`select c.id
		from competencies c
		where c.id in (?)
		and c.archived_at is null`, bun.List(ids)).Scan(ctx, &known)
	if err != nil {
		return nil, fmt.Errorf("look up competencies: %w", err)
	}
	for _, id := range ids {
		unknown[id] = true
	}
	for _, id := range known {
		delete(unknown, id)
	}
	return unknown, nil
}

// trainersOf are the people named as trainers, by id.
func trainersOf(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]ClassPerson, error) {
	named := make(map[uuid.UUID]ClassPerson, len(ids))
	if len(ids) == 0 {
		return named, nil
	}
	var rows []struct {
		ID       uuid.UUID
		Code     string
		FullName string
	}
	err := db.NewRaw(`select s.id, s.code, s.full_name
		from staff s
		where s.id in (?)`, bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read trainers: %w", err)
	}
	for _, r := range rows {
		named[r.ID] = ClassPerson(r)
	}
	return named, nil
}

// bookOf is the attendance book of a class in order of marking.
func bookOf(ctx context.Context, db bun.IDB, classID uuid.UUID) ([]Presence, error) {
	var rows []Presence
	err := db.NewSelect().Model(&rows).
		Join("join class_sessions s on s.id = a.session_id").
		Where("s.class_id = ?", classID).
		OrderExpr("a.marked_at, a.id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read attendance: %w", err)
	}
	return rows, nil
}

func insertMarks(ctx context.Context, tx bun.Tx, rows []Presence) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("write attendance: %w", err)
	}
	return nil
}

// seat is a nomination of one person with its class.
type seat struct {
	ID          uuid.UUID
	State       Seat
	Reason      string
	NominatedAt time.Time
	Class       Class `bun:"-"`
	ClassID     uuid.UUID
}

// seatsOf are a person's places in classes that were opened, latest class first,
// at most limit+1.
func seatsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, after []string, limit int) ([]seat, error) {
	q := db.NewSelect().
		TableExpr("nominations n").
		ColumnExpr("n.id, n.state, n.reason, n.nominated_at, n.class_id").
		Join("join classes c on c.id = n.class_id").
		Where("n.staff_id = ?", staffID).
		Where("c.state <> 'draft'")
	if after != nil {
		q = q.Where("(c.starts_at, c.id) < (?::timestamptz, ?::uuid)", after[0], after[1])
	}
	var rows []seat
	if err := q.OrderExpr("c.starts_at desc, c.id desc").Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("list own seats: %w", err)
	}
	ids := make([]uuid.UUID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ClassID)
	}
	classes, err := classesByID(ctx, db, ids)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Class = classes[rows[i].ClassID]
	}
	return rows, nil
}

// marksFor are a person's marks that hold in some classes, by session.
func marksFor(ctx context.Context, db bun.IDB, staffID uuid.UUID, classIDs []uuid.UUID) (map[uuid.UUID]Mark, error) {
	bySession := map[uuid.UUID]Mark{}
	if len(classIDs) == 0 {
		return bySession, nil
	}
	var rows []struct {
		SessionID uuid.UUID
		Mark      Mark
	}
	err := db.NewRaw(`select v.session_id, v.mark
		from v_class_attendance v
		where v.staff_id = ?
		and v.class_id in (?)
		order by v.session_id`, staffID, bun.List(classIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read own attendance: %w", err)
	}
	for _, r := range rows {
		bySession[r.SessionID] = r.Mark
	}
	return bySession, nil
}
