package mentoring

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/lang"
)

func today() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

// person is an id that is the same in each run: uuids in tests of order must not be random.
func person(n byte) uuid.UUID {
	return uuid.UUID{15: n}
}

func candidate(n byte, change ...func(*Candidate)) Candidate {
	c := Candidate{
		MentorID: person(n), FamilyName: "Trần Văn", GivenName: "Bình", UnitName: "Văn phòng", CommuneName: "Phường Thiên Trường",
		Place: Ward, Open: true, Level: 4, EvidenceKind: evidence.KindTest,
		EvidenceAt: time.Date(2026, time.March, 12, 2, 0, 0, 0, time.UTC), Capacity: 3, Live: 1,
		Modes: []string{Desk, Remote}, Slots: AllSlots, Spare: AllSlots, Minutes: 120,
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

func asker(level, required int16) Asker {
	return Asker{StaffID: person(9), Level: level, Required: required, Slots: AllSlots}
}

func ranked(people []Candidate, a Asker) []Suggestion {
	list, _ := Rank(people, a, today())
	return list
}

func TestEachWhoCannotBeAskedIsLeftOutForAReason(t *testing.T) {
	t.Parallel()
	pair := LivePair{ID: person(100), State: Requested}
	until := clock.DayOf(today()).AddDays(9)
	for name, tc := range map[string]struct {
		change func(*Candidate)
		want   string
	}{
		"able, open and free":              {func(*Candidate) {}, ""},
		"one level above is enough":        {func(c *Candidate) { c.Level = 3 }, ""},
		"the same level is not":            {func(c *Candidate) { c.Level = 2 }, "out_level"},
		"a closed profile":                 {func(c *Candidate) { c.Open = false }, "out_closed"},
		"no place left":                    {func(c *Candidate) { c.Live = 3 }, "out_full"},
		"capacity lowered below live":      {func(c *Candidate) { c.Capacity = 0 }, "out_full"},
		"oneself":                          {func(c *Candidate) { c.MentorID = person(9) }, "out_self"},
		"already paired, shown, even full": {func(c *Candidate) { c.Live, c.Pair = 3, &pair }, ""},
		"declined this competency":         {func(c *Candidate) { c.Declined = true }, "out_declined"},
		"pausing":                          {func(c *Candidate) { c.PausedUntil = until }, "out_paused"},
		"away":                             {func(c *Candidate) { c.AwayUntil = until }, "out_away"},
		"the week is full":                 {func(c *Candidate) { c.Used = 110 }, "out_minutes"},
		"set over the asker":               {func(c *Candidate) { c.Superior = true }, "out_superior"},
		"no half-day in common":            {func(c *Candidate) { c.Slots = 0 }, "out_slots"},
		"the counter needs the mentor":     {func(c *Candidate) { c.Modes, c.Spare = []string{Desk}, 0 }, "out_counter"},
		"the counter does, but by phone":   {func(c *Candidate) { c.Spare = 0 }, ""},
		"the counter does, in one office":  {func(c *Candidate) { c.Modes, c.Spare, c.Place = []string{Desk}, 0, Office }, ""},
		"next ward, neither travels nor calls": {
			func(c *Candidate) { c.Modes, c.Place = []string{Desk}, Neighbour }, "out_far",
		},
		"next ward, travels": {func(c *Candidate) { c.Modes, c.Place, c.Travels = []string{Desk}, Neighbour, true }, ""},
	} {
		a := asker(2, 4)
		a.Sensitive = true
		list, left := Rank([]Candidate{candidate(1, tc.change)}, a, today())
		got := ""
		if len(left) == 1 {
			got = strings.TrimPrefix(left[0].Why.Key, "mentoring.")
		}
		if got != tc.want || len(list)+len(left) != 1 {
			t.Errorf("%s: left out for %q, want %q", name, got, tc.want)
		}
	}
}

func TestASuperiorHelpsWhereTheSubjectIsNotSensitive(t *testing.T) {
	t.Parallel()
	c := candidate(1, func(c *Candidate) { c.Superior = true })
	if len(ranked([]Candidate{c}, asker(2, 4))) != 1 {
		t.Error("left out")
	}
}

func TestEachReasonForLeavingSomeoneOutHasASentence(t *testing.T) {
	t.Parallel()
	for _, key := range []string{
		"out_declined", "out_paused", "out_away", "out_superior", "out_full", "out_minutes", "out_slots", "out_counter", "out_far",
	} {
		for _, locale := range lang.Locales() {
			if lang.Sentences(locale)["mentoring."+key] == "" {
				t.Errorf("%s has no sentence in %s", key, locale)
			}
		}
	}
}

func TestScoreIsTheSumOfItsParts(t *testing.T) {
	t.Parallel()
	// What every candidate below has: ten half-days, 120 minutes, nothing known of outcomes.
	const common = 10*100 + 8*50 + 1050
	for name, tc := range map[string]struct {
		change func(*Candidate)
		want   int
	}{
		"a level more than needed, same office, all free": {func(c *Candidate) {
			c.Level, c.Place, c.Capacity, c.Live, c.EvidenceAt = 5, Office, 5, 0, today()
		}, 2800 + 2000 + 800 + 750 + common},
		"as required, in the ward, one place": {func(c *Candidate) {
			c.Level, c.Capacity, c.Live, c.EvidenceAt = 3, 2, 1, today()
		}, 2200 + 1600 + 800 + 250 + common},
		"one above, next ward, old evidence": {func(c *Candidate) {
			c.Level, c.Place, c.Live, c.EvidenceAt = 2, Neighbour, 2, today().AddDate(-3, 0, 0)
		}, 1200 + 700 + 250 + common},
		"evidence halfway to stale": {func(c *Candidate) {
			c.Level, c.Live, c.EvidenceAt = 3, 2, today().AddDate(0, 0, -455)
		}, 2200 + 1600 + 400 + 250 + common},
		"together before, a champion, nothing known of the evidence": {func(c *Candidate) {
			c.Level, c.Live, c.EvidenceAt, c.Together, c.Champion = 3, 2, time.Time{}, true, true
		}, 2200 + 1600 + 250 + 500 + 150 + common},
		"nine of ten pairs came to a good end": {func(c *Candidate) {
			c.Level, c.Live, c.EvidenceAt, c.Over, c.Completed = 3, 2, time.Time{}, 10, 9
		}, 2200 + 1600 + 250 + 150 + common},
	} {
		c := candidate(1, tc.change)
		if got := Score(&c, asker(1, 3), today()); got != tc.want {
			t.Errorf("%s: %d, want %d", name, got, tc.want)
		}
	}
}

func TestOrderIsPairThenScoreThenVietnameseNameThenID(t *testing.T) {
	t.Parallel()
	named := func(family, given string) func(*Candidate) {
		return func(c *Candidate) { c.FamilyName, c.GivenName = family, given }
	}
	candidates := []Candidate{
		candidate(1, named("Lê Thị", "Đào")),
		candidate(2, named("Lê Thị", "Dung")),
		candidate(3, named("Vũ", "An")),
		candidate(4, named("Bùi", "Ân")),
		candidate(5, named("Đỗ", "An")),
		candidate(6, named("Đỗ", "An")),
		candidate(7, named("Phạm", "Yến"), func(c *Candidate) { c.Place = Office }),
		candidate(8, named("Phạm", "Yến"), func(c *Candidate) { c.Place, c.Pair = Neighbour, &LivePair{ID: person(100), State: Active} }),
	}

	list := ranked(candidates, asker(2, 3))

	var got []byte
	for _, s := range list {
		got = append(got, s.MentorID[15])
	}
	if want := []byte{8, 7, 5, 6, 3, 4, 2, 1}; !bytes.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestReasonsNameTheFacts(t *testing.T) {
	t.Parallel()
	c := candidate(1, func(c *Candidate) { c.Completed, c.Over, c.Champion, c.Together, c.Slots = 2, 3, true, true, 0b111 })

	got := Reasons(&c, asker(2, 3))

	want := []Reason{
		{Key: "mentoring.reason_required", Args: map[string]any{"level": int16(4), "required": int16(3)}},
		{Key: "mentoring.reason_by_test", Args: map[string]any{"level": int16(4), "on": "12/03/2026"}},
		{Key: "mentoring.reason_ward", Args: map[string]any{"unit": "Phường Thiên Trường"}},
		{Key: "mentoring.reason_slots", Args: map[string]any{"count": 3}},
		{Key: "mentoring.reason_together"},
		{Key: "mentoring.reason_completed", Args: map[string]any{"count": 2, "over": 3}},
		{Key: "mentoring.reason_free", Args: map[string]any{"free": 2, "capacity": 3}},
		{Key: "mentoring.reason_champion"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEachReasonHasASentence(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	for range 500 {
		c := randomCandidate(r, 1)
		for _, reason := range Reasons(&c, asker(int16(r.IntN(4)), 3)) {
			for _, locale := range lang.Locales() {
				if lang.Sentences(locale)[reason.Key] == "" {
					t.Fatalf("%s has no sentence in %s", reason.Key, locale)
				}
			}
		}
	}
}

func TestReasonSaysWhetherTheRequirementOrOnlyTheOwnLevelIsReached(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		asker Asker
		level int16
		want  string
	}{
		"reaches the requirement":      {asker(1, 4), 4, "mentoring.reason_required"},
		"above the learner, not there": {asker(1, 4), 3, "mentoring.reason_above"},
		"nothing is required":          {asker(1, 0), 3, "mentoring.reason_above"},
		"the learner meets it already": {asker(3, 2), 4, "mentoring.reason_required"},
	} {
		c := candidate(1, func(c *Candidate) { c.Level = tc.level })
		if got := Reasons(&c, tc.asker)[0].Key; got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestEachKindOfEvidenceHasASentence(t *testing.T) {
	t.Parallel()
	for _, kind := range evidence.Kinds() {
		for _, locale := range lang.Locales() {
			key := "mentoring.reason_by_" + kind
			if lang.Sentences(locale)[key] == "" {
				t.Errorf("%s has no sentence in %s", key, locale)
			}
		}
	}
}

func randomCandidate(r *rand.Rand, n byte) Candidate {
	c := candidate(n)
	c.GivenName = []string{"An", "Ánh", "Đào", "Dung"}[r.IntN(4)]
	c.Place = []Place{Office, Ward, Neighbour, Afar}[r.IntN(4)]
	c.Travels = c.Place == Afar || c.Place == Neighbour && r.IntN(2) == 0
	c.Level, c.Capacity, c.Live = int16(r.IntN(6)), r.IntN(6), r.IntN(5)
	c.Over = r.IntN(8)
	c.Completed, c.Open = r.IntN(c.Over+1), r.IntN(8) > 0
	c.EvidenceAt = today().AddDate(0, 0, -r.IntN(900))
	c.Modes = [][]string{{Desk}, {Remote}, {Desk, Remote}, {Group}, Modes()}[r.IntN(5)]
	c.Slots, c.Spare = randomSlots(r), randomSlots(r)
	c.Minutes, c.Used = 30+r.IntN(200), r.IntN(150)
	c.Together, c.Champion, c.Superior = r.IntN(4) == 0, r.IntN(4) == 0, r.IntN(6) == 0
	c.Declined = r.IntN(9) == 0
	if r.IntN(9) == 0 {
		c.PausedUntil = clock.DayOf(today()).AddDays(5)
	}
	if r.IntN(9) == 0 {
		c.AwayUntil = clock.DayOf(today()).AddDays(3)
	}
	if r.IntN(12) == 0 {
		c.Pair = &LivePair{ID: person(250), State: Active}
	}
	return c
}

func randomSlots(r *rand.Rand) Slots {
	if r.IntN(3) == 0 {
		return AllSlots
	}
	return Slots(r.IntN(int(AllSlots) + 1))
}

func randomAsker(r *rand.Rand) Asker {
	return Asker{
		StaffID: person(200), Level: int16(r.IntN(5)), Required: int16(r.IntN(6)), Slots: randomSlots(r), Sensitive: r.IntN(3) == 0,
	}
}

func randomGroup(r *rand.Rand, size int) []Candidate {
	group := make([]Candidate, 0, size)
	for n := range size {
		group = append(group, randomCandidate(r, byte(n)))
	}
	return group
}

func place(ranked []Suggestion, id uuid.UUID) int {
	return slices.IndexFunc(ranked, func(s Suggestion) bool { return s.MentorID == id })
}

func TestGettingBetterNeverLowersTheRank(t *testing.T) {
	t.Parallel()
	better := map[string]func(*Candidate){
		"one more place free":      func(c *Candidate) { c.Capacity++ },
		"one pair fewer":           func(c *Candidate) { c.Live = max(c.Live-1, 0) },
		"a quarter of an hour":     func(c *Candidate) { c.Minutes += 15 },
		"less time used":           func(c *Candidate) { c.Used = max(c.Used-15, 0) },
		"one level higher":         func(c *Candidate) { c.Level = min(c.Level+1, 5) },
		"the same office":          func(c *Candidate) { c.Place = Office },
		"travels here":             func(c *Candidate) { c.Travels = true },
		"also from afar":           func(c *Candidate) { c.Modes = append(slices.Clone(c.Modes), Remote) },
		"also at the desk":         func(c *Candidate) { c.Modes = append(slices.Clone(c.Modes), Desk) },
		"more half-days":           func(c *Candidate) { c.Slots |= 0b1010110 },
		"the counter can do more":  func(c *Candidate) { c.Spare |= 0b1101001 },
		"newer evidence":           func(c *Candidate) { c.EvidenceAt = c.EvidenceAt.AddDate(0, 0, 30) },
		"one more good end":        func(c *Candidate) { c.Completed, c.Over = c.Completed+1, c.Over+1 },
		"one bad end fewer":        func(c *Candidate) { c.Over = max(c.Over-1, c.Completed) },
		"worked together":          func(c *Candidate) { c.Together = true },
		"a champion":               func(c *Candidate) { c.Champion = true },
		"no longer the superior":   func(c *Candidate) { c.Superior = false },
		"no longer declined":       func(c *Candidate) { c.Declined = false },
		"back from leave":          func(c *Candidate) { c.AwayUntil = clock.Day{} },
		"the pause is over":        func(c *Candidate) { c.PausedUntil = clock.Day{} },
		"opens the profile at all": func(c *Candidate) { c.Open = true },
	}
	r := rand.New(rand.NewPCG(4, 2))
	for round := range 400 {
		a, group := randomAsker(r), randomGroup(r, 12)
		chosen := r.IntN(len(group))
		before := place(ranked(group, a), group[chosen].MentorID)
		if before < 0 {
			continue
		}
		for name, change := range better {
			changed := slices.Clone(group)
			change(&changed[chosen])
			if after := place(ranked(changed, a), group[chosen].MentorID); after < 0 || after > before {
				t.Fatalf("round %d, %s: place %d became %d", round, name, before, after)
			}
		}
	}
}

func TestEverybodyIsEitherRankedOrLeftOutForAReason(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	for range 500 {
		a, group := randomAsker(r), randomGroup(r, 20)
		list, left := Rank(group, a, today())
		if len(list)+len(left) != len(group) {
			t.Fatalf("%d ranked and %d left out of %d", len(list), len(left), len(group))
		}
		for _, l := range left {
			if l.Why.Key == "" || l.Pair != nil || l.Askable(a) {
				t.Fatalf("%+v left out without a reason", l)
			}
		}
		for _, s := range list {
			if s.Pair == nil && !s.Askable(a) || s.Score < 0 || s.Score >= 10000 {
				t.Fatalf("%+v ranked", s)
			}
		}
	}
}

func TestNobodyIsSentFromACounterThatNeedsThem(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	for range 2000 {
		a, c := randomAsker(r), randomCandidate(r, 1)
		meeting := c.Meet(a)
		if c.Place != Office && meeting.Desk&^c.Spare != 0 {
			t.Fatalf("%+v leaves the counter on %b", c, meeting.Desk)
		}
		if meeting.Slots()&^(c.Slots&a.Slots) != 0 {
			t.Fatalf("%+v meets on %b", c, meeting.Slots())
		}
	}
}

func TestRankDoesNotDependOnTheOrderGiven(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		a, group := randomAsker(r), randomGroup(r, 15)
		want, wantLeft := Rank(group, a, today())

		mixed := slices.Clone(group)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		got, left := Rank(mixed, a, today())

		if diff := cmp.Diff(want, got, cmpopts.EquateComparable(clock.Day{})); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(wantLeft, left, cmpopts.EquateComparable(clock.Day{})); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestCounterSparesThoseBeyondItsMinimumAndThoseGone(t *testing.T) {
	t.Parallel()
	got := spareSlots([workdays]int{1, 0, 2, 0, 0}, [slotsAWeek]int{0: 1, 4: 1, 5: 2})
	if want := Slots(1<<1 | 1<<4); got != want {
		t.Errorf("%010b, want %010b", got, want)
	}
}

func TestComingDaysAreTheNextWorkingDays(t *testing.T) {
	t.Parallel()
	wednesday, err := clock.ParseDay("2026-12-02")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, day := range comingDays(wednesday) {
		got = append(got, day.String())
	}
	if diff := cmp.Diff([]string{"2026-12-07", "2026-12-08", "2026-12-02", "2026-12-03", "2026-12-04"}, got); diff != "" {
		t.Error(diff)
	}
}

func ExampleScore() {
	learner := Asker{Level: 1, Required: 3, Slots: AllSlots}
	near := &Candidate{
		Level: 4, Place: Office, Capacity: 3, Minutes: 120, EvidenceAt: today(),
		Modes: []string{Desk}, Slots: AllSlots, Spare: AllSlots,
	}
	fmt.Println(Score(near, learner, today()))
	// Output: 8800
}

// BenchmarkRank ranks what a learner of a large ward sees for ten gaps.
func BenchmarkRank(b *testing.B) {
	r := rand.New(rand.NewPCG(8, 8))
	a := Asker{StaffID: person(200), Level: 1, Required: 3, Slots: AllSlots}
	groups := make([][]Candidate, 0, 10)
	for range 10 {
		groups = append(groups, randomGroup(r, 40))
	}
	for b.Loop() {
		for _, g := range groups {
			Rank(g, a, today())
		}
	}
}
