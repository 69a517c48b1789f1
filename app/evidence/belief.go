package evidence

import (
	"bytes"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Model says how evidence and time move a belief. Levels are read as a scale from
// 0 to 5 on which someone works at level L when they stand at L − ½ or above.
type Model struct {
	Mean, SD float64 // what is believed of someone of whom nothing was seen

	// Noise is the standard deviation, in levels, by which evidence of a kind
	// misses; Bias that by which assessors are severe or lenient.
	Noise map[string]float64
	Bias  float64
	// Most is the highest level a kind can show: at it, evidence says "at least".
	Most map[string]int16
	// AtLeast are kinds that never say "no more than".
	AtLeast []string

	// After Stability days the mean has kept 0.9 of its distance from Mean:
	// R(t) = (1 + F·t/S)^−W with F = 0.9^(−1/W) − 1, the form of FSRS-6. Each
	// further evidence makes it more stable by Growth, Grown times at the most.
	Stability float64
	W         float64
	Growth    float64
	Grown     int

	// Within Window days the n-th evidence of one assessor weighs Repeat^(n−1).
	Window int
	Repeat float64
}

// DefaultModel are the parameters until enough is known to fit them; what they
// are worth is shown by the simulation beside them.
func DefaultModel() Model {
	return Model{
		Mean: 1.4, SD: 1.2,
		Noise: map[string]float64{
			KindCompletion: 1.2, KindAttendance: 1.1, KindTest: 0.7, KindCoaching: 0.7,
			KindSimulator: 0.6, KindObservation: 0.5, KindAppraisal: 0.8, KindPrior: 1.0,
		},
		Bias: 0.3,
		Most: map[string]int16{
			KindCompletion: 1, KindAttendance: 2, KindTest: 3, KindCoaching: 3,
			KindSimulator: 4, KindObservation: 5, KindAppraisal: 4, KindPrior: 3,
		},
		AtLeast:   []string{KindCompletion, KindAttendance, KindPrior},
		Stability: 730, W: 0.5, Growth: 0.5, Grown: 4,
		Window: 7, Repeat: 0.5,
	}
}

// Belief is what evidence lets one believe beside the official level: a mean and
// a standard deviation in levels, as of an instant. It orders suggestions and says
// when a re-check is due; it closes and opens no gap.
type Belief struct {
	Mean, SD float64

	model     *Model
	at        time.Time
	stability float64
}

// Believe goes through evidence in order of time and forgets in between. The
// caller leaves out what is withdrawn, self-made or stale; what has lapsed stays,
// since forgetting sees to it. Logs, overrides and what is observed after now say
// nothing. The order of the entries given does not matter.
func Believe(seen []Entry, m *Model, now time.Time) Belief {
	order := make([]*Entry, 0, len(seen))
	for i := range seen {
		if e := &seen[i]; e.Action == ActionAttest && !e.ObservedAt.After(now) && m.Noise[e.Kind] > 0 {
			order = append(order, e)
		}
	}
	slices.SortFunc(order, func(a, b *Entry) int {
		if c := a.ObservedAt.Compare(b.ObservedAt); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	b := Belief{Mean: m.Mean, SD: m.SD, model: m, stability: m.Stability}
	for i, e := range order {
		if i > 0 {
			b = b.After(days(e.ObservedAt.Sub(b.at)))
		}
		b.at = e.ObservedAt
		b = b.see(e, m.weight(order[:i], e))
		b.stability = m.Stability * (1 + m.Growth*float64(min(i, m.Grown)))
	}
	if len(order) > 0 {
		b = b.After(days(now.Sub(b.at)))
	}
	b.at = now
	return b
}

func days(d time.Duration) float64 {
	return max(d.Hours()/24, 0)
}

// weight is how much of an entry is new beside the same assessor's before it.
func (m *Model) weight(before []*Entry, e *Entry) float64 {
	weight := 1.0
	if e.ActorID == uuid.Nil {
		return weight
	}
	for i := len(before) - 1; i >= 0 && days(e.ObservedAt.Sub(before[i].ObservedAt)) <= float64(m.Window); i-- {
		if before[i].ActorID == e.ActorID {
			weight *= m.Repeat
		}
	}
	return weight
}

// see takes one entry in: a shown level as a measurement with noise, a level that
// is the most a kind can show as a bound, by matching moments.
func (b Belief) see(e *Entry, weight float64) Belief {
	m := b.model
	noise := m.Noise[e.Kind]
	variance := noise * noise
	if e.ActorID != uuid.Nil {
		variance += m.Bias * m.Bias
	}
	variance /= weight
	level := float64(e.Level)
	switch {
	case e.Level == 0 && slices.Contains(m.AtLeast, e.Kind):
		return b
	case e.Level == 0:
		return b.bound(0.5, variance, -1)
	case e.Level >= m.Most[e.Kind] || slices.Contains(m.AtLeast, e.Kind):
		return b.bound(level-0.5, variance, 1)
	}
	variance += 1.0 / 12 // a whole level is said
	prior := b.SD * b.SD
	after := 1 / (1/prior + 1/variance)
	b.Mean, b.SD = after*(b.Mean/prior+level/variance), math.Sqrt(after)
	return b
}

// bound takes in that a noisy look found the person above a cut (sign 1) or below
// it (−1).
func (b Belief) bound(cut, variance float64, sign float64) Belief {
	prior := b.SD * b.SD
	total := math.Sqrt(prior + variance)
	z := sign * (b.Mean - cut) / total
	v := hazard(z)
	b.Mean += sign * prior / total * v
	b.SD = math.Sqrt(prior * max(1-prior/(total*total)*v*(v+z), 1e-6))
	return b
}

// hazard is φ(z)/Φ(z), by its asymptote where both vanish.
func hazard(z float64) float64 {
	if z < -30 {
		return -z
	}
	return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / normal(z)
}

// normal is the distribution function of the standard normal.
func normal(z float64) float64 {
	return math.Erfc(-z/math.Sqrt2) / 2
}

// After is the belief some days later without new evidence: the mean goes back to
// what is believed of everyone, and so does the spread.
func (b Belief) After(days float64) Belief {
	m := b.model
	f := math.Pow(0.9, -1/m.W) - 1
	kept := math.Pow(1+f*days/b.stability, -m.W)
	b.Mean = m.Mean + (b.Mean-m.Mean)*kept
	b.SD = math.Sqrt(m.SD*m.SD + (b.SD*b.SD-m.SD*m.SD)*kept*kept)
	b.at = b.at.Add(time.Duration(days * 24 * float64(time.Hour)))
	return b
}

// AtLeast is how likely it is that the person works at a level or above.
func (b Belief) AtLeast(level int16) float64 {
	return normal((b.Mean - (float64(level) - 0.5)) / b.SD)
}

// sure is how likely a level must be to be believed.
const sure = 0.8

// Conservative is the highest level of which one can be sure at four to one.
func (b Belief) Conservative() int16 {
	level := int16(0)
	for level < 5 && b.AtLeast(level+1) >= sure {
		level++
	}
	return level
}

// farthest is how many days ahead a re-check is looked for.
const farthest = 3650

// Recheck is the day on which a level can no longer be believed without new
// evidence, the belief's own day when that has come; false when it will be
// believed for ten years.
func (b Belief) Recheck(level int16) (time.Time, bool) {
	switch {
	case b.AtLeast(level) < sure:
		return b.at, true
	case b.After(farthest).AtLeast(level) >= sure:
		return time.Time{}, false
	}
	low, high := 0, farthest
	for high-low > 1 {
		mid := (low + high) / 2
		if b.After(float64(mid)).AtLeast(level) >= sure {
			low = mid
		} else {
			high = mid
		}
	}
	return b.at.AddDate(0, 0, high), true
}

// Milli is the belief as it is stored: thousandths of a level.
func (b Belief) Milli() (mean, sd int16) {
	return int16(math.Round(b.Mean * 1000)), int16(math.Round(b.SD * 1000))
}

// Words for how sure one can be, keys of sentences.
const (
	Certain   = "evidence.sure"
	Likely    = "evidence.likely"
	Uncertain = "evidence.unsure"
)

// believe is the belief that entries give under the rules: of what is withdrawn,
// self-made or stale nothing is believed.
func believe(entries []Entry, rules *Rules, now time.Time) Belief {
	f := newFolding(entries, rules, now)
	seen := make([]Entry, 0, len(entries))
	for i, e := range entries {
		switch f.standing[i] {
		case counts, lapsed, olderJudgement:
			seen = append(seen, e)
		case isWithdrawal, isWithdrawn, isSelf, isLog, notYet, unruled, isStale:
		}
	}
	return Believe(seen, &usual, now)
}

//nolint:gochecknoglobals // the parameters in use, never written
var usual = DefaultModel()

// ConfidenceWord says a probability in words: sure from 0.9, likely from 0.7.
func ConfidenceWord(p float64) string {
	switch {
	case p >= 0.9:
		return Certain
	case p >= 0.7:
		return Likely
	}
	return Uncertain
}
