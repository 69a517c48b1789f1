package mentoring

import "time"

// What a score is made of, in basis points; the sum stays below 10000.
const (
	pointsBeyond   = 2800 // a level above what the asker needs
	pointsEnough   = 2200 // what the asker needs
	pointsAbove    = 1200 // above the asker, but below that
	pointsStep     = 200  // for each further level below that, at most two
	pointsOffice   = 2000
	pointsWard     = 1600
	pointsVisits   = 1200 // from a neighbouring commune, and travels here
	pointsComes    = 900  // from another one, and travels here
	pointsNear     = 700  // from a neighbouring commune, and does not
	pointsSlot     = 100  // for each half-day on which they can meet, at most ten
	pointsFree     = 250  // for each free place, at most three
	pointsQuarter  = 50   // for each quarter of an hour left in a week, at most ten
	pointsOutcome  = 1500 // by the share of pairs that came to a good end
	pointsTogether = 500  // they worked together before
	pointsRecent   = 800  // evidence of the last half year; none after two years
	pointsChampion = 150

	maxSteps    = 2
	maxFree     = 3
	maxQuarters = 10
	quarterHour = 15

	// Before anything is known, seven pairs in ten are taken to come to a good end.
	priorGood = 7
	priorAll  = 10

	freshDays = 180
	staleDays = 730
	hoursADay = 24
)

// Score weighs the level, the place, common half-days, free places and minutes,
// outcomes of earlier pairs, working together before, recency of the evidence
// and the champion's mark. Each part never falls when its fact gets better and
// nothing else changes.
func Score(c *Candidate, a Asker, now time.Time) int {
	points := levelPoints(c.Level, a) + placePoints(c.Place, c.Travels) + recencyPoints(c.EvidenceAt, now)
	points += pointsSlot * c.Meet(a).Slots().Count()
	points += pointsFree*min(c.Free(), maxFree) + pointsQuarter*min(c.MinutesLeft()/quarterHour, maxQuarters)
	points += outcomePoints(c.Completed, c.Over)
	if c.Together {
		points += pointsTogether
	}
	if c.Champion {
		points += pointsChampion
	}
	return points
}

func levelPoints(level int16, a Asker) int {
	switch enough := a.enough(); {
	case level > enough:
		return pointsBeyond
	case level == enough:
		return pointsEnough
	case level > a.Level:
		return pointsAbove + pointsStep*min(int(level-a.Level)-1, maxSteps)
	}
	return 0
}

func placePoints(p Place, travels bool) int {
	switch {
	case p == Office:
		return pointsOffice
	case p == Ward:
		return pointsWard
	case p == Neighbour && travels:
		return pointsVisits
	case p == Neighbour:
		return pointsNear
	case p == Afar:
		return pointsComes
	}
	return 0
}

// outcomePoints follow the mean of a Beta distribution that begins at seven good
// ends in ten: a mentor nobody knows yet stands between those who are known to
// do well and badly.
func outcomePoints(completed, over int) int {
	over = max(over, 0)
	good := min(max(completed, 0), over)
	return pointsOutcome * (priorGood + good) / (priorAll + over)
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
