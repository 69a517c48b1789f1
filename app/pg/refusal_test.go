package pg

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDataOfAnotherMajorVersionIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	data := filepath.Join(dir, "pg")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"PG_VERSION": "13\n", "base": "precious"} {
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	_, err := Start(t.Context(), Config{DataDir: dir, Binaries: binaries(t), Install: CacheDir()})

	if err == nil || !strings.Contains(err.Error(), "was written by PostgreSQL 13") {
		t.Errorf("got error %v", err)
	}
	if got, err := os.ReadFile(filepath.Join(data, "base")); err != nil || string(got) != "precious" {
		t.Errorf("the data became %q, %v", got, err)
	}
}

func TestFolderThatIsNoClusterIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "pg", "photos"), 0o755); err != nil {
		t.Fatal(err)
	}

	_, err := Start(t.Context(), Config{DataDir: dir, Binaries: binaries(t), Install: CacheDir()})

	if err == nil || !strings.Contains(err.Error(), "holds no PostgreSQL cluster") {
		t.Errorf("got error %v", err)
	}
}

func TestSecondProgramOnOneFolderIsRefusedUntilTheFirstStops(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := start(t, dir)

	_, err := Start(t.Context(), Config{DataDir: dir, Binaries: binaries(t), Install: CacheDir()})

	want := fmt.Sprintf("in use by another program (process %d)", os.Getpid())
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want %q", err, want)
	}
	stop(t, first)
	start(t, dir)
}

func TestFailedStartShowsTheServersLog(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, start(t, dir))
	if err := appendTo(filepath.Join(dir, "pg", "postgresql.conf"), "shared_buffers = 'nonsense'\n", false); err != nil {
		t.Fatal(err)
	}

	_, err := Start(t.Context(), Config{DataDir: dir, Binaries: binaries(t), Install: CacheDir()})

	if err == nil || !strings.Contains(err.Error(), "shared_buffers") || !strings.Contains(err.Error(), "pg.log") {
		t.Errorf("got error %v", err)
	}
}

func TestFolderThatKeepsTheServersAccountOutIsNamed(t *testing.T) {
	t.Parallel()
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.MkdirAll(filepath.Join(closed, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	server := account{uid: 64321, gid: 64321, name: "postgres", switched: true}

	err := server.reach(filepath.Join(closed, "data"))

	if err == nil || !strings.Contains(err.Error(), "keeps account postgres") {
		t.Errorf("got error %v", err)
	}
}

func TestLocaleComplaintsAreToldFromOthers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`initdb: error: invalid locale name "C.UTF-8"`:                                       true,
		`initdb: error: ICU is not supported in this build`:                                  true,
		`The database cluster will be initialized with this locale | initdb: error: no room`: false,
	} {
		if got := aboutLocale(errors.New(text)); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestFailedCreationLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	broken := Binaries{Dir: fake(t, filepath.Join(folder(t), "bin"), "16.1"), Version: Version{16, 1}}
	if err := os.WriteFile(filepath.Join(broken.Dir, "initdb"), []byte("#!/bin/sh\necho 'initdb: error: no room' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}

	_, err := Start(t.Context(), Config{DataDir: dir, Binaries: broken})

	left, globErr := filepath.Glob(filepath.Join(dir, "pg.new*"))
	if err == nil || !strings.Contains(err.Error(), "no room") || len(left) > 0 || globErr != nil {
		t.Errorf("got error %v, left %v", err, left)
	}
}
