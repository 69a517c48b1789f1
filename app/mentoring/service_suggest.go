package mentoring

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/org"
)

const (
	// maxSuggestions is how many people one answer about one competency names.
	maxSuggestions = 20
	// maxPerGap is how many people an answer about all gaps names for each.
	maxPerGap = 3
	// maxLeftOut is how many better-known people an answer explains for each gap.
	maxLeftOut = 5
)

// Suggestions are the people who may help somebody in one competency, best
// first, the person's own standing in it, and why people who are better known
// than the last of them are not among them. Total counts all who may help.
type Suggestions struct {
	Competency competency.Competency
	Asker      Asker
	Items      []Colleague
	Left       []Missing
	Total      int
}

// Colleague is a suggestion with what its mentor is known by.
type Colleague struct {
	Suggestion

	FullName string
	Unit     org.UnitBody
	Posts    []postRow
}

// Missing is someone left out, with what the person is known by.
type Missing struct {
	LeftOut

	FullName string
	Unit     org.UnitBody
}

// Suggest finds people for the acting person. Faults: NotFound auth.no_staff,
// mentoring.no_competency.
func (s *Service) Suggest(ctx context.Context, competencyID uuid.UUID) (Suggestions, error) {
	me, err := self(ctx)
	if err != nil {
		return Suggestions{}, err
	}
	return suggestOne(ctx, s.steady, me, competencyID, s.clock.Now())
}

// SuggestAll finds people for every gap of the acting person, the critical gaps
// first, then the widest. Fault: NotFound auth.no_staff.
func (s *Service) SuggestAll(ctx context.Context) ([]Suggestions, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return suggestMany(ctx, s.steady, me, nil, maxPerGap, s.clock.Now())
}

// SuggestFor finds people for somebody. Whether the caller may ask about that
// person is not its question. Fault: NotFound mentoring.no_competency.
func SuggestFor(ctx context.Context, db bun.IDB, learnerID, competencyID uuid.UUID, now time.Time) (Suggestions, error) {
	return suggestOne(ctx, simple{db}, learnerID, competencyID, now)
}

func suggestOne(ctx context.Context, r reader, learnerID, competencyID uuid.UUID, now time.Time) (Suggestions, error) {
	if err := inForce(ctx, r.plain(), competencyID); err != nil {
		return Suggestions{}, err
	}
	found, err := suggestMany(ctx, r, learnerID, []uuid.UUID{competencyID}, maxSuggestions, now)
	if err != nil {
		return Suggestions{}, err
	}
	return found[0], nil
}

// Circle is what is known of those who may help somebody in one competency.
type Circle struct {
	Asker        Asker
	CompetencyID uuid.UUID
	Candidates   []Candidate
}

// Known are the circles of every gap of somebody, as SuggestAll ranks them.
func Known(ctx context.Context, db bun.IDB, learnerID uuid.UUID, now time.Time) ([]Circle, error) {
	groups, _, err := known(ctx, simple{db}, learnerID, nil, clock.DayOf(now))
	return groups, err
}

// known are the circles of some competencies, or of every gap when there are none.
func known(ctx context.Context, r reader, learnerID uuid.UUID, competencyIDs []uuid.UUID, today clock.Day) ([]Circle, []helper, error) {
	var askers []standing
	var helpers []helper
	err := r.each(ctx, func(ctx context.Context) (err error) {
		if competencyIDs == nil {
			askers, err = wanting(ctx, r, learnerID)
		} else {
			askers, err = standings(ctx, r, learnerID, competencyIDs)
		}
		return err
	}, func(ctx context.Context) (err error) {
		helpers, err = helpersNear(ctx, r, nearby{Asker: Asker{StaffID: learnerID}, On: today})
		return err
	})
	if err != nil || len(askers) == 0 {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, 0, len(askers))
	for _, a := range askers {
		ids = append(ids, a.CompetencyID)
	}
	var rows []candidateRow
	var spare map[uuid.UUID]Slots
	err = r.each(ctx, func(ctx context.Context) (err error) {
		rows, err = skilled(ctx, r, learnerID, helpers, ids)
		return err
	}, func(ctx context.Context) (err error) {
		spare, err = spareOf(ctx, r, helpers, today)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	manned(rows, spare)
	people := make(map[uuid.UUID][]Candidate, len(askers))
	for _, row := range rows {
		people[row.CompetencyID] = append(people[row.CompetencyID], row.candidate())
	}
	groups := make([]Circle, 0, len(askers))
	for _, a := range askers {
		groups = append(groups, Circle{Asker: a.Asker, CompetencyID: a.CompetencyID, Candidates: people[a.CompetencyID]})
	}
	return groups, helpers, nil
}

func suggestMany(ctx context.Context, r reader, learnerID uuid.UUID, competencyIDs []uuid.UUID, most int, now time.Time) ([]Suggestions, error) {
	today := clock.DayOf(now)
	groups, helpers, err := known(ctx, r, learnerID, competencyIDs, today)
	if err != nil || len(groups) == 0 {
		return nil, err
	}
	all := make([]Suggestions, 0, len(groups))
	for _, g := range groups {
		all = append(all, rankGroup(g, most, now))
	}
	return all, name(ctx, r, all, helpers, today)
}

// rankGroup keeps the most who are shown, with those better known who are not.
func rankGroup(g Circle, most int, now time.Time) Suggestions {
	ranked, left := Rank(g.Candidates, g.Asker, now)
	s := Suggestions{Competency: competency.Competency{ID: g.CompetencyID}, Asker: g.Asker, Total: len(ranked)}
	for _, r := range ranked[:min(len(ranked), most)] {
		r.Reasons = Reasons(r.Candidate, g.Asker)
		s.Items = append(s.Items, Colleague{Suggestion: r})
	}
	for _, l := range betterKnown(left, ranked, most) {
		s.Left = append(s.Left, Missing{LeftOut: l})
	}
	return s
}

// betterKnown are those left out who would stand above the last one shown, or at
// all while there is room, as far as it may be told.
func betterKnown(left []LeftOut, ranked []Suggestion, most int) []LeftOut {
	least := 0
	if len(ranked) >= most {
		least = ranked[most-1].Score
	}
	told := slices.DeleteFunc(left, func(l LeftOut) bool { return !l.Why.Told() || l.Score <= least })
	return told[:min(len(told), maxLeftOut)]
}

// name adds what competencies and people are known by.
func name(ctx context.Context, r reader, all []Suggestions, helpers []helper, on clock.Day) error {
	known := make(map[uuid.UUID]helper, len(helpers))
	for _, h := range helpers {
		known[h.MentorID] = h
	}
	competencyIDs := make([]uuid.UUID, 0, len(all))
	var ids []uuid.UUID
	for _, s := range all {
		competencyIDs = append(competencyIDs, s.Competency.ID)
		for _, i := range s.Items {
			ids = append(ids, i.MentorID)
		}
	}
	var competencies map[uuid.UUID]competency.Competency
	var posts map[uuid.UUID][]postRow
	err := r.each(ctx, func(ctx context.Context) (err error) {
		competencies, err = competency.FindAll(ctx, r.plain(), competencyIDs)
		return err
	}, func(ctx context.Context) (err error) {
		posts, err = postsOn(ctx, r, ids, on)
		return err
	})
	if err != nil {
		return err
	}
	for i := range all {
		all[i].Competency = competencies[all[i].Competency.ID]
		for j := range all[i].Items {
			c := &all[i].Items[j]
			c.FullName, c.Unit, c.Posts = known[c.MentorID].FullName, known[c.MentorID].unit(), posts[c.MentorID]
		}
		for j := range all[i].Left {
			m := &all[i].Left[j]
			m.FullName, m.Unit = known[m.MentorID].FullName, known[m.MentorID].unit()
		}
	}
	return nil
}
