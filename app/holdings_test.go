package app_test

import (
	"context"
	"slices"
	"testing"

	"camtay/app"
	"camtay/migrations/testdb"
)

// exempt are tables that a chain of references or a column ties to people and
// that are not handed out, each with the reason.
func exempt() map[string]string {
	const official = "names an official as its author; about no person"
	return map[string]string{
		"class_quotas":           "seats of units; its class is tied to a trainer",
		"class_sessions":         "days of a class; attendance names them",
		"criteria_sets":          official,
		"community_reaches":      official,
		"evidence_books":         official,
		"evidence_briefings":     official,
		"evidence_changes":       official,
		"evidence_rule_limits":   official,
		"evidence_rule_demands":  official,
		"evidence_rule_sets":     official,
		"evidence_rules":         official,
		"evidence_runs":          official,
		"gap_changes":            "a queue of minutes: whose gaps are to be counted anew",
		"home_changes":           "a number that tells whether a kept page is right",
		"procedure_competencies": official,
		"programmes":             official,
		"programme_competencies": "what a programme is about; its pairs name people",
		"programme_units":        "where a programme takes place; its pairs name people",
		"portfolio_contents":     "handed out as files",
		"refresh_tokens":         "hashes of secrets",
		"review_parts":           "progress of a unit; the items name people",
		"reviews":                official,
		"staff_imports":          "workbooks about many people, deleted after 30 days; the rows about the person are handed out",
	}
}

// TestEverythingHeldAboutPeopleIsHandedOut follows every reference from people and
// accounts through the schema, and columns that name a person without one: each
// table found is handed out by the room that owns it or exempt for a reason.
func TestEverythingHeldAboutPeopleIsHandedOut(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var tied []string
	err := tx.NewRaw(`with recursive named as (
			select unnest(array ['staff'::regclass, 'accounts'::regclass])::oid as id
			union
			select a.attrelid
			from pg_attribute a
			join pg_class c on c.oid = a.attrelid
			where c.relkind = 'r'
				and c.relnamespace = 'public'::regnamespace
				and a.attnum > 0
				and not a.attisdropped
				and a.attname ~ '^(staff_id|learner_id|mentor_id|person_id|account_id|subject_id|only_id|uploaded_by|full_name)$'
		), tied as (
			select id from named
			union
			select c.conrelid
			from tied t
			join pg_constraint c on c.confrelid = t.id and c.contype = 'f'
		)
		select distinct c.relname
		from tied
		join pg_class c on c.oid = tied.id
		where c.relkind = 'r'
		order by c.relname`).Scan(context.Background(), &tied)
	if err != nil {
		t.Fatal(err)
	}
	var given []string
	for _, part := range app.Holdings() {
		for _, table := range part.Tables {
			given = append(given, table.Name)
		}
	}
	for _, table := range tied {
		_, excused := exempt()[table]
		switch {
		case slices.Contains(given, table) && excused:
			t.Errorf("%s is handed out and exempt", table)
		case !slices.Contains(given, table) && !excused:
			t.Errorf("%s is tied to people: add it to About of its room or say here why not", table)
		}
	}
	for table := range exempt() {
		if !slices.Contains(tied, table) {
			t.Errorf("%s is exempt but no longer tied to people", table)
		}
	}
}

// TestWhatIsHandedOutCanBeRead asks every query once.
func TestWhatIsHandedOutCanBeRead(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	owners := tableOwners(t)
	for _, part := range app.Holdings() {
		for _, table := range part.Tables {
			var rows []string
			err := tx.NewRaw("select to_jsonb(held)::text from ("+table.Query+") held", "00000000-0000-7000-8000-000000000001").Scan(context.Background(), &rows)
			if err != nil {
				t.Fatalf("%s: %v", table.Name, err)
			}
			if owners[table.Name] != part.Room && owners[table.Name] != domainOf(part.Room) {
				t.Errorf("%s hands out %s, which %s owns", part.Room, table.Name, owners[table.Name])
			}
		}
	}
}

// domainOf is the domain room that a use case hands out for.
func domainOf(room string) string {
	return map[string]string{"learn": "courses", "assess": "assessments"}[room]
}
