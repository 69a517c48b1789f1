package effects

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/clock"
	"camtay/app/evidence"
)

// ran is a re-assessment whose day has come, with the time the pair took.
type ran struct {
	ReassessmentID uuid.UUID
	StaffID        uuid.UUID
	CompetencyID   uuid.UUID
	BeganAt        time.Time
	DueOn          clock.Day
}

// loadPanel reads everything the comparison is made from; without episodes when
// nobody mentored can be compared yet.
func loadPanel(ctx context.Context, db bun.IDB, now time.Time) (*panel, error) {
	var all []ran
	err := db.NewRaw(`select r.id as reassessment_id, p.learner_id as staff_id, r.competency_id, p.answered_at as began_at, r.due_on
		from reassessments r
		join pairs p on p.id = r.pair_id
		where r.due_on <= ?::date
		order by r.id`, clock.DayOf(now)).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("read mentored people: %w", err)
	}
	p := &panel{people: map[uuid.UUID]facts{}, asked: map[uuid.UUID][]asked{}, levels: map[spot][]int16{}, looks: map[spot][]time.Time{}, mentored: map[spot]bool{}}
	if len(all) == 0 {
		return p, nil
	}
	earliest := slices.MinFunc(all, func(a, b ran) int { return a.BeganAt.Compare(b.BeganAt) }).BeganAt
	p.instants = monthsOf(earliest, now)
	var competencies []uuid.UUID
	for _, r := range all {
		w, ok := windowOf(p.instants, r.BeganAt, r.DueOn.AddDays(1).Start())
		if !ok {
			continue
		}
		p.episodes = append(p.episodes, episode{r.ReassessmentID, r.StaffID, r.CompetencyID, w})
		if !slices.Contains(competencies, r.CompetencyID) {
			competencies = append(competencies, r.CompetencyID)
		}
	}
	if len(p.episodes) == 0 {
		return p, nil
	}
	err = evidence.LevelsOf(ctx, db, evidence.History{
		Instants: p.instants, Competencies: competencies, Without: []string{evidence.KindCoaching, evidence.KindSelf},
	}, func(staffID, competencyID uuid.UUID, levels []int16) {
		p.levels[spot{staffID, competencyID}] = levels
	})
	if err != nil {
		return nil, err
	}
	for _, load := range []func(context.Context, bun.IDB, []uuid.UUID) error{p.loadAsked, p.loadPeople, p.loadLooks, p.loadMentored} {
		if err := load(ctx, db, competencies); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *panel) loadAsked(ctx context.Context, db bun.IDB, competencies []uuid.UUID) error {
	var rows []struct {
		CompetencyID uuid.UUID
		asked
	}
	err := db.NewRaw(`select competency_id, staff_id, required, critical
		from v_requirements
		where competency_id = any(?::uuid[])
		order by competency_id, staff_id`, list(competencies)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read requirements: %w", err)
	}
	for _, r := range rows {
		p.asked[r.CompetencyID] = append(p.asked[r.CompetencyID], r.asked)
	}
	return nil
}

func (p *panel) loadPeople(ctx context.Context, db bun.IDB, _ []uuid.UUID) error {
	var rows []facts
	err := db.NewRaw(`select s.id as staff_id, subpath(u.path, 0, least(2, nlevel(u.path)))::text as commune, s.born_on, s.joined_on,
			o.category, o.post_from
		from staff s
		join units u on u.id = s.unit_id
		join lateral (
			select x.category, lower(p.during) as post_from
			from posts p
			join positions x on x.id = p.position_id
			where p.staff_id = s.id
			and p.kind = 'permanent'
			order by p.during desc
			limit 1
		) o on true
		where s.left_on is null
		order by s.id`).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	for _, f := range rows {
		p.people[f.StaffID] = f
	}
	var trainings []struct {
		StaffID    uuid.UUID
		ObservedAt time.Time
	}
	err = db.NewRaw(`select staff_id, observed_at
		from evidence_entries
		where kind in (?, ?)
		order by staff_id, observed_at`, evidence.KindAttendance, evidence.KindCompletion).Scan(ctx, &trainings)
	if err != nil {
		return fmt.Errorf("read earlier trainings: %w", err)
	}
	for _, t := range trainings {
		if f, known := p.people[t.StaffID]; known {
			f.Trainings = append(f.Trainings, t.ObservedAt)
			p.people[t.StaffID] = f
		}
	}
	return nil
}

func (p *panel) loadLooks(ctx context.Context, db bun.IDB, competencies []uuid.UUID) error {
	var rows []struct {
		StaffID      uuid.UUID
		CompetencyID uuid.UUID
		ObservedAt   time.Time
	}
	err := db.NewRaw(`select staff_id, competency_id, observed_at
		from evidence_entries
		where competency_id = any(?::uuid[])
		and kind = any(?)
		and action in ('attest', 'log')
		and capacity <> 'self'
		order by staff_id, competency_id, observed_at`, list(competencies), pgdialect.Array(Looking())).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read looks: %w", err)
	}
	for _, r := range rows {
		at := spot{r.StaffID, r.CompetencyID}
		p.looks[at] = append(p.looks[at], r.ObservedAt)
	}
	return nil
}

func (p *panel) loadMentored(ctx context.Context, db bun.IDB, _ []uuid.UUID) error {
	var rows []struct {
		LearnerID    uuid.UUID
		CompetencyID uuid.UUID
	}
	err := db.NewRaw(`select learner_id, competency_id
		from pairs
		where answered_at is not null
		and state <> 'declined'
		union
		select p.learner_id, t.competency_id
		from pair_targets t
		join pairs p on p.id = t.pair_id
		where p.answered_at is not null
		and p.state <> 'declined'`).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read who had a mentor: %w", err)
	}
	for _, r := range rows {
		p.mentored[spot{r.LearnerID, r.CompetencyID}] = true
	}
	return nil
}

// list writes ids as an array for any(?::uuid[]).
func list(ids []uuid.UUID) any {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, id.String())
	}
	return pgdialect.Array(texts)
}
