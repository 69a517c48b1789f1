package gaps

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/evidence"
)

// skillKey is one person in one competency.
type skillKey struct {
	staff, competency uuid.UUID
}

// Lasting gives skills the levels that last from an instant until another, with
// the drifts that time brings from today on, those of one level in order of time.
// What lasts is never above the level of today.
func Lasting(skills []Skill, drifts []evidence.Drift, from, until time.Time) []Skill {
	by := byLevel(drifts)
	lasting := make([]Skill, 0, len(skills))
	for _, s := range skills {
		level := s.Level
		for _, m := range by[skillKey{s.StaffID, s.CompetencyID}] {
			switch {
			case !m.At.After(from):
				level = m.To
			case m.At.Before(until):
				level = min(level, m.To)
			}
		}
		s.Lasts = min(s.Level, level)
		lasting = append(lasting, s)
	}
	return lasting
}

// Lapse is a person who is there for the whole period and whose level falls below
// what the unit needs: from Level to Lasts, by the drift that crosses the need first.
type Lapse struct {
	Skill

	By evidence.Drift
}

// Lapses are the levels of those who are there that time takes below a need.
func Lapses(needs []Need, skills []Skill, drifts []evidence.Drift, away []uuid.UUID) []Lapse {
	by := byLevel(drifts)
	var lapses []Lapse
	for _, s := range present(skills, away) {
		bar := int16(0)
		for _, n := range needs {
			if n.CompetencyID == s.CompetencyID && s.Lasts < n.Level && n.Level <= s.Level {
				bar = max(bar, n.Level)
			}
		}
		for _, m := range by[skillKey{s.StaffID, s.CompetencyID}] {
			if bar > m.To {
				lapses = append(lapses, Lapse{Skill: s, By: m})
				break
			}
		}
	}
	return lapses
}

func byLevel(drifts []evidence.Drift) map[skillKey][]evidence.Drift {
	by := map[skillKey][]evidence.Drift{}
	for _, m := range drifts {
		key := skillKey{m.StaffID, m.CompetencyID}
		by[key] = append(by[key], m)
	}
	return by
}
