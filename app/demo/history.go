package demo

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/mentoring"
)

const (
	source = "history"
	// recent entries lie within two years, so that the levels made of them hold today.
	recentDays = 24*30 - 15
	// margin keeps an entry from lapsing in the first days of the demonstration.
	margin = 12
)

// chronicle writes the evidence that levels rest on.
type chronicle struct {
	w        *world
	d        dice
	ids      *identities
	meetings *identities // of pairs and sessions
	everyone []*person
	entries  []evidence.Entry
	pairs    []mentoring.Pair
	sessions []mentoring.Session
}

func (w *world) chronicle(everyone []*person) *chronicle {
	h := &chronicle{
		w: w, everyone: everyone,
		ids:      newIdentities(w.seed, "evidence", w.at.UnixMilli()),
		meetings: newIdentities(w.seed, "meetings", w.at.UnixMilli()),
	}
	for _, p := range everyone {
		h.d = newDice(w.seed, "history of "+p.Code)
		h.person(p)
	}
	h.underWay()
	return h
}

// person writes one person's history, competency by competency.
func (h *chronicle) person(p *person) {
	required := map[string]int16{}
	for _, n := range h.w.demands(p) {
		required[n.competency] = n.level
	}
	for _, c := range h.w.competencies {
		level, asked := p.shown[c.Code], required[c.Code]
		switch {
		case level > 0:
			h.reached(p, c.Code, level)
		case asked > 0 && h.d.chance(0.05):
			h.note(p, c.Code)
		}
		if asked > level && p.role == "" {
			h.unsettled(p, c.Code, level, asked)
		}
	}
}

// reached writes what shows a level, sometimes with an earlier step below it.
func (h *chronicle) reached(p *person, code string, level int16) {
	if h.storyCoached(p, code, level) {
		return
	}
	kind := h.kind(level)
	if p.role == mentorPart && level >= 4 {
		kind = evidence.KindObservation
	}
	if p.role == learnerPart && level == 2 && len(h.w.rules.Demanded(h.w.ids[code], level+1)) > 0 {
		kind = evidence.KindAppraisal // so that a test closes the gap in the story
	}
	if kind == evidence.KindCoaching {
		if mentor := h.mentorFor(p, code, level); mentor != nil {
			h.coached(p, mentor, code, level)
			return
		}
		kind = evidence.KindTest
	}
	ago := h.daysAgo(p, kind)
	if p.role == mentorPart {
		ago = h.d.between(20, 120)
	}
	h.add(p, code, kind, evidence.ActionAttest, level, ago)
	if needed := h.w.rules.Demanded(h.w.ids[code], level); len(needed) > 0 && !slices.Contains(needed, kind) {
		h.add(p, code, evidence.KindAppraisal, evidence.ActionAttest, level-1, h.daysAgo(p, evidence.KindAppraisal))
	}
	if level > 1 && h.d.chance(0.03) {
		if earlier := ago + h.d.between(20, 120); earlier < min(recentDays, h.inService(p)) {
			h.add(p, code, evidence.KindCompletion, evidence.ActionAttest, 1, earlier)
		}
	}
}

// kinds are what a level usually rests on, most of it at 3: tests, and the word of
// those who work beside the person.
func kinds(level int16) []choice[string] {
	switch level {
	case 1:
		return []choice[string]{{evidence.KindCompletion, 85}, {evidence.KindAttendance, 15}}
	case 2:
		return []choice[string]{{evidence.KindAttendance, 42}, {evidence.KindTest, 30}, {evidence.KindCoaching, 20}, {evidence.KindPrior, 8}}
	case 3:
		return []choice[string]{
			{evidence.KindTest, 40}, {evidence.KindAppraisal, 18}, {evidence.KindCoaching, 18}, {evidence.KindPrior, 14}, {evidence.KindSimulator, 10},
		}
	case 4:
		return []choice[string]{{evidence.KindAppraisal, 45}, {evidence.KindSimulator, 25}, {evidence.KindObservation, 30}}
	}
	return []choice[string]{{evidence.KindObservation, 1}}
}

// kind draws a kind of evidence that, under the rules in force, can show the level.
func (h *chronicle) kind(level int16) string {
	able := slices.DeleteFunc(kinds(level), func(c choice[string]) bool { return h.w.rules.Kind(c.value).MaxLevel < level })
	if len(able) == 0 {
		return evidence.KindObservation
	}
	return weighted(h.d, able)
}

// daysAgo draws when evidence was seen: within the last two years, in the
// person's service, and not so long ago that it has lapsed.
func (h *chronicle) daysAgo(p *person, kind string) int {
	longest := recentDays
	if months := h.w.rules.Kind(kind).ValidMonths; months > 0 {
		longest = min(longest, months*30-margin)
	}
	return h.d.between(4, max(min(longest, h.inService(p)), 5))
}

func (h *chronicle) inService(p *person) int {
	return daysBetween(p.JoinedOn, h.w.day) - 15
}

// note is something that was seen and shows no level: a self-assessment, or a
// class attended without a result.
func (h *chronicle) note(p *person, code string) {
	if h.d.chance(0.6) {
		h.add(p, code, evidence.KindSelf, evidence.ActionAttest, int16(h.d.between(1, 3)), h.d.between(10, 200))
		return
	}
	h.add(p, code, evidence.KindAttendance, evidence.ActionLog, 0, h.daysAgo(p, evidence.KindAttendance))
}

// unsettled is why some gaps are open: an appraisal that has lapsed.
func (h *chronicle) unsettled(p *person, code string, level, asked int16) {
	months := h.w.rules.Kind(evidence.KindAppraisal).ValidMonths
	lapsed := months*31 + margin
	if months == 0 || level > 2 || asked > 4 || lapsed+200 > h.inService(p) || !h.d.chance(0.06) {
		return
	}
	h.add(p, code, evidence.KindAppraisal, evidence.ActionAttest, asked, h.d.between(lapsed, lapsed+200))
}

// add puts an entry of a working hour some days ago.
func (h *chronicle) add(p *person, code, kind, action string, level int16, daysAgo int) {
	e := evidence.Entry{
		ID: h.ids.next(), StaffID: p.ID, CompetencyID: h.w.ids[code], Kind: kind, Action: action, Level: level,
		ObservedAt: h.hour(daysAgo), Source: source, DescriptionKey: "evidence.from_history",
	}
	e.SourceID = e.ID
	h.sign(&e, p)
	h.entries = append(h.entries, e)
}

// sign names who vouches for an entry.
func (h *chronicle) sign(e *evidence.Entry, p *person) {
	e.Capacity = evidence.CapacitySystem
	switch e.Kind {
	case evidence.KindSelf:
		e.Capacity, e.ActorID, e.DescriptionKey = evidence.CapacitySelf, p.ID, "evidence.from_self"
	case evidence.KindAppraisal:
		e.DescriptionKey = "evidence.from_appraisal"
		e.Capacity, e.ActorID = evidence.CapacityOfficer, h.everyone[0].ID
		if p.commune != nil && p.commune.head() != p {
			e.Capacity, e.ActorID = evidence.CapacitySuperior, p.commune.head().ID
		}
	case evidence.KindObservation:
		e.DescriptionKey = "evidence.from_observation"
		e.Capacity, e.ActorID = evidence.CapacityAssessor, h.assessor(p)
	case evidence.KindAttendance:
		e.Capacity, e.ActorID = evidence.CapacityTrainer, h.assessor(p)
	case evidence.KindPrior:
		e.Capacity, e.ActorID = evidence.CapacityOfficer, h.assessor(p)
	case evidence.KindSimulator:
		e.DescriptionKey = "evidence.from_simulator"
	}
}

// assessor is someone of the department who is not the person.
func (h *chronicle) assessor(p *person) uuid.UUID {
	for {
		if a := h.everyone[h.d.IntN(departmentStaff)]; a != p {
			return a.ID
		}
	}
}

// hour is a time of work on a day: not a Sunday, and before the present day.
func (h *chronicle) hour(daysAgo int) time.Time {
	day := h.w.day.AddDays(-daysAgo)
	if day.Start().In(clock.Zone).Weekday() == time.Sunday {
		day = day.AddDays(-1)
	}
	return day.Start().Add(time.Duration(h.d.between(8*60, 16*60+30)) * time.Minute)
}

// digitalTopic reports a competency that digital mentors help with.
func digitalTopic(code string) bool {
	return strings.HasPrefix(code, "KNS") || code == "NVM-02" || code == "NVM-08" || code == "NVM-09"
}
