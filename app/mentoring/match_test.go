package mentoring

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

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
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

func TestRankLeavesOutWhoCannotBeAsked(t *testing.T) {
	t.Parallel()
	asker := Asker{StaffID: person(9), Level: 2, Required: 4}
	pair := LivePair{ID: person(100), State: Requested}
	for name, tc := range map[string]struct {
		change func(*Candidate)
		want   bool
	}{
		"able, open and free":              {func(*Candidate) {}, true},
		"one level above is enough":        {func(c *Candidate) { c.Level = 3 }, true},
		"the same level is not":            {func(c *Candidate) { c.Level = 2 }, false},
		"a closed profile":                 {func(c *Candidate) { c.Open = false }, false},
		"no place left":                    {func(c *Candidate) { c.Live = 3 }, false},
		"capacity lowered below live":      {func(c *Candidate) { c.Capacity = 0 }, false},
		"oneself":                          {func(c *Candidate) { c.MentorID = person(9) }, false},
		"already paired, shown, even full": {func(c *Candidate) { c.Live, c.Pair = 3, &pair }, true},
	} {
		got := len(Rank([]Candidate{candidate(1, tc.change)}, asker, today())) == 1
		if got != tc.want {
			t.Errorf("%s: listed %v, want %v", name, got, tc.want)
		}
	}
}

func TestScoreIsTheSumOfItsParts(t *testing.T) {
	t.Parallel()
	asker := Asker{StaffID: person(9), Level: 1, Required: 3}
	for name, tc := range map[string]struct {
		change func(*Candidate)
		want   int
	}{
		"best of all": {func(c *Candidate) {
			c.Level, c.Place, c.Capacity, c.Live, c.Completed, c.EvidenceAt = 5, Office, 5, 0, 9, today()
		}, 10000},
		"as required, in the ward, one place": {func(c *Candidate) {
			c.Level, c.Capacity, c.Live, c.EvidenceAt = 3, 2, 1, today()
		}, 3000 + 2000 + 1000 + 500},
		"one above, next ward, old evidence": {func(c *Candidate) {
			c.Level, c.Place, c.Live, c.EvidenceAt = 2, Neighbour, 2, today().AddDate(-3, 0, 0)
		}, 1500 + 1000 + 0 + 500},
		"evidence halfway to stale": {func(c *Candidate) {
			c.Level, c.Live, c.EvidenceAt = 3, 2, today().AddDate(0, 0, -455)
		}, 3000 + 2000 + 500 + 500},
		"nothing known of the evidence": {func(c *Candidate) {
			c.Level, c.Live, c.EvidenceAt = 3, 2, time.Time{}
		}, 3000 + 2000 + 500},
	} {
		if got := Score(candidate(1, tc.change), asker, today()); got != tc.want {
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

	ranked := Rank(candidates, Asker{StaffID: person(9), Level: 2, Required: 3}, today())

	var got []byte
	for _, s := range ranked {
		got = append(got, s.MentorID[15])
	}
	if want := []byte{8, 7, 5, 6, 3, 4, 2, 1}; !bytes.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestReasonsNameTheFacts(t *testing.T) {
	t.Parallel()
	c := candidate(1, func(c *Candidate) { c.Completed, c.Champion = 2, true })

	got := Rank([]Candidate{c}, Asker{StaffID: person(9), Level: 2, Required: 3}, today())[0].Reasons

	want := []Reason{
		{Key: "mentoring.reason_required", Args: map[string]any{"level": int16(4), "required": int16(3)}},
		{Key: "mentoring.reason_by_test", Args: map[string]any{"level": int16(4), "on": "12/03/2026"}},
		{Key: "mentoring.reason_ward", Args: map[string]any{"unit": "Phường Thiên Trường"}},
		{Key: "mentoring.reason_free", Args: map[string]any{"free": 2, "capacity": 3}},
		{Key: "mentoring.reason_completed", Args: map[string]any{"count": 2}},
		{Key: "mentoring.reason_champion"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReasonSaysWhetherTheRequirementOrOnlyTheOwnLevelIsReached(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		asker Asker
		level int16
		want  string
	}{
		"reaches the requirement":      {Asker{Level: 1, Required: 4}, 4, "mentoring.reason_required"},
		"above the learner, not there": {Asker{Level: 1, Required: 4}, 3, "mentoring.reason_above"},
		"nothing is required":          {Asker{Level: 1}, 3, "mentoring.reason_above"},
		"the learner meets it already": {Asker{Level: 3, Required: 2}, 4, "mentoring.reason_required"},
	} {
		c := candidate(1, func(c *Candidate) { c.Level = tc.level })
		if got := Rank([]Candidate{c}, tc.asker, today())[0].Reasons[0].Key; got != tc.want {
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
	c.Place = []Place{Office, Ward, Neighbour}[r.IntN(3)]
	c.Level, c.Capacity, c.Live = int16(r.IntN(6)), r.IntN(6), r.IntN(5)
	c.Completed, c.Open = r.IntN(8), r.IntN(8) > 0
	c.EvidenceAt = today().AddDate(0, 0, -r.IntN(900))
	return c
}

func place(ranked []Suggestion, id uuid.UUID) int {
	return slices.IndexFunc(ranked, func(s Suggestion) bool { return s.MentorID == id })
}

func TestGettingBetterNeverLowersTheRank(t *testing.T) {
	t.Parallel()
	better := map[string]func(*Candidate){
		"one more place free":   func(c *Candidate) { c.Capacity++ },
		"one pair fewer":        func(c *Candidate) { c.Live = max(c.Live-1, 0) },
		"one level higher":      func(c *Candidate) { c.Level = min(c.Level+1, 5) },
		"nearer":                func(c *Candidate) { c.Place = Office },
		"newer evidence":        func(c *Candidate) { c.EvidenceAt = c.EvidenceAt.AddDate(0, 0, 30) },
		"one more pair to last": func(c *Candidate) { c.Completed++ },
	}
	r := rand.New(rand.NewPCG(4, 2))
	for round := range 300 {
		asker := Asker{StaffID: person(200), Level: int16(r.IntN(5)), Required: int16(r.IntN(6))}
		group := make([]Candidate, 0, 12)
		for n := range byte(12) {
			group = append(group, randomCandidate(r, n))
		}
		chosen := r.IntN(len(group))
		before := place(Rank(group, asker, today()), group[chosen].MentorID)
		if before < 0 {
			continue
		}
		for name, change := range better {
			changed := slices.Clone(group)
			change(&changed[chosen])
			if after := place(Rank(changed, asker, today()), group[chosen].MentorID); after < 0 || after > before {
				t.Fatalf("round %d, %s: place %d became %d", round, name, before, after)
			}
		}
	}
}

func TestRankDoesNotDependOnTheOrderGiven(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		group := make([]Candidate, 0, 15)
		for n := range byte(15) {
			group = append(group, randomCandidate(r, n))
		}
		asker := Asker{StaffID: person(200), Level: 1, Required: 3}
		want := Rank(group, asker, today())

		r.Shuffle(len(group), func(i, j int) { group[i], group[j] = group[j], group[i] })
		got := Rank(group, asker, today())

		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		for _, s := range got {
			if s.Score < 0 || s.Score > 10000 {
				t.Fatalf("score %d", s.Score)
			}
		}
	}
}

func ExampleScore() {
	asker := Asker{Level: 1, Required: 3}
	near := Candidate{Level: 4, Place: Office, Capacity: 3, EvidenceAt: today()}
	fmt.Println(Score(near, asker, today()))
	// Output: 9000
}
