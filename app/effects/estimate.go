package effects

import "math"

// Other is someone set beside a mentored person: who, the levels gained, and the
// variance of that gain among people alike. ID tells the same one beside several.
type Other struct {
	ID       int
	Gain     float64
	Variance float64
}

// Difference is a mentored person's gain with those set beside.
type Difference struct {
	Gain   float64
	Others []Other
}

// By is how much more the mentored person gained than those beside, on average.
func (d Difference) By() float64 {
	sum := 0.0
	for _, o := range d.Others {
		sum += o.Gain
	}
	return d.Gain - sum/float64(len(d.Others))
}

// Verdict is what can be said of an effect.
type Verdict string

// The verdicts.
const (
	TooFew  Verdict = "too_few" // fewer than can tell
	Unclear Verdict = "unclear" // the interval holds 0
	Helped  Verdict = "helped"
	Behind  Verdict = "behind"
)

const (
	// FewestMatched is from how many matched people on anything is said of all.
	FewestMatched = 20
	// FewestOfMentor is the same of one mentor, whose effect is drawn towards that
	// of all.
	FewestOfMentor = 3

	// z90 bounds the middle 90 % of the standard normal.
	z90 = 1.6448536269514722
)

// Estimate is an effect in levels with its 90 % interval.
type Estimate struct {
	Matched        int
	Effect, SE     float64
	Low, High      float64
	Gain, Expected float64 // mean gain with a mentor, and of those beside
}

// EstimateOf is the mean difference of gains over those who have somebody beside
// them. Its variance is Abadie and Imbens's for matching with replacement: what
// the differences vary, and what comes on top because one person beside several
// makes their differences alike.
//
//	V = 1/n² · [ Σᵢ (dᵢ − d̄)² + Σⱼ (wⱼ² − Σᵢ∋ⱼ 1/kᵢ²)·σⱼ² ],  wⱼ = Σᵢ∋ⱼ 1/kᵢ
func EstimateOf(all []Difference) Estimate {
	var e Estimate
	for _, d := range all {
		if len(d.Others) > 0 {
			e.Matched++
			e.Effect += d.By()
			e.Gain += d.Gain
		}
	}
	if e.Matched == 0 {
		return e
	}
	n := float64(e.Matched)
	e.Effect, e.Gain = e.Effect/n, e.Gain/n
	e.Expected = e.Gain - e.Effect
	type use struct{ weight, squares, variance float64 }
	uses, sum := map[int]use{}, 0.0
	for _, d := range all {
		if len(d.Others) == 0 {
			continue
		}
		sum += (d.By() - e.Effect) * (d.By() - e.Effect)
		share := 1 / float64(len(d.Others))
		for _, o := range d.Others {
			u := uses[o.ID]
			uses[o.ID] = use{u.weight + share, u.squares + share*share, o.Variance}
		}
	}
	for _, u := range uses {
		sum += (u.weight*u.weight - u.squares) * u.variance
	}
	e.SE = math.Sqrt(sum) / n
	e.Low, e.High = e.Effect-z90*e.SE, e.Effect+z90*e.SE
	return e
}

// Verdict says plainly what the numbers allow; of fewer than fewest, nothing.
func (e Estimate) Verdict(fewest int) Verdict {
	switch {
	case e.Matched < fewest:
		return TooFew
	case e.Low > 0:
		return Helped
	case e.High < 0:
		return Behind
	}
	return Unclear
}

// Shrunk are the effects of groups, such as mentors, of whom each has few people:
// each is drawn towards the effect of all, the more so the fewer people it has
// and the less groups differ at all. Groups without anybody matched are left out.
// between is the variance among groups beyond chance (DerSimonian and Laird).
func Shrunk[K comparable](groups map[K][]Difference, all Estimate) map[K]Estimate {
	own := map[K]Estimate{}
	n, within := 0.0, 0.0
	for k, g := range groups {
		e := EstimateOf(g)
		if e.Matched == 0 {
			continue
		}
		own[k] = e
		for _, d := range g {
			if len(d.Others) > 0 {
				within += (d.By() - e.Effect) * (d.By() - e.Effect)
				n++
			}
		}
	}
	if n <= float64(len(own)) {
		within = all.SE * all.SE * float64(all.Matched)
	} else {
		within /= n - float64(len(own))
	}
	between := max(betweenOf(own, within), leastBetween)
	for k, e := range own {
		chance := max(within, fewest) / float64(e.Matched)
		trust := between / (between + chance)
		e.Effect = all.Effect + trust*(e.Effect-all.Effect)
		e.Expected = e.Gain - e.Effect
		e.SE = math.Sqrt(trust*chance + (1-trust)*(1-trust)*all.SE*all.SE)
		e.Low, e.High = e.Effect-z90*e.SE, e.Effect+z90*e.SE
		own[k] = e
	}
	return own
}

// leastBetween keeps groups from being called all alike when few of them cannot
// tell: mentors are supposed to differ by 0.14 levels at the least.
const leastBetween = 0.02

// betweenOf is the variance among groups beyond what chance makes of their sizes.
func betweenOf[K comparable](own map[K]Estimate, within float64) float64 {
	if len(own) < 2 || within <= 0 {
		return 0
	}
	n, squares, sum := 0.0, 0.0, 0.0
	for _, e := range own {
		size := float64(e.Matched)
		n += size
		squares += size * size
		sum += size * e.Effect
	}
	mean, q := sum/n, 0.0
	for _, e := range own {
		q += float64(e.Matched) / within * (e.Effect - mean) * (e.Effect - mean)
	}
	return max((q-float64(len(own)-1))/((n-squares/n)/within), 0)
}

// Milli is a number as it is stored and sent: thousandths.
func Milli(v float64) int {
	return int(math.Round(v * 1000))
}
