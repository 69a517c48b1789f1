package competency_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// bench is an officer with a framework of two competencies, the first of which one
// position requires at level 3.
type bench struct {
	t        *testing.T
	db       *bun.DB
	svc      *competency.Service
	clock    *clock.Fake
	ctx      context.Context
	tree     orgtest.Tree
	position staff.Position
	one, two competency.Competency
}

func newBench(t *testing.T) *bench {
	t.Helper()
	db := testdb.New(t)
	d := &bench{t: t, db: db, clock: clock.NewFake(stafftest.Now()), tree: orgtest.NewTree(t, db)}
	outbox := event.NewOutbox()
	event.On(outbox, "test.published", func(context.Context, bun.Tx, competency.EditionPublished, time.Time) error { return nil })
	d.svc = competency.New(db, d.clock, outbox)
	d.ctx = officer(d.tree.Province.Path)
	d.position = stafftest.Position(t, db)
	d.one = competencytest.Competency(t, db)
	d.two = competencytest.Competency(t, db, func(c *competency.Competency) { c.Position = 2 })
	competencytest.Requirement(t, db, d.position, d.one, 3)
	return d
}

func (d *bench) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *bench) draft() competency.Held {
	d.t.Helper()
	h, err := d.svc.Draft(d.ctx)
	d.must(err)
	return h
}

func (d *bench) content(id uuid.UUID) competency.Content {
	d.t.Helper()
	for _, c := range d.draft().Contents {
		if c.CompetencyID == id {
			return c
		}
	}
	d.t.Fatalf("%s is not in the draft", id)
	return competency.Content{}
}

func (d *bench) write(c competency.Content) {
	d.t.Helper()
	_, err := d.svc.Write(d.ctx, c)
	d.must(err)
}

func (d *bench) publish() {
	d.t.Helper()
	d.must(d.svc.Enact(d.ctx, "", d.draft().Version.UpdatedAt))
}

func TestWhatIsInForceChangesOnlyByPublishing(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	c := d.content(d.one.ID)
	c.NameVI, c.IndicatorsEN[2] = "Tiếp nhận và trả hồ sơ", "Answers alone"
	d.write(c)
	before, _, err := d.svc.Detail(d.ctx, d.one.ID)
	d.must(err)
	d.publish()
	after, levels, err := d.svc.Detail(d.ctx, d.one.ID)
	d.must(err)
	if before.NameVI != d.one.NameVI || after.NameVI != "Tiếp nhận và trả hồ sơ" || after.Version != 2 || levels[2].TextEN != "Answers alone" {
		t.Errorf("before %+v, after %+v %+v", before, after, levels[2])
	}
	other, _, err := d.svc.Detail(d.ctx, d.two.ID)
	d.must(err)
	if other.Version != 1 {
		t.Errorf("an unchanged competency is of version %d", other.Version)
	}
	versions, _, err := d.svc.Versions(d.ctx, "", 0)
	d.must(err)
	var states []string
	for _, v := range versions {
		states = append(states, v.State)
	}
	if diff := cmp.Diff([]string{"published", "outdated"}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

func TestTwoCompetenciesSwapTheirCodes(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	one, two := d.content(d.one.ID), d.content(d.two.ID)
	oneCode, twoCode := one.Code, two.Code
	one.Code = "TAM-THOI"
	d.write(one)
	two.Code = oneCode
	d.write(two)
	one.Code = twoCode
	d.write(one)
	d.publish()
	after, _, err := d.svc.Detail(d.ctx, d.one.ID)
	d.must(err)
	if after.Code != twoCode {
		t.Errorf("code is %s, want %s", after.Code, twoCode)
	}
}

func TestADraftWithFaultsIsNotPublished(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	c := d.content(d.one.ID)
	c.NameVI, c.IndicatorsVI[4] = " ", ""
	d.write(c)
	err := d.svc.Enact(d.ctx, "", d.draft().Version.UpdatedAt)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Key != "competency.not_ready" || len(f.Fields) != 2 {
		t.Errorf("got %+v", err)
	}
}

func TestADraftThatMovedIsNotPublished(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	seen := d.draft().Version.UpdatedAt
	d.clock.Advance(time.Minute)
	d.write(d.content(d.one.ID))
	if err := d.svc.Enact(d.ctx, "", seen); !errors.Is(err, fault.New(fault.Conflict, "competency.draft_moved")) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyWhatWasNeverPublishedIsDeleted(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	if err := d.svc.Remove(d.ctx, d.one.ID); !errors.Is(err, fault.New(fault.Conflict, "competency.archive_instead")) {
		t.Errorf("published: %v", err)
	}
	fresh := d.content(d.one.ID)
	fresh.CompetencyID, fresh.Code = uuid.Nil, "MOI-1"
	id, err := d.svc.Write(d.ctx, fresh)
	d.must(err)
	d.must(d.svc.Remove(d.ctx, id))
	if err := d.svc.Remove(d.ctx, id); !errors.Is(err, fault.New(fault.NotFound, "competency.not_found")) {
		t.Errorf("twice: %v", err)
	}
}

func TestPublishedContentCannotBeChangedInTheDatabase(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	d.publish()
	if _, err := d.db.ExecContext(t.Context(), "update competency_versions set name_vi = 'Khác'"); err == nil {
		t.Error("published content was changed")
	}
	if _, err := d.db.ExecContext(t.Context(), `insert into framework_versions (id, number, state, created_at, published_at, updated_at)
		values (gen_random_uuid(), 99, 'published', now(), now(), now())`); err == nil {
		t.Error("two versions are published")
	}
}

func TestSplittingMovesRequirementsAndKeepsTheirHistory(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	competencytest.Claim(t, d.db, competency.SourceCourse, uuid.New(), d.one, 3)
	d.must(d.svc.Begin(d.ctx))
	c := d.content(d.one.ID)
	fresh := c
	fresh.CompetencyID, fresh.Code = uuid.Nil, "TACH-2"
	added, err := d.svc.Write(d.ctx, fresh)
	d.must(err)
	c.Archived = true
	d.write(c)
	d.must(d.svc.Map(d.ctx, d.one.ID, []competency.Mapping{
		{ToID: d.two.ID, Carries: true, MostLevel: 2}, {ToID: added, Carries: false, MostLevel: 5},
	}))
	_, effects, err := d.svc.Consequences(d.ctx)
	d.must(err)
	if effects.Moved != 1 || effects.Ended != 0 {
		t.Errorf("effects %+v", effects)
	}
	d.publish()
	today := clock.DayOf(d.clock.Now())
	now, err := competency.RequirementsOn(t.Context(), d.db, d.position.ID, today)
	d.must(err)
	levels := map[uuid.UUID]int16{}
	for _, r := range now {
		levels[r.CompetencyID] = r.Level
	}
	if diff := cmp.Diff(map[uuid.UUID]int16{d.two.ID: 3, added: 3}, levels); diff != "" {
		t.Errorf("requirements (-want +got):\n%s", diff)
	}
	history, err := competency.History(t.Context(), d.db, d.position.ID, d.one.ID)
	d.must(err)
	if len(history) != 1 || history[0].Until != today {
		t.Errorf("history %+v", history)
	}
	var claims int
	d.must(d.db.NewRaw("select count(*) from claims where competency_id = ? and level = 2", d.two.ID).Scan(t.Context(), &claims))
	if claims != 1 {
		t.Errorf("%d claims moved", claims)
	}
	var queued int
	d.must(d.db.NewRaw("select count(*) from outbox where kind = 'competency.published'").Scan(t.Context(), &queued))
	if queued != 1 {
		t.Errorf("%d facts queued", queued)
	}
}

func TestDraftsAreForEditorsOnly(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	id := d.draft().Version.ID
	leader := access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: d.tree.WardA.Path}},
	})
	if _, err := d.svc.Version(leader, id); !errors.Is(err, fault.New(fault.NotFound, "competency.no_version")) {
		t.Errorf("version: %v", err)
	}
	if err := d.svc.Discard(leader); !errors.Is(err, fault.New(fault.Forbidden, "competency.not_yours")) {
		t.Errorf("discard: %v", err)
	}
}

func TestImportingIsADryRunThenADraft(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	d.must(d.svc.Begin(d.ctx))
	d.publish()
	held, err := d.svc.Published(d.ctx)
	d.must(err)
	for _, format := range []string{competency.FormatCSV, competency.FormatXLSX, competency.FormatMoodle, competency.FormatCASE} {
		file, _, _, err := d.svc.Export(d.ctx, held.Version.ID, format)
		d.must(err)
		done, err := d.svc.Import(d.ctx, format, file, true)
		d.must(err)
		if len(done.Faults) > 0 || len(done.Lines) != 2 {
			t.Fatalf("%s: %+v", format, done)
		}
		if _, err := d.svc.Draft(d.ctx); err == nil {
			t.Errorf("%s: a dry run opened a draft", format)
		}
		done, err = d.svc.Import(d.ctx, format, file, false)
		d.must(err)
		again, err := d.svc.Import(d.ctx, format, file, true)
		d.must(err)
		for _, l := range again.Lines {
			if l.Kind != "unchanged" {
				t.Errorf("%s: importing twice changes %+v", format, l)
			}
		}
		if diff := cmp.Diff(texts(held.Contents), texts(d.draft().Contents)); diff != "" || !done.Applied {
			t.Errorf("%s changes what it carries (-want +got):\n%s", format, diff)
		}
		d.must(d.svc.Discard(d.ctx))
	}
}

// texts is what contents say, without what only files know.
func texts(contents []competency.Content) []competency.Content {
	out := make([]competency.Content, 0, len(contents))
	for _, c := range contents {
		c.VersionID, c.ForeignFields = uuid.Nil, nil
		out = append(out, c)
	}
	return out
}
