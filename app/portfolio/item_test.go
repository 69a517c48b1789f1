package portfolio_test

import (
	"errors"
	"slices"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/portfolio"
)

// TestItemsMoveOneWayOnly: whatever is tried, an accepted item stays, only its owner
// brings an item to and from the table, and only a taken one is decided.
func TestItemsMoveOneWayOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		state, taken := portfolio.Idle, false
		for _, deed := range rapid.SliceOf(rapid.SampledFrom(portfolio.Deeds())).Draw(t, "deeds") {
			next, err := state.After(deed)
			if offered := slices.Contains(state.Can(deed.Owners()), deed); offered != (err == nil) {
				t.Fatalf("%s in %s: offered %v, %v", deed, state, offered, err)
			}
			if err != nil {
				if next != state || !errors.Is(err, portfolio.ErrState) {
					t.Fatalf("%s in %s: %s, %v", deed, state, next, err)
				}
				continue
			}
			decided := next == portfolio.Accepted || next == portfolio.Refused
			switch {
			case state == portfolio.Accepted:
				t.Fatalf("%s moved an accepted item to %s", deed, next)
			case decided && !taken:
				t.Fatalf("%s decided an item that nobody took", deed)
			case (state == portfolio.Idle || next == portfolio.Idle) && !deed.Owners():
				t.Fatalf("a reviewer moved an item from %s to %s", state, next)
			}
			taken = next == portfolio.InReview
			state = next
		}
	})
}

func TestEveryStateCanBeReached(t *testing.T) {
	t.Parallel()
	reached := []portfolio.State{portfolio.Idle}
	for i := 0; i < len(reached); i++ {
		for _, d := range portfolio.Deeds() {
			if next, err := reached[i].After(d); err == nil && !slices.Contains(reached, next) {
				reached = append(reached, next)
			}
		}
	}
	want := portfolio.States()
	slices.Sort(reached)
	slices.Sort(want)
	if diff := cmp.Diff(want, reached); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

func TestAnItemSaysWhatItLacks(t *testing.T) {
	t.Parallel()
	today := clock.DayOf(time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC))
	claims := []portfolio.Claim{{CompetencyID: uuid.New(), Level: 2}}
	for name, c := range map[string]struct {
		item   portfolio.Item
		claims []portfolio.Claim
		files  int
		want   []string
	}{
		"a certificate with its paper":  {portfolio.Item{}, claims, 1, nil},
		"an experience in words":        {portfolio.Item{Note: "Ba năm ở quầy hộ tịch"}, claims, 0, nil},
		"neither paper nor words":       {portfolio.Item{Note: "có"}, claims, 0, []string{"portfolio.no_proof"}},
		"no competency":                 {portfolio.Item{}, nil, 1, []string{"portfolio.no_claims"}},
		"a paper that lapsed yesterday": {portfolio.Item{ValidUntil: today.AddDays(-1)}, claims, 1, []string{"portfolio.lapsed"}},
		"a paper that lapses today":     {portfolio.Item{ValidUntil: today}, claims, 1, nil},
		"a paper of tomorrow":           {portfolio.Item{IssuedOn: today.AddDays(1)}, claims, 1, []string{"portfolio.issued_later"}},
	} {
		if diff := cmp.Diff(c.want, c.item.Missing(c.claims, c.files, today)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAReviewerJudgesEveryClaimAndGivesReasons(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	claims := []portfolio.Claim{{CompetencyID: a, Level: 3}, {CompetencyID: b, Level: 2}}
	level := func(id uuid.UUID, l int16, note string) portfolio.Claim {
		return portfolio.Claim{CompetencyID: id, Shown: &l, Note: note}
	}
	for name, c := range map[string]struct {
		found []portfolio.Claim
		want  string
	}{
		"as claimed":                    {[]portfolio.Claim{level(a, 3, ""), level(b, 2, "")}, ""},
		"one lower, with a reason":      {[]portfolio.Claim{level(a, 1, "Chỉ dự nghe"), level(b, 2, "")}, ""},
		"one not shown, with a reason":  {[]portfolio.Claim{level(a, 0, "Không liên quan"), level(b, 2, "")}, ""},
		"one lower, without a reason":   {[]portfolio.Claim{level(a, 1, " "), level(b, 2, "")}, "portfolio.judge_note"},
		"one left out":                  {[]portfolio.Claim{level(a, 3, "")}, "portfolio.judge_all"},
		"one without a level":           {[]portfolio.Claim{level(a, 3, ""), {CompetencyID: b}}, "portfolio.judge_all"},
		"nothing shown":                 {[]portfolio.Claim{level(a, 0, "Không"), level(b, 0, "Không")}, "portfolio.judge_none"},
		"a competency nobody had asked": {[]portfolio.Claim{level(a, 3, ""), level(b, 2, ""), level(uuid.New(), 5, "")}, "portfolio.judge_none"},
		"a level there is not":          {[]portfolio.Claim{level(a, 6, "x"), level(b, 2, "")}, "portfolio.judge_all"},
	} {
		judged, err := portfolio.Judge(claims, c.found)
		var f *fault.Fault
		got := ""
		if errors.As(err, &f) {
			got = f.Fields[0].Key
		}
		if got != c.want || c.want == "" && len(judged) != len(claims) {
			t.Errorf("%s: %q with %d judged, want %q", name, got, len(judged), c.want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"", "bằng.pdf", "../../etc/passwd", `C:\x\"a".PDF`, "a\r\nSet-Cookie: x", "\u202egpj.exe", "...", string(make([]byte, 300))} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean := portfolio.CleanName(name, ".pdf")
		if n := utf8.RuneCountInString(clean); n < 5 || n > 104 || !utf8.ValidString(clean) || clean[0] == '.' {
			t.Fatalf("%q became %q", name, clean)
		}
		for _, r := range clean {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || slices.Contains([]rune(`/\"':;<>|?*%`), r) {
				t.Fatalf("%q became %q with %q", name, clean, r)
			}
		}
	})
}

func TestOnlyPapersAreTakenWhateverTheyCallThemselves(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"%PDF-1.7\n":            "application/pdf",
		"\x89PNG\r\n\x1a\nxxxx": "image/png",
		"\xff\xd8\xff\xe0xxxx":  "image/jpeg",
		"<html><script>":        "",
		"MZ\x90":                "",
		"PK\x03\x04":            "",
		" %PDF-1.7":             "",
		"<svg onload=alert(1)>": "",
		"":                      "",
	} {
		if got, _, ok := portfolio.Sniff([]byte(content)); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", content, got, ok, want)
		}
	}
}
