package pg

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fake writes programs that only know their version.
func fake(t *testing.T, dir, version string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		script := "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + " (Debian 1)'\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fakePackage writes what npm leaves when install scripts are switched off: no links.
func fakePackage(t *testing.T, modules, version string) string {
	t.Helper()
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	pkg := filepath.Join(modules, "@embedded-postgres", runtime.GOOS+"-"+arch)
	fake(t, filepath.Join(pkg, "native", "bin"), "unused")
	for name, text := range map[string]string{
		"package.json":             `{"version": "` + version + `"}`,
		"native/pg-symlinks.json":  `[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so"}]`,
		"native/lib/libx.so.1.2":   "library",
		"native/lib/libx.a":        "for compilers",
		"native/share/tz/Hanoi":    "zone",
		"native/lib/pkgconfig/x.p": "for compilers",
	} {
		path := filepath.Join(pkg, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(pkg, "native", "bin")
}

func TestExplicitFolderIsTheOnlyOneTried(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	npm := filepath.Join(dir, "node_modules")
	fakePackage(t, npm, "18.4.0-beta.17")

	found, err := Find(Places{Explicit: fake(t, filepath.Join(dir, "bin"), "16.2"), NodeModules: npm})
	if diff := cmp.Diff(Binaries{Dir: filepath.Join(dir, "bin"), Version: Version{16, 2}}, found); err != nil || diff != "" {
		t.Error(err, diff)
	}

	_, err = Find(Places{Explicit: filepath.Join(dir, "nothing"), NodeModules: npm})
	if err == nil || !strings.Contains(err.Error(), "no usable PostgreSQL programs in") {
		t.Errorf("got error %v", err)
	}
}

func TestTooOldProgramsAreRefused(t *testing.T) {
	t.Parallel()

	_, err := Find(Places{Explicit: fake(t, t.TempDir(), "14.9")})

	if err == nil || !strings.Contains(err.Error(), "older than 15") {
		t.Errorf("got error %v", err)
	}
}

func TestChoiceFollowsTheDataAndTheNewestMinorOfNpm(t *testing.T) {
	t.Parallel()
	copied := Binaries{Dir: "/data/pgsql-18.4/bin", Version: Version{18, 4}}
	sameNpm := Binaries{Dir: "/npm", Version: Version{18, 4}, Package: "/npm"}
	newerNpm := Binaries{Dir: "/npm", Version: Version{18, 5}, Package: "/npm"}
	nextNpm := Binaries{Dir: "/npm", Version: Version{19, 0}, Package: "/npm"}
	system := Binaries{Dir: "/usr/lib/postgresql/15/bin", Version: Version{15, 20}}
	for name, c := range map[string]struct {
		found  []Binaries
		wanted int
		want   Binaries
	}{
		"first of all without data":      {[]Binaries{sameNpm, system}, 0, sameNpm},
		"the major version of the data":  {[]Binaries{sameNpm, system}, 15, system},
		"the copy before npm":            {[]Binaries{copied, sameNpm, system}, 18, copied},
		"npm's newer minor version":      {[]Binaries{copied, newerNpm}, 18, newerNpm},
		"never npm's next major version": {[]Binaries{copied, nextNpm}, 18, copied},
		"first when nothing fits":        {[]Binaries{sameNpm, system}, 13, sameNpm},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, choose(c.found, c.wanted)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNpmProgramsAreCopiedOnceReadableAndLinked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	npm, data := filepath.Join(dir, "node_modules"), filepath.Join(dir, "data")
	bin := fakePackage(t, npm, "18.4.0-beta.17")
	b, err := inspect(bin)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	for range 2 {
		b, err = install(b, data, func(string) { steps++ })
		if err != nil {
			t.Fatal(err)
		}
	}

	home := filepath.Join(data, "pgsql-18.4")
	if want := (Binaries{Dir: filepath.Join(home, "bin"), Version: Version{18, 4}}); b != want || steps != 1 {
		t.Errorf("got %+v in %d steps, want %+v", b, steps, want)
	}
	library, err := os.ReadFile(filepath.Join(home, "lib", "libx.so"))
	if err != nil || string(library) != "library" {
		t.Errorf("the link gives %q, %v", library, err)
	}
	for path, want := range map[string]os.FileMode{"": 0o755, "share/tz": 0o755, "share/tz/Hanoi": 0o644, "bin/postgres": 0o755} {
		info, err := os.Stat(filepath.Join(home, path))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
	if exists(filepath.Join(home, "lib", "libx.a")) || exists(filepath.Join(home, "lib", "pkgconfig")) {
		t.Error("files for compilers were copied")
	}
}
