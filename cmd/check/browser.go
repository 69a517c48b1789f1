package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ensureBrowser brings Chromium and fonts with Vietnamese letters by the
// machine's package manager when they are missing: for root installed, for an
// ordinary user unpacked into a folder of theirs.
func ensureBrowser(ctx context.Context, g *gate) error {
	if os.Getenv("CHROMIUM") != "" {
		return nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			return nil
		}
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("no Chromium on this machine and no apt-get to bring it: install Chromium, or name one in CHROMIUM")
	}
	if os.Geteuid() == 0 {
		return installBrowser(ctx, g)
	}
	return unpackBrowser(ctx, g)
}

func browserPackages() []string {
	return []string{"chromium", "fonts-noto-core"}
}

func installBrowser(ctx context.Context, g *gate) error {
	g.say("installing Chromium with apt-get")
	lock := "DPkg::Lock::Timeout=500"
	if _, err := g.do(ctx, g.root, "apt-get", "-o", lock, "update"); err != nil {
		return err
	}
	words := append([]string{"-o", lock, "install", "-y", "--no-install-recommends"}, browserPackages()...)
	_, err := g.do(ctx, g.root, "apt-get", words...)
	return err
}

// unpackBrowser downloads Debian's packages of Chromium with package lists of
// our own, which needs no rights, and unpacks them beside a script that starts
// Chromium with their libraries and fonts.
func unpackBrowser(ctx context.Context, g *gate) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("find a folder for Chromium: %w", err)
	}
	dir := filepath.Join(cache, "camtay", "browser")
	script := filepath.Join(dir, "chromium")
	if _, err := os.Stat(script); err != nil {
		g.say("unpacking Chromium into %s", dir)
		if err := unpackInto(ctx, g, dir, script); err != nil {
			return err
		}
	}
	g.env = append(g.env, "CHROMIUM="+script)
	return nil
}

func unpackInto(ctx context.Context, g *gate, dir, script string) error {
	for _, sub := range []string{"state/lists/partial", "cache/archives/partial", "root"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return fmt.Errorf("make a folder for Chromium: %w", err)
		}
	}
	status := filepath.Join(dir, "status")
	if err := writeStatus(status); err != nil {
		return err
	}
	own := []string{
		"-o", "Dir::State=" + filepath.Join(dir, "state"), "-o", "Dir::State::status=" + status,
		"-o", "Dir::Cache=" + filepath.Join(dir, "cache"), "-o", "Debug::NoLocking=true",
	}
	apt := func(words ...string) error {
		_, err := g.do(ctx, dir, "apt-get", slices.Concat(own, words)...)
		return err
	}
	if err := apt("update"); err != nil {
		return err
	}
	if err := apt(slices.Concat([]string{"install", "-y", "--download-only", "--no-install-recommends"}, browserPackages())...); err != nil {
		return err
	}
	archives, err := filepath.Glob(filepath.Join(dir, "cache", "archives", "*.deb"))
	if err != nil {
		return err
	}
	for _, a := range archives {
		if _, err := g.do(ctx, dir, "dpkg-deb", "-x", a, filepath.Join(dir, "root")); err != nil {
			return err
		}
	}
	return writeStarter(dir, script)
}

// writeStatus copies what the machine has installed, without Chromium's own
// packages, so that they are brought whatever is left of them there.
func writeStatus(file string) error {
	all, err := os.ReadFile("/var/lib/dpkg/status")
	if err != nil {
		return fmt.Errorf("read the machine's packages: %w", err)
	}
	var kept []string
	for _, entry := range strings.Split(string(all), "\n\n") {
		if !strings.HasPrefix(entry, "Package: chromium") && !strings.HasPrefix(entry, "Package: fonts-noto-core\n") {
			kept = append(kept, entry)
		}
	}
	if err := os.WriteFile(file, []byte(strings.Join(kept, "\n\n")), 0o644); err != nil {
		return fmt.Errorf("write the list of packages: %w", err)
	}
	return nil
}

func writeStarter(dir, script string) error {
	fonts := filepath.Join(dir, "fonts.conf")
	conf := `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>` + dir +
		`/root/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>` + dir + `/fontcache</cachedir></fontconfig>`
	if err := os.WriteFile(fonts, []byte(conf), 0o644); err != nil {
		return fmt.Errorf("write Chromium's fonts: %w", err)
	}
	text := fmt.Sprintf(`#!/bin/sh
root='%s/root'
libraries=$(ls -d "$root"/usr/lib/*-linux-gnu "$root"/lib/*-linux-gnu "$root"/usr/lib/*-linux-gnu/nss 2>/dev/null | paste -sd:)
LD_LIBRARY_PATH="$libraries" FONTCONFIG_FILE='%s' exec "$root/usr/lib/chromium/chromium" "$@"
`, dir, fonts)
	if err := os.WriteFile(script, []byte(text), 0o755); err != nil {
		return fmt.Errorf("write Chromium's starter: %w", err)
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
