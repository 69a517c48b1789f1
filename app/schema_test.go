package app_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"camtay/migrations/testdb"
)

// TestSchemaIsAsReviewed writes the migrated schema in a form that does not
// depend on the server's version, so that a review shows each change.
func TestSchemaIsAsReviewed(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var lines []string
	for _, query := range []string{
		`select format('%s.%s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end)
			from pg_attribute a join pg_class c on c.oid = a.attrelid
			where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
				and c.relname not like 'bun%'
			order by c.relname, a.attnum`,
		`select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
			where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x') and conrelid <> 0
				and conrelid::regclass::text not like 'bun%'
			order by conrelid::regclass::text collate "C", contype, pg_get_constraintdef(oid) collate "C"`,
		`select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'bun%'
			and indexname not in (select conname from pg_constraint) order by indexdef collate "C"`,
	} {
		var found []string
		if err := tx.NewRaw(query).Scan(context.Background(), &found); err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, found...), "")
	}
	golden(t, filepath.Join("..", "migrations", "schema.golden"), []byte(strings.Join(lines, "\n")))
}

// TestPersonalDataAreMarked: a column that by its name holds something about a
// person says so in a comment, which data-protection reports read.
func TestPersonalDataAreMarked(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var unmarked []string
	err := tx.NewRaw(`select format('%s.%s', c.relname, a.attname)
		from pg_attribute a
		join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace
			and c.relkind = 'r'
			and a.attnum > 0
			and not a.attisdropped
			and a.attname ~ '^(given_name|family_name|full_name|born_on|gender|phone|email|login|message|dispute|client_ip)$'
			and coalesce(col_description(c.oid, a.attnum), '') not like 'pii:%'
		order by 1`).Scan(context.Background(), &unmarked)
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range unmarked {
		t.Errorf("%s holds personal data and has no comment 'pii: …'", column)
	}
}

// TestOneTableHasOneOwner: a room writes its own tables only.
func TestOneTableHasOneOwner(t *testing.T) {
	t.Parallel()
	owners := tableOwners(t)
	writes := regexp.MustCompile(`(?i)(?:insert into|update|delete from|copy)\s+([a-z_]+)`)
	models := regexp.MustCompile(`bun:"table:([a-z_]+)`)
	root := repository(t)
	for _, pattern := range []string{"app/*/*.go", "courses/*.go", "assessments/*.go"} {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			room := filepath.Base(filepath.Dir(file))
			if strings.HasSuffix(file, "_test.go") || room == "demo" {
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range append(writes.FindAllStringSubmatch(string(b), -1), models.FindAllStringSubmatch(string(b), -1)...) {
				if owner, known := owners[m[1]]; known && owner != room {
					t.Errorf("%s writes %s, which %s owns", strings.TrimPrefix(file, root+"/"), m[1], owner)
				}
			}
		}
	}
}

func tableOwners(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(repository(t), "migrations", "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	created := regexp.MustCompile(`(?m)^create (?:unlogged )?table ([a-z_]+)`)
	owners := map[string]string{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var owner string
		if _, err := fmt.Sscanf(string(b), "-- owner: %s", &owner); err != nil {
			t.Errorf("%s does not begin with -- owner: <room>", filepath.Base(file))
		}
		for _, m := range created.FindAllStringSubmatch(string(b), -1) {
			owners[m[1]] = owner
		}
	}
	return owners
}
