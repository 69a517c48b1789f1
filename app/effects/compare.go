package effects

import (
	"cmp"
	"math"
	"slices"
)

// Unit is one person in one competency over one stretch of time: with a mentor or
// without, what was known at its start (X), and the levels gained by its end.
// Only units of the same stratum are ever set beside one another.
type Unit struct {
	Treated bool
	Stratum int
	X       []float64
	Gain    float64
}

const (
	// Caliper is how far apart two may be and still be called similar, in standard
	// deviations of the logit of being mentored.
	Caliper = 0.2
	// Neighbours is how many similar people stand beside one mentored person.
	Neighbours = 3

	fitRidge = 0.01
	fewest   = 1e-9 // a spread below it is none
)

// Matched is a mentored unit with the units most like it, by their places in the
// list given; none when nobody is similar enough.
type Matched struct {
	Unit   int
	Others []int
}

// Balance is how far apart the two groups are in one covariate, in standard
// deviations: before, mentored against everyone else; after, the matched mentored
// against those beside them.
type Balance struct {
	Treated, Pool, Kept, Beside float64 // means
	Before, After               float64 // standardised differences
}

// Comparison is who was set beside whom.
type Comparison struct {
	Matched []Matched
	Balance []Balance
	// Spread is how unlike the gains of near people without a mentor are: the
	// variance of the gain of unit i, for those set beside somebody.
	Spread map[int]float64
}

// Compare sets beside each mentored unit the Neighbours most like it: of its
// stratum, nearest in the logit of being mentored, within the Caliper; the same
// unit may stand beside several. Nothing in it is drawn by lot, and ties go to
// the unit that stands first.
func Compare(units []Unit) Comparison {
	logits := logitsOf(units)
	reach := Caliper * math.Sqrt((variance(units, logits, true)+variance(units, logits, false))/2)
	strata := map[int][]int{}
	for i := range units {
		if !units[i].Treated {
			strata[units[i].Stratum] = append(strata[units[i].Stratum], i)
		}
	}
	places := map[int]int{} // of a unit in its stratum, ordered by logit
	for _, pool := range strata {
		slices.SortStableFunc(pool, func(a, b int) int { return cmp.Compare(logits[a], logits[b]) })
		for at, i := range pool {
			places[i] = at
		}
	}
	c := Comparison{Spread: map[int]float64{}}
	for i := range units {
		if !units[i].Treated {
			continue
		}
		pool := strata[units[i].Stratum]
		at, _ := slices.BinarySearchFunc(pool, logits[i], func(j int, want float64) int { return cmp.Compare(logits[j], want) })
		m := Matched{Unit: i, Others: nearest(pool, logits, at, logits[i], reach)}
		for _, j := range m.Others {
			if _, known := c.Spread[j]; !known {
				c.Spread[j] = spread(units, pool, logits, places[j])
			}
		}
		c.Matched = append(c.Matched, m)
	}
	c.Balance = balance(units, c.Matched)
	return c
}

// logitsOf fits who is mentored on standardised covariates and gives each unit its
// logit; all alike when nothing can be fitted.
func logitsOf(units []Unit) []float64 {
	logits := make([]float64, len(units))
	if len(units) == 0 {
		return logits
	}
	x, y := make([][]float64, len(units)), make([]bool, len(units))
	for i := range units {
		x[i], y[i] = slices.Clone(units[i].X), units[i].Treated
	}
	for j := range x[0] {
		standardise(x, j)
	}
	beta := Logit(x, y, fitRidge)
	if beta == nil {
		return logits
	}
	for i := range x {
		logits[i] = Score(beta, x[i])
	}
	return logits
}

func standardise(x [][]float64, j int) {
	mean, n := 0.0, float64(len(x))
	for i := range x {
		mean += x[i][j] / n
	}
	sum := 0.0
	for i := range x {
		sum += (x[i][j] - mean) * (x[i][j] - mean) / n
	}
	scale := math.Sqrt(sum)
	for i := range x {
		if x[i][j] -= mean; scale > fewest {
			x[i][j] /= scale
		}
	}
}

// nearest are the Neighbours of a pool ordered by logit that lie nearest to a
// logit and within reach; at is where it would stand.
func nearest(pool []int, logits []float64, at int, want, reach float64) []int {
	var found []int
	low, high := at-1, at
	for len(found) < Neighbours && (low >= 0 || high < len(pool)) {
		pick := high
		if high == len(pool) || low >= 0 && want-logits[pool[low]] < logits[pool[high]]-want {
			pick = low
		}
		if math.Abs(logits[pool[pick]]-want) > reach+fewest {
			break
		}
		found = append(found, pool[pick])
		if pick == low {
			low--
		} else {
			high++
		}
	}
	return found
}

// spread is the variance of a unit's gain as its nearest in the pool show it:
// L/(L+1)·(gain − mean of the L nearest)², of Abadie and Imbens.
func spread(units []Unit, pool []int, logits []float64, at int) float64 {
	low, high, n, sum := at-1, at+1, 0.0, 0.0
	for n < Neighbours && (low >= 0 || high < len(pool)) {
		pick := high
		if high == len(pool) || low >= 0 && logits[pool[at]]-logits[pool[low]] < logits[pool[high]]-logits[pool[at]] {
			pick = low
			low--
		} else {
			high++
		}
		sum += units[pool[pick]].Gain
		n++
	}
	if n == 0 {
		return 0
	}
	off := units[pool[at]].Gain - sum/n
	return n / (n + 1) * off * off
}

func variance(units []Unit, values []float64, treated bool) float64 {
	n, mean, square := 0.0, 0.0, 0.0
	for i := range units {
		if units[i].Treated == treated {
			n++
			d := values[i] - mean
			mean += d / n
			square += d * (values[i] - mean)
		}
	}
	return square / max(n-1, 1)
}

// balance compares the means of every covariate before and after matching, in the
// standard deviations of before.
func balance(units []Unit, matched []Matched) []Balance {
	if len(units) == 0 {
		return nil
	}
	rows := make([]Balance, len(units[0].X))
	column := make([]float64, len(units))
	for j := range rows {
		for i := range units {
			column[i] = units[i].X[j]
		}
		b := Balance{Treated: meanOf(units, column, true), Pool: meanOf(units, column, false)}
		kept := 0.0
		for _, m := range matched {
			if len(m.Others) == 0 {
				continue
			}
			kept++
			b.Kept += column[m.Unit]
			for _, o := range m.Others {
				b.Beside += column[o] / float64(len(m.Others))
			}
		}
		if kept > 0 {
			b.Kept, b.Beside = b.Kept/kept, b.Beside/kept
		}
		if scale := math.Sqrt((variance(units, column, true) + variance(units, column, false)) / 2); scale > fewest {
			b.Before, b.After = (b.Treated-b.Pool)/scale, (b.Kept-b.Beside)/scale
		}
		rows[j] = b
	}
	return rows
}

func meanOf(units []Unit, values []float64, treated bool) float64 {
	n, sum := 0.0, 0.0
	for i := range units {
		if units[i].Treated == treated {
			n++
			sum += values[i]
		}
	}
	return sum / max(n, 1)
}
