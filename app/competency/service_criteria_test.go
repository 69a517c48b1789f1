package competency_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/assessments/assessmentstest"
	"camtay/migrations/testdb"
)

// desk is an officer of everything, a competency and two tests of two questions
// each, the first of which claims level 1 and 2.
type desk struct {
	db         *bun.DB
	tree       orgtest.Tree
	service    *competency.Service
	ctx        context.Context
	competency competency.Competency
	test       competency.Source
	other      competency.Source
	questions  []uuid.UUID
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{db: testdb.New(t)}
	d.tree = orgtest.NewTree(t, d.db)
	d.service = competency.New(d.db, clock.NewFake(stafftest.Now()), event.NewOutbox())
	d.ctx, d.competency = officer(d.tree.Province.Path), competencytest.Competency(t, d.db)
	err := d.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		var id uuid.UUID
		id, d.questions = assessmentstest.New(t, tx, 2)
		d.test = competency.Source{Kind: competency.SourceQuiz, ID: id}
		id, _ = assessmentstest.New(t, tx, 2)
		d.other = competency.Source{Kind: competency.SourceQuiz, ID: id}
		for i, q := range d.questions {
			competencytest.Claim(t, tx, competency.SourceQuestion, q, d.competency, int16(i+1))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// from proves a level by a score and up, and by completing what else is named.
func (d *desk) from(test competency.Source, level int16, score int, also ...competency.Source) competency.Set {
	when := competency.Node{All: []competency.Node{{Score: &competency.ScoreBand{QuizID: test.ID, From: score, To: competency.Whole}}}}
	for _, s := range also {
		when.All = append(when.All, competency.Node{Completion: &s})
	}
	return competency.Set{Outcomes: []competency.Outcome{{CompetencyID: d.competency.ID, Level: level, When: when}}}
}

func (d *desk) draft(t *testing.T, source competency.Source, set competency.Set) {
	t.Helper()
	if err := d.service.WriteDraft(d.ctx, source, set); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) publish(t *testing.T, source competency.Source, version int) {
	t.Helper()
	if err := d.service.Publish(d.ctx, source, version); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) read(t *testing.T, source competency.Source) competency.Judged {
	t.Helper()
	j, err := d.service.Criteria(d.ctx, source)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func states(j competency.Judged) []string {
	var all []string
	for _, v := range j.Versions {
		all = append(all, v.State)
	}
	return all
}

func TestCriteriaBeginAsWhatTheClaimsStandFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	j := d.read(t, d.test)
	if j.Version != 0 || len(j.InForce.Outcomes) != 2 || len(j.Asks) != 2 || !j.CanEdit {
		t.Fatalf("got version %d, %+v", j.Version, j.InForce)
	}
	// What the claims stand for can itself be written down and published.
	d.draft(t, d.test, j.InForce)
	d.publish(t, d.test, 1)
	if diff := cmp.Diff(j.InForce, d.read(t, d.test).InForce); diff != "" {
		t.Errorf("in force (-claims +published):\n%s", diff)
	}
}

func TestVersionsGoFromDraftToPublishedToOutdated(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.draft(t, d.test, d.from(d.test, 2, 5000))
	d.draft(t, d.test, d.from(d.test, 2, 6000))
	d.publish(t, d.test, 1)
	d.draft(t, d.test, d.from(d.test, 3, 9000))
	if diff := cmp.Diff([]string{"draft", "published"}, states(d.read(t, d.test))); diff != "" {
		t.Error(diff)
	}
	d.publish(t, d.test, 2)
	d.draft(t, d.test, d.from(d.test, 4, 9000))
	if err := d.service.DropDraft(d.ctx, d.test); err != nil {
		t.Fatal(err)
	}
	if err := d.service.Retire(d.ctx, d.test); err != nil {
		t.Fatal(err)
	}
	j := d.read(t, d.test)
	if diff := cmp.Diff([]string{"outdated", "outdated", "outdated"}, states(j)); diff != "" || j.Version != 0 {
		t.Errorf("version %d in force; %s", j.Version, diff)
	}
	gone := fault.New(fault.Conflict, "criteria.nothing_there")
	if err := d.service.Retire(d.ctx, d.test); !errors.Is(err, gone) {
		t.Errorf("retired twice: %v", err)
	}
	for _, change := range []string{
		"delete from criteria_sets", `update criteria_sets set tree = '{"outcomes": []}' where version = 1`,
	} {
		if _, err := d.db.ExecContext(t.Context(), change); err == nil {
			t.Errorf("%s went through", change)
		}
	}
	var deeds int
	if err := d.db.NewRaw("select count(*) from audit_entries where subject = 'criteria'").Scan(t.Context(), &deeds); err != nil || deeds != 8 {
		t.Errorf("%d deeds are on record, %v", deeds, err)
	}
}

func TestADraftThatMakesNoSenseIsRefusedAtItsNode(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	set := d.from(d.test, 2, 5000, competency.Source{Kind: competency.SourceCourse, ID: uuid.New()})
	var refused *fault.Fault
	if err := d.service.WriteDraft(d.ctx, d.test, set); !errors.As(err, &refused) || refused.Key != "criteria.refused" {
		t.Fatalf("got %v", err)
	}
	want := []fault.Field{{Location: "body.outcomes[0].when.all[1]", Key: "criteria.unknown_source"}}
	if diff := cmp.Diff(want, refused.Fields); diff != "" {
		t.Error(diff)
	}
}

func TestTwoDraftsThatNeedEachOtherAreNotBothPublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.draft(t, d.test, d.from(d.test, 2, 5000, d.other))
	d.draft(t, d.other, d.from(d.other, 2, 5000, d.test))
	d.publish(t, d.test, 1)
	err := d.service.Publish(d.ctx, d.other, 1)
	if !errors.Is(err, fault.New(fault.Invalid, "criteria.refused")) {
		t.Fatalf("a circle was published: %v", err)
	}
}

func TestOnlyAnOfficerOfTheWholeTreeChangesCriteria(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	refused := fault.New(fault.Forbidden, "criteria.not_yours")
	for name, ctx := range map[string]context.Context{"nobody": context.Background(), "an officer of one ward": officer(d.tree.WardA.Path)} {
		if err := d.service.WriteDraft(ctx, d.test, d.from(d.test, 2, 5000)); !errors.Is(err, refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASourceIsListedWithWhatItsCriteriaShow(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	shown := func(q string) map[uuid.UUID][]competency.Claim {
		found, _, _, err := d.service.Sources(d.ctx, competency.SourceFilter{Kind: competency.SourceQuiz, Q: q})
		if err != nil {
			t.Fatal(err)
		}
		byID := map[uuid.UUID][]competency.Claim{}
		for _, l := range found {
			byID[l.ID] = l.Shows
		}
		return byID
	}
	want := func(level int16) map[uuid.UUID][]competency.Claim {
		return map[uuid.UUID][]competency.Claim{d.test.ID: {{CompetencyID: d.competency.ID, Level: level}}, d.other.ID: nil}
	}
	if diff := cmp.Diff(want(2), shown("")); diff != "" {
		t.Error(diff)
	}
	d.draft(t, d.test, d.from(d.test, 4, 5000))
	d.publish(t, d.test, 1)
	if diff := cmp.Diff(want(4), shown("kiem tra")); diff != "" {
		t.Error(diff)
	}
	if found := shown("không có bài này"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

// took gives n people of a unit a finished attempt each, the i-th with i modulo
// 101 per cent.
func (d *desk) took(t *testing.T, prefix string, unit org.Unit, n int) {
	t.Helper()
	_, err := d.db.NewRaw(`with people as (
			insert into staff (id, code, family_name, given_name, unit_id, created_at, updated_at)
			select gen_random_uuid(), ? || i, 'Nguyễn', 'An', ?, now(), now() from generate_series(0, ? - 1) i
			returning id, code
		)
		insert into attempts (id, quiz_id, learner_id, number, state, started_at, due_at, finished_at, score, passed, question_ids, paper)
		select gen_random_uuid(), ?, id, 1, 'finished', now(), now() + interval '1 hour', now(), s, s >= 7000, '{}', '{"pass": 7000, "questions": []}'
		from people, lateral (select (substr(code, 4)::integer % 101) * 100 as s) x`,
		prefix, unit.ID, n, d.test.ID).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// As the database does by itself after a while.
	if _, err := d.db.ExecContext(t.Context(), "analyze staff, attempts, units"); err != nil {
		t.Fatal(err)
	}
}

func TestADraftIsTriedOnAllPastResultsOfTheScope(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.took(t, "TRY", d.tree.WardA, 2300)
	d.took(t, "OUT", d.tree.WardB, 101)
	d.draft(t, d.test, d.from(d.test, 3, 9000))
	d.publish(t, d.test, 1)
	set := d.from(d.test, 3, 9500)
	set.Outcomes = append(set.Outcomes, d.from(d.test, 1, 5000).Outcomes...)
	d.draft(t, d.test, set)

	want := map[competency.Shift]int{}
	for i := range 2300 + 101 {
		score := (i % 2300) % 101 * 100
		if score >= 5000 && score < 9000 {
			want[competency.Shift{CompetencyID: d.competency.ID, Level: 1, Gain: true}]++
		}
		if score >= 9000 && score < 9500 {
			want[competency.Shift{CompetencyID: d.competency.ID, Level: 3}]++
		}
	}
	got, steps, judged, after := map[competency.Shift]int{}, 0, 0, ""
	for {
		out, err := d.service.Simulate(d.ctx, d.test, after)
		if err != nil {
			t.Fatal(err)
		}
		for shift, n := range out.Counts {
			got[shift] += n
		}
		steps, judged, after = steps+1, judged+out.People, out.Next
		if out.Total != 2401 {
			t.Fatalf("%d in all", out.Total)
		}
		if after == "" {
			break
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || steps < 2 || judged != 2401 {
		t.Errorf("%d judged in %d steps (-want +got):\n%s", judged, steps, diff)
	}
	for shift, n := range want {
		if found := d.affected(t, d.ctx, shift); len(found) != n {
			t.Errorf("%+v: %d people, want %d", shift, len(found), n)
		}
	}
	lost := competency.Shift{CompetencyID: d.competency.ID, Level: 3}
	if found := d.affected(t, officer(d.tree.WardB.Path), lost); len(found) != 5 {
		t.Errorf("an officer of ward B sees %d people, want 5", len(found))
	}
}

// affected pages through the people behind a count; each is named once.
func (d *desk) affected(t *testing.T, ctx context.Context, shift competency.Shift) map[uuid.UUID]bool {
	t.Helper()
	found, after := map[uuid.UUID]bool{}, ""
	for {
		page, people, next, err := d.service.Affected(ctx, d.test, shift, after, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page {
			if found[m.StaffID] || people[m.StaffID].FullName == "" || m.Shift() != shift {
				t.Fatalf("%+v is named twice or wrongly", m)
			}
			found[m.StaffID] = true
		}
		if next == "" {
			return found
		}
		after = next
	}
}
