package mentoring

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"camtay/app/clock"
)

// Place is how near a mentor works.
type Place string

// The places, nearest first.
const (
	Office    Place = "office"
	Ward      Place = "ward"      // the same commune or ward, another office
	Neighbour Place = "neighbour" // a commune or ward that borders the learner's
)

// Asker is who looks for help in one competency: the level shown, 0…5, and the
// level the person's posts require, 0 when none does.
type Asker struct {
	StaffID  uuid.UUID
	Level    int16
	Required int16
}

// Candidate is what is known of someone who offers help, for one competency and
// one asker.
type Candidate struct {
	MentorID     uuid.UUID
	FamilyName   string
	GivenName    string
	UnitName     string
	CommuneName  string
	Place        Place
	Open         bool
	Level        int16     // evidenced, in this competency
	EvidenceKind string    // of the newest entry that shows the level; empty if unknown
	EvidenceAt   time.Time // of that entry; zero if unknown
	Capacity     int       // live pairs the mentor takes
	Live         int       // requested and active pairs
	Completed    int       // pairs completed with at least one confirmed session
	Champion     bool
	Pair         *LivePair // with this asker for this competency
}

// LivePair is a pair that already binds asker and candidate.
type LivePair struct {
	ID    uuid.UUID
	State State
}

// Free is the number of places left, never negative.
func (c Candidate) Free() int {
	return max(c.Capacity-c.Live, 0)
}

// Able reports whether the candidate has shown enough to help: at least one
// level above the asker. Whoever reaches what the asker's posts require is above
// the asker wherever there is a gap.
func (c Candidate) Able(a Asker) bool {
	return c.MentorID != a.StaffID && c.Level > a.Level
}

// Askable reports whether the asker may ask the candidate now.
func (c Candidate) Askable(a Asker) bool {
	return c.Able(a) && c.Open && c.Free() > 0 && c.Pair == nil
}

// Reason is one fact that speaks for a suggestion, as a translation key.
type Reason struct {
	Key  string
	Args map[string]any
}

// Suggestion is a candidate with a score in basis points, 0…10000, and the facts
// behind it.
type Suggestion struct {
	Candidate

	Score   int
	Reasons []Reason
}

// Rank orders those who can be asked, best first, after those already in a live
// pair with the asker. Others are left out. Equal scores are ordered by given
// name, then family name, in Vietnamese, then by id, so that the result does not
// depend on the order of the candidates.
func Rank(candidates []Candidate, a Asker, now time.Time) []Suggestion {
	ranked := make([]Suggestion, 0, len(candidates))
	for _, c := range candidates {
		if c.Pair == nil && !c.Askable(a) {
			continue
		}
		ranked = append(ranked, Suggestion{Candidate: c, Score: Score(c, a, now), Reasons: reasons(c, a)})
	}
	names := collate.New(language.Vietnamese)
	slices.SortFunc(ranked, func(x, y Suggestion) int {
		return cmp.Or(
			paired(y)-paired(x),
			y.Score-x.Score,
			names.CompareString(x.GivenName, y.GivenName),
			names.CompareString(x.FamilyName, y.FamilyName),
			slices.Compare(x.MentorID[:], y.MentorID[:]),
		)
	})
	return ranked
}

func paired(s Suggestion) int {
	if s.Pair != nil {
		return 1
	}
	return 0
}

// What a score is made of, in basis points; the largest sum is 10000.
const (
	pointsRequired = 3000 // reaches what the asker's posts require
	pointsAbove    = 1500 // is above the asker, but below that
	pointsMargin   = 500  // for each further level, at most two
	pointsOffice   = 3000
	pointsWard     = 2000
	pointsNear     = 1000
	pointsRecent   = 1000 // evidence of the last half year; none after two years
	pointsFree     = 500  // for each free place, at most three
	pointsDone     = 100  // for each pair brought to its end, at most five

	freshDays = 180
	staleDays = 730
	hoursADay = 24
)

// Score weighs level (0…4000), place (0…3000), free places (0…1500), recency of
// the evidence (0…1000) and pairs completed (0…500). Each part never falls when
// its fact gets better and nothing else changes.
func Score(c Candidate, a Asker, now time.Time) int {
	return levelPoints(c.Level, a) + placePoints(c.Place) + recencyPoints(c.EvidenceAt, now) +
		pointsFree*min(c.Free(), 3) + pointsDone*min(max(c.Completed, 0), 5)
}

func levelPoints(level int16, a Asker) int {
	enough := max(a.Required, a.Level+1)
	switch {
	case level >= enough:
		return pointsRequired + pointsMargin*min(int(level-enough), 2)
	case level > a.Level:
		return pointsAbove + pointsMargin*min(int(level-a.Level)-1, 2)
	}
	return 0
}

func placePoints(p Place) int {
	switch p {
	case Office:
		return pointsOffice
	case Ward:
		return pointsWard
	case Neighbour:
		return pointsNear
	}
	return 0
}

// recencyPoints falls day by day between freshDays and staleDays.
func recencyPoints(at, now time.Time) int {
	if at.IsZero() {
		return 0
	}
	days := int(now.Sub(at).Hours() / hoursADay)
	left := min(max(staleDays-days, 0), staleDays-freshDays)
	return pointsRecent * left / (staleDays - freshDays)
}

func reasons(c Candidate, a Asker) []Reason {
	list := []Reason{levelReason(c, a)}
	if c.EvidenceKind != "" && !c.EvidenceAt.IsZero() {
		list = append(list, Reason{
			Key:  "mentoring.reason_by_" + c.EvidenceKind,
			Args: map[string]any{"level": c.Level, "on": dayText(c.EvidenceAt)},
		})
	}
	list = append(list, placeReason(c)...)
	if c.Free() > 0 {
		list = append(list, Reason{Key: "mentoring.reason_free", Args: map[string]any{"free": c.Free(), "capacity": c.Capacity}})
	}
	if c.Completed > 0 {
		list = append(list, Reason{Key: "mentoring.reason_completed", Args: map[string]any{"count": c.Completed}})
	}
	if c.Champion {
		list = append(list, Reason{Key: "mentoring.reason_champion"})
	}
	return list
}

func levelReason(c Candidate, a Asker) Reason {
	if a.Required > 0 && c.Level >= a.Required {
		return Reason{Key: "mentoring.reason_required", Args: map[string]any{"level": c.Level, "required": a.Required}}
	}
	return Reason{Key: "mentoring.reason_above", Args: map[string]any{"level": c.Level, "above": c.Level - a.Level}}
}

func placeReason(c Candidate) []Reason {
	switch c.Place {
	case Office:
		return []Reason{{Key: "mentoring.reason_office", Args: map[string]any{"unit": c.UnitName}}}
	case Ward:
		return []Reason{{Key: "mentoring.reason_ward", Args: map[string]any{"unit": c.CommuneName}}}
	case Neighbour:
		return []Reason{{Key: "mentoring.reason_neighbour", Args: map[string]any{"unit": c.CommuneName}}}
	}
	return nil
}

// dayText is a day as people in Vietnam write it, in either language.
func dayText(t time.Time) string {
	return t.In(clock.Zone).Format("02/01/2006")
}

func instantText(t time.Time) string {
	return t.In(clock.Zone).Format("15:04 02/01/2006")
}
