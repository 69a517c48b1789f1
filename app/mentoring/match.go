package mentoring

import (
	"cmp"
	"slices"
	"sync"
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
	Afar      Place = "afar"      // another one, from which the mentor travels to the learner's
)

// Asker is who looks for help in one competency: the level shown, 0…5, and the
// level the person's posts require, 0 when none does. Slots are the half-days
// that suit; Sensitive competencies are not learnt from one's direct superior.
type Asker struct {
	StaffID   uuid.UUID
	Level     int16
	Required  int16
	Slots     Slots
	Sensitive bool
}

// enough is the level that closes the asker's gap, at least one above the own.
func (a Asker) enough() int16 {
	return max(a.Required, a.Level+1)
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
	Travels      bool // to the asker's commune, when it is another one
	Open         bool
	Modes        []string
	Slots        Slots     // that suit
	Spare        Slots     // in which the mentor's counter can do without; all where there is no counter
	Level        int16     // evidenced, in this competency
	EvidenceKind string    // of the newest entry that shows the level; empty if unknown
	EvidenceAt   time.Time // of that entry; zero if unknown
	Capacity     int       // live pairs the mentor takes
	Live         int
	Minutes      int // a week, offered
	Used         int // a week, of the last four
	Over         int // pairs that began and are over
	Completed    int // of these, completed with at least one confirmed session
	Together     bool
	Champion     bool
	Superior     bool // set over the asker
	Declined     bool // does not want to be asked for this competency
	PausedUntil  clock.Day
	AwayUntil    clock.Day // last day of an absence under way
	Pair         *LivePair // with this asker for this competency
}

// LivePair is a pair that already binds asker and candidate.
type LivePair struct {
	ID    uuid.UUID
	State State
}

// Free is the number of places left, never negative.
func (c *Candidate) Free() int {
	return max(c.Capacity-c.Live, 0)
}

// MinutesLeft are those of a week that are not used, never negative.
func (c *Candidate) MinutesLeft() int {
	return max(c.Minutes-c.Used, 0)
}

// Able reports whether the candidate has shown enough to help: at least one
// level above the asker. Whoever reaches what the asker's posts require is above
// the asker wherever there is a gap.
func (c *Candidate) Able(a Asker) bool {
	return c.MentorID != a.StaffID && c.Level > a.Level
}

// Askable reports whether the asker may ask the candidate now.
func (c *Candidate) Askable(a Asker) bool {
	return c.Pair == nil && Hindrance(c, a).Key == ""
}

// Meeting is how two people can meet: the half-days for it, side by side or from
// afar. A half-day may serve both.
type Meeting struct {
	Desk   Slots
	Remote Slots
}

// Slots are the half-days on which they can meet at all.
func (m Meeting) Slots() Slots {
	return m.Desk | m.Remote
}

// Meet finds when and how asker and candidate can meet. In one office they meet
// at their desks; elsewhere the mentor comes, in the own commune always, to
// another one if the mentor travels there, and only while the mentor's counter
// can do without. From afar they meet wherever they are.
func (c *Candidate) Meet(a Asker) Meeting {
	var m Meeting
	common := c.Slots & a.Slots
	if slices.Contains(c.Modes, Desk) || slices.Contains(c.Modes, Group) {
		switch {
		case c.Place == Office:
			m.Desk = common
		case c.Place == Ward || c.Travels:
			m.Desk = common & c.Spare
		}
	}
	if slices.Contains(c.Modes, Remote) {
		m.Remote = common
	}
	return m
}

// Reason is one fact that speaks for or against a suggestion, as a translation
// key.
type Reason struct {
	Key  string
	Args map[string]any
}

// Suggestion is a candidate with a score in basis points, 0…10000, and how the
// two can meet.
type Suggestion struct {
	*Candidate

	Score   int
	Meeting Meeting
	Reasons []Reason // only of those shown
}

// LeftOut is a candidate who cannot be asked, with the reason and the score the
// candidate would have.
type LeftOut struct {
	*Candidate

	Score int
	Why   Reason
}

// Rank orders those who can be asked, best first, after those already in a live
// pair with the asker. Each other candidate is left out with a reason, the best
// known first. Equal scores are ordered by given name, then family name, in
// Vietnamese, then by id, so that the result does not depend on the order of the
// candidates.
func Rank(candidates []Candidate, a Asker, now time.Time) ([]Suggestion, []LeftOut) {
	ranked := make([]Suggestion, 0, len(candidates))
	var left []LeftOut
	for i := range candidates {
		c := &candidates[i]
		score := Score(c, a, now)
		if why := Hindrance(c, a); why.Key != "" && c.Pair == nil {
			left = append(left, LeftOut{Candidate: c, Score: score, Why: why})
			continue
		}
		ranked = append(ranked, Suggestion{Candidate: c, Score: score, Meeting: c.Meet(a)})
	}
	names, _ := collators.Get().(*collate.Collator)
	defer collators.Put(names)
	slices.SortFunc(ranked, func(x, y Suggestion) int {
		if n := cmp.Or(paired(y)-paired(x), y.Score-x.Score); n != 0 {
			return n
		}
		return byName(names, x.Candidate, y.Candidate)
	})
	slices.SortFunc(left, func(x, y LeftOut) int {
		if n := y.Score - x.Score; n != 0 {
			return n
		}
		return byName(names, x.Candidate, y.Candidate)
	})
	return ranked, left
}

// collators are kept: making one takes longer than ranking a ward.
//
//nolint:gochecknoglobals // a pool
var collators = sync.Pool{New: func() any { return collate.New(language.Vietnamese) }}

func byName(names *collate.Collator, x, y *Candidate) int {
	return cmp.Or(
		names.CompareString(x.GivenName, y.GivenName),
		names.CompareString(x.FamilyName, y.FamilyName),
		slices.Compare(x.MentorID[:], y.MentorID[:]),
	)
}

func paired(s Suggestion) int {
	if s.Pair != nil {
		return 1
	}
	return 0
}
