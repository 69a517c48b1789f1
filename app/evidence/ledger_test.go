package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func unit(t *testing.T, db bun.IDB) org.Unit {
	t.Helper()
	return orgtest.NewTree(t, db).CentreA
}

func kind(kind string) func(*evidence.Entry) {
	return func(e *evidence.Entry) { e.Kind = kind }
}

func levelOf(t *testing.T, db bun.IDB, p staff.Person, c competency.Competency) int16 {
	t.Helper()
	level, err := evidence.LevelOf(context.Background(), db, p.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return level
}

func verify(t *testing.T, db bun.IDB) int {
	t.Helper()
	v, err := evidence.Verify(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return v.Levels
}

func TestPostingSettlesTheLevel(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	first := evidencetest.Post(t, tx, t0, evidencetest.Entry(p, c, 5, kind(evidence.KindTest)))
	second := evidencetest.Post(t, tx, t0, evidencetest.Entry(p, c, 2), evidencetest.Entry(p, c, 4))
	want := []evidence.LevelChanged{
		{StaffID: p.ID, CompetencyID: c.ID, From: 0, To: 3},
		{StaffID: p.ID, CompetencyID: c.ID, From: 3, To: 4},
	}
	if diff := cmp.Diff(want, append(first, second...)); diff != "" {
		t.Errorf("moved levels (-want +got):\n%s", diff)
	}
	if got := levelOf(t, tx, p, c); got != 4 {
		t.Errorf("level = %d, want 4", got)
	}
	if got := verify(t, tx); got != 1 {
		t.Errorf("verified %d levels, want 1", got)
	}
}

func TestPostingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	e := evidencetest.Entry(p, c, 3)
	evidencetest.Post(t, tx, t0, e)
	before, err := evidence.EntriesOf(ctx, tx, p.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	e.Level = 5
	if changed := evidencetest.Post(t, tx, t0.Add(time.Hour), e, e); changed != nil {
		t.Errorf("moved levels: %+v", changed)
	}
	after, err := evidence.EntriesOf(ctx, tx, p.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("entries (-before +after):\n%s", diff)
	}
}

func TestPostFillsInWhatIsZero(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	e := evidencetest.Entry(p, c, 3, kind(evidence.KindAppraisal))
	e.DescriptionArgs = map[string]any{"course": "Một cửa"}
	evidencetest.Post(t, tx, t0, e)
	got, err := evidence.EntriesOf(ctx, tx, p.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2027, time.November, 2, 1, 0, 0, 0, time.UTC)
	e.RuleVersion, e.ValidUntil, e.PostedAt = 1, &end, t0
	e.CompetencyVersion, e.Strength, e.Seq = 1, 6000, 1
	if diff := cmp.Diff([]evidence.Entry{e}, got, cmpopts.IgnoreFields(evidence.Entry{}, "ID", "Hash")); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if got[0].ID == uuid.Nil {
		t.Error("entry without an id")
	}
}

func TestWithdrawingGivesTheOldLevelBack(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	wrong := evidencetest.Entry(p, c, 5, func(e *evidence.Entry) { e.ID = uuid.New() })
	evidencetest.Post(t, tx, t0, evidencetest.Entry(p, c, 2), wrong)
	evidencetest.Post(t, tx, t0, withdrawal(wrong))
	if got := levelOf(t, tx, p, c); got != 2 {
		t.Errorf("level = %d, want 2", got)
	}
}

func withdrawal(of evidence.Entry) evidence.Entry {
	return evidence.Entry{
		StaffID: of.StaffID, CompetencyID: of.CompetencyID, Kind: of.Kind, Action: evidence.ActionWithdraw,
		Capacity: evidence.CapacityOfficer, Source: "withdrawal", SourceID: of.ID, WithdrawsID: of.ID,
		DescriptionKey: "evidence.from_withdrawal", Reason: "Nhập nhầm người",
	}
}

func TestWhatCannotStandIsRefused(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	p, q := stafftest.New(t, tx, unit(t, tx)), stafftest.New(t, tx, unit(t, tx))
	c := competencytest.Competency(t, tx)
	held := evidencetest.Entry(q, c, 5, func(e *evidence.Entry) { e.ID = uuid.New() })
	evidencetest.Post(t, tx, t0, held)
	strange := withdrawal(held)
	strange.StaffID = p.ID
	for name, e := range map[string]evidence.Entry{
		"unknown kind":               evidencetest.Entry(p, c, 3, kind("guess")),
		"unknown action":             evidencetest.Entry(p, c, 3, func(e *evidence.Entry) { e.Action = "delete" }),
		"unknown capacity":           evidencetest.Entry(p, c, 3, func(e *evidence.Entry) { e.Capacity = "" }),
		"level out of scale":         evidencetest.Entry(p, c, 6),
		"no source":                  evidencetest.Entry(p, c, 3, func(e *evidence.Entry) { e.SourceID = uuid.Nil }),
		"override without a reason":  evidencetest.Entry(p, c, 3, func(e *evidence.Entry) { e.Action = evidence.ActionOverride }),
		"withdrawal of nothing":      evidencetest.Entry(p, c, 0, func(e *evidence.Entry) { e.Action = evidence.ActionWithdraw }),
		"withdrawal across persons":  strange,
		"attest that withdraws some": evidencetest.Entry(p, c, 1, func(e *evidence.Entry) { e.WithdrawsID = held.ID }),
	} {
		// A savepoint, since a refused statement ends the whole transaction.
		err := tx.RunInTx(ctx, nil, func(ctx context.Context, inner bun.Tx) error {
			_, err := evidence.NewLedger(event.NewOutbox()).Post(ctx, inner, []evidence.Entry{e}, t0)
			return err
		})
		if !errors.Is(err, evidence.ErrEntry) {
			t.Errorf("%s: got %v, want ErrEntry", name, err)
		}
	}
}

func TestTheLedgerIsAppendOnly(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := testdb.New(t)
	evidencetest.Level(t, pool, stafftest.New(t, pool, unit(t, pool)), competencytest.Competency(t, pool), 3)
	for _, statement := range []string{
		"update evidence_entries set level = 5",
		"delete from evidence_entries",
		"truncate evidence_entries cascade",
	} {
		if _, err := pool.ExecContext(ctx, statement); err == nil {
			t.Errorf("%s was allowed", statement)
		}
	}
}

func TestAMovedLevelIsTold(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	outbox := event.NewOutbox()
	event.On(outbox, "test.listen", func(context.Context, bun.Tx, evidence.LevelChanged, time.Time) error { return nil })
	ledger := evidence.NewLedger(outbox)
	if _, err := ledger.Post(ctx, tx, []evidence.Entry{evidencetest.Entry(p, c, 2)}, t0); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.PostMany(ctx, tx, []evidence.Entry{evidencetest.Entry(p, c, 4)}, t0); err != nil {
		t.Fatal(err)
	}
	var told []string
	if err := tx.NewRaw("select payload->>'to' from outbox where kind = 'evidence.level_changed'").Scan(ctx, &told); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2"}, told); diff != "" {
		t.Errorf("told levels (-want +got):\n%s", diff)
	}
}

func TestTwoPostsAtOnceLoseNoLevel(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := testdb.New(t)
	p, c := stafftest.New(t, pool, unit(t, pool)), competencytest.Competency(t, pool)
	ledger := evidence.NewLedger(event.NewOutbox())
	const posts = 12
	errs := make([]error, posts)
	var together sync.WaitGroup
	for i := range posts {
		together.Go(func() {
			e := evidencetest.Entry(p, c, int16(i%5+1))
			errs[i] = db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
				_, err := ledger.Post(ctx, tx, []evidence.Entry{e}, t0)
				return err
			})
		})
	}
	together.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	entries, err := evidence.EntriesOf(ctx, pool, p.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := levelOf(t, pool, p, c); len(entries) != posts || got != 5 {
		t.Errorf("%d entries and level %d, want %d and 5", len(entries), got, posts)
	}
	verify(t, pool)
}

// TestBulkAndSinglePostsAgree posts the same history entry by entry and at once,
// for two sets of people who differ in nothing else.
func TestBulkAndSinglePostsAgree(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	u := unit(t, tx)
	cs := []competency.Competency{competencytest.Competency(t, tx), competencytest.Competency(t, tx)}
	kinds, actions := evidence.Kinds(), []string{evidence.ActionAttest, evidence.ActionLog, evidence.ActionAttest, evidence.ActionOverride}
	var single, bulk []staff.Person
	for range 3 {
		single, bulk = append(single, stafftest.New(t, tx, u)), append(bulk, stafftest.New(t, tx, u))
	}
	history := func(people []staff.Person) []evidence.Entry {
		var entries []evidence.Entry
		for i := range 60 {
			entries = append(entries, evidencetest.Entry(people[i%3], cs[i%2], int16(i*7%6), func(e *evidence.Entry) {
				e.ID, e.Source, e.SourceID = uuid.New(), "history", uuid.UUID{byte(i/7 + 1)}
				e.Kind, e.Action, e.Reason = kinds[i%len(kinds)], actions[i%len(actions)], "Rà soát"
				e.ObservedAt = t0.AddDate(0, -i, 0)
			}))
		}
		return append(entries, withdrawal(entries[0]), withdrawal(entries[9]))
	}
	ledger := evidence.NewLedger(event.NewOutbox())
	for _, e := range history(single) {
		if _, err := ledger.Post(ctx, tx, []evidence.Entry{e}, t0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ledger.PostMany(ctx, tx, history(bulk), t0); err != nil {
		t.Fatal(err)
	}
	for i := range single {
		if diff := cmp.Diff(held(t, tx, single[i], cs), held(t, tx, bulk[i], cs)); diff != "" {
			t.Errorf("person %d (-single +bulk):\n%s", i, diff)
		}
	}
	verify(t, tx)
}

// TestPreparedAndWrittenOutPostsAgree posts the same history through a ledger with
// prepared statements and one without.
func TestPreparedAndWrittenOutPostsAgree(t *testing.T) {
	t.Parallel()
	ctx, pool := context.Background(), testdb.New(t)
	u := unit(t, pool)
	cs := []competency.Competency{competencytest.Competency(t, pool)}
	quick := evidence.NewLedger(event.NewOutbox())
	if err := quick.Prepare(ctx, pool); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(quick.Close)
	kinds := evidence.Kinds()
	var people [2]staff.Person
	for i, ledger := range []*evidence.Ledger{quick, evidence.NewLedger(event.NewOutbox())} {
		people[i] = stafftest.New(t, pool, u)
		var first evidence.Entry
		for n := range 2 * len(kinds) {
			e := evidencetest.Entry(people[i], cs[0], int16(n%6), func(e *evidence.Entry) {
				e.ID, e.Source, e.SourceID, e.Kind = uuid.New(), "history", uuid.UUID{byte(n + 1)}, kinds[n%len(kinds)]
				e.DescriptionArgs = map[string]any{"n": n, "text": "Một cửa"}
				e.Subject, e.ObservedAt = "procedure:1.001193", t0.AddDate(0, 0, -n-1)
			})
			if n == 0 {
				first = e
			}
			for range 2 {
				post(t, pool, ledger, e)
			}
		}
		post(t, pool, ledger, withdrawal(first))
	}
	if diff := cmp.Diff(held(t, pool, people[0], cs), held(t, pool, people[1], cs)); diff != "" {
		t.Errorf("-prepared +written out:\n%s", diff)
	}
	verify(t, pool)
}

func post(t *testing.T, pool *bun.DB, ledger *evidence.Ledger, e evidence.Entry) {
	t.Helper()
	err := db.InTx(context.Background(), pool, func(ctx context.Context, tx bun.Tx) error {
		_, err := ledger.Post(ctx, tx, []evidence.Entry{e}, t0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// held is what a person holds: levels, and entries without their own ids.
func held(t *testing.T, db bun.IDB, p staff.Person, cs []competency.Competency) []string {
	t.Helper()
	var out []string
	for _, c := range cs {
		entries, err := evidence.EntriesOf(context.Background(), db, p.ID, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			out = append(out, fmt.Sprint(e.Kind, e.Action, e.Level, e.ObservedAt, e.ValidUntil, e.Source, e.RuleVersion))
		}
		out = append(out, fmt.Sprintf("level %d", levelOf(t, db, p, c)))
	}
	return out
}

// TestTamperingWithAnyRowIsFound alters, takes away and adds rows as somebody
// with the database's own rights could, and expects the row to be named.
func TestTamperingWithAnyRowIsFound(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	tx := testdb.Tx(t)
	p, q, c := stafftest.New(t, tx, unit(t, tx)), stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	for i := range 4 {
		evidencetest.Post(t, tx, t0.Add(time.Duration(i)*time.Hour), evidencetest.Entry(p, c, int16(i), func(e *evidence.Entry) {
			e.DescriptionArgs, e.Reason = map[string]any{"course": "Một cửa", "score": 7.25}, "Xem hồ sơ"
		}))
	}
	evidencetest.Level(t, tx, q, c, 2)
	before, err := evidence.Verify(ctx, tx)
	if err != nil {
		t.Fatal(err)
	}
	const second = "staff_id = ?0 and seq = 2"
	for name, statement := range map[string]string{
		"level":               "update evidence_entries set level = 5 where " + second,
		"kind":                "update evidence_entries set kind = 'test' where " + second,
		"action":              "update evidence_entries set action = 'log' where " + second,
		"strength":            "update evidence_entries set strength = 1 where " + second,
		"actor":               "update evidence_entries set actor_id = ?1 where " + second,
		"capacity":            "update evidence_entries set capacity = 'system' where " + second,
		"observed":            "update evidence_entries set observed_at = observed_at + interval '1 microsecond' where " + second,
		"end":                 "update evidence_entries set valid_until = null where " + second,
		"whose end":           "update evidence_entries set fixed_until = true where " + second,
		"subject":             "update evidence_entries set subject = 'software:x' where " + second,
		"source":              "update evidence_entries set source = 'other' where " + second,
		"source id":           "update evidence_entries set source_id = gen_random_uuid() where " + second,
		"arguments":           `update evidence_entries set description_args = '{"course": "Một cửa", "score": 7.5}' where ` + second,
		"sentence":            "update evidence_entries set description_key = 'evidence.from_quiz' where " + second,
		"reason":              "update evidence_entries set reason = '' where " + second,
		"posted":              "update evidence_entries set posted_at = posted_at - interval '1 day' where " + second,
		"competency version":  "update evidence_entries set competency_version = 2 where " + second,
		"hash":                "update evidence_entries set hash = sha256('x') where " + second,
		"unsealed":            "update evidence_entries set hash = null, seq = null where " + second,
		"id":                  "update evidence_entries set id = gen_random_uuid() where " + second,
		"person":              "update evidence_entries set staff_id = ?1, seq = 9 where " + second,
		"one taken away":      "delete from evidence_entries where " + second,
		"the last taken away": "delete from evidence_entries where staff_id = ?0 and seq = 4",
		"the chain shortened": "update evidence_chains set length = 3 where staff_id = ?0",
		"the head":            "update evidence_chains set head = sha256('x') where staff_id = ?0",
		"one put in": `insert into evidence_entries select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'source_id', gen_random_uuid(), 'seq', 5))).*
			from evidence_entries e where ` + second,
		"stored level":   "update levels set level = 5 where staff_id = ?0",
		"refold instant": "update levels set refold_at = null where staff_id = ?0",
		"level lost":     "delete from levels where staff_id = ?0",
		"level invented": "insert into levels (staff_id, competency_id, level, settled_at) select ?0, id, 3, now() from competencies where id <> ?2 limit 1",
	} {
		err := tx.RunInTx(ctx, nil, func(ctx context.Context, inner bun.Tx) error {
			// As whoever owns the tables may: without the guards.
			if _, err := inner.ExecContext(ctx, "alter table evidence_entries disable trigger user"); err != nil {
				return err
			}
			if name == "level invented" {
				competencytest.Competency(t, inner)
			}
			if _, err := inner.ExecContext(ctx, statement, p.ID, q.ID, c.ID); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			_, err := evidence.Verify(ctx, inner)
			if !errors.Is(err, evidence.ErrBroken) && !errors.Is(err, evidence.ErrMismatch) {
				t.Errorf("%s: got %v", name, err)
			} else if !strings.Contains(err.Error(), p.ID.String()) && !strings.Contains(err.Error(), q.ID.String()) {
				t.Errorf("%s: %v does not say whose row it is", name, err)
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
	}
	if after, err := evidence.Verify(ctx, tx); err != nil || cmp.Diff(before, after) != "" {
		t.Errorf("after all was undone: %+v, %v", after, err)
	}
}

var errUndo = errors.New("undo")

// TestAChainRewrittenFromAnEntryOnIsFoundByAnEarlierSeal has somebody take the
// last entry away together with every trace of it in the database.
func TestAChainRewrittenFromAnEntryOnIsFoundByAnEarlierSeal(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	p, c := stafftest.New(t, tx, unit(t, tx)), competencytest.Competency(t, tx)
	evidencetest.Level(t, tx, p, c, 2)
	once, err := evidence.Verify(ctx, tx)
	if err != nil {
		t.Fatal(err)
	}
	evidencetest.Level(t, tx, p, c, 4)
	twice, err := evidence.Verify(ctx, tx, once.Seals...)
	if err != nil {
		t.Fatalf("a chain that went on: %v", err)
	}
	for _, statement := range []string{
		"alter table evidence_entries disable trigger user",
		"delete from evidence_entries where staff_id = ?0 and seq = 2",
		"update evidence_chains c set length = 1, head = e.hash from evidence_entries e where e.staff_id = ?0 and c.staff_id = ?0",
		"update levels set level = 2 where staff_id = ?0",
	} {
		if _, err := tx.ExecContext(ctx, statement, p.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := evidence.Verify(ctx, tx); err != nil {
		t.Fatalf("without the seal nothing shows: %v", err)
	}
	if _, err := evidence.Verify(ctx, tx, twice.Seals...); !errors.Is(err, evidence.ErrBroken) {
		t.Errorf("got %v, want ErrBroken", err)
	}
}
