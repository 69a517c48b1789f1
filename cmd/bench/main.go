// Command bench measures the product on this machine. It starts what it needs
// and prints one line a benchmark:
//
//	bench <name> value=<n> unit=<u> reference=<n> ratio=<n>
//
// Machines are noisy: the ratio to a reference taken in the same run, turn by
// turn, is what holds from one machine to the next.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// benchmark needs the product running unless it is alone.
type benchmark struct {
	name  string
	run   func(ctx context.Context, b *bench) error
	alone bool
}

func benchmarks() []benchmark {
	return []benchmark{
		{name: "start", run: benchStart},
		{name: "home", run: benchHome},
		{name: "answer", run: benchAnswer},
		{name: "gaps", run: benchGaps},
		{name: "fold", run: benchFold},
		{name: "post", run: benchPost},
		{name: "recompute", run: benchRecompute},
		{name: "heatmap", run: benchHeatMap},
		{name: "review", run: benchReview},
		{name: "suggest", run: benchSuggest},
		{name: "match", run: benchMatch, alone: true},
		{name: "candidates", run: benchCandidates, alone: true},
	}
}

func main() {
	people := flag.Int("staff", 8000, "people of the demo province to measure on")
	ledger := flag.Int("ledger", 200_000, "people of the ledger that recompute settles, fifty entries each")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: bench [-staff n] [name …]; names:")
		for _, b := range benchmarks() {
			fmt.Fprintln(os.Stderr, "  "+b.name)
		}
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *people, *ledger, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, people, ledger int, names []string) error {
	known := benchmarks()
	for _, n := range names {
		if !slices.ContainsFunc(known, func(b benchmark) bool { return b.name == n }) {
			return fmt.Errorf("no benchmark %q", n) //nolint:err113 // for the operator
		}
	}
	asked := slices.DeleteFunc(known, func(b benchmark) bool { return len(names) > 0 && !slices.Contains(names, b.name) })
	var b *bench
	if slices.ContainsFunc(asked, func(b benchmark) bool { return !b.alone }) {
		var err error
		if b, err = newBench(ctx, people); err != nil {
			return err
		}
		b.ledgerPeople = ledger
		defer b.close()
	}
	for _, each := range asked {
		if err := each.run(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", each.name, err)
		}
	}
	return nil
}

// report writes a benchmark's line. A ratio above 1 means better than the reference.
func report(name string, value float64, unit string, reference, ratio float64) {
	fmt.Printf("bench %s value=%.4g unit=%s reference=%.4g ratio=%.3f\n", name, value, unit, reference, ratio)
}
