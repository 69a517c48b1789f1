package mentoring

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"camtay/app/fault"
)

func TestPairMovesOnlyAsTheTableSays(t *testing.T) {
	t.Parallel()
	type move struct {
		from State
		deed Deed
		by   Actor
	}
	allowed := map[move]State{
		{Suggested, Request, Learner}: Requested,
		{Suggested, Decline, Mentor}:  Declined,
		{Suggested, Refuse, Learner}:  Declined,
		{Suggested, Expire, System}:   Expired,
		{Requested, Accept, Mentor}:   Active,
		{Requested, Decline, Mentor}:  Declined,
		{Requested, Expire, System}:   Expired,
		{Requested, End, Learner}:     Ended,
		{Active, Pause, Mentor}:       Paused,
		{Active, Pause, Learner}:      Paused,
		{Active, Complete, Mentor}:    Completed,
		{Active, Complete, Learner}:   Completed,
		{Active, End, Mentor}:         Ended,
		{Active, End, Learner}:        Ended,
		{Active, HandOver, Successor}: Ended,
		{Paused, Resume, Mentor}:      Active,
		{Paused, Resume, Learner}:     Active,
		{Paused, Complete, Mentor}:    Completed,
		{Paused, Complete, Learner}:   Completed,
		{Paused, End, Mentor}:         Ended,
		{Paused, End, Learner}:        Ended,
		{Paused, HandOver, Successor}: Ended,
	}
	for _, from := range []State{Suggested, Requested, Active, Paused, Declined, Expired, Completed, Ended} {
		for _, deed := range []Deed{Request, Accept, Decline, Refuse, Expire, Pause, Resume, Complete, End, HandOver} {
			for _, by := range []Actor{Mentor, Learner, System, Successor} {
				want, ok := allowed[move{from, deed, by}]
				got, err := Next(from, deed, by)
				if got != want || (err == nil) != ok {
					t.Errorf("%s %s by %s: %q, %v; want %q", from, deed, by, got, err, want)
				}
			}
		}
	}
}

func TestRefusalTellsStateFromActor(t *testing.T) {
	t.Parallel()
	if _, err := Next(Active, Accept, Mentor); !errors.Is(err, ErrState) {
		t.Errorf("accepting twice: %v, want ErrState", err)
	}
	if _, err := Next(Requested, Accept, Learner); !errors.Is(err, ErrActor) {
		t.Errorf("accepting for the mentor: %v, want ErrActor", err)
	}
}

func TestRequestCanBeAnsweredForTenDays(t *testing.T) {
	t.Parallel()
	p := Pair{MentorID: person(1), LearnerID: person(2), State: Requested, RequestedAt: today()}
	last, over := today().AddDate(0, 0, 10).Add(-time.Microsecond), today().AddDate(0, 0, 10)
	for _, tc := range []struct {
		deed Deed
		by   Actor
		at   time.Time
		ok   bool
	}{
		{Accept, Mentor, last, true},
		{Accept, Mentor, over, false},
		{Decline, Mentor, over, false},
		{Expire, System, last, false},
		{Expire, System, over, true},
		{End, Learner, over, true},
	} {
		if _, err := p.After(tc.deed, tc.by, "", tc.at); (err == nil) != tc.ok {
			t.Errorf("%s at %s: %v, want possible %v", tc.deed, tc.at, err, tc.ok)
		}
	}
}

func TestAfterKeepsWhenAndWhy(t *testing.T) {
	t.Parallel()
	asked := Pair{State: Requested, RequestedAt: today()}
	now := today().Add(time.Hour)

	accepted, err := asked.After(Accept, Mentor, "", now)
	if err != nil {
		t.Fatal(err)
	}
	declined, err := asked.After(Decline, Mentor, "Đang đi học", now)
	if err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(Pair{State: Active, RequestedAt: today(), AnsweredAt: &now}, accepted); diff != "" {
		t.Error(diff)
	}
	want := Pair{State: Declined, RequestedAt: today(), AnsweredAt: &now, ClosedAt: &now, Reason: "Đang đi học"}
	if diff := cmp.Diff(want, declined); diff != "" {
		t.Error(diff)
	}
}

func TestRightsFollowTheStateAndTheRole(t *testing.T) {
	t.Parallel()
	now := today()
	requested := Pair{State: Requested, RequestedAt: now}
	active := Pair{State: Active, RequestedAt: now, AnsweredAt: &now}
	for name, tc := range map[string]struct {
		pair    Pair
		by      Actor
		coach   bool
		waiting int
		want    Can
	}{
		"asked mentor":               {requested, Mentor, true, 0, Can{Accept: true, Decline: true}},
		"asked, role taken away":     {requested, Mentor, false, 0, Can{}},
		"asking learner":             {requested, Learner, false, 0, Can{End: true}},
		"suggested to the mentor":    {Pair{State: Suggested, RequestedAt: now}, Mentor, true, 0, Can{Decline: true}},
		"suggested to the learner":   {Pair{State: Suggested, RequestedAt: now}, Learner, false, 0, Can{Request: true, Refuse: true}},
		"active mentor":              {active, Mentor, true, 1, Can{Log: true, Pause: true, Complete: true, End: true}},
		"active learner":             {active, Learner, true, 1, Can{Confirm: true, Pause: true, Complete: true, End: true}},
		"learner, nothing to answer": {active, Learner, false, 0, Can{Pause: true, Complete: true, End: true}},
		"paused":                     {Pair{State: Paused, PausedAt: &now}, Mentor, true, 0, Can{Resume: true, Complete: true, End: true}},
		"late answer of the learner": {Pair{State: Completed}, Learner, false, 2, Can{Confirm: true}},
	} {
		if diff := cmp.Diff(tc.want, tc.pair.Rights(tc.by, tc.coach, tc.waiting, now)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTargetIsTheRequirementWithinTheMentorsReach(t *testing.T) {
	t.Parallel()
	for _, tc := range [][4]int16{{1, 3, 4, 3}, {1, 0, 4, 2}, {3, 2, 5, 4}, {0, 5, 2, 2}} {
		if got := Aim(tc[0], tc[1], tc[2]); got != tc[3] {
			t.Errorf("level %d, required %d, mentor %d: %d, want %d", tc[0], tc[1], tc[2], got, tc[3])
		}
	}
}

func TestSessionIsCheckedFieldByField(t *testing.T) {
	t.Parallel()
	began := today().Add(-48 * time.Hour)
	active := Pair{State: Active, AnsweredAt: &began}
	good := Session{HeldAt: today().Add(-time.Hour), Minutes: 30, Mode: Desk, Done: "Tiếp nhận hồ sơ khai sinh", Level: 3}
	for name, tc := range map[string]struct {
		change func(*Session)
		want   []string
	}{
		"fine":                   {func(*Session) {}, nil},
		"no level yet":           {func(s *Session) { s.Level = 0 }, nil},
		"still to come":          {func(s *Session) { s.HeldAt = today().Add(time.Minute) }, []string{"mentoring.held_in_future"}},
		"before the pair began":  {func(s *Session) { s.HeldAt = began.Add(-time.Second) }, []string{"mentoring.held_before_pair"}},
		"at the very beginning":  {func(s *Session) { s.HeldAt = began }, nil},
		"too short and no level": {func(s *Session) { s.Minutes, s.Level = 4, 0 }, []string{"mentoring.bad_minutes"}},
		"above the mentor":       {func(s *Session) { s.Level = 5 }, []string{"mentoring.level_above_own"}},
		"nothing written, no mode": {
			func(s *Session) { s.Done, s.Mode = "", "" }, []string{"mentoring.bad_mode", "mentoring.nothing_done"},
		},
	} {
		s := good
		tc.change(&s)
		var got []string
		var f *fault.Fault
		if errors.As(s.Check(active, 4, today()), &f) {
			for _, field := range f.Fields {
				got = append(got, field.Key)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSessionNeedsAnActivePair(t *testing.T) {
	t.Parallel()
	err := Session{}.Check(Pair{State: Requested}, 4, today())
	if !errors.Is(err, fault.New(fault.Conflict, "mentoring.not_active")) {
		t.Errorf("got %v", err)
	}
}

func TestOpeningNeedsTheRoleAndALevel(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		coach bool
		best  int16
		want  error
	}{
		{true, 3, nil},
		{true, 2, fault.New(fault.Conflict, "mentoring.no_level")},
		{false, 5, fault.New(fault.Forbidden, "mentoring.no_role")},
	} {
		if got := CheckOpening(tc.coach, tc.best); !errors.Is(got, tc.want) {
			t.Errorf("coach %v, level %d: %v, want %v", tc.coach, tc.best, got, tc.want)
		}
	}
}
