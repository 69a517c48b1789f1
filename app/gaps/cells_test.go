package gaps_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"pgregory.net/rapid"

	"camtay/app/access"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/evidence/evidencetest"
	"camtay/app/gaps"
	"camtay/app/org"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// run is one random history of a small province.
type run struct {
	t            *testing.T
	tx           bun.Tx
	units        []org.Unit
	people       []staff.Person
	positions    []staff.Position
	competencies []competency.Competency
}

func newRun(t *testing.T, tx bun.Tx) *run {
	t.Helper()
	w := newWorld(t, tx)
	r := &run{t: t, tx: tx, units: []org.Unit{w.tree.WardA, w.tree.CentreA, w.tree.WardB, w.tree.CentreB, w.tree.Department}}
	r.positions = []staff.Position{w.position, stafftest.Position(t, tx)}
	r.competencies = []competency.Competency{w.intake, w.digitising, competencytest.Competency(t, tx)}
	competencytest.Requirement(t, tx, r.positions[1], w.intake, 2)
	for i := range 6 {
		r.people = append(r.people, w.officer(t, tx, fmt.Sprintf("Người %d", i), r.units[i%len(r.units)], int16(i%5), 2))
	}
	return r
}

func (r *run) exec(query string, args ...any) {
	r.t.Helper()
	if _, err := r.tx.ExecContext(context.Background(), query, args...); err != nil {
		r.t.Fatalf("%s: %v", query, err)
	}
}

// deeds are everything that may change a number, each in a savepoint: what the
// schema refuses (a second permanent post at a time) leaves no trace.
func (r *run) deed(s *rapid.T) {
	person := r.people[rapid.IntRange(0, len(r.people)-1).Draw(s, "person")]
	position := r.positions[rapid.IntRange(0, len(r.positions)-1).Draw(s, "position")]
	skill := r.competencies[rapid.IntRange(0, len(r.competencies)-1).Draw(s, "competency")]
	unit := r.units[rapid.IntRange(0, len(r.units)-1).Draw(s, "unit")]
	level := int16(rapid.IntRange(1, 5).Draw(s, "level"))
	from := rapid.IntRange(-3, 3).Draw(s, "from")
	until := from + rapid.IntRange(1, 4).Draw(s, "days")
	what := rapid.SampledFrom([]string{"level", "fall", "post", "end", "move", "leave", "require", "retire", "critical", "tree", "days"}).Draw(s, "deed")
	r.exec("savepoint deed")
	query, args := "", []any(nil)
	switch what {
	case "level":
		evidencetest.Post(r.t, r.tx, stafftest.Now(), evidencetest.Entry(person, skill, level))
	case "fall":
		query, args = "update levels set level = ? where staff_id = ? and competency_id = ?", []any{level - 1, person.ID, skill.ID}
	case "post":
		query, args = `insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
			values (?, ?, ?, ?, 'concurrent', daterange(current_date + ?, current_date + ?), now())`,
			[]any{uuid.Must(uuid.NewV7()), person.ID, position.ID, unit.ID, from, until}
	case "end":
		query, args = `update posts set during = daterange(lower(during), current_date) where staff_id = ? and position_id = ?
			and lower(during) < current_date`, []any{person.ID, position.ID}
	case "move":
		query, args = "update staff set unit_id = ? where id = ?", []any{unit.ID, person.ID}
	case "leave":
		query, args = "update staff set left_on = current_date + ? where id = ?", []any{from, person.ID}
	case "require":
		query, args = `insert into requirements (id, position_id, competency_id, level, critical, during, created_at)
			values (?, ?, ?, ?, ?, daterange(current_date + ?, current_date + ?), now())`,
			[]any{uuid.Must(uuid.NewV7()), position.ID, skill.ID, level, level%2 == 0, from, until}
	case "retire":
		query, args = "delete from requirements where position_id = ? and competency_id = ?", []any{position.ID, skill.ID}
	case "critical":
		query, args = "update requirements set critical = not critical where position_id = ?", []any{position.ID}
	case "tree":
		query, args = "update units set kind = case kind when 'XA' then 'KHAC' else 'XA' end where id = ? and kind in ('XA', 'KHAC')", []any{unit.ID}
	case "days":
		r.pass(from + 4)
	}
	if query != "" {
		if _, err := r.tx.ExecContext(context.Background(), query, args...); err != nil {
			r.exec("rollback to savepoint deed")
		}
	}
	r.exec("release savepoint deed")
}

// pass lets days go by: all that has a day moves that far into the past, and
// nothing is marked as changed but what was before.
func (r *run) pass(days int) {
	r.exec("create temporary table marks on commit drop as select * from gap_changes")
	// Sorted, so that all rows are gone before the first comes back.
	r.exec(`with gone as (delete from posts returning *)
		insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
		select id, staff_id, position_id, unit_id, kind, daterange(lower(during) - ?0, upper(during) - ?0), created_at from gone order by id`, days)
	r.exec(`with gone as (delete from requirements returning *)
		insert into requirements (id, position_id, competency_id, level, critical, during, created_at)
		select id, position_id, competency_id, level, critical, daterange(lower(during) - ?0, upper(during) - ?0), created_at from gone order by id`, days)
	r.exec("update staff set left_on = left_on - ?", days)
	r.exec("update gap_communes set valid_on = valid_on - ?", days)
	r.exec("delete from gap_changes")
	r.exec("insert into gap_changes select * from marks")
	r.exec("drop table marks")
}

// check compares what is kept with what is counted from the rows.
func (r *run) check(s *rapid.T) {
	ctx := context.Background()
	if _, err := gaps.Refresh(ctx, r.tx); err != nil {
		s.Fatal(err)
	}
	for _, f := range []gaps.HeatFilter{{}, {CriticalOnly: true}} {
		scope := access.Everywhere(org.CommunePath(r.units[0].Path), org.CommunePath(r.units[2].Path), r.units[4].Path)
		want, err := gaps.HeatMap(ctx, r.tx, scope, f)
		if err != nil {
			s.Fatal(err)
		}
		got, err := gaps.KeptHeatMap(ctx, r.tx, scope, f.CriticalOnly)
		if err != nil {
			s.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			s.Fatalf("kept heat map for %+v (-counted +kept):\n%s", f, diff)
		}
	}
	r.checkCovers(s)
}

// checkCovers compares who can do what with an answer asked one by one.
func (r *run) checkCovers(s *rapid.T) {
	type cover struct {
		CommuneID, CompetencyID uuid.UUID
		Bar                     int16
		Able                    int
		OnlyID                  uuid.UUID
	}
	var want, got []cover
	const able = `from staff x join units y on y.id = x.unit_id join levels z on z.staff_id = x.id
		where y.path <@ b.path and z.competency_id = b.competency_id and z.level >= b.bar
		and coalesce(x.left_on > current_date, true)
		and x.id in (select staff_id from posts where during @> current_date)`
	err := r.tx.NewRaw(`select b.commune_id, b.competency_id, b.bar, (select count(*) `+able+`) as able,
			case when (select count(*) `+able+`) = 1 then (select x.id `+able+`) end as only_id
		from (
			select c.id as commune_id, c.path, q.competency_id, max(q.required) as bar
			from v_requirements q
			join staff s on s.id = q.staff_id
			join units u on u.id = s.unit_id
			join units c on c.path @> u.path and c.kind in ('XA', 'PHUONG')
			group by c.id, c.path, q.competency_id
		) b
		order by 1, 2`).Scan(context.Background(), &want)
	if err != nil {
		s.Fatal(err)
	}
	err = r.tx.NewRaw(`select k.commune_id, k.competency_id, k.bar, k.able, k.only_id
		from gap_cells k
		join units c on c.id = k.commune_id
		where c.kind in ('XA', 'PHUONG')
		order by 1, 2`).Scan(context.Background(), &got)
	if err != nil {
		s.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.Fatalf("covers (-asked +kept):\n%s", diff)
	}
}

func TestKeptNumbersEqualTheCountedAfterAnyHistory(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	r := newRun(t, tx)
	rapid.Check(t, func(s *rapid.T) {
		r.exec("savepoint history")
		defer r.exec("rollback to savepoint history")
		r.check(s)
		for range rapid.IntRange(1, 3).Draw(s, "looks") {
			for range rapid.IntRange(1, 4).Draw(s, "deeds") {
				r.deed(s)
			}
			r.check(s)
		}
	})
}

func TestNothingIsCountedAgainWithoutAChange(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	p := w.officer(t, tx, "An", w.tree.CentreA, 1, 1)
	counted := func() int {
		t.Helper()
		n, err := gaps.Refresh(ctx, tx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	counted()
	if n := counted(); n != 0 {
		t.Errorf("%d communes counted without a change", n)
	}
	evidencetest.Level(t, tx, p, w.intake, 3)
	if n := counted(); n != 1 {
		t.Errorf("%d communes counted after one level moved, want 1", n)
	}
	evidencetest.Level(t, tx, p, w.intake, 2)
	if n := counted(); n != 0 {
		t.Errorf("%d communes counted after evidence that moves no level", n)
	}
}

// TestEveryTableBehindAGapMarksItsChanges fails when a view behind gaps begins
// to read a table that does not tell gap_changes.
func TestEveryTableBehindAGapMarksItsChanges(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var silent []string
	err := tx.NewRaw(`with recursive behind (id) as (
			select 'v_gaps'::regclass::oid
			union
			select d.refobjid
			from behind b
			join pg_rewrite w on w.ev_class = b.id
			join pg_depend d on d.objid = w.oid and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
		)
		select c.relname
		from behind b
		join pg_class c on c.oid = b.id
		where c.relkind = 'r'
		and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname like 'gaps_%')
		order by 1`).Scan(context.Background(), &silent)
	if err != nil {
		t.Fatal(err)
	}
	if len(silent) > 0 {
		t.Errorf("no trigger gaps_… on %v", silent)
	}
}
