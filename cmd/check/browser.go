package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
)

// ensureBrowser brings Chromium and fonts with Vietnamese letters by the
// machine's package manager when they are missing.
func ensureBrowser(ctx context.Context, g *gate) error {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			return nil
		}
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("no Chromium on this machine and no apt-get to bring it: install Chromium")
	}
	prefix := []string{}
	if os.Geteuid() != 0 {
		if _, err := exec.LookPath("sudo"); err != nil {
			return errors.New("no Chromium on this machine: as root, run apt-get install chromium fonts-noto-core")
		}
		prefix = []string{"sudo", "-n"}
	}
	g.say("installing Chromium with apt-get")
	for _, words := range [][]string{
		{"apt-get", "-o", "DPkg::Lock::Timeout=500", "update"},
		{"apt-get", "-o", "DPkg::Lock::Timeout=500", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"},
	} {
		all := append(append([]string{}, prefix...), words...)
		if _, err := g.do(ctx, g.root, all[0], all[1:]...); err != nil {
			return err
		}
	}
	return nil
}

// browserTests builds the program with its client inside and lives the
// journeys of e2e against it.
func browserTests(ctx context.Context, g *gate) error {
	dir, err := os.MkdirTemp("", "camtay-e2e-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program := filepath.Join(dir, "camtay")
	if _, err := g.do(ctx, g.root, "go", "build", "-o", program, "./cmd/camtay"); err != nil {
		return err
	}
	g.env = append(g.env, "CAMTAY_E2E_PROGRAM="+program, "CAMTAY_E2E_DATA="+filepath.Join(dir, "data"))
	return frontend("run", "--silent", "test:e2e")(ctx, g)
}
