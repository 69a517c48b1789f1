package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors orders the rooms. A room imports rooms of lower floors only, never one
// of its own floor. Think through any change here: it is the architecture, and
// not a list to be edited until the build passes.
func floors() map[string]int {
	byFloor := [][]string{
		0:  {"migrations", "frontend", "app/pg"},
		1:  {"migrations/testdb", "app/clock", "app/fault", "app/lang", "app/sheet", "app/held", "app/matching", "courses", "assessments"},
		2:  {"app/page", "app/access", "app/db", "courses/coursestest", "assessments/assessmentstest"},
		3:  {"app/audit", "app/event"},
		4:  {"app/web"},
		5:  {"app/org"},
		6:  {"app/org/orgtest", "app/staff"},
		7:  {"app/staff/stafftest", "app/auth"},
		8:  {"app/auth/authtest", "app/competency", "app/procedures"},
		9:  {"app/competency/competencytest", "app/evidence"},
		10: {"app/evidence/evidencetest", "app/gaps"},
		11: {"app/learn", "app/assess", "app/classes", "app/portfolio"},
		12: {"app/mentoring"},
		13: {"app/plans", "app/reviews", "app/programmes", "app/effects", "app/outreach", "app/communities"},
		14: {"app/notify", "app/reports"},
		15: {"app/catalogue", "app/rights"},
		16: {"app/demo"},
		17: {"app"},
		18: {"cmd/camtay", "cmd/bench", "cmd/check"},
	}
	floor := map[string]int{}
	for n, rooms := range byFloor {
		for _, room := range rooms {
			floor[room] = n
		}
	}
	return floor
}

const module = "camtay/"

func TestRoomsImportLowerFloorsOnly(t *testing.T) {
	t.Parallel()
	floor := floors()
	for room, imports := range importsByRoom(t, func(file string) bool { return !strings.HasSuffix(file, "_test.go") }) {
		here, known := floor[room]
		if !known {
			t.Errorf("%s stands on no floor: give it one in floors()", room)
			continue
		}
		for _, imported := range imports {
			if there, known := floor[imported]; known && there >= here {
				t.Errorf("%s (floor %d) imports %s (floor %d)", room, here, imported, there)
			}
		}
	}
}

func TestDomainKnowsNothingOfTheApp(t *testing.T) {
	t.Parallel()
	all := importsByRoom(t, func(string) bool { return true })
	for room, imports := range all {
		top, _, _ := strings.Cut(room, "/")
		if top != "courses" && top != "assessments" {
			continue
		}
		for _, imported := range imports {
			if strings.HasPrefix(imported, "app") && imported != "app" || !allowedInDomain(top, imported) {
				t.Errorf("%s imports %s, also in tests it may import only itself and migrations/testdb", room, imported)
			}
		}
	}
}

func allowedInDomain(top, imported string) bool {
	return imported == top || strings.HasPrefix(imported, top+"/") || imported == "migrations/testdb"
}

func TestTestBuildersStayOutOfTheProgram(t *testing.T) {
	t.Parallel()
	for room, imports := range importsByRoom(t, func(file string) bool { return !strings.HasSuffix(file, "_test.go") }) {
		for _, imported := range imports {
			if isTestRoom(imported) && !isTestRoom(room) {
				t.Errorf("%s imports %s outside its tests", room, imported)
			}
		}
	}
}

func isTestRoom(room string) bool {
	base := path.Base(room)
	return base == "testdb" || strings.HasSuffix(base, "test") && base != "latest"
}

// importsByRoom reads the module's own imports of every package folder.
func importsByRoom(t *testing.T, take func(file string) bool) map[string][]string {
	t.Helper()
	root := repository(t)
	found := map[string][]string{}
	for _, top := range []string{"app", "assessments", "cmd", "courses", "frontend", "migrations"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(file, ".go") || !take(file):
				return nil
			}
			rel, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				return err
			}
			room := filepath.ToSlash(rel)
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			found[room] = append(found[room], []string{}...)
			for _, spec := range parsed.Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				own, ok := strings.CutPrefix(imported, module)
				if ok && !slices.Contains(found[room], own) {
					found[room] = append(found[room], own)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("read imports below %s: %v", top, err)
		}
	}
	return found
}

func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(dir)
}
