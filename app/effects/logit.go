package effects

import (
	"math"
)

const (
	maxSteps = 50
	settled  = 1e-9
	steepest = 30 // beyond it e^−x no longer counts
)

// Logit fits P(y) = 1/(1+e^−(b₀+b·x)) by Newton's method (iteratively reweighted
// least squares). ridge is the weight of a penalty on the square of every slope,
// which keeps them finite where a covariate separates the groups; 0 is maximum
// likelihood. The result is b₀ and then a slope for each covariate; nil when
// there is nothing to fit.
func Logit(x [][]float64, y []bool, ridge float64) []float64 {
	if len(x) == 0 || !mixed(y) {
		return nil
	}
	p := len(x[0]) + 1
	beta := make([]float64, p)
	for range maxSteps {
		step := newton(x, y, beta, ridge)
		if step == nil {
			return nil
		}
		most := 0.0
		for j := range beta {
			beta[j] += step[j]
			most = max(most, math.Abs(step[j]))
		}
		if most < settled {
			break
		}
	}
	return beta
}

func mixed(y []bool) bool {
	for _, v := range y {
		if v != y[0] {
			return true
		}
	}
	return false
}

// newton is the step from beta: the solution of (XᵀWX + ridge)·step = gradient.
func newton(x [][]float64, y []bool, beta []float64, ridge float64) []float64 {
	p := len(beta)
	hessian, gradient := make([][]float64, p), make([]float64, p)
	for j := range hessian {
		hessian[j] = make([]float64, p)
		if j > 0 {
			hessian[j][j] = ridge
			gradient[j] = -ridge * beta[j]
		}
	}
	row := make([]float64, p)
	row[0] = 1
	for i := range x {
		copy(row[1:], x[i])
		mu := sigmoid(Score(beta, x[i]))
		residual, weight := -mu, max(mu*(1-mu), 1e-10)
		if y[i] {
			residual++
		}
		for j, v := range row {
			if v == 0 {
				continue
			}
			gradient[j] += v * residual
			for k := 0; k <= j; k++ {
				hessian[j][k] += weight * v * row[k]
			}
		}
	}
	return solve(hessian, gradient)
}

// Score is the logit of a row: b₀ + b·x, kept within what a float can tell from
// certainty.
func Score(beta, x []float64) float64 {
	sum := beta[0]
	for j, v := range x {
		sum += beta[j+1] * v
	}
	return min(max(sum, -steepest), steepest)
}

func sigmoid(z float64) float64 {
	return 1 / (1 + math.Exp(-z))
}

// solve is the solution of a·s = b by Cholesky's factors of a, of which only the
// lower half is read; nil when a is not positive.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for j := range n {
		for k := range j {
			a[j][j] -= a[j][k] * a[j][k]
		}
		if a[j][j] <= 0 {
			return nil
		}
		a[j][j] = math.Sqrt(a[j][j])
		for i := j + 1; i < n; i++ {
			for k := range j {
				a[i][j] -= a[i][k] * a[j][k]
			}
			a[i][j] /= a[j][j]
		}
	}
	s := make([]float64, n)
	for i := range n {
		s[i] = b[i]
		for k := range i {
			s[i] -= a[i][k] * s[k]
		}
		s[i] /= a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			s[i] -= a[k][i] * s[k]
		}
		s[i] /= a[i][i]
	}
	return s
}
