package notify

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/evidence"
)

func at(days int) time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC).AddDate(0, 0, days)
}

func TestFallIsExplainedByItsLatestCause(t *testing.T) {
	t.Parallel()
	until := func(days int) *time.Time {
		end := at(days)
		return &end
	}
	lapsed := evidence.Entry{Action: evidence.ActionAttest, PostedAt: at(-700), ValidUntil: until(-1)}
	standing := evidence.Entry{Action: evidence.ActionAttest, PostedAt: at(-9), ValidUntil: until(300)}
	override := evidence.Entry{Action: evidence.ActionOverride, PostedAt: at(-3), ValidUntil: until(90)}
	overrideOver := evidence.Entry{Action: evidence.ActionOverride, PostedAt: at(-90), ValidUntil: until(0)}
	withdrawal := evidence.Entry{Action: evidence.ActionWithdraw, PostedAt: at(-2)}
	noted := evidence.Entry{Action: evidence.ActionLog, PostedAt: at(0)}
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		want    string
	}{
		"evidence lapsed":            {[]evidence.Entry{lapsed, standing, noted}, "notify.level_lapsed"},
		"withdrawn since":            {[]evidence.Entry{override, withdrawal, standing}, "notify.level_withdrawn"},
		"lapsed after a withdrawal":  {[]evidence.Entry{withdrawal, lapsed}, "notify.level_lapsed"},
		"set by decision":            {[]evidence.Entry{standing, override}, "notify.level_overridden"},
		"a decision came to its end": {[]evidence.Entry{overrideOver, withdrawal}, "notify.level_lapsed"},
		"nothing known":              {nil, "notify.level_lapsed"},
	} {
		if got := fallKey(tc.entries, at(0)); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestSameMoveOfALevelIsOneThingADay(t *testing.T) {
	t.Parallel()
	up := evidence.LevelChanged{StaffID: uuid.New(), CompetencyID: uuid.New(), From: 1, To: 2}
	higher, other := up, up
	higher.To, other.CompetencyID = 3, uuid.New()

	first := levelSource(up, at(0))

	if again := levelSource(up, at(0).Add(time.Hour)); again != first {
		t.Error("an hour later it is another thing")
	}
	for name, next := range map[string]uuid.UUID{
		"a day later":       levelSource(up, at(1)),
		"to another level":  levelSource(higher, at(0)),
		"of something else": levelSource(other, at(0)),
	} {
		if next == first {
			t.Errorf("%s it is the same thing", name)
		}
	}
}
