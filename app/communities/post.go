package communities

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Forms of a post.
const (
	Question = "question"
	Case     = "case"
)

// What a deed may fail for.
var (
	ErrNotFound = errors.New("post not found")
	ErrAuthor   = errors.New("not by this person")
	ErrGuard    = errors.New("not guarded by this person")
	ErrGone     = errors.New("withdrawn or hidden")
)

// Post is a question, or a case: what the situation was (Body), what was done
// (Did) and what to watch for (Watch).
type Post struct {
	bun.BaseModel `bun:"table:community_posts"`

	ID           uuid.UUID `bun:",pk"`
	Form         string
	FieldKind    string
	Field        string
	CommuneID    uuid.UUID
	AuthorID     uuid.UUID
	CompetencyID uuid.UUID `bun:",nullzero"`
	ProcedureID  uuid.UUID `bun:",nullzero"`
	Title        string
	Body         string
	Did          string
	Watch        string
	CreatedAt    time.Time
	EditedAt     *time.Time
	WithdrawnAt  *time.Time
	HiddenAt     *time.Time
	HiddenBy     uuid.UUID `bun:",nullzero"`
	HiddenReason string
}

// Answer is an answer to a question or a remark on a case.
type Answer struct {
	bun.BaseModel `bun:"table:community_answers"`

	ID           uuid.UUID `bun:",pk"`
	PostID       uuid.UUID
	AuthorID     uuid.UUID
	Body         string
	CreatedAt    time.Time
	EditedAt     *time.Time
	WithdrawnAt  *time.Time
	HiddenAt     *time.Time
	HiddenBy     uuid.UUID `bun:",nullzero"`
	HiddenReason string
}

// Limits of texts, in letters.
const (
	MostTitle = 200
	MostText  = 4000
)

// Tidy brings the texts to NFC without surrounding blanks; a question has only
// one.
func (p Post) Tidy() Post {
	p.Title, p.Body, p.Did, p.Watch = tidy(p.Title), tidy(p.Body), tidy(p.Did), tidy(p.Watch)
	if p.Form == Question {
		p.Did, p.Watch = "", ""
	}
	return p
}

// Check reports what is wrong with a post, as Invalid with fields:
// communities.title {most}, communities.text {most}, and traces of citizens.
func (p Post) Check() error {
	f := fault.New(fault.Invalid, "web.invalid")
	if n := utf8.RuneCountInString(p.Title); n == 0 || n > MostTitle {
		f.At("body.title", "communities.title", fault.Args{"most": MostTitle})
	}
	checkText(f, "body.body", p.Body, true)
	checkText(f, "body.did", p.Did, p.Form == Case)
	checkText(f, "body.watch", p.Watch, false)
	checkPrivate(f, "body.title", p.Title)
	return given(f)
}

// CheckText reports what is wrong with the text of an answer or a reason.
func CheckText(location, text string) error {
	f := fault.New(fault.Invalid, "web.invalid")
	checkText(f, location, text, true)
	return given(f)
}

func checkText(f *fault.Fault, location, text string, needed bool) {
	if n := utf8.RuneCountInString(text); n > MostText || needed && n == 0 {
		f.At(location, "communities.text", fault.Args{"most": MostText})
	}
	checkPrivate(f, location, text)
}

func given(f *fault.Fault) error {
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Was is the text of a post as the history of edits keeps it.
func (p Post) Was() string {
	parts := []string{p.Title, p.Body}
	for _, more := range []string{p.Did, p.Watch} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, "\n\n")
}

// patience is how many working days a question waits before it is put first
// before those able to answer it.
const patience = 3

// LongUnanswered is the instant before which a question has waited for more than
// three working days, Monday to Friday.
func LongUnanswered(now time.Time) time.Time {
	day, left := clock.DayOf(now), patience
	for left > 0 {
		day = day.AddDays(-1)
		if weekday := day.Start().In(clock.Zone).Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			left--
		}
	}
	return day.Start()
}

// RecordLevel is the level from which an accepted answer of a mentor counts in
// the record; v_accepted_answers says it in SQL.
const RecordLevel = 3

// Counts reports whether an accepted answer counts in its author's record.
func Counts(competencyID uuid.UUID, level int16, mentor bool) bool {
	return competencyID != uuid.Nil && level >= RecordLevel && mentor
}

// tidy brings free text to NFC without surrounding blanks.
func tidy(text string) string {
	return strings.TrimSpace(norm.NFC.String(text))
}
