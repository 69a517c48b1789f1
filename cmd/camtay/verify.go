package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app"
	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/pg"
)

type verifyCommand struct {
	Seals   string `help:"Write the end of every person's chain to this file; keep it outside the database." placeholder:"FILE"`
	Against string `help:"Prove that the chains still pass through the ends of an earlier file." placeholder:"FILE"`
}

// Run proves the ledger, also beside a running server, and changes nothing.
func (v verifyCommand) Run(ctx context.Context, cfg app.Config) error {
	p := progress{out: os.Stdout, clock: clock.System{}}
	if dsn, running := pg.Running(cfg.Data); running && cfg.DatabaseURL == "" {
		cfg.DatabaseURL = dsn
	}
	seals, err := readSeals(v.Against)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, cfg, p)
	if err != nil {
		return err
	}
	defer s.close()
	var done evidence.Verified
	err = s.patiently(func(patient *bun.DB) error {
		done, err = app.VerifyLedger(ctx, patient, seals)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "the ledger holds: %d people, %d entries, %d levels", done.People, done.Entries, done.Levels)
	if len(seals) > 0 {
		fmt.Fprintf(p.out, ", %d earlier ends", len(seals))
	}
	fmt.Fprintln(p.out)
	return writeSeals(v.Seals, done.Seals)
}

// writeSeals writes a line a person: id, length of the chain, hash of its last entry.
func writeSeals(file string, seals []evidence.Seal) error {
	if file == "" {
		return nil
	}
	var b bytes.Buffer
	for _, s := range seals {
		fmt.Fprintf(&b, "%s %d %s\n", s.StaffID, s.Length, hex.EncodeToString(s.Head))
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		return fmt.Errorf("write ends of chains: %w", err)
	}
	return nil
}

var errSeals = errors.New("not a line of `id length hash`")

func readSeals(file string) ([]evidence.Seal, error) {
	if file == "" {
		return nil, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read ends of chains: %w", err)
	}
	var seals []evidence.Seal
	lines := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; lines.Scan(); n++ {
		var id, hash string
		var s evidence.Seal
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %s", &id, &s.Length, &hash); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, n, errSeals)
		}
		var idErr, hashErr error
		s.StaffID, idErr = uuid.Parse(id)
		s.Head, hashErr = hex.DecodeString(hash)
		if idErr != nil || hashErr != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, n, errSeals)
		}
		seals = append(seals, s)
	}
	return seals, lines.Err()
}
