package plans

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// sought asks for offers to one person.
type sought struct {
	StaffID       uuid.UUID
	CompetencyIDs []uuid.UUID
	Q             string
	On            clock.Day
}

// offersFor are the courses, tests and open classes that show some competencies,
// without those the person has finished, ordered by title.
func offersFor(ctx context.Context, db bun.IDB, s sought) ([]Offer, error) {
	var rows []struct {
		Kind         Kind
		RefID        uuid.UUID
		CompetencyID uuid.UUID
		Level        int16
		Minutes      int
		TitleVI      string     `bun:"title_vi"`
		TitleEN      string     `bun:"title_en"`
		EndsAt       *time.Time `bun:"ends_at"`
	}
	err := db.NewRaw(`select *
		from (
			select 'course' as kind, c.course_id as ref_id, c.competency_id, c.level, c.minutes, c.title_vi, c.title_en, null::timestamptz as ends_at
			from v_course_shows c
			where not exists (
				select from v_learner_courses d
				where d.learner_id = ?0 and d.course_id = c.course_id and d.completed_at is not null)
			union all
			select 'test', q.quiz_id, k.competency_id, k.level, q.minutes, q.title_vi, q.title_en, null
			from v_quiz_shows k
			join v_open_quizzes q on q.quiz_id = k.quiz_id
			where not exists (
				select from v_quiz_standings d
				where d.learner_id = ?0 and d.quiz_id = q.quiz_id and d.passed)
			union all
			select 'class', k.class_id, k.competency_id, k.level, k.sessions * ?1, k.title, '', k.ends_at
			from v_class_offers k
			where k.nominate_by >= ?2::date
			or exists (
				select from v_class_standings d
				where d.staff_id = ?0 and d.class_id = k.class_id and d.seat in ('nominated', 'waiting', 'approved'))
		) offers
		where competency_id in (?3)
		and fold_text(title_vi || ' ' || title_en) like '%' || fold_text(?4) || '%'
		order by title_vi collate "vi-x-icu", kind, ref_id, competency_id
		limit 500`,
		s.StaffID, periodsASession*MinutesAPeriod, s.On, bun.List(orNone(s.CompetencyIDs)), s.Q).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find offers: %w", err)
	}
	offers := make([]Offer, 0, len(rows))
	for _, r := range rows {
		o := Offer{
			Kind: r.Kind, RefID: r.RefID, CompetencyID: r.CompetencyID, Level: r.Level, Minutes: r.Minutes, TitleVI: r.TitleVI, TitleEN: r.TitleEN,
		}
		if r.EndsAt != nil {
			o.On = clock.DayOf(*r.EndsAt)
		}
		offers = append(offers, o)
	}
	return offers, nil
}

// periodsASession is how many periods a half-day of a class has.
const periodsASession = 4

// progressOf is how far someone is with some actions, by what the owners of
// courses, tests, classes and pairs know, and by the ticks.
func progressOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, c Content, ticked map[uuid.UUID]time.Time) (map[uuid.UUID]Progress, error) {
	refs := map[Kind][]uuid.UUID{}
	for _, a := range c.Actions() {
		refs[a.Kind] = append(refs[a.Kind], a.RefID)
	}
	known := map[place]Progress{}
	for _, ask := range []struct {
		kind  Kind
		query string
	}{
		{Course, `select course_id as ref_id, completed_at is not null as finished, true as begun, done, lessons as of
			from v_learner_courses where learner_id = ? and course_id in (?)`},
		{Test, `select quiz_id as ref_id, passed as finished, attempts > 0 as begun, 0 as done, 0 as of
			from v_quiz_standings where learner_id = ? and quiz_id in (?)`},
		{Class, `select class_id as ref_id, closed and present > 0 as finished, seat in ('nominated', 'waiting', 'approved') as begun, present as done, sessions as of
			from v_class_standings where staff_id = ? and class_id in (?)`},
		{Mentor, `select mentor_id as ref_id, competency_id, pair_id as link_id, state = 'completed' as finished, true as begun, confirmed as done, 0 as of
			from v_pair_standings where learner_id = ? and mentor_id in (?) order by requested_at`},
	} {
		if len(refs[ask.kind]) == 0 {
			continue
		}
		if err := readProgress(ctx, db.NewRaw(ask.query, staffID, bun.List(refs[ask.kind])), ask.kind, known); err != nil {
			return nil, err
		}
	}
	found := map[uuid.UUID]Progress{}
	for _, t := range c.Targets {
		for _, a := range t.Actions {
			at := place{Kind: a.Kind, RefID: a.RefID}
			if a.Kind == Mentor {
				at.CompetencyID = t.CompetencyID
			}
			p, ok := known[at]
			if !ok {
				p.Standing = Todo
			}
			if _, done := ticked[a.ID]; done {
				p.Standing = Done
			}
			found[a.ID] = p
		}
	}
	return found, nil
}

// place is what progress is known of; the competency matters to pairs only.
type place struct {
	Kind         Kind
	RefID        uuid.UUID
	CompetencyID uuid.UUID
}

func readProgress(ctx context.Context, q *bun.RawQuery, kind Kind, known map[place]Progress) error {
	var rows []struct {
		RefID        uuid.UUID
		CompetencyID uuid.UUID
		LinkID       uuid.UUID
		Finished     bool
		Begun        bool
		Done         int
		Of           int
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("read progress of %s actions: %w", kind, err)
	}
	for _, r := range rows {
		p := Progress{Standing: Todo, Done: r.Done, Of: r.Of, LinkID: r.LinkID}
		switch {
		case r.Finished:
			p.Standing = Done
		case r.Begun:
			p.Standing = UnderWay
		}
		known[place{Kind: kind, RefID: r.RefID, CompetencyID: r.CompetencyID}] = p
	}
	return nil
}

// counted are the standing entries that reach someone's levels, by competency,
// the newest first.
func counted(ctx context.Context, db bun.IDB, staffID uuid.UUID, competencyIDs []uuid.UUID) (map[uuid.UUID][]PaperEntry, error) {
	var rows []struct {
		CompetencyID uuid.UUID
		EntryID      uuid.UUID
		Kind         string
		Level        int16
		ObservedAt   time.Time
	}
	err := db.NewRaw(`select competency_id, entry_id, kind, level, observed_at
		from v_level_evidence
		where staff_id = ?
		and competency_id in (?)
		order by competency_id, observed_at desc, entry_id`, staffID, bun.List(orNone(competencyIDs))).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read counted entries: %w", err)
	}
	by := map[uuid.UUID][]PaperEntry{}
	for _, r := range rows {
		by[r.CompetencyID] = append(by[r.CompetencyID], PaperEntry{ID: r.EntryID, Kind: r.Kind, Level: r.Level, ObservedAt: r.ObservedAt})
	}
	return by, nil
}
