package effects_test

import (
	"math"
	"testing"

	"camtay/app/effects"
)

// column makes rows of one covariate.
func column(values ...float64) [][]float64 {
	rows := make([][]float64, 0, len(values))
	for _, v := range values {
		rows = append(rows, []float64{v})
	}
	return rows
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestTheLogitFindsThePublishedCoefficients(t *testing.T) {
	t.Parallel()
	hours := column(0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5)
	passed := []bool{
		false, false, false, false, false, false, true, false, true, false, true, false, true, false, true, true, true, true, true, true,
	}
	b := effects.Logit(hours, passed, 0)
	near(t, "intercept of hours studied", b[0], -4.0777, 0.0001)
	near(t, "slope of hours studied", b[1], 1.5046, 0.0001)

	// R: glm(am ~ wt, binomial, mtcars).
	weights := column(2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
		2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78)
	manual := make([]bool, 32)
	for _, i := range []int{0, 1, 2, 17, 18, 19, 25, 26, 27, 28, 29, 30, 31} {
		manual[i] = true
	}
	b = effects.Logit(weights, manual, 0)
	near(t, "intercept of cars", b[0], 12.040, 0.001)
	near(t, "slope of cars", b[1], -4.024, 0.001)
}

func TestOfATwoByTwoTableTheSlopeIsTheLogOfTheOddsRatio(t *testing.T) {
	t.Parallel()
	var x [][]float64
	var y []bool
	for _, cell := range []struct {
		x float64
		y bool
		n int
	}{{0, false, 30}, {0, true, 10}, {1, false, 12}, {1, true, 36}} {
		for range cell.n {
			x, y = append(x, []float64{cell.x}), append(y, cell.y)
		}
	}
	b := effects.Logit(x, y, 0)
	near(t, "intercept", b[0], math.Log(10.0/30), 1e-9)
	near(t, "slope", b[1], math.Log(36.0*30/(12*10)), 1e-9)
}

func TestSeparatedGroupsKeepFiniteSlopesUnderTheRidge(t *testing.T) {
	t.Parallel()
	b := effects.Logit(column(-2, -1, 1, 2), []bool{false, false, true, true}, 0.01)
	if b == nil || math.IsNaN(b[1]) || b[1] < 1 || b[1] > 20 {
		t.Errorf("slopes = %v", b)
	}
	if got := effects.Logit(column(1, 2), []bool{true, true}, 0); got != nil {
		t.Errorf("one group alone gave %v", got)
	}
}
