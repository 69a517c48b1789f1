package main

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"camtay/app/clock"
)

const (
	turns    = 5
	turnTime = 2 * time.Second
	warmUp   = 500 * time.Millisecond
)

// rate runs deed on n goroutines for a while and gives deeds a second. Each
// goroutine has a number, and stops at its first error.
func rate(ctx context.Context, n int, during time.Duration, deed func(ctx context.Context, worker int) error) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	var done atomic.Int64
	var first error
	var once sync.Once
	var all sync.WaitGroup
	clk := clock.System{}
	began := clk.Now()
	for worker := range n {
		all.Go(func() {
			for ctx.Err() == nil {
				if err := deed(context.WithoutCancel(ctx), worker); err != nil {
					once.Do(func() { first = err; cancel() })
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	return float64(done.Load()) / clk.Now().Sub(began).Seconds(), first
}

// alternate measures two deeds turn by turn, after a warm-up of each, and gives
// both medians and the median of the ratios pair by pair.
func alternate(ctx context.Context, value, reference func(ctx context.Context, during time.Duration) (float64, error)) (v, r, ratio float64, err error) {
	for _, f := range []func(context.Context, time.Duration) (float64, error){value, reference} {
		if _, err := f(ctx, warmUp); err != nil {
			return 0, 0, 0, err
		}
	}
	var values, references, ratios []float64
	for range turns {
		a, err := value(ctx, turnTime)
		if err != nil {
			return 0, 0, 0, err
		}
		b, err := reference(ctx, turnTime)
		if err != nil {
			return 0, 0, 0, err
		}
		values, references, ratios = append(values, a), append(references, b), append(ratios, a/b)
	}
	return median(values), median(references), median(ratios), nil
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
