package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"camtay/app/clock"
	"camtay/app/matching"
)

// errWorth reports a matching that is not worth what is known to be best.
var errWorth = errors.New("not the known best worth")

// benchMatch solves every instance, beside one pass over its pairs, and for the
// largest measures what one change takes.
func benchMatch(ctx context.Context, _ *bench) error {
	for _, in := range instances() {
		if err := ctx.Err(); err != nil {
			return err
		}
		say("drawing " + in.name)
		if err := matchInstance(in, drawCountry(in).problem()); err != nil {
			return fmt.Errorf("%s: %w", in.name, err)
		}
	}
	return nil
}

func matchInstance(in instance, p *matching.Problem) error {
	if err := p.Check(); err != nil {
		return err
	}
	forgetPeak()
	began := usedCPU()
	s, err := matching.Solve(p, nil)
	if err != nil {
		return err
	}
	solve, peak := usedCPU()-began, peakMemory()
	kB, _ := strconv.ParseFloat(strings.TrimSuffix(peak, " kB"), 64)
	pass := onePass(p, s.Prices())
	c, err := matching.Certify(p, s.Matching(), s.Prices())
	if err != nil {
		return err
	}
	fmt.Printf("bench match-%s value=%.3g unit=s reference=%.3g ratio=%.1f gap=%v rss_mb=%.0f\n",
		in.name, solve.Seconds(), pass.Seconds(), solve.Seconds()/pass.Seconds(), c.Gap(), kB/1000)
	if c.Worth.Cmp(big.NewInt(in.worth)) != 0 {
		return fmt.Errorf("%v instead of %d: %w", c.Worth, in.worth, errWorth)
	}
	return changeInstance(in, p, s)
}

// onePass is the time of one look at every pair and its mentor's price, best of a few.
func onePass(p *matching.Problem, prices []int64) time.Duration {
	best := time.Hour
	for range 5 {
		began, sum := usedCPU(), int64(0)
		for k, j := range p.Mentor {
			sum = max(sum, int64(p.Value[k])-prices[j])
		}
		runtime.KeepAlive(sum)
		best = min(best, usedCPU()-began)
	}
	return max(best, time.Microsecond)
}

// changeInstance has learners leave and come back, and proves the matching again.
func changeInstance(in instance, p *matching.Problem, s *matching.Solver) error {
	const changes = 2_000
	r := rand.New(rand.NewPCG(drawSeed, 9))
	s.Only(0, matching.None) // the first change makes ready
	s.All(0)
	clk := clock.System{}
	var took []time.Duration
	moved := 0
	for range changes {
		i := r.Int32N(int32(p.Learners()))
		began := clk.Now()
		moved += len(s.Only(i, matching.None))
		left := clk.Now()
		moved += len(s.All(i))
		took = append(took, left.Sub(began), clk.Now().Sub(left))
	}
	c, err := matching.Certify(p, s.Matching(), s.Prices())
	if err != nil {
		return err
	}
	slices.Sort(took)
	micro := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Nanoseconds()) / 1000
	}
	fmt.Printf("bench match-%s-change value=%.3g unit=us p99=%.4g moved=%.2f gap=%v\n",
		in.name, micro(0.5), micro(0.99), float64(moved)/float64(len(took)), c.Gap())
	return nil
}

func usedCPU() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// forgetPeak gives back what is free and lets the kernel measure the most memory
// anew.
func forgetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}
