package app_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"camtay/app"
	"camtay/app/lang"
)

func TestTopLevelHoldsNothingElse(t *testing.T) {
	t.Parallel()
	want := []string{"README.md", "app", "assessments", "cmd", "courses", "frontend", "go.mod", "go.sum", "migrations"}
	entries, err := os.ReadDir(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(want, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

// TestRulesArePure: a room's <noun>.go holds types and rules; what needs a
// context or a database stands in store, service, import, api or react files.
func TestRulesArePure(t *testing.T) {
	t.Parallel()
	effects := regexp.MustCompile(`^(store|service|api|react|import|export|ledger|routes|load|seed|verify|lapse|ticker|sign|session|keys|account|invite|setup|audit|home|pairs|profile|session|suggest|attempt|settle)`)
	rooms := []string{"app/org", "app/staff", "app/competency", "app/evidence", "app/gaps", "app/classes", "app/mentoring", "app/portfolio", "app/rights", "app/reviews", "app/plans", "app/outreach", "app/communities", "app/effects", "courses", "assessments"}
	for _, room := range rooms {
		for file, parsed := range sources(t, room) {
			if effects.MatchString(file) || file == "doc.go" {
				continue
			}
			for _, decl := range parsed.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && hasEffect(f.Type) {
					t.Errorf("%s/%s: %s takes a context or a database; it belongs in a store or service file", room, file, f.Name.Name)
				}
			}
		}
	}
}

func hasEffect(f *ast.FuncType) bool {
	found := false
	ast.Inspect(f.Params, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok {
				name := pkg.Name + "." + sel.Sel.Name
				found = found || slices.Contains([]string{"context.Context", "bun.IDB", "bun.Tx", "bun.DB", "sql.DB"}, name)
			}
		}
		return true
	})
	return found
}

func sources(t *testing.T, room string) map[string]*ast.File {
	t.Helper()
	dir := filepath.Join(repository(t), filepath.FromSlash(room))
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = parsed
	}
	return files
}

func TestEveryKeyExistsInEveryLanguage(t *testing.T) {
	t.Parallel()
	vi, en := lang.Sentences("vi"), lang.Sentences("en")
	for key := range vi {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is missing in English", key)
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			t.Errorf("%s is missing in Vietnamese", key)
		}
	}
	argument := regexp.MustCompile(`\{(\w+)\}`)
	for key, text := range vi {
		want := argument.FindAllString(text, -1)
		for _, a := range argument.FindAllString(en[key], -1) {
			if !slices.Contains(want, a) {
				t.Errorf("%s: English uses %s, Vietnamese does not", key, a)
			}
		}
	}
}

// TestEveryKeyInTheCodeHasASentence finds texts of the form "room.some_key" in
// the places where keys are made.
func TestEveryKeyInTheCodeHasASentence(t *testing.T) {
	t.Parallel()
	vi := lang.Sentences("vi")
	root := repository(t)
	made := regexp.MustCompile(`(?:fault\.New\(fault\.\w+,|\.Fault\([^,()]+(?:\([^()]*\))?,|\.At\([^,]+,|Key:|Key =|key:)\s*"([a-z]+\.[a-z0-9_]+)"`)
	err := filepath.WalkDir(filepath.Join(root, "app"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, m := range made.FindAllSubmatch(b, -1) {
			if _, ok := vi[string(m[1])]; !ok && !strings.HasSuffix(string(m[1]), "_") { // a prefix is completed at run time
				t.Errorf("%s uses %q, which has no sentence", strings.TrimPrefix(file, root+"/"), m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSentencesStandInTheFileOfTheirRoom(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, locale := range lang.Locales() {
		files, err := filepath.Glob(filepath.Join(repository(t), "app", "lang", locale, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var sentences map[string]string
			if err := json.Unmarshal(b, &sentences); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for key := range sentences {
				if other, twice := seen[locale+key]; twice {
					t.Errorf("%s stands in %s and %s", key, other, filepath.Base(file))
				}
				seen[locale+key] = filepath.Base(file)
			}
		}
	}
}

// TestTheReadmeNamesEverySetting keeps the configuration table complete.
func TestTheReadmeNamesEverySetting(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(repository(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	config := reflect.TypeFor[app.Config]()
	for i := range config.NumField() {
		name := config.Field(i).Tag.Get("env")
		if name == "" {
			t.Errorf("%s has no environment variable", config.Field(i).Name)
		}
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
}
