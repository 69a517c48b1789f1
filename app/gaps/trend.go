package gaps

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Point is one commune and competency on one day, counted.
type Point struct {
	Day          clock.Day
	CommuneID    uuid.UUID
	CompetencyID uuid.UUID
	Required     int
	Met          int
	People       int
}

// heldPost is a post as the past is counted from: whose, where and when.
type heldPost struct {
	StaffID    uuid.UUID
	CommuneID  uuid.UUID
	PositionID uuid.UUID
	From       clock.Day
	Until      clock.Day
}

// ruledLevel is one requirement of a position. From is the zero day where no
// earlier requirement of the same position and competency is known.
type ruledLevel struct {
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	From         clock.Day
	Until        clock.Day
}

func within(day, from, until clock.Day) bool {
	return !day.Before(from) && (until.IsZero() || day.Before(until))
}

// MonthEnds are the last days of the n months before that of today, in order.
func MonthEnds(today clock.Day, n int) []clock.Day {
	y, m, _ := today.Start().In(clock.Zone).Date()
	days := make([]clock.Day, 0, n)
	for back := n - 1; back >= 0; back-- {
		first := time.Date(y, m-time.Month(back), 1, 0, 0, 0, 0, clock.Zone)
		days = append(days, clock.DayOf(first).AddDays(-1))
	}
	return days
}

type staffCompetency struct {
	staff, competency uuid.UUID
}

type communeCompetency struct {
	commune, competency uuid.UUID
}

// past counts communes on a day: who held which post then, what the posts
// required, and what each person had shown (levelOf).
func past(day clock.Day, posts []heldPost, rules map[uuid.UUID][]ruledLevel, levelOf func(staffID, competencyID uuid.UUID) int16) []Point {
	most := map[staffCompetency]int16{}
	commune := map[uuid.UUID]uuid.UUID{}
	for _, p := range posts {
		if !within(day, p.From, p.Until) {
			continue
		}
		commune[p.StaffID] = p.CommuneID
		for _, r := range rules[p.PositionID] {
			if within(day, r.From, r.Until) {
				k := staffCompetency{p.StaffID, r.CompetencyID}
				most[k] = max(most[k], r.Level)
			}
		}
	}
	people := map[uuid.UUID]int{}
	for _, id := range commune {
		people[id]++
	}
	counts := map[communeCompetency]*Point{}
	for k, level := range most {
		at := communeCompetency{commune[k.staff], k.competency}
		p := counts[at]
		if p == nil {
			p = &Point{Day: day, CommuneID: at.commune, CompetencyID: at.competency, People: people[at.commune]}
			counts[at] = p
		}
		p.Required++
		if levelOf(k.staff, k.competency) >= level {
			p.Met++
		}
	}
	points := make([]Point, 0, len(counts))
	for _, p := range counts {
		points = append(points, *p)
	}
	return points
}
