package app_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryDomainErrorIsMapped: each exported sentinel of the domain packages is
// named in the faults table of the room that serves it, or stays inside it for a
// reason given here.
func TestEveryDomainErrorIsMapped(t *testing.T) {
	t.Parallel()
	inside := map[string]string{
		"courses.ErrBadCourse":         "only the catalogue loader publishes; its text goes to the operator",
		"courses.ErrLessonTaken":       "likewise",
		"assessments.ErrBadQuiz":       "likewise",
		"assessments.ErrQuestionTaken": "likewise",
	}
	for domain, room := range map[string]string{"courses": "learn", "assessments": "assess"} {
		table := roomText(t, filepath.Join("app", room))
		for file, parsed := range sources(t, domain) {
			for _, name := range exportedErrors(parsed) {
				full := domain + "." + name
				if inside[full] == "" && !strings.Contains(table, full) {
					t.Errorf("%s/%s: %s is not mapped to a fault in app/%s", domain, file, full, room)
				}
			}
		}
	}
}

func exportedErrors(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, n := range v.Names {
					if strings.HasPrefix(n.Name, "Err") {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

func roomText(t *testing.T, room string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(repository(t), room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return all.String()
}
