package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"

	"camtay/app"
	"camtay/app/db"
)

// entriesEach is how many entries a person of the loaded ledger has, in twenty
// competencies.
const entriesEach = 50

// ledger makes a database of its own with the built-in tables and so many people
// with entriesEach entries each, and gives a pool without time-outs on it. The
// rows are written by the server itself, without the ledger's guards: what is
// measured comes after.
func (b *bench) ledger(ctx context.Context, name string, people int) (*bun.DB, error) {
	say(fmt.Sprintf("loading a ledger of %d people and %d entries", people, people*entriesEach))
	super := func(database string) *bun.DB {
		options := append(b.cluster.Options(database), pgdriver.WithUser("postgres"))
		return db.Open(db.Target{Options: options, Patient: true, MaxOpen: 1})
	}
	admin := super("postgres")
	defer func() { _ = admin.Close() }()
	if _, err := admin.ExecContext(ctx, "create database "+name+" owner camtay template template0 encoding 'UTF8'"); err != nil {
		return nil, err
	}
	pool := db.Open(db.Target{Options: b.cluster.Options(name), Patient: true, MaxOpen: db.MaxOpen})
	if err := app.Prepare(ctx, pool, b.clock, func(string) {}); err != nil {
		return nil, err
	}
	loader := super(name)
	defer func() { _ = loader.Close() }()
	for statement := range strings.SplitSeq(fmt.Sprintf(loadLedger, people, entriesEach), ";\n") {
		if _, err := loader.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("load ledger: %w", err)
		}
	}
	return pool, nil
}

// loadLedger takes the number of people and of entries each. Ids rise with the
// people, as those that the program makes rise with time.
const loadLedger = `set session_replication_role = replica;
insert into staff (id, code, family_name, given_name, unit_id, created_at, updated_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(p), 12, '0'))::uuid, 'B-' || p, 'Nguyễn Văn', 'An', (select id from units where parent_id is null limit 1), now(), now()
from generate_series(1, %[1]d) p;
create temp table asked as
select row_number() over (order by code) - 1 as place, id from competencies;
insert into evidence_chains (staff_id, length, head, book)
select id, %[2]d, sha256(id::text::bytea), 1 from staff;
insert into evidence_entries (id, staff_id, competency_id, kind, action, level, actor_id, capacity, observed_at, valid_until,
	source, source_id, rule_version, description_key, posted_at, strength, seq, hash)
select id, staff_id, competency_id, kind, 'attest', level,
	case when kind in ('coaching', 'appraisal', 'observation') then ('00000000-0000-7000-8000-' || lpad(to_hex(p %% 97 + 1), 12, '0'))::uuid end,
	case when kind in ('coaching', 'appraisal', 'observation') then 'assessor' else 'system' end,
	at, at + interval '24 months', 'history', id, 1, 'evidence.from_history', at, 5000, k + 1, sha256(id::text::bytea)
from (
	select p, k, ('01000000-0000-7000-8000-' || lpad(to_hex(p::bigint * 64 + k), 12, '0'))::uuid as id,
		('00000000-0000-7000-8000-' || lpad(to_hex(p), 12, '0'))::uuid as staff_id, a.id as competency_id,
		(array ['test', 'completion', 'attendance', 'test', 'coaching', 'simulator', 'appraisal', 'observation', 'prior'])[(p * 7 + k * 5) %% 9 + 1] as kind,
		1 + (p + k * 3) %% 4 as level, date_trunc('day', now()) - (p * 31 + k * 17) %% 900 * interval '1 day' as at
	from generate_series(1, %[1]d) p, generate_series(0, %[2]d - 1) k
	join asked a on a.place = k %% 20
) drawn;
insert into levels (staff_id, competency_id, level, settled_at)
select s.id, a.id, 0, now()
from staff s, asked a
where a.place < 20;
set session_replication_role = origin;
analyze`
