package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/org"
)

// timesOf are the half-days on which someone can be met; all when the person
// never said.
func timesOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (Slots, error) {
	var slots Slots
	err := db.NewRaw("select slots from meeting_times where staff_id = ?", staffID).Scan(ctx, &slots)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return AllSlots, nil
	case err != nil:
		return 0, fmt.Errorf("find meeting times: %w", err)
	}
	return slots, nil
}

type timesRow struct {
	bun.BaseModel `bun:"table:meeting_times"`

	StaffID   uuid.UUID `bun:",pk"`
	Slots     Slots
	UpdatedAt time.Time
}

// PutTimes sets the half-days on which people can be met.
func PutTimes(ctx context.Context, tx bun.Tx, times map[uuid.UUID]Slots, now time.Time) error {
	if len(times) == 0 {
		return nil
	}
	rows := make([]timesRow, 0, len(times))
	for _, id := range slices.SortedFunc(maps.Keys(times), func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }) {
		rows = append(rows, timesRow{StaffID: id, Slots: times[id], UpdatedAt: now})
	}
	for part := range slices.Chunk(rows, 1000) { //nolint:mnd // rows a statement
		_, err := tx.NewInsert().Model(&part).
			On("conflict (staff_id) do update").
			Set("slots = excluded.slots").
			Set("updated_at = excluded.updated_at").
			Exec(ctx)
		if err != nil {
			return fmt.Errorf("put meeting times: %w", err)
		}
	}
	return nil
}

func replaceWards(ctx context.Context, tx bun.Tx, staffID uuid.UUID, ids []uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "delete from mentor_wards where staff_id = ?", staffID); err != nil {
		return fmt.Errorf("drop wards to travel to: %w", err)
	}
	return PutWards(ctx, tx, map[uuid.UUID][]uuid.UUID{staffID: ids})
}

// PutWards adds communes to which mentors travel.
func PutWards(ctx context.Context, tx bun.Tx, wards map[uuid.UUID][]uuid.UUID) error {
	for _, staffID := range slices.SortedFunc(maps.Keys(wards), func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }) {
		if len(wards[staffID]) == 0 {
			continue
		}
		_, err := tx.NewRaw(`insert into mentor_wards (staff_id, unit_id)
			select ?, u from unnest(array[?]::uuid[]) as t(u)
			on conflict do nothing`, staffID, bun.List(wards[staffID])).Exec(ctx)
		if err != nil {
			return fmt.Errorf("add wards to travel to: %w", err)
		}
	}
	return nil
}

func replaceDeclines(ctx context.Context, tx bun.Tx, staffID uuid.UUID, ids []uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "delete from mentor_declines where staff_id = ?", staffID); err != nil {
		return fmt.Errorf("drop competencies declined: %w", err)
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.NewRaw(`insert into mentor_declines (staff_id, competency_id)
		select ?, c from unnest(array[?]::uuid[]) as t(c)
		on conflict do nothing`, staffID, bun.List(ids)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("add competencies declined: %w", err)
	}
	return nil
}

// addWishes adds half-days, wards and declined competencies to an offer.
func addWishes(ctx context.Context, db bun.IDB, o *Offer) error {
	var err error
	if o.Slots, err = timesOf(ctx, db, o.StaffID); err != nil {
		return err
	}
	err = db.NewSelect().Model(&o.Wards).
		Where("id in (select unit_id from mentor_wards where staff_id = ?)", o.StaffID).
		OrderExpr(`name collate "vi-x-icu", id`).
		Scan(ctx)
	if err != nil {
		return fmt.Errorf("list wards to travel to: %w", err)
	}
	for _, u := range o.Wards {
		o.WardIDs = append(o.WardIDs, u.ID)
	}
	var declined []struct {
		ID      uuid.UUID
		Code    string
		NameVI  string `bun:"name_vi"`
		NameEN  string `bun:"name_en"`
		GroupVI string `bun:"group_vi"`
	}
	err = db.NewRaw(`select c.id, c.code, c.name_vi, c.name_en, c.group_vi
		from mentor_declines d
		join competencies c on c.id = d.competency_id
		where d.staff_id = ?
		order by c.code`, o.StaffID).Scan(ctx, &declined)
	if err != nil {
		return fmt.Errorf("list competencies declined: %w", err)
	}
	for _, d := range declined {
		o.Declines = append(o.Declines, CoachedCompetency(d))
		o.DeclineIDs = append(o.DeclineIDs, d.ID)
	}
	return nil
}

func unitsOf(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]org.Unit, error) {
	known := make(map[uuid.UUID]org.Unit, len(ids))
	if len(ids) == 0 {
		return known, nil
	}
	var units []org.Unit
	if err := db.NewSelect().Model(&units).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find units: %w", err)
	}
	for _, u := range units {
		known[u.ID] = u
	}
	return known, nil
}

// communeOf is the commune someone works in, or the unit itself above communes.
func communeOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw(`select c.id
		from staff s
		join units u on u.id = s.unit_id
		join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))
		where s.id = ?`, staffID).Scan(ctx, &id)
	if err != nil {
		return uuid.Nil, fmt.Errorf("find commune of person: %w", err)
	}
	return id, nil
}

// Skill is a competency in which someone could help.
type Skill struct {
	ID        uuid.UUID
	Code      string
	NameVI    string `bun:"name_vi"`
	NameEN    string `bun:"name_en"`
	GroupVI   string `bun:"group_vi"`
	Level     int16
	MeanMilli int16
	SDMilli   int16 `bun:"sd_milli"`
	RecheckOn clock.Day
	Kind      string // of the newest evidence of the level; empty if unknown
	On        clock.Day
}

// Likelihood is how likely the person works at the level, in percent, and the
// word for it; ok is false when nothing is known.
func (s Skill) Likelihood() (percent int, wordKey string, ok bool) {
	if s.SDMilli == 0 {
		return 0, "", false
	}
	p := evidence.Belief{Mean: float64(s.MeanMilli) / 1000, SD: float64(s.SDMilli) / 1000}.AtLeast(s.Level) //nolint:mnd // thousandths
	return int(100*p + 0.5), evidence.ConfidenceWord(p), true                                               //nolint:mnd // percent
}

// Record is what a mentor's profile fills itself with.
type Record struct {
	Skills    []Skill
	Over      int  // pairs that began and are over
	Completed int  // of these, completed with a confirmed session
	Reached   int  // of these, with a confirmed session at the level aimed at
	Levels    int  // levels between the start and the aim of those reached
	Minutes   int  // of confirmed sessions
	Champion  bool // by the level in spreading digital skills
	Coaching  *CoachingCourse
}

// CoachingCourse is the course on coaching others: the newest the person finished, or
// the first there is.
type CoachingCourse struct {
	CourseID uuid.UUID
	TitleVI  string `bun:"title_vi"`
	TitleEN  string `bun:"title_en"`
	DoneOn   clock.Day
}

// leastSkill is the level from which someone is above anybody.
const leastSkill = 2

func recordOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (Record, error) {
	var r Record
	err := db.NewRaw(`select c.id, c.code, c.name_vi, c.name_en, c.group_vi, l.level,
			coalesce(l.mean_milli, 0) as mean_milli, coalesce(l.sd_milli, 0) as sd_milli, l.recheck_on,
			coalesce(shown.kind, '') as kind, (shown.observed_at at time zone 'Asia/Ho_Chi_Minh')::date as "on"
		from levels l
		join competencies c on c.id = l.competency_id and c.archived_at is null
		left join lateral (
			select v.kind, v.observed_at
			from v_level_evidence v
			where v.staff_id = l.staff_id
			and v.competency_id = l.competency_id
			order by v.observed_at desc, v.entry_id
			limit 1
		) shown on true
		where l.staff_id = ?
		and l.level >= ?
		order by l.level desc, c.code`, staffID, leastSkill).Scan(ctx, &r.Skills)
	if err != nil {
		return Record{}, fmt.Errorf("list competencies of a mentor: %w", err)
	}
	for _, s := range r.Skills {
		r.Champion = r.Champion || s.Code == championCode && s.Level >= championLevel
	}
	if err := addOutcomes(ctx, db, staffID, &r); err != nil {
		return Record{}, err
	}
	return r, addCoaching(ctx, db, staffID, &r)
}

// Whoever spreads digital skills beyond the own office is a champion.
const (
	championCode  = "KNS-06"
	championLevel = 4
)

func addOutcomes(ctx context.Context, db bun.IDB, staffID uuid.UUID, r *Record) error {
	err := db.NewRaw(`select count(*) as over,
			count(*) filter (where p.state = 'completed' and c.minutes > 0) as completed,
			count(*) filter (where p.state = 'completed' and c.level >= p.target_level) as reached,
			coalesce(sum(t.to_level - t.from_level) filter (where p.state = 'completed' and c.level >= p.target_level), 0) as levels,
			coalesce(sum(c.minutes), 0) as minutes
		from pairs p
		left join pair_targets t on t.pair_id = p.id and t.competency_id = p.competency_id
		cross join lateral (
			select coalesce(sum(s.minutes), 0) as minutes, max(s.level) as level
			from coaching_sessions s
			where s.pair_id = p.id
			and s.confirmed_at is not null
		) c
		where p.mentor_id = ?
		and p.state in ('completed', 'ended')
		and p.answered_at is not null`, staffID).Scan(ctx, &r.Over, &r.Completed, &r.Reached, &r.Levels, &r.Minutes)
	if err != nil {
		return fmt.Errorf("count outcomes of a mentor: %w", err)
	}
	return nil
}

// addCoaching looks for courses that show the competency of helping others.
func addCoaching(ctx context.Context, db bun.IDB, staffID uuid.UUID, r *Record) error {
	var found CoachingCourse
	err := db.NewRaw(`select v.course_id, v.title_vi, v.title_en,
			(e.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done_on
		from v_course_shows v
		join competencies c on c.id = v.competency_id and c.code = ?1
		left join enrolments e on e.course_id = v.course_id and e.learner_id = ?0
		order by e.completed_at desc nulls last, v.title_vi
		limit 1`, staffID, championCode).Scan(ctx, &found)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("find coaching course: %w", err)
	}
	r.Coaching = &found
	return nil
}
