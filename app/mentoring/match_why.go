package mentoring

import (
	"time"

	"camtay/app/clock"
)

// leastMinutes a week must be left to take someone on.
const leastMinutes = 15

// Keys of why someone is left out that are told to nobody: they say what only
// the person knows, or what everybody sees.
const (
	outSelf   = "mentoring.out_self"
	outClosed = "mentoring.out_closed"
	outLevel  = "mentoring.out_level"
)

// Hindrance is the first reason why the asker cannot ask the candidate, or the
// zero Reason.
func Hindrance(c *Candidate, a Asker) Reason {
	switch {
	case c.MentorID == a.StaffID:
		return Reason{Key: outSelf}
	case c.Level <= a.Level:
		return Reason{Key: outLevel}
	case !c.Open:
		return Reason{Key: outClosed}
	case c.Declined:
		return Reason{Key: "mentoring.out_declined"}
	case !c.PausedUntil.IsZero():
		return Reason{Key: "mentoring.out_paused", Args: map[string]any{"until": dayText(c.PausedUntil.Start())}}
	case !c.AwayUntil.IsZero():
		return Reason{Key: "mentoring.out_away", Args: map[string]any{"until": dayText(c.AwayUntil.Start())}}
	case a.Sensitive && c.Superior:
		return Reason{Key: "mentoring.out_superior"}
	case c.Free() == 0:
		return Reason{Key: "mentoring.out_full", Args: map[string]any{"capacity": c.Capacity}}
	case c.MinutesLeft() < leastMinutes:
		return Reason{Key: "mentoring.out_minutes", Args: map[string]any{"minutes": c.Minutes}}
	}
	return meetingHindrance(c, a)
}

func meetingHindrance(c *Candidate, a Asker) Reason {
	if c.Meet(a).Slots() != 0 {
		return Reason{}
	}
	spared := *c
	spared.Spare = AllSlots
	switch {
	case c.Slots&a.Slots == 0:
		return Reason{Key: "mentoring.out_slots"}
	case spared.Meet(a).Slots() != 0:
		return Reason{Key: "mentoring.out_counter", Args: map[string]any{"unit": c.UnitName}}
	}
	return Reason{Key: "mentoring.out_far"}
}

// Told reports whether a colleague may be told that someone is left out for this
// reason.
func (r Reason) Told() bool {
	return r.Key != outSelf && r.Key != outClosed && r.Key != outLevel
}

// Reasons are the facts that speak for a candidate.
func Reasons(c *Candidate, a Asker) []Reason {
	list := []Reason{levelReason(c, a)}
	if c.EvidenceKind != "" && !c.EvidenceAt.IsZero() {
		list = append(list, Reason{
			Key:  "mentoring.reason_by_" + c.EvidenceKind,
			Args: map[string]any{"level": c.Level, "on": dayText(c.EvidenceAt)},
		})
	}
	list = append(list, placeReason(c))
	meeting := c.Meet(a)
	switch n := meeting.Slots().Count(); {
	case n > 0 && meeting.Desk == 0:
		list = append(list, Reason{Key: "mentoring.reason_remote", Args: map[string]any{"count": n}})
	case n > 0:
		list = append(list, Reason{Key: "mentoring.reason_slots", Args: map[string]any{"count": n}})
	}
	if c.Together {
		list = append(list, Reason{Key: "mentoring.reason_together"})
	}
	if c.Completed > 0 {
		list = append(list, Reason{Key: "mentoring.reason_completed", Args: map[string]any{"count": c.Completed, "over": c.Over}})
	}
	if c.Free() > 0 {
		list = append(list, Reason{Key: "mentoring.reason_free", Args: map[string]any{"free": c.Free(), "capacity": c.Capacity}})
	}
	if c.Champion {
		list = append(list, Reason{Key: "mentoring.reason_champion"})
	}
	return list
}

func levelReason(c *Candidate, a Asker) Reason {
	if a.Required > 0 && c.Level >= a.Required {
		return Reason{Key: "mentoring.reason_required", Args: map[string]any{"level": c.Level, "required": a.Required}}
	}
	return Reason{Key: "mentoring.reason_above", Args: map[string]any{"level": c.Level, "above": c.Level - a.Level}}
}

func placeReason(c *Candidate) Reason {
	switch {
	case c.Place == Office:
		return Reason{Key: "mentoring.reason_office", Args: map[string]any{"unit": c.UnitName}}
	case c.Place == Ward:
		return Reason{Key: "mentoring.reason_ward", Args: map[string]any{"unit": c.CommuneName}}
	case c.Place == Neighbour && !c.Travels:
		return Reason{Key: "mentoring.reason_neighbour", Args: map[string]any{"unit": c.CommuneName}}
	}
	return Reason{Key: "mentoring.reason_travels", Args: map[string]any{"unit": c.CommuneName}}
}

// dayText is a day as people in Vietnam write it, in either language.
func dayText(t time.Time) string {
	return t.In(clock.Zone).Format("02/01/2006")
}

func instantText(t time.Time) string {
	return t.In(clock.Zone).Format("15:04 02/01/2006")
}
