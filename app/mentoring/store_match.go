package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/org"
)

// asked is one person's standing in one competency.
func asked(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) (Asker, error) {
	a := Asker{StaffID: staffID}
	err := db.NewRaw(`select
			coalesce((select level from v_levels where staff_id = ?0 and competency_id = ?1), 0),
			coalesce((select required from v_requirements where staff_id = ?0 and competency_id = ?1), 0)`,
		staffID, competencyID).Scan(ctx, &a.Level, &a.Required)
	if err != nil {
		return Asker{}, fmt.Errorf("find standing in competency: %w", err)
	}
	return a, nil
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

type candidateRow struct {
	MentorID     uuid.UUID
	FamilyName   string
	GivenName    string
	FullName     string
	UnitID       uuid.UUID
	UnitCode     string
	UnitName     string
	UnitNameEN   string `bun:"unit_name_en"`
	UnitKind     string
	CommuneName  string
	Place        Place
	Open         bool
	Level        int16
	EvidenceKind string
	EvidenceAt   *time.Time
	Capacity     int
	Live         int
	Completed    int
	Champion     bool
	PairID       uuid.UUID
	PairState    State
}

// candidates are people above the asker's level with an open profile, or a live
// pair with the asker, who work in the asker's commune or in one that borders
// it. Full mentors are among them.
func candidates(ctx context.Context, db bun.IDB, n nearby) ([]candidateRow, error) {
	q := db.NewSelect().
		With("me", db.NewRaw(`select s.id, s.unit_id, subpath(u.path, 0, least(nlevel(u.path), 2)) as commune
			from staff s
			join units u on u.id = s.unit_id
			where s.id = ?`, n.StaffID)).
		With("places", db.NewRaw(`select c.path, c.name, true as own
			from me
			join units c on c.path = me.commune
			union all
			select c.path, c.name, false
			from me
			join units o on o.path = me.commune
			join unit_neighbours b on b.unit_id = o.id
			join units c on c.id = b.neighbour_id`)).
		TableExpr("me").
		Join("cross join places pl").
		Join("join units u on u.path <@ pl.path").
		Join("join staff s on s.unit_id = u.id and s.id <> me.id and (s.left_on is null or s.left_on > ?)", n.On).
		Join("join mentors m on m.staff_id = s.id").
		Join("join v_levels l on l.staff_id = s.id and l.competency_id = ? and l.level > ?", n.CompetencyID, n.Level).
		Join(`left join pairs own on own.mentor_id = s.id and own.learner_id = me.id and own.competency_id = l.competency_id
			and own.state in ('requested', 'active')`).
		Join(`cross join lateral (
			select count(*) as live
			from pairs p
			where p.mentor_id = s.id
			and p.state in ('requested', 'active')
		) busy`).
		Join(`cross join lateral (
			select count(*) as completed
			from pairs p
			where p.mentor_id = s.id
			and p.state = 'completed'
			and exists (select from coaching_sessions c where c.pair_id = p.id and c.confirmed_at is not null)
		) done`).
		Join(`left join lateral (
			select v.kind, v.observed_at
			from v_level_evidence v
			where v.staff_id = s.id
			and v.competency_id = l.competency_id
			order by v.observed_at desc, v.entry_id
			limit 1
		) shown on true`).
		ColumnExpr("s.id as mentor_id, s.family_name, s.given_name, s.full_name").
		ColumnExpr("u.id as unit_id, u.code as unit_code, u.name as unit_name, u.name_en as unit_name_en, u.kind as unit_kind").
		ColumnExpr("pl.name as commune_name").
		ColumnExpr("case when s.unit_id = me.unit_id then ? when pl.own then ? else ? end as place", Office, Ward, Neighbour).
		ColumnExpr("m.open, m.capacity, m.champion, l.level, busy.live, done.completed").
		ColumnExpr("coalesce(shown.kind, '') as evidence_kind, shown.observed_at as evidence_at").
		ColumnExpr("own.id as pair_id, coalesce(own.state, '') as pair_state").
		Where("m.open or own.id is not null").
		OrderExpr("s.id")
	if n.MentorID != uuid.Nil {
		q = q.Where("s.id = ?", n.MentorID)
	}
	var rows []candidateRow
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("find mentors nearby: %w", err)
	}
	return rows, nil
}

func (r candidateRow) candidate() Candidate {
	c := Candidate{
		MentorID: r.MentorID, FamilyName: r.FamilyName, GivenName: r.GivenName, UnitName: r.UnitName, CommuneName: r.CommuneName,
		Place: r.Place, Open: r.Open, Level: r.Level, EvidenceKind: r.EvidenceKind, Capacity: r.Capacity, Live: r.Live,
		Completed: r.Completed, Champion: r.Champion,
	}
	if r.EvidenceAt != nil {
		c.EvidenceAt = *r.EvidenceAt
	}
	if r.PairID != uuid.Nil {
		c.Pair = &LivePair{ID: r.PairID, State: r.PairState}
	}
	return c
}

func (r candidateRow) unit() org.UnitBody {
	return org.UnitBody{ID: r.UnitID, Code: r.UnitCode, Name: r.UnitName, NameEN: r.UnitNameEN, Kind: r.UnitKind}
}

type postRow struct {
	StaffID    uuid.UUID
	PositionVI string `bun:"position_vi"`
	PositionEN string `bun:"position_en"`
	Unit       string
	Kind       string
}

// postsOn are the posts some people hold on a day, permanent ones first.
func postsOn(ctx context.Context, db bun.IDB, staffIDs []uuid.UUID, on clock.Day) (map[uuid.UUID][]postRow, error) {
	posts := make(map[uuid.UUID][]postRow, len(staffIDs))
	if len(staffIDs) == 0 {
		return posts, nil
	}
	var rows []postRow
	err := db.NewRaw(`select p.staff_id, x.name_vi as position_vi, x.name_en as position_en, u.name as unit, p.kind
		from posts p
		join positions x on x.id = p.position_id
		join units u on u.id = p.unit_id
		where p.staff_id in (?)
		and p.during @> ?::date
		order by p.staff_id, p.kind <> 'permanent', lower(p.during), p.id`, bun.List(staffIDs), on).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list posts of mentors: %w", err)
	}
	for _, r := range rows {
		posts[r.StaffID] = append(posts[r.StaffID], r)
	}
	return posts, nil
}

// ErrNoProfile reports someone who never offered help.
var ErrNoProfile = errors.New("mentor profile not found")

// FindProfile is someone's mentor profile, or ErrNoProfile.
func FindProfile(ctx context.Context, db bun.IDB, staffID uuid.UUID) (Profile, error) {
	return oneProfile(ctx, db.NewSelect().Where("staff_id = ?", staffID))
}

// lockProfile is FindProfile that holds off other requests to and answers of
// the mentor until the transaction ends.
func lockProfile(ctx context.Context, tx bun.Tx, staffID uuid.UUID) (Profile, error) {
	return oneProfile(ctx, tx.NewSelect().Where("staff_id = ?", staffID).For("update"))
}

func oneProfile(ctx context.Context, q *bun.SelectQuery) (Profile, error) {
	var p Profile
	err := q.Model(&p).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Profile{}, ErrNoProfile
	case err != nil:
		return Profile{}, fmt.Errorf("find mentor profile: %w", err)
	}
	return p, nil
}

// PutProfiles adds or replaces mentor profiles as they are given, without asking
// whether these people may mentor: for loading prepared data. UpdatedAt is set
// to now.
func PutProfiles(ctx context.Context, tx bun.Tx, profiles []Profile, now time.Time) error {
	if len(profiles) == 0 {
		return nil
	}
	rows := make([]Profile, 0, len(profiles))
	for _, p := range profiles {
		p.UpdatedAt, p.Modes = now, InOrder(p.Modes)
		rows = append(rows, p)
	}
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (staff_id) do update").
		Set("open = excluded.open").
		Set("capacity = excluded.capacity").
		Set("champion = excluded.champion").
		Set("modes = excluded.modes").
		Set("note = excluded.note").
		Set("updated_at = excluded.updated_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("put mentor profiles: %w", err)
	}
	return nil
}

// liveOf counts a mentor's live pairs, all and those accepted.
func liveOf(ctx context.Context, db bun.IDB, mentorID uuid.UUID) (live, active int, err error) {
	err = db.NewRaw(`select count(*), count(*) filter (where state = 'active')
		from pairs
		where mentor_id = ?
		and state in ('requested', 'active')`, mentorID).Scan(ctx, &live, &active)
	if err != nil {
		return 0, 0, fmt.Errorf("count live pairs: %w", err)
	}
	return live, active, nil
}
