package notify

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/evidence"
)

// Message tells one person one thing. Key is a key of app/lang, Link a path of
// the client or empty. (StaffID, Key, Source, SourceID) is told once.
type Message struct {
	bun.BaseModel `bun:"table:messages"`

	ID        uuid.UUID `bun:",pk"`
	StaffID   uuid.UUID
	Key       string
	Args      map[string]any `bun:"type:jsonb"`
	Link      string
	Source    string
	SourceID  uuid.UUID
	CreatedAt time.Time
	ReadAt    *time.Time
}

func competencyLink(id uuid.UUID) string {
	return "/nang-luc/" + id.String()
}

func classLink(id uuid.UUID) string {
	return "/lop/" + id.String()
}

func pairLink(id uuid.UUID) string {
	return "/kem-cap/" + id.String()
}

// named adds a competency's name in both languages.
func named(args map[string]any, c competency.Competency) map[string]any {
	args["competency"] = c.NameVI
	if c.NameEN != "" {
		args["competency_en"] = c.NameEN
	}
	return args
}

// dayText is a day as people in Vietnam write it, in either language.
func dayText(t time.Time) string {
	return t.In(clock.Zone).Format("02/01/2006")
}

// levelSource makes the same move of a level on the same Vietnamese day the same
// thing to tell, and a later one a new thing: a fact may be put twice, and a
// level may rise again after it fell.
func levelSource(c evidence.LevelChanged, now time.Time) uuid.UUID {
	name := []byte{byte(c.From), byte(c.To)}
	return uuid.NewSHA1(c.CompetencyID, append(name, clock.DayOf(now).String()...))
}

// fallKey is the sentence that says why a level fell: the latest of what can
// lower one, an entry taken back, a level set by decision, or evidence that
// lapsed by now.
func fallKey(entries []evidence.Entry, now time.Time) string {
	key, latest := "notify.level_lapsed", time.Time{}
	because := func(cause string, at time.Time) {
		if !at.After(now) && at.After(latest) {
			key, latest = cause, at
		}
	}
	for _, e := range entries {
		switch e.Action {
		case evidence.ActionWithdraw:
			because("notify.level_withdrawn", e.PostedAt)
			continue
		case evidence.ActionOverride:
			because("notify.level_overridden", e.PostedAt)
		case evidence.ActionLog:
			continue
		}
		if e.ValidUntil != nil {
			because("notify.level_lapsed", *e.ValidUntil)
		}
	}
	return key
}
