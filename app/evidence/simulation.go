package evidence

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Simulated is what a simulation with known truth finds: how often the truth lies
// in the interval that should hold it nine times in ten, the root of the mean
// squared error in levels, and the log loss of "works at the required level".
type Simulated struct {
	People   int
	Coverage float64
	ByAge    map[string]float64 // coverage by the age of the latest evidence
	RMSE     [3]float64         // of the belief, of the plain average, of a constant
	LogLoss  [3]float64
}

// Truth is the world a simulation draws from. It forgets, learns and errs by laws
// of its own, written apart from those of the belief.
type Truth struct {
	People   int
	Seed     uint64
	Noise    float64 // times the model's noise
	Forget   float64 // times the model's speed of forgetting
	Severity float64 // spread of assessors' severity, in levels
}

// Simulate draws people who forget and are seen now and then, and judges the
// belief by what they can really do.
func Simulate(w Truth, m *Model) Simulated {
	r := rand.New(rand.NewPCG(w.Seed, 0xbe11ef))
	raters := make([]float64, 40)
	for i := range raters {
		raters[i] = r.NormFloat64() * w.Severity
	}
	out := Simulated{People: w.People, ByAge: map[string]float64{}}
	tally := scores{seen: map[string]int{}, held: map[string]int{}}
	for range w.People {
		truth, entries, now, age := w.life(r, m, raters)
		b := Believe(entries, m, now)
		tally.add(b, truth, plainAverage(entries, m), 1+r.IntN(4), age)
	}
	tally.close(&out)
	return out
}

var firstDay = time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant

// life draws one person: where they stand at the end, what was seen of them, when
// the end is and how many days after the latest sight.
func (w Truth) life(r *rand.Rand, m *Model, raters []float64) (truth float64, seen []Entry, now time.Time, age float64) {
	kinds := Kinds()
	skill := m.Mean + r.NormFloat64()*m.SD
	day := 0.0
	for n := range 1 + r.IntN(6) {
		if n > 0 {
			gap := 3 + r.ExpFloat64()*240
			skill = w.drift(r, m, skill, gap, max(len(seen)-1, 0))
			day += gap
		}
		kind := kinds[r.IntN(len(kinds)-1)] // not the self-assessment
		e := Entry{Kind: kind, Action: ActionAttest, ObservedAt: firstDay.Add(time.Duration(day * 24 * float64(time.Hour)))}
		binary.BigEndian.PutUint64(e.ID[8:], r.Uint64())
		severity := 0.0
		if judgements.has(kindIndex(kind)) {
			at := r.IntN(len(raters))
			severity = raters[at]
			e.ActorID = uuid.UUID{0xac, byte(at)}
		}
		shown := math.Round(skill + severity + r.NormFloat64()*m.Noise[kind]*w.Noise)
		e.Level = int16(min(max(shown, 0), float64(m.Most[kind])))
		if slices.Contains(m.AtLeast, kind) {
			// Whoever stands below what is claimed does not finish, and leaves no trace.
			claimed := int16(1 + r.IntN(int(m.Most[kind])))
			if e.Level < claimed {
				continue
			}
			e.Level = claimed
		}
		seen = append(seen, e)
	}
	age = r.ExpFloat64() * 300
	skill = w.drift(r, m, skill, age, max(len(seen)-1, 0))
	return skill, seen, firstDay.Add(time.Duration((day + age) * 24 * float64(time.Hour))), age
}

// drift lets days pass: what was known fades towards the usual, and chance moves
// people about so that as many stand high and low as before.
func (w Truth) drift(r *rand.Rand, m *Model, skill, gap float64, reviews int) float64 {
	stable := m.Stability / w.Forget * (1 + m.Growth*float64(min(reviews, m.Grown)))
	scale := (math.Pow(0.9, -1/m.W) - 1) * gap / stable
	kept := 1 / math.Pow(1+scale, m.W)
	return m.Mean + (skill-m.Mean)*kept + r.NormFloat64()*m.SD*math.Sqrt(1-kept*kept)
}

// plainAverage is what a table of marks would say.
func plainAverage(entries []Entry, m *Model) float64 {
	sum := 0.0
	for _, e := range entries {
		sum += float64(e.Level)
	}
	if len(entries) == 0 {
		return m.Mean
	}
	return sum / float64(len(entries))
}

// scores gathers errors of the three ways of judging.
type scores struct {
	truths, averages []float64
	beliefs          []Belief
	required         []int
	seen, held       map[string]int
}

func (s *scores) add(b Belief, truth, average float64, required int, age float64) {
	s.truths, s.averages = append(s.truths, truth), append(s.averages, average)
	s.beliefs, s.required = append(s.beliefs, b), append(s.required, required)
	held := math.Abs(truth-b.Mean) <= ninety*b.SD
	group := "fresh"
	switch {
	case age > 540:
		group = "over 18 months"
	case age > 180:
		group = "6 to 18 months"
	}
	for _, g := range []string{"all", group} {
		s.seen[g]++
		if held {
			s.held[g]++
		}
	}
}

// ninety is how many standard deviations hold nine in ten.
const ninety = 1.6449

// close judges. The average and the constant are given the spread of their own
// errors, which is the best they can do.
func (s *scores) close(out *Simulated) {
	for g, n := range s.seen {
		out.ByAge[g] = float64(s.held[g]) / float64(n)
	}
	out.Coverage = out.ByAge["all"]
	constant := mean(s.truths)
	guesses := [3]func(i int) float64{
		func(i int) float64 { return s.beliefs[i].Mean },
		func(i int) float64 { return s.averages[i] },
		func(int) float64 { return constant },
	}
	for k, guess := range guesses {
		squares := 0.0
		for i, truth := range s.truths {
			squares += (truth - guess(i)) * (truth - guess(i))
		}
		out.RMSE[k] = math.Sqrt(squares / float64(len(s.truths)))
		loss := 0.0
		for i, truth := range s.truths {
			cut := float64(s.required[i]) - 0.5
			p := normal((guess(i) - cut) / out.RMSE[k])
			if k == 0 {
				p = s.beliefs[i].AtLeast(int16(s.required[i]))
			}
			p = min(max(p, 1e-6), 1-1e-6)
			if truth < cut {
				p = 1 - p
			}
			loss -= math.Log(p)
		}
		out.LogLoss[k] = loss / float64(len(s.truths))
	}
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}
