package portfolio_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"crypto/sha256"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/portfolio"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// bench is a ward with a person and two leaders who review.
type bench struct {
	pool  *bun.DB
	clock *clock.Fake
	svc   *portfolio.Service
	tree  orgtest.Tree
	skill competency.Competency

	person, leader, deputy staff.Person
}

func newBench(t *testing.T) *bench {
	t.Helper()
	pool := testdb.New(t)
	b := &bench{pool: pool, clock: clock.NewFake(stafftest.Now()), tree: orgtest.NewTree(t, pool), skill: competencytest.Competency(t, pool)}
	outbox := event.NewOutbox()
	b.svc = portfolio.New(pool, b.clock, outbox, evidence.NewLedger(outbox))
	b.person = stafftest.New(t, pool, b.tree.CentreA)
	b.leader, b.deputy = stafftest.New(t, pool, b.tree.WardA), stafftest.New(t, pool, b.tree.WardA)
	return b
}

func acting(p staff.Person, role access.Role, over org.Unit) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: over.Path}},
	})
}

func (b *bench) asPerson() context.Context { return acting(b.person, access.Learner, b.tree.CentreA) }
func (b *bench) asLeader() context.Context { return acting(b.leader, access.UnitLeader, b.tree.WardA) }
func (b *bench) asDeputy() context.Context { return acting(b.deputy, access.UnitLeader, b.tree.WardA) }

func paper(tag string) []byte { return []byte("%PDF-1.7\n" + tag) }

// submitted is an item with a paper that waits for a reviewer.
func (b *bench) submitted(t *testing.T, change ...func(*portfolio.Item)) portfolio.Detail {
	t.Helper()
	item := portfolio.Item{ID: uuid.New(), Kind: "certificate", Title: "Chứng chỉ hộ tịch", Issuer: "Học viện Tư pháp"}
	for _, c := range change {
		c(&item)
	}
	if _, err := b.svc.Add(b.asPerson(), item, []portfolio.Claim{{CompetencyID: b.skill.ID, Level: 3}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.Attach(b.asPerson(), item.ID, "../bằng.exe", paper("a")); err != nil {
		t.Fatal(err)
	}
	d, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Submit)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func found(id uuid.UUID, level int16, note string) []portfolio.Claim {
	return []portfolio.Claim{{CompetencyID: id, Shown: &level, Note: note}}
}

func TestAnAcceptedItemBecomesEvidenceThatNamesItsPapers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	last := clock.DayOf(b.clock.Now()).AddDays(100)
	item := b.submitted(t, func(i *portfolio.Item) { i.ValidUntil = last })
	if _, err := b.svc.Accept(b.asLeader(), item.ID, found(b.skill.ID, 3, ""), ""); !errors.Is(err, fault.New(fault.Conflict, "portfolio.state")) {
		t.Errorf("accepting what nobody took: %v", err)
	}
	if _, err := b.svc.Take(b.asLeader(), item.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.Accept(b.asDeputy(), item.ID, found(b.skill.ID, 3, ""), ""); !errors.Is(err, fault.New(fault.Conflict, "portfolio.taken_by_other")) {
		t.Errorf("accepting what another took: %v", err)
	}
	effects, err := b.svc.Try(b.asLeader(), item.ID, found(b.skill.ID, 2, "Khóa ngắn ngày"))
	if err != nil || effects[b.skill.ID].After != 2 {
		t.Errorf("trying: %+v %v", effects, err)
	}
	done, err := b.svc.Accept(b.asLeader(), item.ID, found(b.skill.ID, 2, "Khóa ngắn ngày"), "")
	if err != nil || done.State != portfolio.Accepted || *done.Claimed[0].Shown != 2 {
		t.Fatalf("accepted: %+v %v", done, err)
	}
	entries, err := evidence.EntriesOf(context.Background(), b.pool, b.person.ID, b.skill.ID)
	if err != nil || len(entries) != 1 {
		t.Fatalf("entries: %+v %v", entries, err)
	}
	e, sum := entries[0], sha256.Sum256(paper("a"))
	sums, _ := e.DescriptionArgs["sha256"].([]any)
	if e.Kind != evidence.KindPrior || e.Level != 2 || e.Capacity != evidence.CapacitySuperior || e.ActorID != b.leader.ID ||
		!e.ValidUntil.Equal(last.AddDays(1).Start()) || len(sums) != 1 || sums[0] != hex.EncodeToString(sum[:]) || e.DescriptionArgs["item_id"] != item.ID.String() {
		t.Errorf("entry: %+v", e)
	}
	if _, err := evidence.Verify(context.Background(), b.pool); err != nil {
		t.Error(err)
	}
	for _, deed := range portfolio.Deeds() {
		if _, err := b.svc.Do(b.asPerson(), item.ID, deed); !errors.Is(err, fault.New(fault.Conflict, "portfolio.state")) {
			t.Errorf("%s on an accepted item: %v", deed, err)
		}
	}
}

func TestARefusedItemIsWrittenAnew(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	item := b.submitted(t)
	for _, deed := range []func() error{
		func() error { _, err := b.svc.Take(b.asDeputy(), item.ID); return err },
		func() error { _, err := b.svc.Release(b.asLeader(), item.ID); return err }, // the deputy is away
		func() error { _, err := b.svc.Take(b.asLeader(), item.ID); return err },
		func() error {
			_, err := b.svc.Refuse(b.asLeader(), item.ID, "Tệp mờ, không đọc được.")
			return err
		},
		func() error { _, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Reopen); return err },
		func() error { _, err := b.svc.Attach(b.asPerson(), item.ID, "rõ hơn.pdf", paper("b")); return err },
		func() error { _, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Submit); return err },
	} {
		if err := deed(); err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.svc.MyItem(b.asPerson(), item.ID)
	if err != nil || got.State != portfolio.Waiting || len(got.Papers) != 2 {
		t.Errorf("item: %+v %v", got, err)
	}
}

func TestItemsAreTheirOwnersAndTheirReviewersOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	item := b.submitted(t)
	missing := fault.New(fault.NotFound, "portfolio.not_found")
	colleague := acting(stafftest.New(t, b.pool, b.tree.CentreA), access.Learner, b.tree.CentreA)
	abroad := acting(stafftest.New(t, b.pool, b.tree.WardB), access.UnitLeader, b.tree.WardB)
	file := item.Papers[0].ID
	for name, deed := range map[string]func() error{
		"a colleague reads":      func() error { _, err := b.svc.MyItem(colleague, item.ID); return err },
		"a colleague fetches":    func() error { _, _, err := b.svc.MyFile(colleague, item.ID, file); return err },
		"a colleague takes back": func() error { _, err := b.svc.Do(colleague, item.ID, portfolio.Recall); return err },
		"a colleague reviews":    func() error { _, err := b.svc.Item(colleague, item.ID); return err },
		"another ward reviews":   func() error { _, err := b.svc.Item(abroad, item.ID); return err },
		"another ward fetches":   func() error { _, _, err := b.svc.File(abroad, item.ID, file); return err },
		"another ward takes":     func() error { _, err := b.svc.Take(abroad, item.ID); return err },
		"a file of another item": func() error { _, _, err := b.svc.File(b.asLeader(), item.ID, uuid.New()); return err },
		"what does not exist":    func() error { _, err := b.svc.Item(b.asLeader(), uuid.New()); return err },
	} {
		if err := deed(); !errors.Is(err, missing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	own := acting(b.person, access.UnitLeader, b.tree.WardA)
	if _, err := b.svc.Take(own, item.ID); !errors.Is(err, fault.New(fault.Forbidden, "portfolio.own")) {
		t.Errorf("reviewing one's own: %v", err)
	}
	for name, ctx := range map[string]context.Context{"own": own, "abroad": abroad} {
		if listed, err := b.svc.Queue(ctx, portfolio.Filter{Limit: 10}); err != nil || len(listed) != 0 {
			t.Errorf("queue of %s: %+v %v", name, listed, err)
		}
	}
	listed, err := b.svc.Queue(b.asLeader(), portfolio.Filter{State: portfolio.Waiting, Q: "hoa", Limit: 10})
	if err != nil || len(listed) != 1 || listed[0].Files != 1 || listed[0].Claims != 1 {
		t.Errorf("queue: %+v %v", listed, err)
	}
	if _, bytesGot, err := b.svc.File(b.asLeader(), item.ID, file); err != nil || !bytes.Equal(bytesGot, paper("a")) {
		t.Errorf("paper: %q %v", bytesGot, err)
	}
	var reads int
	if err := b.pool.NewRaw("select count(*) from v_reads where staff_id = ?", b.person.ID).Scan(context.Background(), &reads); err != nil || reads != 1 {
		t.Errorf("%d reads logged %v", reads, err)
	}
}

func TestPapersAreBoundedAndStandOnceSubmitted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	item := portfolio.Item{ID: uuid.New(), Kind: "product", Title: "Quy trình số hóa"}
	for range 2 { // a retry changes nothing
		if _, err := b.svc.Add(b.asPerson(), item, []portfolio.Claim{{CompetencyID: b.skill.ID, Level: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Submit); !errors.Is(err, fault.New(fault.Invalid, "portfolio.no_proof")) {
		t.Errorf("submitting without proof: %v", err)
	}
	if _, err := b.svc.Attach(b.asPerson(), item.ID, "a.pdf", []byte("<html>")); !errors.Is(err, fault.New(fault.Invalid, "portfolio.file_type")) {
		t.Errorf("a page that calls itself a paper: %v", err)
	}
	if _, err := b.svc.Attach(b.asPerson(), item.ID, "a.pdf", append(paper("x"), make([]byte, portfolio.MaxFile)...)); !errors.Is(err, fault.New(fault.Invalid, "portfolio.file_size")) {
		t.Errorf("a paper too large: %v", err)
	}
	for i := range portfolio.MaxFiles {
		for range 2 { // the same bytes are kept once
			d, err := b.svc.Attach(b.asPerson(), item.ID, "a.pdf", paper(string(rune('a'+i))))
			if err != nil && i < portfolio.MaxFiles-1 || err == nil && len(d.Papers) != i+1 {
				t.Fatalf("paper %d: %d kept, %v", i, len(d.Papers), err)
			}
		}
	}
	if _, err := b.svc.Attach(b.asPerson(), item.ID, "z.pdf", paper("z")); !errors.Is(err, fault.New(fault.TooMany, "portfolio.too_many_files")) {
		t.Errorf("one paper too many: %v", err)
	}
	d, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Submit)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.Detach(b.asPerson(), item.ID, d.Papers[0].ID); !errors.Is(err, fault.New(fault.Conflict, "portfolio.state")) {
		t.Errorf("taking a paper away once submitted: %v", err)
	}
	if _, err := b.pool.NewRaw("delete from portfolio_files where item_id = ?", item.ID).Exec(context.Background()); err == nil {
		t.Error("the database let a submitted paper go")
	}
	b.clock.Advance(time.Minute)
	if _, err := b.svc.Do(b.asPerson(), item.ID, portfolio.Recall); err != nil {
		t.Fatal(err)
	}
	if err := b.svc.Drop(b.asPerson(), item.ID); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := b.pool.NewRaw("select count(*) from portfolio_contents").Scan(context.Background(), &left); err != nil || left != 0 {
		t.Errorf("%d contents left %v", left, err)
	}
}
