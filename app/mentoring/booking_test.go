package mentoring

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"camtay/app/clock"
)

func TestProposedTimesCanAllBeBooked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := today().Add(time.Duration(rapid.IntRange(0, 20000).Draw(t, "minute")) * time.Minute)
		d := Diary{Common: Week(rapid.IntRange(0, int(Whole)).Draw(t, "common"))}
		for i := range rapid.IntRange(0, 6).Draw(t, "taken") {
			start := now.Add(time.Duration(rapid.IntRange(-300, 40000).Draw(t, "start")+i) * time.Minute)
			d.Taken = append(d.Taken, Span{start, start.Add(time.Duration(rapid.IntRange(15, 600).Draw(t, "long")) * time.Minute)})
		}
		for range rapid.IntRange(0, 3).Draw(t, "away") {
			first := clock.DayOf(now).AddDays(rapid.IntRange(-3, 40).Draw(t, "first"))
			d.Away = append(d.Away, Days{first, first.AddDays(rapid.IntRange(0, 10).Draw(t, "days"))})
		}
		own := int16(rapid.IntRange(0, 9).Draw(t, "own"))
		minutes := rapid.IntRange(MinBooking, MaxBooking).Draw(t, "minutes")

		found := d.Next(minutes, &own, now, 8)

		for i, s := range found {
			if err := d.Check(s, now); err != nil {
				t.Fatalf("%v cannot be booked: %v", s, err)
			}
			if int(s.End.Sub(s.Start)/time.Minute) != minutes {
				t.Fatalf("%v is not %d minutes long", s, minutes)
			}
			if i > 0 && weekOf(s).Before(weekOf(found[i-1])) {
				t.Fatalf("%v comes after a later week", s)
			}
		}
		if d.Common == 0 && len(found) > 0 {
			t.Fatalf("found %v without a common half-day", found)
		}
	})
}

func TestBookingLiesInACommonHalfDay(t *testing.T) {
	t.Parallel()
	monday, err := clock.ParseDay("2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	now := monday.Start()
	at := func(day, hour, minutes int) Span {
		start := monday.AddDays(day).Start().Add(time.Duration(hour) * time.Hour)
		return Span{start, start.Add(time.Duration(minutes) * time.Minute)}
	}
	d := Diary{Common: 1<<0 | 1<<3, Away: []Days{{monday.AddDays(7), monday.AddDays(7)}}, Taken: []Span{at(8, 14, 60)}}
	for name, tc := range map[string]struct {
		span Span
		want string
	}{
		"Monday morning":     {at(0, 9, 60), ""},
		"Tuesday afternoon":  {at(1, 14, 60), ""},
		"Monday afternoon":   {at(0, 14, 60), "mentoring.not_common"},
		"over noon":          {at(0, 11, 60), "mentoring.not_common"},
		"Saturday":           {at(5, 9, 60), "mentoring.not_common"},
		"past":               {Span{now.Add(-time.Hour), now}, "mentoring.booked_past"},
		"next year":          {at(70, 9, 60), "mentoring.booked_too_far"},
		"too short":          {at(0, 9, 10), "mentoring.bad_length"},
		"away":               {at(7, 9, 60), "mentoring.one_away"},
		"taken":              {at(8, 14, 30), "mentoring.time_taken"},
		"right after taking": {at(8, 15, 30), ""},
	} {
		err := d.Check(tc.span, now)
		if (err == nil) != (tc.want == "") || err != nil && !hasField(err, tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

func TestCalendarKeepsVietnamsTimeAndTellsCancelledOnes(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC)
	a := Appointment{
		Booking: Booking{Span: Span{start, start.Add(time.Hour)}, State: Cancelled, Place: "Bàn 3; tầng 1", Version: 2, CreatedAt: start, ChangedAt: start},
		Other:   "Nguyễn Thị Lan", Competency: "Chữ ký số",
	}
	text := string(Calendar("vi", []Appointment{a}, start))
	for _, want := range []string{
		"DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T090000\r\n", "DTEND;TZID=Asia/Ho_Chi_Minh:20261201T100000\r\n",
		"TZOFFSETTO:+0700\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:2\r\n", `LOCATION:Bàn 3\; tầng 1`, "BEGIN:VTIMEZONE",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestCallsAreLimited(t *testing.T) {
	t.Parallel()
	now := today()
	ago := func(minutes ...int) (calls []time.Time) {
		for _, m := range minutes {
			calls = append(calls, now.Add(-time.Duration(m)*time.Minute))
		}
		return calls
	}
	for name, tc := range map[string]struct {
		calls []time.Time
		from  time.Time
	}{
		"first":       {nil, time.Time{}},
		"just called": {ago(3), now.Add(7 * time.Minute)},
		"later":       {ago(10), time.Time{}},
		"six a day":   {ago(20, 100, 200, 300, 400, 500), now.Add(940 * time.Minute)},
		"yesterday":   {ago(20, 100, 200, 300, 400, 1440), time.Time{}},
	} {
		got := MayCall(tc.calls, now)
		if (got == nil) != tc.from.IsZero() || got != nil && !got.Equal(tc.from) {
			t.Errorf("%s: from %v, want %v", name, got, tc.from)
		}
	}
}

func TestPairIsFlaggedByItsLastSignOfLife(t *testing.T) {
	t.Parallel()
	now := today()
	days := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	paused := days(30)
	for name, tc := range map[string]struct {
		pulse Pulse
		want  []Flag
	}{
		"new":              {Pulse{State: Active, Since: days(9)}, nil},
		"nothing booked":   {Pulse{State: Active, Since: days(10)}, []Flag{Unbooked}},
		"booked ahead":     {Pulse{State: Active, Since: days(20), BookedTo: now.Add(time.Hour)}, nil},
		"three weeks":      {Pulse{State: Active, Since: days(40), LastHeld: days(21)}, []Flag{Quiet, Unbooked}},
		"quiet but booked": {Pulse{State: Active, Since: days(40), LastHeld: days(21), BookedTo: now.Add(time.Hour)}, []Flag{Quiet}},
		"went on":          {Pulse{State: Active, Since: days(2), LastHeld: days(50)}, nil},
		"long pause":       {Pulse{State: Paused, Since: days(60), PausedAt: &paused}, []Flag{LongPause}},
		"over":             {Pulse{State: Completed, Since: days(60)}, nil},
	} {
		if got := tc.pulse.Flags(now); strings.Join(flagNames(got), " ") != strings.Join(flagNames(tc.want), " ") {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func flagNames(flags []Flag) (names []string) {
	for _, f := range flags {
		names = append(names, string(f))
	}
	return names
}

func TestSummaryTellsNothingOfFewerThanFive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var all []Feedback
		remarks := 0
		n := rapid.IntRange(0, 9).Draw(t, "answers")
		for range n {
			f := Feedback{Side: Learner, Marks: []int16{4, 3, int16(rapid.IntRange(1, 4).Draw(t, "mark"))}}
			if rapid.Bool().Draw(t, "remark") {
				f.Remark = "Tốt"
				remarks++
			}
			all = append(all, f)
		}
		sums := Summarise(all)
		learners, mentors := sums[0], sums[1]
		if learners.Answers != n || (learners.Counts == nil) != (n < Fewest) || (len(learners.Remarks) > 0) != (remarks >= Fewest) {
			t.Fatalf("%d answers, %d remarks: %+v", n, remarks, learners)
		}
		if mentors.Answers != 0 || mentors.Counts != nil {
			t.Fatalf("mentors said nothing: %+v", mentors)
		}
		if learners.Counts != nil && learners.Counts[0][3] != n {
			t.Fatalf("counts %v", learners.Counts)
		}
	})
}
