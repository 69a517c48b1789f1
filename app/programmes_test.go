package app_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app"
	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/demo"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/mentoring"
	"camtay/app/programmes"
	"camtay/migrations/testdb"
)

// TestCountersStayMannedInEveryProgramme publishes two hundred programmes drawn at
// random on the demo province, each beside those published before that were not
// taken back, and asks the database whether any counter falls below its minimum.
func TestCountersStayMannedInEveryProgramme(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	clk := clock.NewFake(time.Date(2026, 11, 2, 2, 0, 0, 0, time.UTC))
	if err := app.Prepare(t.Context(), db, clk, func(string) {}); err != nil {
		t.Fatal(err)
	}
	if err := demo.Seed(t.Context(), db, demo.Config{Seed: 7, Staff: 800, Now: clk.Now()}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	var root string
	var officer uuid.UUID
	var communes, skills []uuid.UUID
	scan(t, db.NewRaw("select path from units where parent_id is null").Scan(t.Context(), &root))
	scan(t, db.NewRaw("select id from staff order by code limit 1").Scan(t.Context(), &officer))
	scan(t, db.NewRaw("select id from units where nlevel(path) = 2 order by code").Scan(t.Context(), &communes))
	scan(t, db.NewRaw("select id from competencies order by code").Scan(t.Context(), &skills))
	ctx := access.With(t.Context(), access.Principal{StaffID: officer, Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: root}}})
	outbox := event.NewOutbox()
	svc := programmes.New(db, clk, mentoring.New(db, clk, outbox, evidence.NewLedger(outbox)))
	published, away := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		for n := range 2 {
			p := matchedProgramme(rt, ctx, svc, programmes.Programme{
				Name: "Kèm cặp", StartsOn: clock.DayOf(clk.Now()).AddDays(rapid.IntRange(0, 60).Draw(rt, "start")), Weeks: rapid.IntRange(1, 12).Draw(rt, "weeks"),
				PerMentor:    rapid.IntRange(1, 5).Draw(rt, "per mentor"),
				Aim:          rapid.SampledFrom([]programmes.Aim{programmes.Everyone, programmes.MostGap}).Draw(rt, "aim"),
				Mode:         rapid.SampledFrom([]programmes.Mode{programmes.Optimum, programmes.Acceptance}).Draw(rt, "mode"),
				Units:        rapid.SliceOfNDistinct(rapid.SampledFrom(communes), 1, 12, rapid.ID[uuid.UUID]).Draw(rt, "communes"),
				Competencies: rapid.SliceOfNDistinct(rapid.SampledFrom(skills), 1, 10, rapid.ID[uuid.UUID]).Draw(rt, "competencies"),
			})
			if n == 0 && rapid.Bool().Draw(rt, "people fall ill") {
				_, err := db.ExecContext(ctx, `insert into absences (id, staff_id, during, kind, created_at)
					select gen_random_uuid(), s.id, daterange(?, ?), 'other', '2026-01-01'
					from staff s
					join counters k on k.unit_id = s.unit_id
					order by hashtext(s.code || ?)
					limit 20
					on conflict do nothing`, p.StartsOn, p.EndsOn(), strconv.Itoa(rapid.IntRange(0, 1000).Draw(rt, "who")))
				scan(rt, err)
			}
			_, err := svc.Publish(ctx, p.ID)
			scan(rt, err)
			published++
			var short []string
			scan(rt, db.NewRaw(shortCounters, p.ID).Scan(ctx, &short))
			if len(short) > 0 {
				rt.Fatalf("counters below their minimum: %v", short)
			}
			var gone int
			scan(rt, db.NewRaw("select count(*) "+leaving).Scan(ctx, &gone))
			away += gone
			if n == 1 || rapid.Bool().Draw(rt, "take back") {
				_, err := db.ExecContext(ctx, `update pairs set state = 'expired', closed_at = requested_at
					where programme_id is not null and state = 'suggested'`)
				scan(rt, err)
				_, err = db.ExecContext(ctx, "delete from absences where created_at = '2026-01-01'")
				scan(rt, err)
			}
		}
	})
	if published < 200 || away == 0 {
		t.Fatalf("%d programmes published, %d mentors leave their counter: too little was tried", published, away)
	}
}

// leaving are the live pairs of published programmes for which a mentor leaves a
// counter.
const leaving = `from pairs live
join programmes g on g.id = live.programme_id
join programme_pairs p on p.programme_id = g.id and p.learner_id = live.learner_id and p.mentor_id = live.mentor_id and p.slot = live.slot
join staff m on m.id = p.mentor_id
join staff l on l.id = p.learner_id
join counters k on k.unit_id = m.unit_id
where live.state in ('suggested', 'requested', 'active', 'paused')
and not p.remote
and l.unit_id <> m.unit_id`

// shortCounters names the half-days of a programme on which a counter is left with
// too few people by it and others that are under way.
const shortCounters = `select u.name || ' ' || d.day::date || ' ' || away.slot
from programmes this
cross join lateral generate_series(this.starts_on, this.starts_on + 7 * this.weeks - 1, interval '1 day') d (day)
cross join lateral (
	select k.unit_id, k.minimum, p.slot, count(distinct p.mentor_id) as mentors ` + leaving + `
	and d.day >= g.starts_on
	and d.day < g.starts_on + 7 * g.weeks
	and p.slot / 2 = extract(isodow from d.day) - 1
	group by k.unit_id, k.minimum, p.slot
) away
join units u on u.id = away.unit_id
where this.id = ?
and (
	select count(*)
	from staff s
	where s.unit_id = away.unit_id
	and s.left_on is null
	and not exists (select from absences a where a.staff_id = s.id and a.during @> d.day::date)
) - away.mentors < away.minimum`

type failing interface {
	Helper()
	Fatal(args ...any)
}

func scan(t failing, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// matchedProgramme saves a programme, has it matched, and returns it ready.
func matchedProgramme(t failing, ctx context.Context, svc *programmes.Service, p programmes.Programme) programmes.Programme {
	t.Helper()
	p, err := svc.Save(ctx, p)
	scan(t, err)
	_, err = svc.Match(ctx, p.ID)
	scan(t, err)
	_, err = svc.Advance(ctx)
	scan(t, err)
	p, err = svc.Find(ctx, p.ID)
	scan(t, err)
	if p.State != programmes.Ready || p.Figures == nil {
		t.Fatal("not ready: ", p.State, p.Failure)
	}
	return p
}
