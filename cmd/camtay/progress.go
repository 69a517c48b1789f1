package main

import (
	"fmt"
	"io"
	"time"

	"camtay/app/clock"
)

// progress prints one line a step, with the time it took.
type progress struct {
	out   io.Writer
	clock clock.Clock
}

func (p progress) step(name string, deed func(say func(string)) error) error {
	began := p.clock.Now()
	_, _ = fmt.Fprintf(p.out, "• %s\n", name)
	say := func(detail string) { _, _ = fmt.Fprintf(p.out, "    %s\n", detail) }
	if err := deed(say); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(p.out, "  done in %s\n", p.clock.Now().Sub(began).Round(10*time.Millisecond))
	return nil
}
