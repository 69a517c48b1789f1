package notify_test

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/classes"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/lang"
	"camtay/app/mentoring"
	"camtay/app/notify"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func now() time.Time {
	return stafftest.Now().Add(24 * time.Hour)
}

// told are someone's messages, oldest first. Each must have a sentence in every
// language that its arguments fill completely.
func told(t *testing.T, db bun.IDB, person uuid.UUID) []notify.Message {
	t.Helper()
	messages, err := notify.ListOf(t.Context(), db, person, nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		for _, locale := range lang.Locales() {
			text := lang.Text(locale, m.Key, m.Args)
			if text == m.Key || regexp.MustCompile(`[{}]`).MatchString(text) {
				t.Errorf("%s in %s reads %q", m.Key, locale, text)
			}
		}
	}
	slices.Reverse(messages)
	return messages
}

func keys(messages []notify.Message) []string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Key)
	}
	return all
}

func TestSameThingIsToldOnce(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	one, two := stafftest.New(t, tx, tree.CentreA), stafftest.New(t, tx, tree.CentreA)
	m := notify.Message{
		StaffID: one.ID, Key: "notify.class_declined", Args: map[string]any{"class": "Số hóa", "on": "05/11/2026"},
		Link: "/lop/1", Source: "class", SourceID: uuid.New(),
	}
	other := m
	other.StaffID = two.ID

	for _, put := range []notify.Message{m, m, other} {
		if err := notify.Put(t.Context(), tx, put, now()); err != nil {
			t.Fatal(err)
		}
	}

	got := told(t, tx, one.ID)
	if len(got) != 1 || got[0].Args["class"] != "Số hóa" || got[0].Link != "/lop/1" || got[0].ReadAt != nil {
		t.Errorf("told %+v", got)
	}
	if unread, err := notify.Unread(t.Context(), tx, two.ID); err != nil || unread != 1 {
		t.Errorf("the other has %d unread, %v", unread, err)
	}
}

func TestPeopleReadOnlyTheirOwnMessages(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	me, other := stafftest.New(t, db, tree.CentreA), stafftest.New(t, db, tree.CentreA)
	fake := clock.NewFake(now())
	svc := notify.New(db, fake)
	for i, p := range []staff.Person{me, me, me, other} {
		put(t, db, notify.Message{StaffID: p.ID, Key: "notify.level_up", Source: "level", SourceID: uuid.New()}, now().Add(time.Duration(i)*time.Minute))
	}
	ctx := access.With(t.Context(), access.Principal{StaffID: me.ID})
	mine, unread, err := svc.Messages(ctx, nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	foreign := told0(t, db, other.ID)[0].ID

	for range 2 {
		if err := svc.Read(ctx, mine[0].ID); err != nil {
			t.Fatal(err)
		}
		fake.Advance(time.Hour)
	}
	theirs := svc.Read(ctx, foreign)
	rest, left, err := svc.Messages(ctx, []string{mine[1].CreatedAt.Format(time.RFC3339Nano), mine[1].ID.String()}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := svc.ReadAll(ctx); err != nil {
		t.Fatal(err)
	}
	after, none, err := svc.Messages(ctx, nil, 2)
	if err != nil {
		t.Fatal(err)
	}

	if len(mine) != 3 || unread != 3 || len(rest) != 1 || left != 2 || none != 0 {
		t.Errorf("listed %d of which %d unread; then %d, %d left; at last %d", len(mine), unread, len(rest), left, none)
	}
	if after[0].ReadAt == nil || !after[0].ReadAt.Equal(now()) {
		t.Errorf("first read at %v, want %v", after[0].ReadAt, now())
	}
	if !errors.Is(theirs, fault.New(fault.NotFound, "notify.message_not_found")) {
		t.Errorf("reading another's: %v", theirs)
	}
	if n, _ := notify.Unread(t.Context(), db, other.ID); n != 1 {
		t.Errorf("the other has %d unread, want 1", n)
	}
	if _, _, err := svc.Messages(access.With(t.Context(), access.Principal{}), nil, 2); !errors.Is(err, fault.New(fault.NotFound, "auth.no_staff")) {
		t.Errorf("without a person: %v", err)
	}
}

func told0(t *testing.T, db bun.IDB, person uuid.UUID) []notify.Message {
	t.Helper()
	messages, err := notify.ListOf(t.Context(), db, person, nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	return messages
}

func put(t *testing.T, db *bun.DB, m notify.Message, at time.Time) {
	t.Helper()
	err := db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error { return notify.Put(ctx, tx, m, at) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestLevelGainedIsCongratulatedAndLevelLostExplained(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	person, c := stafftest.New(t, tx, tree.CentreA), competencytest.Competency(t, tx)
	shown := evidencetest.Entry(person, c, 3, func(e *evidence.Entry) { e.ID = uuid.Must(uuid.NewV7()) })
	back := evidencetest.Entry(person, c, 0, func(e *evidence.Entry) { e.Action, e.WithdrawsID = evidence.ActionWithdraw, shown.ID })
	svc := notify.New(nil, nil)
	react := func(changed []evidence.LevelChanged) {
		t.Helper()
		for range 2 { // a fact may be put twice
			if err := svc.OnLevelChanged(t.Context(), tx, changed[0], now()); err != nil {
				t.Fatal(err)
			}
		}
	}

	react(evidencetest.Post(t, tx, stafftest.Now(), shown))
	react(evidencetest.Post(t, tx, stafftest.Now().Add(time.Hour), back))

	got := told(t, tx, person.ID)
	if diff := cmp.Diff([]string{"notify.level_up", "notify.level_withdrawn"}, keys(got)); diff != "" {
		t.Fatal(diff)
	}
	want := map[string]any{"from": 0.0, "to": 3.0, "competency": c.NameVI, "competency_en": c.NameEN}
	if diff := cmp.Diff(want, got[0].Args); diff != "" {
		t.Error(diff)
	}
	if want := "/nang-luc/" + c.ID.String(); got[0].Link != want {
		t.Errorf("link %s, want %s", got[0].Link, want)
	}
}

// class is a class of the Department, open, with quotas for some units.
func class(t *testing.T, tx bun.Tx, tree orgtest.Tree, invited ...org.Unit) classes.Class {
	t.Helper()
	officer := stafftest.New(t, tx, tree.Department)
	c := classes.Class{
		ID: uuid.Must(uuid.NewV7()), Title: "Số hóa hồ sơ", UnitID: tree.Department.ID, Place: "Hội trường tầng 2",
		StartsAt: now().Add(20 * 24 * time.Hour), EndsAt: now().Add(21 * 24 * time.Hour), NominateBy: clock.DayOf(now()).AddDays(10),
		Seats: 30, State: classes.Open, CreatedBy: officer.ID, CreatedAt: now(), UpdatedAt: now(),
	}
	c.Code = "LH-" + c.ID.String()[24:]
	if _, err := tx.NewInsert().Model(&c).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, u := range invited {
		if _, err := tx.NewInsert().Model(&classes.Quota{ClassID: c.ID, UnitID: u.ID, Seats: 2}).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// leader is someone who can sign in as leader of a unit.
func leader(t *testing.T, tx bun.Tx, unit org.Unit, role access.Role) staff.Person {
	t.Helper()
	p := stafftest.New(t, tx, unit)
	account := uuid.Must(uuid.NewV7())
	for _, q := range []*bun.RawQuery{
		tx.NewRaw("insert into accounts (id, staff_id, login, grants_changed_at, created_at) values (?0, ?1, ?2, ?3, ?3)", account, p.ID, p.Code, now()),
		tx.NewRaw("insert into grants (id, account_id, role, unit_id, granted_at) values (?, ?, ?, ?, ?)",
			uuid.Must(uuid.NewV7()), account, role, unit.ID, now()),
	} {
		if _, err := q.Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func TestOpenedClassIsToldToLeadersOfInvitedUnits(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree, elsewhere := orgtest.NewTree(t, tx), orgtest.NewTree(t, tx)
	wardA, officeA := leader(t, tx, tree.WardA, access.UnitLeader), leader(t, tx, tree.CentreA, access.UnitLeader)
	wardB := leader(t, tx, tree.WardB, access.UnitLeader)
	learner := leader(t, tx, tree.WardA, access.Learner)
	stranger := leader(t, tx, elsewhere.WardA, access.UnitLeader)
	disabled := leader(t, tx, tree.WardA, access.UnitLeader)
	if _, err := tx.NewRaw("update accounts set disabled_at = ? where staff_id = ?", now(), disabled.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	svc := notify.New(nil, nil)
	invited, all, draft := class(t, tx, tree, tree.WardA), class(t, tx, tree), class(t, tx, tree)
	if _, err := tx.NewRaw("update classes set state = 'draft' where id = ?", draft.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []classes.Class{invited, all, draft, invited} {
		if err := svc.OnClassOpened(t.Context(), tx, classes.ClassOpened{ClassID: c.ID}, now()); err != nil {
			t.Fatal(err)
		}
	}

	for name, tc := range map[string]struct {
		person staff.Person
		want   int
	}{
		"leader of the ward":    {wardA, 2},
		"leader of an office":   {officeA, 2},
		"of a ward not invited": {wardB, 1},
		"a learner":             {learner, 0},
		"of another province":   {stranger, 0},
		"who cannot sign in":    {disabled, 0},
	} {
		if got := len(told(t, tx, tc.person.ID)); got != tc.want {
			t.Errorf("%s: told %d times, want %d", name, got, tc.want)
		}
	}
	if got := told(t, tx, wardB.ID)[0]; got.Link != "/lop/"+all.ID.String() || got.Args["until"] != "13/11/2026" {
		t.Errorf("told %+v", got)
	}
}

func TestNominationsAreToldAsDecided(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	c := class(t, tx, tree, tree.WardA)
	person := stafftest.New(t, tx, tree.CentreA)
	svc := notify.New(nil, nil)

	for _, state := range []string{"nominated", "declined", "approved", "approved", "withdrawn"} {
		if err := svc.OnDecided(t.Context(), tx, classes.Decided{ClassID: c.ID, StaffID: person.ID, State: state}, now()); err != nil {
			t.Fatal(err)
		}
	}

	got := keys(told(t, tx, person.ID))
	if diff := cmp.Diff([]string{"notify.class_promoted", "notify.class_declined", "notify.class_approved"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCancelledClassIsToldToThoseWithASeat(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	c := class(t, tx, tree, tree.WardA)
	people := map[string]staff.Person{}
	for _, state := range []string{"nominated", "waiting", "approved", "declined", "withdrawn"} {
		p := stafftest.New(t, tx, tree.CentreA)
		people[state] = p
		_, err := tx.NewRaw(`insert into nominations (id, class_id, staff_id, unit_id, state, reason, nominated_by, nominated_at, decided_by, decided_at)
			values (?0, ?1, ?2, ?3, ?4, 'x', ?2, ?5, ?2, ?5)`, uuid.New(), c.ID, p.ID, tree.WardA.ID, state, now()).Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.NewRaw("update classes set state = 'cancelled', reason = 'Bão' where id = ?", c.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}

	if err := notify.New(nil, nil).OnClassCancelled(t.Context(), tx, classes.Cancelled{ClassID: c.ID}, now()); err != nil {
		t.Fatal(err)
	}

	for state, want := range map[string]int{"nominated": 1, "waiting": 1, "approved": 1, "declined": 0, "withdrawn": 0} {
		if got := len(told(t, tx, people[state].ID)); got != want {
			t.Errorf("%s: told %d times, want %d", state, got, want)
		}
	}
	if got := told(t, tx, people["approved"].ID)[0].Args["reason"]; got != "Bão" {
		t.Errorf("reason %v", got)
	}
}

// paired inserts a pair as it stands in a state.
func paired(t *testing.T, tx bun.Tx, c competency.Competency, unit org.Unit, state mentoring.State) mentoring.Pair {
	t.Helper()
	at := now()
	mentor := stafftest.New(t, tx, unit, func(p *staff.Person) { p.GivenName = "Mai" })
	learner := stafftest.New(t, tx, unit, func(p *staff.Person) { p.GivenName = "Lan" })
	p := mentoring.Pair{
		ID: uuid.Must(uuid.NewV7()), MentorID: mentor.ID, LearnerID: learner.ID, CompetencyID: c.ID, TargetLevel: 3,
		State: state, RequestedAt: at,
	}
	if state != mentoring.Requested && state != mentoring.Expired {
		p.AnsweredAt = &at
	}
	if !state.Live() {
		p.ClosedAt = &at
	}
	if err := mentoring.InsertPair(t.Context(), tx, p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestBothOfAPairAreToldWhatTheOtherDid(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree, c := orgtest.NewTree(t, tx), competencytest.Competency(t, tx)
	svc := notify.New(nil, nil)
	in := func(state mentoring.State) mentoring.Pair { return paired(t, tx, c, tree.CentreA, state) }
	asked, accepted, declined, expired := in(mentoring.Requested), in(mentoring.Active), in(mentoring.Declined), in(mentoring.Expired)
	completed, ended, takenBack := in(mentoring.Completed), in(mentoring.Ended), in(mentoring.Ended)
	if _, err := tx.NewRaw("update pairs set answered_at = null where id = ?", takenBack.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}

	ctx := t.Context()
	for _, err := range []error{
		svc.OnMentoringRequested(ctx, tx, mentoring.Asked{PairID: asked.ID}, now()),
		svc.OnMentoringRequested(ctx, tx, mentoring.Asked{PairID: takenBack.ID}, now()),
		svc.OnMentoringAnswered(ctx, tx, mentoring.Answered{PairID: accepted.ID}, now()),
		svc.OnMentoringAnswered(ctx, tx, mentoring.Answered{PairID: declined.ID}, now()),
		svc.OnMentoringAnswered(ctx, tx, mentoring.Answered{PairID: expired.ID}, now()),
		svc.OnMentoringClosed(ctx, tx, mentoring.Closed{PairID: completed.ID, By: completed.MentorID}, now()),
		svc.OnMentoringClosed(ctx, tx, mentoring.Closed{PairID: ended.ID, By: ended.LearnerID}, now()),
		svc.OnMentoringClosed(ctx, tx, mentoring.Closed{PairID: takenBack.ID, By: takenBack.LearnerID}, now()),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	for name, tc := range map[string]struct {
		person uuid.UUID
		want   []string
		name   string
	}{
		"asked mentor":         {asked.MentorID, []string{"notify.mentoring_requested"}, "Nguyễn Thị Lan"},
		"accepted learner":     {accepted.LearnerID, []string{"notify.mentoring_accepted"}, "Nguyễn Thị Mai"},
		"declined learner":     {declined.LearnerID, []string{"notify.mentoring_declined"}, "Nguyễn Thị Mai"},
		"unanswered learner":   {expired.LearnerID, []string{"notify.mentoring_expired"}, "Nguyễn Thị Mai"},
		"learner, completed":   {completed.LearnerID, []string{"notify.mentoring_completed"}, "Nguyễn Thị Mai"},
		"mentor, ended":        {ended.MentorID, []string{"notify.mentoring_ended"}, "Nguyễn Thị Lan"},
		"mentor, taken back":   {takenBack.MentorID, []string{"notify.mentoring_taken_back"}, "Nguyễn Thị Lan"},
		"who did it, not told": {ended.LearnerID, nil, ""},
	} {
		got := told(t, tx, tc.person)
		if diff := cmp.Diff(tc.want, keys(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
			continue
		}
		if tc.want != nil && got[0].Args["name"] != tc.name {
			t.Errorf("%s: name %v, want %s", name, got[0].Args["name"], tc.name)
		}
	}
}

func TestLoggedSessionAsksTheLearnerAndADisputeTellsTheMentor(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree, c := orgtest.NewTree(t, tx), competencytest.Competency(t, tx)
	p := paired(t, tx, c, tree.CentreA, mentoring.Active)
	svc := notify.New(nil, nil)
	for day := range 2 {
		session := mentoring.Session{
			ID: uuid.Must(uuid.NewV7()), PairID: p.ID, HeldAt: now().AddDate(0, 0, day), Minutes: 40, Mode: mentoring.Desk,
			Done: "Số hóa", LoggedAt: now(),
		}
		if err := mentoring.InsertSession(t.Context(), tx, session); err != nil {
			t.Fatal(err)
		}
		if err := svc.OnSessionLogged(t.Context(), tx, mentoring.SessionLogged{SessionID: session.ID}, now()); err != nil {
			t.Fatal(err)
		}
		if err := svc.OnSessionDisputed(t.Context(), tx, mentoring.Disputed{SessionID: session.ID}, now()); err != nil {
			t.Fatal(err)
		}
	}

	learner, mentor := told(t, tx, p.LearnerID), told(t, tx, p.MentorID)

	if diff := cmp.Diff([]string{"notify.session_logged", "notify.session_logged"}, keys(learner)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"notify.session_disputed", "notify.session_disputed"}, keys(mentor)); diff != "" {
		t.Error(diff)
	}
	if want := "/kem-cap/" + p.ID.String(); learner[0].Link != want || learner[0].Args["on"] != "03/11/2026" {
		t.Errorf("told %+v", learner[0])
	}
}
