package outreach

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"camtay/app/clock"
)

// Candidate is what is known of somebody who may be sent, for one request.
type Candidate struct {
	StaffID     uuid.UUID
	FullName    string
	GivenName   string
	FamilyName  string
	UnitID      uuid.UUID
	UnitName    string
	CommuneName string
	SameWard    bool
	Level       int16 // evidenced
	EvidenceAt  time.Time
	Covers      bool // holds a post of the field
	Mentor      bool // has a mentor profile
	Open        bool // which is open
	PausedUntil clock.Day
	Declines    bool // does not want to be asked in the competency
	Stays       bool // named communes to travel to, and this is none of them
	Refused     bool // said no to this request, or their leader did
	Slots       int  // half-days of a week
	Live        int  // pairs under way and half-days to come
	Done        int  // half-days confirmed before
	Champion    bool
	Away        map[HalfDay]bool
}

// Why is a translation key with its facts.
type Why struct {
	Key  string
	Args map[string]any
}

// Ranked is somebody who can come: on which half-days, and what speaks for them.
type Ranked struct {
	Candidate

	Free  []HalfDay
	Score int
	Why   []Why
}

// LeftOut is somebody who cannot come, and why.
type LeftOut struct {
	Candidate

	Why Why
}

// Rank orders those who can come, best first, and says of the others why they
// are not among them. covers has the cover of each candidate's unit. Equal
// scores are ordered by name and id, so that the order of candidates does not
// matter.
func Rank(r Request, candidates []Candidate, covers map[uuid.UUID]Cover, now time.Time) ([]Ranked, []LeftOut) {
	var ranked []Ranked
	var left []LeftOut
	for _, c := range candidates {
		free, why := Free(r, c, covers[c.UnitID], now)
		if why != nil {
			left = append(left, LeftOut{Candidate: c, Why: *why})
			continue
		}
		ranked = append(ranked, Ranked{Candidate: c, Free: free, Score: score(r, c, len(free), now), Why: reasons(r, c, len(free))})
	}
	names := collate.New(language.Vietnamese)
	byName := func(a, b Candidate) int {
		return cmp.Or(names.CompareString(a.GivenName, b.GivenName), names.CompareString(a.FamilyName, b.FamilyName), slices.Compare(a.StaffID[:], b.StaffID[:]))
	}
	slices.SortFunc(ranked, func(a, b Ranked) int { return cmp.Or(b.Score-a.Score, byName(a.Candidate, b.Candidate)) })
	slices.SortFunc(left, func(a, b LeftOut) int {
		return cmp.Or(int(b.Level)-int(a.Level), byName(a.Candidate, b.Candidate))
	})
	return ranked, left
}

// Free are the half-days on which a candidate can come, or why there is none.
func Free(r Request, c Candidate, cover Cover, now time.Time) ([]HalfDay, *Why) {
	if why := unfit(r, c, clock.DayOf(now)); why != nil {
		return nil, why
	}
	var free []HalfDay
	common, present := 0, 0
	for _, h := range HalfDays(r.FromOn, r.UntilOn, r.Slots) {
		switch {
		case !now.Before(h.Start()):
			continue
		case !h.Within(c.Slots):
			continue
		}
		common++
		if c.Away[h] {
			continue
		}
		present++
		if cover.Holds(h, c.StaffID) {
			free = append(free, h)
		}
	}
	switch {
	case len(free) > 0:
		return free, nil
	case common == 0:
		return nil, &Why{Key: "outreach.out_slots"}
	case present == 0:
		return nil, &Why{Key: "outreach.out_away"}
	}
	return nil, &Why{Key: "outreach.out_cover", Args: map[string]any{"unit": c.UnitName, "minimum": cover.Minimum}}
}

// unfit is why somebody is not asked whatever their time.
func unfit(r Request, c Candidate, today clock.Day) *Why {
	paused := !c.PausedUntil.IsZero() && today.Before(c.PausedUntil)
	switch {
	case c.Level < r.Needed():
		return &Why{Key: "outreach.out_level", Args: map[string]any{"level": c.Level, "needed": r.Needed()}}
	case c.Refused:
		return &Why{Key: "outreach.out_refused"}
	case c.Declines:
		return &Why{Key: "outreach.out_declines"}
	case !c.Covers && !c.Open:
		return &Why{Key: "outreach.out_closed"}
	case paused:
		return &Why{Key: "outreach.out_paused", Args: map[string]any{"until": dayText(c.PausedUntil)}}
	case c.Stays && !c.SameWard:
		return &Why{Key: "outreach.out_travel", Args: map[string]any{"unit": c.CommuneName}}
	}
	return nil
}

// What a score is made of, in basis points; the largest sum is 10000.
const (
	pointsEnough   = 2500 // one level above what is needed
	pointsMargin   = 500  // for one level more
	pointsSameWard = 2000
	pointsHalfDays = 2000 // in proportion to the half-days asked for
	pointsCovers   = 1000
	pointsFree     = 1000 // less 200 for each pair or half-day under way
	pointsBusy     = 200
	pointsRecent   = 1000 // evidence of the last half year; none after two years
	pointsDone     = 100  // for each half-day confirmed before, at most five

	freshDays = 180
	staleDays = 730
	hoursADay = 24
)

func score(r Request, c Candidate, free int, now time.Time) int {
	points := pointsEnough + pointsMargin*min(int(c.Level-r.Needed()), 1)
	if c.SameWard {
		points += pointsSameWard
	}
	if c.Covers {
		points += pointsCovers
	}
	points += pointsHalfDays * min(free, r.HalfDays) / r.HalfDays
	points += max(pointsFree-pointsBusy*c.Live, 0)
	points += pointsDone * min(c.Done, 5)
	if c.EvidenceAt.IsZero() {
		return points
	}
	days := int(now.Sub(c.EvidenceAt).Hours() / hoursADay)
	left := min(max(staleDays-days, 0), staleDays-freshDays)
	return points + pointsRecent*left/(staleDays-freshDays)
}

// reasons are what speaks for somebody, the parts of one sentence.
func reasons(r Request, c Candidate, free int) []Why {
	list := []Why{{Key: "outreach.why_level", Args: map[string]any{"level": c.Level, "needed": r.Needed()}}}
	if c.Covers {
		list = append(list, Why{Key: "outreach.why_field"})
	}
	place := "outreach.why_neighbour"
	if c.SameWard {
		place = "outreach.why_ward"
	}
	list = append(list,
		Why{Key: place, Args: map[string]any{"unit": c.UnitName, "ward": c.CommuneName}},
		Why{Key: "outreach.why_free", Args: map[string]any{"free": free, "wanted": r.HalfDays}})
	if c.Live > 0 {
		list = append(list, Why{Key: "outreach.why_load", Args: map[string]any{"live": c.Live}})
	}
	if c.Done > 0 {
		list = append(list, Why{Key: "outreach.why_done", Args: map[string]any{"done": c.Done}})
	}
	return list
}

func dayText(d clock.Day) string {
	return d.Start().In(clock.Zone).Format("02/01/2006")
}
