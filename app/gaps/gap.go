package gaps

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Gap is what one person's posts require of one competency beside the level
// shown. Required is the maximum over the posts, Gap how many levels are missing
// (0…5), Critical whether any of the posts calls the competency critical.
type Gap struct {
	CompetencyID uuid.UUID
	Code         string
	NameVI       string
	NameEN       string
	GroupVI      string
	Level        int16
	Required     int16
	Gap          int16
	Critical     bool
	Short        int16 // thousandths of a level believed to be missing; 0 where nothing is believed
	Posts        []Ask
}

// Ask is one post that requires a competency. Kind, Critical and the days are
// known where spans were read.
type Ask struct {
	PositionVI string
	PositionEN string
	Unit       string
	Level      int16
	Kind       string
	Critical   bool
	From       clock.Day
	Until      clock.Day
}

// Summary counts a person's required competencies.
type Summary struct {
	Required     int // competencies required
	Met          int // of these, shown at the required level
	Gaps         int // of these, not yet
	CriticalGaps int
}

// Summarise counts gaps.
func Summarise(gaps []Gap) Summary {
	s := Summary{Required: len(gaps)}
	for _, g := range gaps {
		switch {
		case g.Gap == 0:
			s.Met++
		case g.Critical:
			s.CriticalGaps++
			s.Gaps++
		default:
			s.Gaps++
		}
	}
	return s
}

// Widest are at most n gaps that are open, the widest first, critical before
// others of the same width, then those believed to be the farthest, else in the
// order given. Belief orders; it opens and closes nothing.
func Widest(gaps []Gap, n int) []Gap {
	open := slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool { return g.Gap == 0 })
	slices.SortStableFunc(open, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Gap, a.Gap), boolOrder(a.Critical, b.Critical), cmp.Compare(b.Short, a.Short))
	})
	return open[:min(n, len(open))]
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// withSpans gives each gap the posts that ask for it with their days.
func withSpans(gaps []Gap, spans []Span, today clock.Day) []Gap {
	for i := range gaps {
		gaps[i].Posts = nil
		for _, s := range holding(spans, gaps[i].CompetencyID, today) {
			gaps[i].Posts = append(gaps[i].Posts, s.ask())
		}
	}
	return gaps
}

// asked is one competency asked by one post of a person, as the query yields it.
type asked struct {
	CompetencyID uuid.UUID
	Code         string
	NameVI       string
	NameEN       string
	GroupVI      string
	Level        int16
	Required     int16
	Critical     bool
	PositionVI   string
	PositionEN   string
	Unit         string
	Mean         *int16 // believed, in thousandths of a level
}

// gather joins rows of the same competency, which stand together.
func gather(rows []asked) []Gap {
	var gaps []Gap
	for _, r := range rows {
		if len(gaps) == 0 || gaps[len(gaps)-1].CompetencyID != r.CompetencyID {
			gaps = append(gaps, Gap{
				CompetencyID: r.CompetencyID, Code: r.Code, NameVI: r.NameVI, NameEN: r.NameEN,
				GroupVI: r.GroupVI, Level: r.Level,
			})
		}
		g := &gaps[len(gaps)-1]
		g.Required = max(g.Required, r.Required)
		g.Gap = max(g.Required-g.Level, 0)
		g.Critical = g.Critical || r.Critical
		if r.Mean != nil {
			g.Short = max(g.Required*1000-*r.Mean, 0)
		}
		g.Posts = append(g.Posts, Ask{PositionVI: r.PositionVI, PositionEN: r.PositionEN, Unit: r.Unit, Level: r.Required})
	}
	return gaps
}
