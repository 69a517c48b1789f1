package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"camtay/app/clock"
	"camtay/app/mentoring"
)

// suggestLimit is how long a learner waits for colleagues, at the 99th percentile.
const suggestLimit = 10 * time.Millisecond

var errSlow = errors.New("slower than allowed")

// benchSuggest asks, one learner after the other, who can help with each of the
// learner's gaps, and compares the 99th percentile with that of the same
// server's smallest signed answer. A further line is the ranking alone.
func benchSuggest(ctx context.Context, b *bench) error {
	learners, err := b.learners(ctx)
	if err != nil {
		return err
	}
	if err := b.calm(learners[0].token); err != nil {
		return err
	}
	const rounds = 60
	var all, least []time.Duration
	for round := range rounds {
		for _, l := range learners {
			help, err := b.timed("/api/v1/mentoring/suggestions", l.token)
			if err != nil {
				return err
			}
			empty, err := b.timed("/api/v1/mentoring/times", l.token)
			if err != nil {
				return err
			}
			if round > 0 { // the first warms up
				all, least = append(all, help), append(least, empty)
			}
		}
	}
	value, reference := percentile(all, 0.99), percentile(least, 0.99)
	fmt.Printf("bench suggest value=%.3g unit=ms p50=%.3g reference=%.3g ratio=%.3f\n",
		milli(value), milli(percentile(all, 0.5)), milli(reference), float64(reference)/float64(value))
	if err := b.rankAlone(ctx, learners); err != nil {
		return err
	}
	if value > suggestLimit {
		return fmt.Errorf("p99 %s: %w", value, errSlow)
	}
	return nil
}

// calm waits until the server has done what a new province asks of it, at most two
// minutes: then its smallest answer takes about as long every time.
func (b *bench) calm(token string) error {
	for range 60 {
		var took []time.Duration
		for range 100 {
			one, err := b.timed("/api/v1/mentoring/times", token)
			if err != nil {
				return err
			}
			took = append(took, one)
		}
		if percentile(took, 0.98) < 4*percentile(took, 0.5) {
			return nil
		}
		time.Sleep(2 * time.Second)
	}
	return nil
}

// rankAlone times the ranking of what the database gave, without the database.
func (b *bench) rankAlone(ctx context.Context, learners []sitting) error {
	pool := b.pool(1)
	defer func() { _ = pool.Close() }()
	now := clock.System{}.Now()
	var took []time.Duration
	people := 0
	for _, l := range learners {
		groups, err := mentoring.Known(ctx, pool, l.learner, now)
		if err != nil {
			return err
		}
		for range 50 {
			began := b.clock.Now()
			for _, g := range groups {
				mentoring.Rank(g.Candidates, g.Asker, now)
			}
			took = append(took, b.clock.Now().Sub(began))
		}
		for _, g := range groups {
			people += len(g.Candidates)
		}
	}
	fmt.Printf("bench suggest-rank value=%.3g unit=us p99=%.3g candidates=%.0f\n",
		1000*milli(percentile(took, 0.5)), 1000*milli(percentile(took, 0.99)), float64(people)/float64(len(learners)))
	return nil
}

func (b *bench) timed(path, token string) (time.Duration, error) {
	began := b.clock.Now()
	_, err := b.call("GET", path, token, nil)
	return b.clock.Now().Sub(began), err
}

func percentile(took []time.Duration, share float64) time.Duration {
	slices.Sort(took)
	return took[int(share*float64(len(took)-1))]
}

func milli(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000
}
