package demo_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/access"
	"camtay/app/auth"
	"camtay/app/catalogue"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/demo"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/mentoring"
	"camtay/migrations/testdb"
)

const fewStaff = 400

func quiet(string) {}

// seeded is a database with the built-in tables and a small province, made on the
// database's own day since the views ask for the posts of today.
func seeded(t *testing.T, seed uint64) (*bun.DB, time.Time) {
	t.Helper()
	pool := testdb.New(t)
	now := clock.System{}.Now()
	load(t, pool, now)
	if err := demo.Seed(t.Context(), pool, demo.Config{Seed: seed, Staff: fewStaff, Now: now}, quiet); err != nil {
		t.Fatal(err)
	}
	return pool, now
}

func load(t *testing.T, pool *bun.DB, now time.Time) {
	t.Helper()
	if err := catalogue.Load(t.Context(), pool, clock.NewFake(now), quiet); err != nil {
		t.Fatal(err)
	}
}

// fingerprints sums up what the seed decides. Ids that the built-in tables and the
// accounts draw anew in every database are replaced by codes.
func fingerprints(t *testing.T, pool *bun.DB) map[string]string {
	t.Helper()
	queries := map[string]string{
		"offices": `select u.id::text || u.code || u.name || u.kind from units u where u.former = 'Dữ liệu mô phỏng'`,
		"staff":   `select (to_jsonb(s) - 'unit_id')::text || u.code from staff s join units u on u.id = s.unit_id`,
		"posts": `select p.id::text || p.staff_id || x.code || u.code || p.kind || p.during
			from posts p join positions x on x.id = p.position_id join units u on u.id = p.unit_id`,
		"evidence": `select (to_jsonb(e) - 'competency_id' - 'hash')::text || c.code from evidence_entries e join competencies c on c.id = e.competency_id`,
		"levels":   `select (to_jsonb(l) - 'competency_id')::text || c.code from levels l join competencies c on c.id = l.competency_id`,
		"mentors":  `select to_jsonb(m)::text from mentors m`,
		"absences": `select to_jsonb(a)::text from absences a`,
		"counters": `select u.code || c.minimum from counters c join units u on u.id = c.unit_id`,
		"times":    `select to_jsonb(t)::text from meeting_times t`,
		"wards":    `select w.staff_id || u.code from mentor_wards w join units u on u.id = w.unit_id`,
		"pairs":    `select (to_jsonb(p) - 'competency_id')::text || c.code from pairs p join competencies c on c.id = p.competency_id`,
		"sessions": `select to_jsonb(s)::text from coaching_sessions s`,
		"accounts": `select a.login || a.staff_id || (a.password_hash <> '')::text ||
				(select string_agg(g.role || u.code, ' ' order by g.role, u.code) from grants g join units u on u.id = g.unit_id where g.account_id = a.id)
			from accounts a`,
		"plans":   `select to_jsonb(p)::text from plans p`,
		"targets": `select (to_jsonb(t) - 'competency_id')::text || c.code from plan_targets t join competencies c on c.id = t.competency_id`,
		"actions": `select (to_jsonb(a) - 'competency_id' - 'ref_id')::text || c.code from plan_actions a join competencies c on c.id = a.competency_id`,
		"steps":   `select to_jsonb(s)::text from plan_steps s`,
		"copies":  `select plan_id || encode(hash, 'hex') from plan_copies`,
		"classes": `select (to_jsonb(c) - 'unit_id')::text from classes c`,
	}
	sums := map[string]string{}
	for table, query := range queries {
		var sum string
		err := pool.NewRaw(`select count(*) || ' ' || md5(string_agg(line, '|' order by line)) from (?) as r (line)`, bun.Safe(query)).Scan(t.Context(), &sum)
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		sums[table] = sum
	}
	return sums
}

func number(t *testing.T, pool *bun.DB, query string, args ...any) float64 {
	t.Helper()
	var n float64
	if err := pool.NewRaw("select ("+query+")::float8", args...).Scan(t.Context(), &n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestTheSameSeedOnTheSameDayMakesTheSameProvince(t *testing.T) {
	t.Parallel()
	sums := make([]map[string]string, 3)
	for i, c := range []demo.Config{
		{Seed: 7, Now: time.Date(2026, time.November, 20, 0, 30, 0, 0, clock.Zone)},
		{Seed: 7, Now: time.Date(2026, time.November, 20, 21, 0, 0, 0, clock.Zone)},
		{Seed: 8, Now: time.Date(2026, time.November, 20, 21, 0, 0, 0, clock.Zone)},
	} {
		pool := testdb.New(t)
		load(t, pool, c.Now)
		c.Staff = 200
		if err := demo.Seed(t.Context(), pool, c, quiet); err != nil {
			t.Fatal(err)
		}
		sums[i] = fingerprints(t, pool)
	}
	if diff := cmp.Diff(sums[0], sums[1]); diff != "" {
		t.Errorf("two databases differ (-first +second):\n%s", diff)
	}
	for _, table := range []string{"staff", "posts", "evidence", "levels"} {
		if sums[1][table] == sums[2][table] {
			t.Errorf("%s: another seed made the same rows", table)
		}
	}
}

func TestADatabaseWithPeopleIsRefusedAndLeftAlone(t *testing.T) {
	t.Parallel()
	pool, now := seeded(t, 1)
	before := fingerprints(t, pool)
	err := demo.Seed(t.Context(), pool, demo.Config{Seed: 2, Staff: fewStaff, Now: now}, quiet)
	if !errors.Is(err, demo.ErrNotEmpty) {
		t.Fatalf("got %v, want ErrNotEmpty", err)
	}
	if diff := cmp.Diff(before, fingerprints(t, pool)); diff != "" {
		t.Errorf("the refused seed changed something:\n%s", diff)
	}
}

func TestWithoutTheBuiltInTablesNothingIsMade(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	err := demo.Seed(t.Context(), pool, demo.Config{Seed: 1, Staff: fewStaff, Now: clock.System{}.Now()}, quiet)
	if !errors.Is(err, demo.ErrNoCatalogue) {
		t.Errorf("got %v, want ErrNoCatalogue", err)
	}
}

func TestLevelsAreWhatTheEvidenceComesTo(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 3)
	compared, err := evidence.Verify(t.Context(), pool)
	if err != nil {
		t.Fatal(err)
	}
	if want := int(number(t, pool, "select count(*) from levels")); compared.Levels != want || want < 8*fewStaff {
		t.Errorf("compared %d of %d levels", compared.Levels, want)
	}
}

func TestTheProvinceHasItsShape(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 2026)
	people := number(t, pool, "select count(*) from staff")
	shares := []struct {
		what, query string
		low, high   float64
	}{
		{"people", "select count(*) from staff", 360, 440},
		{"offices of communes", "select count(*) from units u join units c on c.id = u.parent_id where c.kind in ('XA', 'PHUONG')", 129 * 6, 129 * 6},
		{"people without exactly one permanent post today", `select count(*) from staff s
			where (select count(*) from posts p where p.staff_id = s.id and p.kind = 'permanent' and p.during @> current_date) <> 1`, 0, 0},
		{"people whose unit is not that of the permanent post", `select count(*) from staff s join posts p on p.staff_id = s.id
			where p.kind = 'permanent' and p.during @> current_date and p.unit_id <> s.unit_id`, 0, 0},
		{"share with a concurrent post", `select count(distinct staff_id) from posts where kind = 'concurrent' and during @> current_date`, 0.15 * people, 0.27 * people},
		{"posts that ended", "select count(*) from posts where upper(during) <= current_date", 10, 90},
		{"communes that lack a position", `select count(*) from units c cross join positions x
			where c.kind in ('XA', 'PHUONG') and x.code <> 'SNV-DTBD'
			and exists (select from staff s join units u on u.id = s.unit_id where u.parent_id = c.id)
			and not exists (select from posts p join units u on u.id = p.unit_id
				where u.parent_id = c.id and p.position_id = x.id and p.during @> current_date)`, 0, 0},
		{"youngest", "select min(extract(year from age(born_on))) from staff", 21, 26},
		{"oldest", "select max(extract(year from age(born_on))) from staff", 54, 60},
		{"telephone numbers given twice", "select count(*) - count(distinct phone) from staff", 0, 0},
		{"entries a person", "select count(*)::float / ? from evidence_entries", 11, 20},
		{"kinds of evidence", "select count(distinct kind) from evidence_entries", 8, 9},
		{"entries of the future", "select count(*) from evidence_entries where observed_at > now()", 0, 0},
		{"share of requirements met", "select avg((gap = 0)::int) from v_gaps", 0.53, 0.67},
		{"share of mentors", "select count(*)::float / ? from mentors", 0.05, 0.09},
		{"mentors without a level to mentor with", `select count(*) from mentors m
			where not exists (select from levels l where l.staff_id = m.staff_id and l.level >= 3)`, 0, 0},
		{"pairs completed", "select count(*) from pairs where state = 'completed'", 20, 160},
		{"pairs whose sessions lie outside of them", `select count(*) from coaching_sessions s join pairs p on p.id = s.pair_id
			where s.held_at < p.answered_at or s.held_at > p.closed_at or s.confirmed_at < s.held_at`, 0, 0},
		{"open classes", "select count(*) from classes where state = 'open' and nominate_by > current_date", 2, 2},
		{"accounts", "select count(*) from accounts", people, people},
		{"accounts with a password", "select count(*) from accounts where password_hash <> ''", 6, 6},
	}
	for _, s := range shares {
		var args []any
		if strings.Contains(s.query, "?") {
			args = append(args, people)
		}
		if got := number(t, pool, s.query, args...); got < s.low || got > s.high {
			t.Errorf("%s: got %v, want %v…%v", s.what, got, s.low, s.high)
		}
	}
}

func TestTheOfficesOfOtherCommunesAreLikeThoseOfThePilots(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 5)
	forms := func(where string) (found []string) {
		t.Helper()
		err := pool.NewRaw(`select distinct c.kind || '|' || replace(u.code, c.code, '') || '|' || u.kind || '|' || replace(lower(u.name), lower(c.name), '')
			from units u join units c on c.id = u.parent_id
			where c.kind in ('XA', 'PHUONG') and ?
			order by 1`, bun.Safe(where)).Scan(t.Context(), &found)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if diff := cmp.Diff(forms("u.former = ''"), forms("u.former <> ''")); diff != "" {
		t.Errorf("built-in and made offices differ (-built-in +made):\n%s", diff)
	}
}

func TestCodesLeaveRoomForTheCommunesOwnStaffLists(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 6)
	got := number(t, pool, `select count(*) from staff where code between '136840001' and '136840999' or code between '137410001' and '137410999'`)
	there := number(t, pool, `select count(distinct left(code, 5)) from staff where code like '13684%' or code like '13741%'`)
	if got != 0 || there != 2 {
		t.Errorf("got %v codes of the staff lists and people of %v of the two communes", got, there)
	}
}

func TestNamesAreFictionalAndInNormalForm(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 9)
	var people []struct{ FullName, Email string }
	if err := pool.NewRaw("select full_name, email from staff").Scan(t.Context(), &people); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if !norm.NFC.IsNormalString(p.FullName) || strings.Count(p.FullName, " ") < 2 {
			t.Errorf("name %q is not of the usual form", p.FullName)
		}
		if demo.Avoided(p.FullName) {
			t.Errorf("%s is a well-known person", p.FullName)
		}
		if !strings.HasSuffix(p.Email, "@ninhbinh.example") {
			t.Errorf("address %q could be real", p.Email)
		}
	}
}

func TestDemoPeopleSignInAndHaveTheirRoles(t *testing.T) {
	t.Parallel()
	pool, now := seeded(t, 11)
	svc, err := auth.New(auth.Config{
		DB: pool, Clock: clock.NewFake(now), Log: slog.New(slog.DiscardHandler), MasterKey: []byte(strings.Repeat("k", 32)),
		Demo: true, DemoAccounts: demo.DemoAccounts(), DemoPassword: demo.DemoPassword,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := svc.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(svc.Close)
	for _, a := range demo.DemoAccounts() {
		tokens, err := svc.SignIn(t.Context(), a.Login, demo.DemoPassword)
		if err != nil {
			t.Errorf("%s: %v", a.Login, err)
			continue
		}
		me, err := svc.Me(t.Context(), tokens.AccountID)
		if err != nil {
			t.Fatal(err)
		}
		held := map[string]bool{}
		for _, r := range me.Roles {
			held[r.Role] = true
		}
		if me.Name != a.Name || me.Unit == nil || me.Unit.Name != a.Unit || !held[a.Role] || len(me.Posts) == 0 {
			t.Errorf("%s: got %s of %v with roles %v", a.Login, me.Name, me.Unit, held)
		}
	}
}

func TestTheLearnerOfTheStoryIsShownTheMentorFirst(t *testing.T) {
	t.Parallel()
	pool, now := seeded(t, 2026)
	outbox := event.NewOutbox()
	svc := mentoring.New(pool, clock.NewFake(now), outbox, evidence.NewLedger(outbox))
	var learner, mentor uuid.UUID
	err := pool.NewRaw(`select l.staff_id, m.staff_id from accounts l, accounts m where l.login = 'hocvien' and m.login = 'kemcap'`).
		Scan(t.Context(), &learner, &mentor)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := competency.IDsByCode(t.Context(), pool)
	if err != nil {
		t.Fatal(err)
	}
	as := access.With(t.Context(), access.Principal{StaffID: learner, Grants: []access.Grant{{Role: access.Learner, Path: "37.13684"}}})
	for _, code := range []string{"NVM-01", "NVM-08", "KNS-03"} {
		found, err := svc.Suggest(as, ids[code])
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Items) < 2 || found.Items[0].MentorID != mentor {
			t.Errorf("%s: %d people are suggested, the mentor of the story is not the first of several", code, len(found.Items))
		}
	}
}

func TestTheStoryOfTheLearnerCanBegin(t *testing.T) {
	t.Parallel()
	pool, _ := seeded(t, 2026)
	for _, code := range []string{"NVM-01", "NVM-08", "KNS-03"} {
		gap := number(t, pool, `select g.gap from v_gaps g join competencies c on c.id = g.competency_id
			join accounts a on a.staff_id = g.staff_id where a.login = 'hocvien' and c.code = ?`, code)
		level := number(t, pool, `select l.level from levels l join competencies c on c.id = l.competency_id
			join accounts a on a.staff_id = l.staff_id where a.login = 'kemcap' and c.code = ?`, code)
		if gap < 2 || level < 4 {
			t.Errorf("%s: the learner's gap is %v, the mentor's level %v", code, gap, level)
		}
	}
	posts := number(t, pool, `select count(*) from posts p join accounts a on a.staff_id = p.staff_id where a.login = 'hocvien' and p.during @> current_date`)
	free := number(t, pool, `select m.capacity - (select count(*) from pairs p where p.mentor_id = m.staff_id and p.state in ('requested', 'active'))
		from mentors m join accounts a on a.staff_id = m.staff_id where a.login = 'kemcap' and m.open`)
	if posts != 2 || free < 3 {
		t.Errorf("the learner holds %v posts, the mentor has %v free places", posts, free)
	}
}
