package mentoring

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// asked is one person's standing in one competency.
func asked(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) (Asker, error) {
	found, err := standings(ctx, simple{db}, staffID, []uuid.UUID{competencyID})
	if err != nil || len(found) == 0 {
		return Asker{StaffID: staffID, Slots: AllSlots}, err
	}
	return found[0].Asker, nil
}

// standing is someone's standing in one competency.
type standing struct {
	Asker

	CompetencyID uuid.UUID
}

// standings are someone's in some competencies, in the order given.
func standings(ctx context.Context, r reader, staffID uuid.UUID, competencyIDs []uuid.UUID) ([]standing, error) {
	if len(competencyIDs) == 0 {
		return nil, nil
	}
	var found []standing
	err := r.read(ctx, &found, `select ?0::uuid as staff_id, c.id as competency_id,
			coalesce(l.level, 0) as level,
			coalesce(q.required, 0) as required,
			coalesce((select slots from meeting_times where staff_id = ?0), ?2::integer) as slots,
			exists (select from sensitive_competencies s where s.competency_id = c.id) as sensitive
		from competencies c
		left join v_levels l on l.staff_id = ?0 and l.competency_id = c.id
		left join v_requirements q on q.staff_id = ?0 and q.competency_id = c.id
		where c.id = any(?1::uuid[])
		order by array_position(?1::uuid[], c.id)`, staffID, idArray(competencyIDs), int64(AllSlots))
	if err != nil {
		return nil, fmt.Errorf("find standing in competencies: %w", err)
	}
	return found, nil
}

// wanting are someone's standings where there is a gap, critical ones first, then
// the widest.
func wanting(ctx context.Context, r reader, staffID uuid.UUID) ([]standing, error) {
	var found []standing
	err := r.read(ctx, &found, `select ?0::uuid as staff_id, g.competency_id, g.level, g.required,
			coalesce((select slots from meeting_times where staff_id = ?0), ?1::integer) as slots,
			exists (select from sensitive_competencies s where s.competency_id = g.competency_id) as sensitive
		from v_gaps g
		join competencies c on c.id = g.competency_id
		where g.staff_id = ?0
		and g.gap > 0
		order by g.critical desc, g.gap desc, c.code`, staffID, int64(AllSlots))
	if err != nil {
		return nil, fmt.Errorf("find gaps to be helped in: %w", err)
	}
	return found, nil
}

// bestLevel is the highest settled level someone has in any competency.
func bestLevel(ctx context.Context, db bun.IDB, staffID uuid.UUID) (int16, error) {
	var best int16
	err := db.NewRaw("select coalesce(max(level), 0) from v_levels where staff_id = ?", staffID).Scan(ctx, &best)
	if err != nil {
		return 0, fmt.Errorf("find best level: %w", err)
	}
	return best, nil
}

// nearby asks for people who may help someone in one competency.
type nearby struct {
	Asker

	CompetencyID uuid.UUID
	MentorID     uuid.UUID // zero: anyone
	On           clock.Day
}

// candidateRow is a helper with the standing in one competency.
type candidateRow struct {
	helper

	CompetencyID uuid.UUID
	Level        int16
	EvidenceKind string
	EvidenceAt   *time.Time
	Declined     bool
	PairID       uuid.UUID
	PairState    State
}

// candidates are people above the asker's level with an open profile, or a live
// pair with the asker, who work in the asker's commune, in one that borders it,
// or travel to it. Those who cannot be asked now are among them.
func candidates(ctx context.Context, db bun.IDB, n nearby) ([]candidateRow, error) {
	r := simple{db}
	helpers, err := helpersNear(ctx, r, n)
	if err != nil {
		return nil, err
	}
	spare, err := spareOf(ctx, r, helpers, n.On)
	if err != nil {
		return nil, err
	}
	rows, err := skilled(ctx, r, n.StaffID, helpers, []uuid.UUID{n.CompetencyID})
	manned(rows, spare)
	return rows, err
}

// skilled are the helpers who are above someone's level in some competencies,
// once for each, with an open profile or a live pair with that person.
func skilled(ctx context.Context, r reader, staffID uuid.UUID, helpers []helper, competencyIDs []uuid.UUID) ([]candidateRow, error) {
	if len(helpers) == 0 || len(competencyIDs) == 0 {
		return nil, nil
	}
	known := make(map[uuid.UUID]helper, len(helpers))
	ids := make([]uuid.UUID, 0, len(helpers))
	for _, h := range helpers {
		known[h.MentorID] = h
		ids = append(ids, h.MentorID)
	}
	var rows []struct {
		StaffID      uuid.UUID
		CompetencyID uuid.UUID
		Level        int16
		EvidenceKind string
		EvidenceAt   *time.Time
		Declined     bool
		PairID       uuid.UUID
		PairState    State
	}
	err := r.read(ctx, &rows, `select l.staff_id, l.competency_id, l.level,
			coalesce(shown.kind, '') as evidence_kind, shown.observed_at as evidence_at,
			exists (select from mentor_declines d where d.staff_id = l.staff_id and d.competency_id = l.competency_id) as declined,
			own.id as pair_id, coalesce(own.state, '') as pair_state
		from v_levels l
		join mentors m on m.staff_id = l.staff_id
		left join v_levels mine on mine.staff_id = ?0 and mine.competency_id = l.competency_id
		left join pairs own on own.mentor_id = l.staff_id and own.learner_id = ?0 and own.competency_id = l.competency_id
			and own.state in `+liveSQL+`
		left join lateral (
			select v.kind, v.observed_at
			from v_level_evidence v
			where v.staff_id = l.staff_id
			and v.competency_id = l.competency_id
			order by v.observed_at desc, v.entry_id
			limit 1
		) shown on true
		where l.staff_id = any(?1::uuid[])
		and l.competency_id = any(?2::uuid[])
		and l.level > coalesce(mine.level, 0)
		and (m.open or own.id is not null)
		order by l.staff_id, l.competency_id`, staffID, idArray(ids), idArray(competencyIDs))
	if err != nil {
		return nil, fmt.Errorf("find levels of mentors nearby: %w", err)
	}
	found := make([]candidateRow, 0, len(rows))
	for _, row := range rows {
		found = append(found, candidateRow{
			helper: known[row.StaffID], CompetencyID: row.CompetencyID, Level: row.Level, EvidenceKind: row.EvidenceKind,
			EvidenceAt: row.EvidenceAt, Declined: row.Declined, PairID: row.PairID, PairState: row.PairState,
		})
	}
	return found, nil
}

func (r candidateRow) candidate() Candidate {
	c := Candidate{
		MentorID: r.MentorID, FamilyName: r.FamilyName, GivenName: r.GivenName, UnitName: r.UnitName, CommuneName: r.CommuneName,
		Place: r.Place, Travels: r.Travels, Open: r.Open, Modes: r.Modes, Slots: r.Slots, Spare: r.Spare,
		Level: r.Level, EvidenceKind: r.EvidenceKind, Capacity: r.Capacity, Live: r.Live, Minutes: r.Minutes, Used: r.Used,
		Over: r.Over, Completed: r.Completed, Together: r.Together, Champion: r.Champion, Superior: r.Superior,
		Declined: r.Declined, PausedUntil: r.PausedUntil, AwayUntil: r.AwayUntil,
	}
	if r.EvidenceAt != nil {
		c.EvidenceAt = *r.EvidenceAt
	}
	if r.PairID != uuid.Nil {
		c.Pair = &LivePair{ID: r.PairID, State: r.PairState}
	}
	return c
}

type postRow struct {
	StaffID    uuid.UUID
	PositionVI string `bun:"position_vi"`
	PositionEN string `bun:"position_en"`
	Unit       string
	Kind       string
}

// postsOn are the posts some people hold on a day, permanent ones first.
func postsOn(ctx context.Context, r reader, staffIDs []uuid.UUID, on clock.Day) (map[uuid.UUID][]postRow, error) {
	posts := make(map[uuid.UUID][]postRow, len(staffIDs))
	if len(staffIDs) == 0 {
		return posts, nil
	}
	var rows []postRow
	err := r.read(ctx, &rows, `select p.staff_id, x.name_vi as position_vi, x.name_en as position_en, u.name as unit, p.kind
		from posts p
		join positions x on x.id = p.position_id
		join units u on u.id = p.unit_id
		where p.staff_id = any(?0::uuid[])
		and p.during @> ?1::date
		order by p.staff_id, p.kind <> 'permanent', lower(p.during), p.id`, idArray(staffIDs), on)
	if err != nil {
		return nil, fmt.Errorf("list posts of mentors: %w", err)
	}
	for _, r := range rows {
		posts[r.StaffID] = append(posts[r.StaffID], r)
	}
	return posts, nil
}
