package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"camtay/app/pg"
)

const starts = 5

// benchStart times the program from its start to ready on data it made before,
// own PostgreSQL included, beside the start of that PostgreSQL alone.
func benchStart(ctx context.Context, b *bench) error {
	data := filepath.Join(b.dir, "own")
	if _, err := b.startOnce(ctx, data); err != nil { // the first start makes the data
		return err
	}
	var values, references []float64
	for range starts {
		took, err := b.startOnce(ctx, data)
		if err != nil {
			return err
		}
		alone, err := b.startPostgres(ctx, data)
		if err != nil {
			return err
		}
		values, references = append(values, took.Seconds()), append(references, alone.Seconds())
	}
	v, r := median(values), median(references)
	report("start", v, "s", r, r/v)
	return nil
}

func (b *bench) startOnce(ctx context.Context, data string) (time.Duration, error) {
	addr, err := freePort(ctx)
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(b.program)
	cmd.Env = append(os.Environ(), "CAMTAY_ADDR="+addr, "CAMTAY_DATA="+data, "CAMTAY_DEMO=yes", "CAMTAY_DEMO_STAFF=1000")
	began := b.clock.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	readyErr := b.waitReady(ctx, addr, 2*time.Minute)
	took := b.clock.Now().Sub(began)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	if err := cmd.Wait(); err != nil {
		return 0, fmt.Errorf("stop the program: %w", err)
	}
	return took, readyErr
}

func (b *bench) startPostgres(ctx context.Context, data string) (time.Duration, error) {
	programs, err := pg.Find(pg.Places{Explicit: os.Getenv("CAMTAY_PG_BIN"), DataDir: data})
	if err != nil {
		return 0, err
	}
	began := b.clock.Now()
	cluster, err := pg.Start(ctx, pg.Config{DataDir: data, Binaries: programs})
	if err != nil {
		return 0, err
	}
	took := b.clock.Now().Sub(began)
	return took, cluster.Stop(ctx)
}
