package app_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// golden compares text with a file, or writes the file with UPDATE=1.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run UPDATE=1 go test ./app", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is out of date, run UPDATE=1 go test ./app and read the change:\n%s", file, diff)
	}
}

func TestOpenAPIDocumentIsTheRoutes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	got, err := h.app.Server.API.OpenAPI().YAML()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "openapi.yaml", got)
}
