package demo

import (
	"camtay/app/evidence"
)

// storyCoached gives the learner of the story two pairs that are over with the
// mentor of the story: one looked at since, one that still is to be.
func (h *chronicle) storyCoached(p *person, code string, level int16) bool {
	last, ok := map[string]int{"KNS-01": 75, "KNS-04": 6}[code]
	if p.role != learnerPart || !ok {
		return false
	}
	for _, m := range p.commune.people {
		if m.role == mentorPart && m.shown[code] > level {
			h.coachedUntil(p, m, code, level, last)
			return true
		}
	}
	return false
}

// lookedAt writes what others than the mentor saw of somebody who was coached to a
// level: where the person stood before the pair began, and a test after its end.
// Some were never tested again, and some no longer showed what the mentor saw.
func (h *chronicle) lookedAt(p *person, code string, level int16, began, closed int) {
	d := newDice(h.w.seed, "looks at "+p.Code+" in "+code)
	earlier := began + d.between(20, 90)
	if level > 1 && earlier < min(recentDays, h.inService(p)) && (p.role == learnerPart || d.chance(0.8)) {
		h.saw(d, p, code, level-1, earlier)
	}
	if closed < 4 || !d.chance(0.72) {
		return
	}
	after := max(closed-d.between(1, 13), 1)
	shown := level
	if level > 1 && d.chance(0.3) {
		shown--
	}
	h.saw(d, p, code, shown, after)
}

// saw puts a test, or an observation where a test cannot show the level, some days
// ago.
func (h *chronicle) saw(d dice, p *person, code string, level int16, daysAgo int) {
	kind := evidence.KindTest
	if h.w.rules.Kind(kind).MaxLevel < level || d.chance(0.25) {
		kind = evidence.KindObservation
	}
	before := h.d
	h.d = d
	h.add(p, code, kind, evidence.ActionAttest, level, daysAgo)
	h.d = before
}
