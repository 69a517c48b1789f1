package competency_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/fault"
	"camtay/courses/coursestest"
)

// course makes a published course.
func (d *bench) course() competency.Source {
	d.t.Helper()
	s := competency.Source{Kind: competency.SourceCourse}
	d.must(d.db.RunInTx(d.t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		s.ID, _ = coursestest.New(d.t, tx, 1)
		return nil
	}))
	return s
}

func finished(s competency.Source, claims ...competency.Claim) competency.Set {
	var set competency.Set
	for _, c := range claims {
		set.Outcomes = append(set.Outcomes, competency.Outcome{CompetencyID: c.CompetencyID, Level: c.Level, When: competency.Node{Completion: &s}})
	}
	return set
}

func shown(c competency.Competency, level int16) competency.Claim {
	return competency.Claim{CompetencyID: c.ID, Level: level}
}

func (d *bench) criteria(s competency.Source, set competency.Set) {
	d.t.Helper()
	d.must(d.svc.WriteDraft(d.ctx, s, set))
	j, err := d.svc.Criteria(d.ctx, s)
	d.must(err)
	d.must(d.svc.Publish(d.ctx, s, j.Draft.Version))
}

// archive takes a competency out of use in the draft, with what it goes on as.
func (d *bench) archive(id uuid.UUID, maps ...competency.Mapping) {
	d.t.Helper()
	c := d.content(id)
	c.Archived = true
	d.write(c)
	d.must(d.svc.Map(d.ctx, id, maps))
}

func TestPublishingASplitPublishesTheCriteriaAnewAndRewritesTheirDraft(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	three := competencytest.Competency(t, d.db, func(c *competency.Competency) { c.Position = 3 })
	other := d.course()
	d.criteria(other, finished(other, shown(three, 2)))
	course := d.course()
	d.criteria(course, finished(course, shown(d.one, 4)))
	d.must(d.svc.WriteDraft(d.ctx, course, finished(course, shown(d.one, 2), shown(three, 1))))

	d.must(d.svc.Begin(d.ctx))
	d.archive(d.one.ID,
		competency.Mapping{ToID: d.two.ID, Carries: true, MostLevel: 5}, competency.Mapping{ToID: three.ID, Carries: true, MostLevel: 3})
	held := d.draft()
	if len(held.Faults) > 0 || len(held.Criteria) != 2 {
		t.Fatalf("faults %+v, criteria %+v", held.Faults, held.Criteria)
	}
	first := held.Criteria[0]
	wantMoves := []competency.Succession{{From: shown(d.one, 4), To: []competency.Claim{shown(d.two, 4), shown(three, 3)}}}
	if diff := cmp.Diff(wantMoves, first.Moves); diff != "" || first.Was.State != competency.Published || first.Of.TitleVI == "" {
		t.Errorf("preview of %+v (-want +got):\n%s", first.Of, diff)
	}
	d.publish()

	j, err := d.svc.Criteria(d.ctx, course)
	d.must(err)
	if diff := cmp.Diff(finished(course, shown(d.two, 4), shown(three, 3)), j.InForce); diff != "" || j.Version != 2 {
		t.Errorf("version %d in force (-want +got):\n%s", j.Version, diff)
	}
	if diff := cmp.Diff(finished(course, shown(d.two, 2), shown(three, 2)), j.Draft.Set); diff != "" || j.Draft.Version != 3 {
		t.Errorf("draft %d (-want +got):\n%s", j.Draft.Version, diff)
	}
	old := j.Versions[2]
	if diff := cmp.Diff(finished(course, shown(d.one, 4)), old.Set); diff != "" || old.Version != 1 || old.State != competency.Outdated {
		t.Errorf("former version %+v (-want +got):\n%s", old, diff)
	}
	d.must(d.svc.Publish(d.ctx, course, 3))
	if j, err = d.svc.Criteria(d.ctx, other); err != nil || j.Version != 1 {
		t.Errorf("criteria that name nothing of the map are of version %d (%v)", j.Version, err)
	}
}

func TestACompetencyThatCriteriaStillProveIsNotArchivedWithoutSuccessor(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	course := d.course()
	d.criteria(course, finished(course, shown(d.one, 2)))
	d.must(d.svc.Begin(d.ctx))
	for name, maps := range map[string][]competency.Mapping{
		"no map": nil, "a map that takes no evidence along": {{ToID: d.two.ID, MostLevel: 5}},
	} {
		d.archive(d.one.ID, maps...)
		held := d.draft()
		if len(held.Criteria) != 1 || !slices.Equal(held.Criteria[0].Stays, []uuid.UUID{d.one.ID}) {
			t.Errorf("%s: criteria %+v", name, held.Criteria)
		}
		var f *fault.Fault
		err := d.svc.Enact(d.ctx, "", held.Version.UpdatedAt)
		if !errors.As(err, &f) || f.Key != "competency.not_ready" || len(f.Fields) != 1 || f.Fields[0].Key != "competency.criteria_remain" {
			t.Errorf("%s: %+v", name, err)
		}
	}
	// The officer decides: the criteria prove something else, and publishing goes on.
	d.criteria(course, finished(course, shown(d.two, 2)))
	d.publish()
	if held, err := d.svc.Published(d.ctx); err != nil || held.Version.Number != 2 {
		t.Errorf("published %+v (%v)", held.Version, err)
	}
}

func TestAfterPublishingNoPublishedCriteriaNameWhatAMapReplaced(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	chance := rand.New(rand.NewPCG(3, 28))
	level := func() int16 { return int16(chance.IntN(5) + 1) }
	courses := []competency.Source{d.course(), d.course(), d.course()}
	for round := range 8 {
		d.must(d.svc.Begin(d.ctx))
		for i := range 4 {
			fresh := d.draft().Contents[0]
			fresh.CompetencyID, fresh.Archived, fresh.Code = uuid.Nil, false, fmt.Sprintf("MOI-%d-%d", round, i)
			d.write(fresh)
		}
		d.publish()
		all, err := d.svc.List(d.ctx, "")
		d.must(err)
		slices.Reverse(all)
		for _, course := range courses {
			var claims []competency.Claim
			for _, i := range chance.Perm(len(all))[:3] {
				claims = append(claims, shown(all[i], level()))
			}
			d.criteria(course, finished(course, claims...))
			if chance.IntN(2) == 0 {
				d.must(d.svc.WriteDraft(d.ctx, course, finished(course, claims[:2]...)))
			}
		}
		d.must(d.svc.Begin(d.ctx))
		heirs := all[:2]
		var replaced []uuid.UUID
		for _, c := range all[2:] {
			maps := []competency.Mapping{{ToID: heirs[chance.IntN(2)].ID, Carries: true, MostLevel: level()}}
			if chance.IntN(2) == 0 {
				maps = append(maps, competency.Mapping{ToID: heirs[chance.IntN(2)].ID, Carries: true, MostLevel: level()})
			}
			d.archive(c.ID, maps...)
			replaced = append(replaced, c.ID)
		}
		d.publish()
		for _, course := range courses {
			j, err := d.svc.Criteria(d.ctx, course)
			d.must(err)
			for _, v := range j.Versions {
				if v.State == competency.Outdated {
					continue
				}
				for _, id := range v.Set.Names() {
					if slices.Contains(replaced, id) {
						t.Errorf("round %d: %s version %d still names %s", round, v.State, v.Version, id)
					}
				}
			}
		}
	}
}

func TestAMapThatMakesCriteriaTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	d := newBench(t)
	three := competencytest.Competency(t, d.db, func(c *competency.Competency) { c.Position = 3 })
	course := d.course()
	list := slices.Repeat([]competency.Node{{Completion: &course}}, 14)
	set := finished(course, shown(d.one, 2))
	set.Outcomes[0].When = competency.Node{All: []competency.Node{{All: list}, {All: list}, {All: list}}}
	d.criteria(course, set)
	d.must(d.svc.Begin(d.ctx))
	both := []competency.Mapping{{ToID: d.two.ID, Carries: true, MostLevel: 5}, {ToID: three.ID, Carries: true, MostLevel: 5}}
	d.archive(d.one.ID, both...)
	if faults := d.draft().Faults; len(faults) != 1 || faults[0].Key != "competency.criteria_too_large" || faults[0].CompetencyID != d.one.ID {
		t.Errorf("faults %+v", faults)
	}
	d.archive(d.one.ID, both[0])
	d.publish()
}
