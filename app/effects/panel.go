package effects

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Bases of a comparison: everyone, or only those who were looked at both before and
// within the time, so that looking oftener at the mentored cannot pass for an
// effect.
const (
	BasisAll      = "all"
	BasisMeasured = "measured"
)

// window is a stretch of time between two of the panel's instants, by their places.
type window struct {
	from, until int
}

// episode is a mentored person's competency over its window.
type episode struct {
	ReassessmentID uuid.UUID
	StaffID        uuid.UUID
	CompetencyID   uuid.UUID
	window
}

// facts are what is known of a person apart from levels.
type facts struct {
	StaffID   uuid.UUID
	Commune   string // path
	Category  string // of the permanent post's position
	BornOn    clock.Day
	JoinedOn  clock.Day
	PostFrom  clock.Day
	Trainings []time.Time
}

// asked is what a person's posts require of a competency.
type asked struct {
	StaffID  uuid.UUID
	Required int16
	Critical bool
}

type spot struct {
	staff, competency uuid.UUID
}

// panel is everything the comparison is made from. Levels are those that evidence
// other than coaching shows at each instant; who is missing shows nothing.
type panel struct {
	instants []time.Time
	people   map[uuid.UUID]facts
	asked    map[uuid.UUID][]asked // by competency, in order of person
	levels   map[spot][]int16
	looks    map[spot][]time.Time // evidence of a looking kind
	mentored map[spot]bool        // had a mentor for it at any time
	episodes []episode
	means    means
}

// monthsOf are the first instants of months, in the department's zone, from that
// of the earliest day to that of the latest.
func monthsOf(earliest, latest time.Time) []time.Time {
	y, m, _ := earliest.In(clock.Zone).Date()
	var starts []time.Time
	for at := time.Date(y, m, 1, 0, 0, 0, 0, clock.Zone); !at.After(latest); at = at.AddDate(0, 1, 0) {
		starts = append(starts, at.UTC())
	}
	return starts
}

// windowOf is from the last instant not after the beginning to the first not
// before the end; ok is false while that has not come.
func windowOf(instants []time.Time, began, ended time.Time) (w window, ok bool) {
	w.from, _ = slices.BinarySearchFunc(instants, began, func(a, b time.Time) int { return a.Compare(b) })
	if w.from == len(instants) || instants[w.from].After(began) {
		w.from--
	}
	w.until, _ = slices.BinarySearchFunc(instants, ended, func(a, b time.Time) int { return a.Compare(b) })
	return w, w.from >= 0 && w.until < len(instants) && w.until > w.from
}

// subject is who a unit of the comparison is.
type subject struct {
	episode

	measured bool
}

const (
	mostUnits   = 300_000
	leastOfCell = 40
	mostOfCell  = 300
)

// units are the mentored, each with a gap at the beginning, and beside them people
// who had one in the same competency at the same time and never a mentor for it.
// Of many in one cell as many are taken as can be handled, by a hash of their ids.
func (p *panel) units() (units []Unit, who []subject, names []string) {
	byCell := map[cell][]episode{}
	for _, e := range p.episodes {
		c := cell{e.CompetencyID, e.window}
		byCell[c] = append(byCell[c], e)
	}
	cells := make([]cell, 0, len(byCell))
	for c := range byCell {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, cell.compare)
	limit := min(max(mostUnits/max(len(cells), 1), leastOfCell), mostOfCell)
	groups := p.categories()
	strata := map[stratum]int{}
	put := func(c cell, e episode, a asked, treated bool) {
		level := p.level(e.StaffID, c.competency, c.from)
		if level >= a.Required {
			return
		}
		key := stratum{c, level}
		if _, known := strata[key]; !known {
			strata[key] = len(strata)
		}
		units = append(units, Unit{
			Treated: treated, Stratum: strata[key], X: p.covariates(e, a, level, groups),
			Gain: float64(p.level(e.StaffID, c.competency, c.until) - level),
		})
		who = append(who, subject{e, p.lookedAt(e)})
	}
	for _, c := range cells {
		required := map[uuid.UUID]asked{}
		for _, a := range p.asked[c.competency] {
			required[a.StaffID] = a
		}
		for _, e := range byCell[c] {
			if a, ok := required[e.StaffID]; ok {
				put(c, e, a, true)
			}
		}
		for _, a := range p.pool(c, limit) {
			put(c, episode{StaffID: a.StaffID, CompetencyID: c.competency, window: c.window}, a, false)
		}
	}
	return units, who, append(covariateNames(), groups[min(1, len(groups)):]...)
}

type cell struct {
	competency uuid.UUID
	window
}

func (c cell) compare(o cell) int {
	return cmp.Or(bytes.Compare(c.competency[:], o.competency[:]), cmp.Compare(c.from, o.from), cmp.Compare(c.until, o.until))
}

type stratum struct {
	cell

	level int16
}

// pool are some of those of whom a cell's competency is required, who had a gap
// and no mentor for it.
func (p *panel) pool(c cell, limit int) []asked {
	var found []asked
	for _, a := range p.asked[c.competency] {
		_, known := p.people[a.StaffID]
		if known && !p.mentored[spot{a.StaffID, c.competency}] && p.level(a.StaffID, c.competency, c.from) < a.Required {
			found = append(found, a)
		}
	}
	if len(found) > limit {
		slices.SortFunc(found, func(a, b asked) int { return cmp.Compare(lot(a.StaffID), lot(b.StaffID)) })
		found = found[:limit]
	}
	return found
}

// lot spreads ids evenly and always alike.
func lot(id uuid.UUID) uint64 {
	h := binary.BigEndian.Uint64(id[8:]) ^ binary.BigEndian.Uint64(id[:8])
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>33
}

func (p *panel) level(staffID, competencyID uuid.UUID, at int) int16 {
	if levels := p.levels[spot{staffID, competencyID}]; at < len(levels) {
		return levels[at]
	}
	return 0
}

// lookedAt reports somebody who was looked at before the window and again within
// it, so that both levels rest on a look.
func (p *panel) lookedAt(e episode) bool {
	from, until := p.instants[e.from], p.instants[e.until]
	looks := p.looks[spot{e.StaffID, e.CompetencyID}]
	return slices.ContainsFunc(looks, func(at time.Time) bool { return !at.After(from) }) &&
		slices.ContainsFunc(looks, func(at time.Time) bool { return at.After(from) && !at.After(until) })
}

// categories are the groups of positions, the most frequent first.
func (p *panel) categories() []string {
	count := map[string]int{}
	for _, f := range p.people {
		count[f.Category]++
	}
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return names
}

// covariateNames are the names of what is known of everybody at the beginning;
// groups of positions but the most frequent follow them.
func covariateNames() []string {
	return []string{"level", "gap", "critical", "age_30", "age_40", "age_50", "years_post", "years_service", "commune", "trainings"}
}

func (p *panel) covariates(e episode, a asked, level int16, groups []string) []float64 {
	at := p.instants[e.from]
	f := p.people[e.StaffID]
	age := yearsBetween(f.BornOn, at)
	x := []float64{
		float64(level), float64(a.Required - level), one(a.Critical),
		one(age >= 30 && age < 40), one(age >= 40 && age < 50), one(age >= 50),
		yearsBetween(f.PostFrom, at), math.Log1p(yearsBetween(f.JoinedOn, at)),
		p.communeMean(f.Commune, e.CompetencyID, e.from), math.Log1p(float64(before(f.Trainings, at))),
	}
	for _, g := range groups[min(1, len(groups)):] {
		x = append(x, one(f.Category == g))
	}
	return x
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// yearsBetween is 0 for a day that is unknown or to come.
func yearsBetween(day clock.Day, at time.Time) float64 {
	if day.IsZero() {
		return 0
	}
	return max(at.Sub(day.Start()).Hours()/24/365.25, 0)
}

func before(times []time.Time, at time.Time) int {
	n := 0
	for _, t := range times {
		if t.Before(at) {
			n++
		}
	}
	return n
}
