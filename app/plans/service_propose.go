package plans

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/lang"
	"camtay/app/mentoring"
	"camtay/app/staff"
)

// Drafted is a proposal with the competencies it names.
type Drafted struct {
	Proposal

	Period Period
	Levels map[uuid.UUID]int16
	Names  map[uuid.UUID]competency.Competency
}

// Draft proposes a plan from gaps, the catalogue and mentors; nothing is stored.
func (s *Service) Draft(ctx context.Context, staffID uuid.UUID) (Drafted, error) {
	p, err := s.acting(ctx, staffID)
	if err != nil {
		return Drafted{}, err
	}
	now := s.clock.Now()
	today := clock.DayOf(now)
	wants, err := wantsOf(ctx, s.db, p.Person.ID, today)
	if err != nil {
		return Drafted{}, err
	}
	first := pressing(wants)
	first = first[:min(len(first), 2*MaxTargets)] // others have no room anyway
	ids := make([]uuid.UUID, 0, len(first))
	for _, w := range first {
		ids = append(ids, w.CompetencyID)
	}
	offers, err := offersFor(ctx, s.db, sought{StaffID: p.Person.ID, CompetencyIDs: ids, On: today})
	if err != nil {
		return Drafted{}, err
	}
	var helpers []Helper
	for _, id := range ids {
		found, err := mentoring.SuggestFor(ctx, s.db, p.Person.ID, id, now)
		if err != nil {
			return Drafted{}, err
		}
		if len(found.Items) > 0 {
			best := found.Items[0]
			helpers = append(helpers, Helper{CompetencyID: id, MentorID: best.MentorID, Name: best.FullName})
		}
	}
	d := Drafted{Period: HalfYear(today), Levels: map[uuid.UUID]int16{}}
	d.Proposal = Propose(first, offers, helpers, d.Period, lang.Text("vi", "plans.practice", nil))
	for _, w := range first {
		d.Levels[w.CompetencyID] = w.Level
	}
	d.Names, err = competency.FindAll(ctx, s.db, d.CompetencyIDs())
	return d, err
}

// wantsOf are someone's gaps, and those that posts beginning later will open.
func wantsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, today clock.Day) ([]Want, error) {
	found, err := gaps.Of(ctx, db, staffID)
	if err != nil {
		return nil, err
	}
	var wants []Want
	levels := map[uuid.UUID]int16{}
	for _, g := range found {
		levels[g.CompetencyID] = g.Level
		w := Want{CompetencyID: g.CompetencyID, Code: g.Code, Level: g.Level, Required: g.Required, Why: WhyGap}
		if g.Critical {
			w.Why = WhyCritical
		}
		wants = append(wants, w)
	}
	later, err := futureWants(ctx, db, staffID, today)
	if err != nil {
		return nil, err
	}
	return append(wants, later...), nil
}

func futureWants(ctx context.Context, db bun.IDB, staffID uuid.UUID, today clock.Day) ([]Want, error) {
	posts, err := staff.PostsOf(ctx, db, staffID)
	if err != nil {
		return nil, err
	}
	required := map[uuid.UUID]int16{}
	for _, post := range posts {
		if !today.Before(post.From) {
			continue
		}
		asked, err := competency.RequirementsOn(ctx, db, post.PositionID, post.From)
		if err != nil {
			return nil, err
		}
		for _, r := range asked {
			required[r.CompetencyID] = max(required[r.CompetencyID], r.Level)
		}
	}
	ids := make([]uuid.UUID, 0, len(required))
	for id := range required {
		ids = append(ids, id)
	}
	levels, err := levelsOf(ctx, db, staffID, ids)
	if err != nil {
		return nil, err
	}
	names, err := competency.FindAll(ctx, db, ids)
	if err != nil {
		return nil, err
	}
	wants := make([]Want, 0, len(ids))
	for _, id := range ids {
		wants = append(wants, Want{CompetencyID: id, Code: names[id].Code, Level: levels[id], Required: required[id], Why: WhyFuture})
	}
	return wants, nil
}

// Helped is an offer or a mentor that an action may refer to.
type Helped struct {
	Offer

	Reasons []mentoring.Reason // of mentors
}

// Offers are what somebody may take up for one competency: first mentors, then
// courses, tests and classes whose title holds q. Fault: NotFound
// plans.no_competency.
func (s *Service) Offers(ctx context.Context, staffID, competencyID uuid.UUID, q string) ([]Helped, error) {
	p, err := s.acting(ctx, staffID)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	mentors, err := mentoring.SuggestFor(ctx, s.db, p.Person.ID, competencyID, now)
	if err != nil {
		return nil, err
	}
	var found []Helped
	if q == "" {
		for _, m := range mentors.Items[:min(len(mentors.Items), 3)] { //nolint:mnd // a few
			found = append(found, Helped{
				Offer:   Offer{Kind: Mentor, RefID: m.MentorID, CompetencyID: competencyID, Level: m.Level, TitleVI: m.FullName},
				Reasons: m.Reasons,
			})
		}
	}
	offers, err := offersFor(ctx, s.db, sought{StaffID: p.Person.ID, CompetencyIDs: []uuid.UUID{competencyID}, Q: q, On: clock.DayOf(now)})
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		found = append(found, Helped{Offer: o})
	}
	return found, nil
}

// resolve makes a sent content whole: ids, the level each target starts from, the
// reason of each target, and the names of what actions refer to. known holds what
// the plan says already, the latest last. Fault Invalid with fields.
func (s *Service) resolve(ctx context.Context, db bun.IDB, staffID uuid.UUID, c Content, from clock.Day, known ...Content) (Content, error) {
	now := s.clock.Now()
	today := clock.DayOf(now)
	c = c.Tidy()
	levels, err := levelsOf(ctx, db, staffID, c.CompetencyIDs())
	if err != nil {
		return Content{}, err
	}
	wants, err := wantsOf(ctx, db, staffID, today)
	if err != nil {
		return Content{}, err
	}
	invalid := fault.New(fault.Invalid, "web.invalid")
	for i := range c.Targets {
		t := &c.Targets[i]
		t.LevelFrom, t.Why = levels[t.CompetencyID], whyOf(t.CompetencyID, wants)
		for _, k := range known {
			if old, ok := k.Target(t.CompetencyID); ok {
				t.LevelFrom, t.Why = old.LevelFrom, old.Why
			}
		}
		if err := s.resolveActions(ctx, db, staffID, t, i, invalid, known); err != nil {
			return Content{}, err
		}
	}
	invalid.Fields = append(invalid.Fields, c.Check(from)...)
	if len(invalid.Fields) > 0 {
		return Content{}, invalid
	}
	return c, nil
}

func whyOf(id uuid.UUID, wants []Want) Why {
	i := slices.IndexFunc(pressing(wants), func(w Want) bool { return w.CompetencyID == id })
	if i < 0 {
		return WhyWish
	}
	return pressing(wants)[i].Why
}

func (s *Service) resolveActions(
	ctx context.Context, db bun.IDB, staffID uuid.UUID, t *Target, place int, invalid *fault.Fault, known []Content,
) error {
	now := s.clock.Now()
	offers, err := offersFor(ctx, db, sought{StaffID: staffID, CompetencyIDs: []uuid.UUID{t.CompetencyID}, On: clock.DayOf(now)})
	if err != nil {
		return err
	}
	var mentors mentoring.Suggestions
	if slices.ContainsFunc(t.Actions, func(a Action) bool { return a.Kind == Mentor }) {
		mentors, err = mentoring.SuggestFor(ctx, db, staffID, t.CompetencyID, now)
		if f := (*fault.Fault)(nil); errors.As(err, &f) {
			return f.At(locate(place, "competency_id"), "plans.no_competency", nil)
		} else if err != nil {
			return err
		}
	}
	for j := range t.Actions {
		a := &t.Actions[j]
		if old, ok := knownAction(*a, known); ok && old.Kind == a.Kind && old.RefID == a.RefID {
			if !a.Kind.Manual() {
				a.TitleVI, a.TitleEN = old.TitleVI, old.TitleEN
			}
			continue
		}
		if a.ID, err = uuid.NewV7(); err != nil {
			return err
		}
		if a.Kind.Manual() {
			continue
		}
		a.TitleVI, a.TitleEN = titleOf(*a, offers, mentors)
		if a.TitleVI == "" {
			a.TitleVI = "?"
			invalid.Fields = append(invalid.Fields, fault.Field{Location: locate(place, "actions"), Key: "plans.no_such_action"})
		}
	}
	return nil
}

func knownAction(a Action, known []Content) (Action, bool) {
	for _, k := range known {
		if old, ok := k.Actions()[a.ID]; ok {
			return old, true
		}
	}
	return Action{}, false
}

func titleOf(a Action, offers []Offer, mentors mentoring.Suggestions) (vi, en string) {
	for _, o := range offers {
		if o.Kind == a.Kind && o.RefID == a.RefID {
			return o.TitleVI, o.TitleEN
		}
	}
	for _, m := range mentors.Items {
		if a.Kind == Mentor && m.MentorID == a.RefID {
			return m.FullName, ""
		}
	}
	return "", ""
}
