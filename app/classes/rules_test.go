package classes

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

func day(t *testing.T, s string) clock.Day {
	t.Helper()
	d, err := clock.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func plan(t *testing.T, change ...func(*Plan)) Plan {
	t.Helper()
	p := Plan{
		Title: "Số hóa hồ sơ", UnitID: uuid.New(), Place: "Hội trường A", NominateBy: day(t, "2026-11-20"), Seats: 10,
		Sessions: []PlannedSession{{day(t, "2026-11-25"), Morning}, {day(t, "2026-11-25"), Afternoon}},
		Shows:    []Shown{{uuid.New(), 2}},
	}
	for _, c := range change {
		c(&p)
	}
	return p
}

func keys(faults []fault.Field) map[string]string {
	found := map[string]string{}
	for _, f := range faults {
		found[f.Location] = f.Key
	}
	return found
}

func TestEveryFaultOfAPlanStandsAtItsPlace(t *testing.T) {
	t.Parallel()
	unit, skill := uuid.New(), uuid.New()
	cases := map[string]struct {
		change func(*Plan)
		want   map[string]string
	}{
		"nothing wrong": {func(*Plan) {}, map[string]string{}},
		"no title":      {func(p *Plan) { p.Title = "" }, map[string]string{"body.title": "classes.no_title"}},
		"no place":      {func(p *Plan) { p.Place = "" }, map[string]string{"body.place": "classes.no_place"}},
		"no seats":      {func(p *Plan) { p.Seats = 0 }, map[string]string{"body.seats": "classes.no_seats"}},
		"no sessions":   {func(p *Plan) { p.Sessions = nil }, map[string]string{"body.sessions": "classes.no_sessions"}},
		"no day": {
			func(p *Plan) { p.Sessions[1].Day = clock.Day{} },
			map[string]string{"body.sessions[1].day": "classes.no_day"},
		},
		"half-day twice": {
			func(p *Plan) { p.Sessions[1].Half = Morning },
			map[string]string{"body.sessions[1]": "classes.session_twice"},
		},
		"no deadline": {
			func(p *Plan) { p.NominateBy = clock.Day{} },
			map[string]string{"body.nominate_by": "classes.no_deadline"},
		},
		"deadline after the start": {
			func(p *Plan) { p.NominateBy = p.Sessions[0].Day.AddDays(1) },
			map[string]string{"body.nominate_by": "classes.deadline_after_start"},
		},
		"empty quota": {
			func(p *Plan) { p.Quotas = []PlannedQuota{{unit, 0}} },
			map[string]string{"body.quotas[0].seats": "classes.no_quota_seats"},
		},
		"quota twice": {
			func(p *Plan) { p.Quotas = []PlannedQuota{{unit, 1}, {unit, 1}} },
			map[string]string{"body.quotas[1].unit_id": "classes.quota_twice"},
		},
		"more quotas than seats": {
			func(p *Plan) { p.Quotas = []PlannedQuota{{unit, 6}, {skill, 6}} },
			map[string]string{"body.quotas": "classes.quotas_exceed_seats"},
		},
		"competency twice": {
			func(p *Plan) { p.Shows = []Shown{{skill, 1}, {skill, 2}} },
			map[string]string{"body.competencies[1].competency_id": "classes.competency_twice"},
		},
		"level beyond the scale": {
			func(p *Plan) { p.Shows[0].Level = 6 },
			map[string]string{"body.competencies[0].level": "classes.bad_level"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, keys(plan(t, c.change).Check())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuotasBeyondTheSeatsSayByHowMuch(t *testing.T) {
	t.Parallel()
	p := plan(t, func(p *Plan) { p.Quotas = []PlannedQuota{{uuid.New(), 7}, {uuid.New(), 5}} })
	got := p.Check()
	want := []fault.Field{{
		Location: "body.quotas", Key: "classes.quotas_exceed_seats", Args: fault.Args{"sum": 12, "seats": 10, "over": 2},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDaysThatAreOverAreRefusedUnlessTheyStoodBefore(t *testing.T) {
	t.Parallel()
	p := plan(t)
	if got := p.CheckDays(clock.Day{}, day(t, "2026-11-20")); len(got) != 0 {
		t.Errorf("on the day itself: got %v", got)
	}
	if diff := cmp.Diff(map[string]string{"body.nominate_by": "classes.deadline_in_past"}, keys(p.CheckDays(clock.Day{}, day(t, "2026-11-21")))); diff != "" {
		t.Error(diff)
	}
	if got := p.CheckDays(p.NominateBy, day(t, "2026-11-21")); len(got) != 0 {
		t.Errorf("deadline unchanged: got %v", got)
	}
	if diff := cmp.Diff(map[string]string{"body.sessions": "classes.starts_in_past"}, keys(p.CheckDays(p.NominateBy, day(t, "2026-11-26")))); diff != "" {
		t.Error(diff)
	}
}

func TestScheduleIsInOrderOfTimeInVietnameseHours(t *testing.T) {
	t.Parallel()
	p := plan(t, func(p *Plan) {
		p.Sessions = []PlannedSession{{day(t, "2026-11-26"), Morning}, {day(t, "2026-11-25"), Afternoon}}
	})
	got := p.Schedule()
	want := []Session{
		{
			Position: 1, Day: day(t, "2026-11-25"), Half: Afternoon,
			StartsAt: time.Date(2026, 11, 25, 6, 30, 0, 0, time.UTC), EndsAt: time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC),
		},
		{
			Position: 2, Day: day(t, "2026-11-26"), Half: Morning,
			StartsAt: time.Date(2026, 11, 26, 0, 30, 0, 0, time.UTC), EndsAt: time.Date(2026, 11, 26, 4, 30, 0, 0, time.UTC),
		},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b clock.Day) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestAnEditTakesNoPlaceFromAnyone(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	room := Room{Seats: 10, Taken: 4, Used: map[uuid.UUID]int{a: 3, b: 1}}
	p := plan(t, func(p *Plan) {
		p.Seats = 3
		p.Quotas = []PlannedQuota{{a, 2}}
	})
	held := p.Schedule()
	got := keys(CheckChange(p, room, held, held[:1]))
	want := map[string]string{
		"body.seats":           "classes.seats_below_taken",
		"body.sessions":        "classes.sessions_fixed",
		"body.quotas[0].seats": "classes.quota_below_used",
		"body.quotas":          "classes.quota_removed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := CheckChange(p, Room{Seats: 10}, held, held[:1]); len(got) != 0 {
		t.Errorf("nobody has a place: got %v", got)
	}
}

func TestEveryDeedAsksForItsActorItsStateAndItsTime(t *testing.T) {
	t.Parallel()
	p := plan(t)
	sessions := p.Schedule()
	class := func(s State) Class {
		return Class{State: s, NominateBy: p.NominateBy, StartsAt: sessions[0].StartsAt, EndsAt: sessions[1].EndsAt}
	}
	all := Actor{Creates: true, Approves: true, Attends: true, Nominates: true}
	deadline := time.Date(2026, 11, 20, 16, 59, 59, 0, time.UTC) // 23:59:59 in Vietnam
	start, end := sessions[0].StartsAt, sessions[1].EndsAt
	cases := map[string]struct {
		deed  Deed
		state State
		actor Actor
		at    time.Time
		want  string
	}{
		"a planner edits a draft":            {ToEdit, Draft, all, deadline, ""},
		"a leader does not edit":             {ToEdit, Draft, Actor{Nominates: true}, deadline, "web.forbidden"},
		"no edit once begun":                 {ToEdit, Open, all, start, "classes.begun"},
		"no edit of a closed class":          {ToEdit, Closed, all, end, "classes.is_closed"},
		"a draft opens":                      {ToOpen, Draft, all, deadline, ""},
		"an open class does not open":        {ToOpen, Open, all, deadline, "classes.is_open"},
		"no opening after the deadline":      {ToOpen, Draft, all, deadline.Add(time.Second), "classes.deadline_passed"},
		"a trainer does not open":            {ToOpen, Draft, Actor{Attends: true}, deadline, "web.forbidden"},
		"a leader nominates on the last day": {ToNominate, Open, Actor{Nominates: true}, deadline, ""},
		"and not a second later":             {ToNominate, Open, Actor{Nominates: true}, deadline.Add(time.Second), "classes.deadline_passed"},
		"nobody nominates to a draft":        {ToNominate, Draft, all, deadline, "classes.is_draft"},
		"an officer does not nominate":       {ToNominate, Open, Actor{Creates: true, Approves: true}, deadline, "web.forbidden"},
		"a leader withdraws after the day":   {ToWithdraw, Open, Actor{Nominates: true}, deadline.Add(time.Hour), ""},
		"but not once begun":                 {ToWithdraw, Open, Actor{Nominates: true}, start, "classes.begun"},
		"an officer approves":                {ToDecide, Open, Actor{Approves: true}, start, ""},
		"a leader does not approve":          {ToDecide, Open, Actor{Nominates: true}, start, "web.forbidden"},
		"nobody approves after the end":      {ToDecide, Open, all, end, "classes.ended"},
		"a trainer marks a little early":     {ToMark, Open, Actor{Attends: true}, start.Add(-15 * time.Minute), ""},
		"but not earlier":                    {ToMark, Open, Actor{Attends: true}, start.Add(-16 * time.Minute), "classes.not_begun"},
		"a leader does not mark":             {ToMark, Open, Actor{Nominates: true}, start, "web.forbidden"},
		"nobody marks a closed class":        {ToMark, Closed, all, end, "classes.is_closed"},
		"a trainer closes after the end":     {ToClose, Open, Actor{Attends: true}, end, ""},
		"but not before":                     {ToClose, Open, Actor{Attends: true}, end.Add(-time.Second), "classes.not_ended"},
		"a leader does not close":            {ToClose, Open, Actor{Nominates: true}, end, "web.forbidden"},
		"a draft does not close":             {ToClose, Draft, all, end, "classes.is_draft"},
		"an officer cancels a draft late":    {ToCancel, Draft, all, end, ""},
		"an officer cancels a class at work": {ToCancel, Open, all, start, ""},
		"a class that took place stays":      {ToCancel, Open, all, end, "classes.ended"},
		"a cancelled class stays cancelled":  {ToCancel, CalledOff, all, deadline, "classes.is_cancelled"},
		"a cancelled class does not open":    {ToOpen, CalledOff, all, deadline, "classes.is_cancelled"},
		"a trainer does not cancel":          {ToCancel, Open, Actor{Attends: true}, start, "web.forbidden"},
		"an unknown deed is nobody's":        {Deed("burn"), Open, all, start, "web.forbidden"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if f := Allow(c.deed, class(c.state), c.actor, c.at); f != nil {
				got = f.Key
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDeedsLeadToTheirStates(t *testing.T) {
	t.Parallel()
	got := []State{After(ToOpen, Draft), After(ToClose, Open), After(ToCancel, Open), After(ToEdit, Open), After(ToMark, Open)}
	if diff := cmp.Diff([]State{Open, Closed, CalledOff, Open, Open}, got); diff != "" {
		t.Error(diff)
	}
}

func TestADraftIsSeenOnlyByThoseWhoPlanIt(t *testing.T) {
	t.Parallel()
	leader, trainer, officer := Actor{Nominates: true}, Actor{Attends: true}, Actor{Creates: true}
	if leader.Sees(Class{State: Draft}) || trainer.Sees(Class{State: Draft}) || !officer.Sees(Class{State: Draft}) {
		t.Error("a draft is the planner's")
	}
	if !leader.Sees(Class{State: Open}) || !trainer.Sees(Class{State: Closed}) || (Actor{}).Sees(Class{State: Open}) {
		t.Error("an opened class is seen by those invited and by its trainer")
	}
}

func TestOpeningNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 0, 30, 0, 0, time.UTC)
	if f := CheckOpen(Class{StartsAt: at}, 1, at.Add(-time.Second)); f != nil {
		t.Errorf("ready: got %v", f)
	}
	f := CheckOpen(Class{StartsAt: at}, 0, at)
	if !errors.Is(f, fault.New(fault.Conflict, "classes.not_ready")) {
		t.Fatalf("got %v", f)
	}
	want := map[string]string{"body.competencies": "classes.no_competencies", "body.sessions": "classes.starts_in_past"}
	if diff := cmp.Diff(want, keys(f.Fields)); diff != "" {
		t.Error(diff)
	}
}

func TestSeatsGoInOrderWithinQuotaAndClass(t *testing.T) {
	t.Parallel()
	a, b, c := uuid.New(), uuid.New(), uuid.New()
	room := Room{Seats: 3, Quotas: map[uuid.UUID]int{a: 2, b: 2}}
	got := []Seat{room.Take(a), room.Take(a), room.Take(a), room.Take(b), room.Take(b), room.Take(c)}
	want := []Seat{Nominated, Nominated, Waiting, Nominated, Waiting, Waiting}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	shared := Room{Seats: 2, Taken: 1}
	if got := []Seat{shared.Take(a), shared.Take(b)}; !cmp.Equal(got, []Seat{Nominated, Waiting}) {
		t.Errorf("without quotas: got %v", got)
	}
}

func TestTheFirstWhoWaitsAndFitsMovesUp(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	waiting := []Nomination{{ID: uuid.New(), UnitID: a}, {ID: uuid.New(), UnitID: b}, {ID: uuid.New(), UnitID: b}}
	room := Room{Seats: 4, Taken: 2, Quotas: map[uuid.UUID]int{a: 2, b: 1}, Used: map[uuid.UUID]int{a: 2}}
	got := Promote(waiting, room)
	if diff := cmp.Diff([]Nomination{waiting[1]}, got); diff != "" {
		t.Errorf("the quota of the first is full, the second fits, the third no more: %s", diff)
	}
}

func TestEligibilityNamesTheFirstBar(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		standing Standing
		ok       bool
		key      string
	}{
		"a gap":                 {Standing{Gap: 2}, true, ""},
		"no gap is a note":      {Standing{}, true, "classes.no_gap"},
		"left service":          {Standing{Left: true, Current: Nominated}, false, "classes.has_left"},
		"nominated":             {Standing{Current: Nominated, Gap: 1}, false, "classes.already_nominated"},
		"waiting":               {Standing{Current: Waiting, Gap: 1}, false, "classes.already_nominated"},
		"approved":              {Standing{Current: Approved, Gap: 1}, false, "classes.already_nominated"},
		"declined":              {Standing{Current: Declined, Gap: 1}, false, "classes.was_declined"},
		"withdrawn may go anew": {Standing{Current: Withdrawn, Gap: 1}, true, ""},
		"double-booked":         {Standing{Clash: "Lớp khác", Gap: 1}, false, "classes.double_booked"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if ok, key := c.standing.Eligible(); ok != c.ok || key != c.key {
				t.Errorf("got %v %q, want %v %q", ok, key, c.ok, c.key)
			}
		})
	}
}

func TestAttendedIsFourOutOfFiveSessions(t *testing.T) {
	t.Parallel()
	sessions := []uuid.UUID{uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()}
	book := func(person uuid.UUID, marks ...Mark) []Presence {
		var rows []Presence
		for i, m := range marks {
			rows = append(rows, Presence{SessionID: sessions[i], StaffID: person, Mark: m})
		}
		return rows
	}
	all, four, excused, three, corrected := uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()
	rows := book(all, Present, Present, Present, Present, Present)
	rows = append(rows, book(four, Present, Present, Absent, Present, Present)...)
	rows = append(rows, book(excused, Present, Present, Excused, Excused, Present)...)
	rows = append(rows, book(three, Present, Present, Present)...)
	rows = append(rows, book(corrected, Absent, Present, Present, Present, Absent)...)
	rows = append(rows,
		Presence{SessionID: sessions[0], StaffID: corrected, Mark: Present},
		Presence{SessionID: uuid.New(), StaffID: three, Mark: Present},
	)
	got := Attended(rows, sessions)
	if diff := cmp.Diff([]uuid.UUID{all, four, corrected}, got); diff != "" {
		t.Error(diff)
	}
	if got := Attended(rows, nil); len(got) != 0 {
		t.Errorf("without sessions: got %v", got)
	}
	if got := Attended(book(all, Present, Present, Present, Absent), sessions[:4]); len(got) != 0 {
		t.Errorf("three of four are 75 per cent: got %v", got)
	}
}

func TestMissingCountsMarksAndPeople(t *testing.T) {
	t.Parallel()
	s, p := []uuid.UUID{uuid.New(), uuid.New()}, []uuid.UUID{uuid.New(), uuid.New(), uuid.New()}
	rows := []Presence{
		{SessionID: s[0], StaffID: p[0], Mark: Present}, {SessionID: s[1], StaffID: p[0], Mark: Absent},
		{SessionID: s[0], StaffID: p[1], Mark: Excused},
	}
	marks, people := Missing(rows, s, p)
	if marks != 3 || people != 2 {
		t.Errorf("got %d marks of %d people, want 3 of 2", marks, people)
	}
	f := CheckClose(marks, people)
	if diff := cmp.Diff(fault.Args{"missing": 3, "people": 2}, f.Args); diff != "" {
		t.Error(diff)
	}
	if f := CheckClose(0, 0); f != nil {
		t.Errorf("nothing missing: got %v", f)
	}
}
