package portfolio

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Kinds are what an item may be.
func Kinds() []string {
	return []string{"certificate", "degree", "course", "experience", "product"}
}

// State is how far an item has come.
type State string

// The states of an item.
const (
	Idle     State = "idle" // being written
	Waiting  State = "waiting"
	InReview State = "in_review"
	Accepted State = "accepted"
	Refused  State = "refused"
)

// States are all states.
func States() []State {
	return []State{Idle, Waiting, InReview, Accepted, Refused}
}

// Deed moves an item from a state to another.
type Deed string

// The deeds; the first three are the owner's, the others a reviewer's.
const (
	Submit  Deed = "submit"
	Recall  Deed = "recall"
	Reopen  Deed = "reopen"
	Take    Deed = "take"
	Release Deed = "release"
	Accept  Deed = "accept"
	Refuse  Deed = "refuse"
)

// Deeds are all deeds.
func Deeds() []Deed {
	return []Deed{Submit, Recall, Reopen, Take, Release, Accept, Refuse}
}

// Owners reports whether the deed is the owner's and not a reviewer's.
func (d Deed) Owners() bool {
	return d == Submit || d == Recall || d == Reopen
}

// ErrState reports a deed that the item's state does not allow.
var ErrState = errors.New("not in this state")

type step struct {
	from State
	deed Deed
}

// transitions is the whole of how items move.
func transitions() map[step]State {
	return map[step]State{
		{Idle, Submit}:      Waiting,
		{Waiting, Recall}:   Idle,
		{Waiting, Take}:     InReview,
		{InReview, Release}: Waiting,
		{InReview, Accept}:  Accepted,
		{InReview, Refuse}:  Refused,
		{Refused, Reopen}:   Idle,
	}
}

// After is the state that a deed leads to, or ErrState.
func (s State) After(d Deed) (State, error) {
	to, ok := transitions()[step{s, d}]
	if !ok {
		return s, ErrState
	}
	return to, nil
}

// Can are the deeds that a state allows, the owner's or a reviewer's.
func (s State) Can(owners bool) []Deed {
	var can []Deed
	for _, d := range Deeds() {
		if _, err := s.After(d); err == nil && d.Owners() == owners {
			can = append(can, d)
		}
	}
	return can
}

// Item is something a person learnt or did elsewhere. ValidUntil is its last day,
// zero when it does not lapse. Words are the reviewer's: the reason of a refusal.
type Item struct {
	ID          uuid.UUID
	StaffID     uuid.UUID
	Kind        string
	Title       string
	Issuer      string
	IssuedOn    clock.Day
	ValidUntil  clock.Day
	Note        string
	State       State
	SubmittedAt *time.Time
	TakenBy     uuid.UUID `bun:",nullzero"`
	DecidedBy   uuid.UUID `bun:",nullzero"`
	DecidedAt   *time.Time
	Words       string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Claim is a competency the owner says the item shows, at a level; Shown is the
// level a reviewer found, nil before.
type Claim struct {
	ItemID       uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Shown        *int16
	Note         string
}

const (
	maxTitle  = 200
	maxNote   = 2000
	maxWords  = 1000
	minWords  = 10
	maxClaims = 10
	// MaxItems is how many items one person keeps.
	MaxItems = 50
)

// tidied is the item with its texts without spaces around.
func (i Item) tidied() Item {
	i.Title, i.Issuer, i.Note = strings.TrimSpace(i.Title), strings.TrimSpace(i.Issuer), strings.TrimSpace(i.Note)
	return i
}

// Check reports, as an Invalid fault with fields, what keeps an item from being
// kept. An unfinished one may be: what it still lacks is Missing.
func (i Item) Check(claims []Claim) error {
	f := fault.New(fault.Invalid, "web.invalid")
	if !slices.Contains(Kinds(), i.Kind) {
		f.At("body.kind", "portfolio.kind", nil)
	}
	if n := utf8.RuneCountInString(i.Title); n == 0 || n > maxTitle {
		f.At("body.title", "portfolio.title", fault.Args{"most": maxTitle})
	}
	if utf8.RuneCountInString(i.Issuer) > maxTitle {
		f.At("body.issuer", "portfolio.too_long", fault.Args{"most": maxTitle})
	}
	if utf8.RuneCountInString(i.Note) > maxNote {
		f.At("body.note", "portfolio.too_long", fault.Args{"most": maxNote})
	}
	if !i.IssuedOn.IsZero() && !i.ValidUntil.IsZero() && i.ValidUntil.Before(i.IssuedOn) {
		f.At("body.valid_until", "portfolio.valid_before_issued", nil)
	}
	if len(claims) > maxClaims {
		f.At("body.claims", "portfolio.too_many_claims", fault.Args{"most": maxClaims})
	}
	seen := map[uuid.UUID]bool{}
	for _, c := range claims {
		if c.Level < 1 || c.Level > 5 || seen[c.CompetencyID] {
			f.At("body.claims", "portfolio.claim", nil)
		}
		seen[c.CompetencyID] = true
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Missing are the keys of what an item lacks to be submitted on a day.
func (i Item) Missing(claims []Claim, files int, today clock.Day) []string {
	var missing []string
	if len(claims) == 0 {
		missing = append(missing, "portfolio.no_claims")
	}
	if files == 0 && utf8.RuneCountInString(i.Note) < minWords {
		missing = append(missing, "portfolio.no_proof")
	}
	if !i.ValidUntil.IsZero() && i.ValidUntil.Before(today) {
		missing = append(missing, "portfolio.lapsed")
	}
	if !i.IssuedOn.IsZero() && today.Before(i.IssuedOn) {
		missing = append(missing, "portfolio.issued_later")
	}
	return missing
}

// Judge puts the levels a reviewer found beside the claims, or reports, as an
// Invalid fault, what is wrong: every claim is judged once, another level than the
// claimed one has a note, and something is shown.
func Judge(claims, found []Claim) ([]Claim, error) {
	f := fault.New(fault.Invalid, "web.invalid")
	judged := slices.Clone(claims)
	shown := false
	for at, c := range judged {
		i := slices.IndexFunc(found, func(o Claim) bool { return o.CompetencyID == c.CompetencyID })
		if i < 0 || found[i].Shown == nil || *found[i].Shown < 0 || *found[i].Shown > 5 {
			f.At("body.levels", "portfolio.judge_all", nil)
			break
		}
		judged[at].Shown, judged[at].Note = found[i].Shown, strings.TrimSpace(found[i].Note)
		shown = shown || *found[i].Shown > 0
		if *found[i].Shown != c.Level && judged[at].Note == "" {
			f.At("body.levels", "portfolio.judge_note", nil)
		}
	}
	if len(f.Fields) == 0 && (!shown || len(found) != len(claims)) {
		f.At("body.levels", "portfolio.judge_none", nil)
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	return judged, nil
}

// checkWords reports, as an Invalid fault, a reason too short or too long.
func checkWords(words string) error {
	if n := utf8.RuneCountInString(words); n < minWords || n > maxWords {
		return fault.New(fault.Invalid, "web.invalid").At("body.reason", "portfolio.reason", fault.Args{"least": minWords, "most": maxWords})
	}
	return nil
}

// Submitted says that an item waits for a reviewer.
type Submitted struct {
	ItemID uuid.UUID `json:"item_id"`
}

// Kind is fixed; queued rows carry it.
func (Submitted) Kind() string {
	return "portfolio.submitted"
}

// Decided says that an item was accepted or refused.
type Decided struct {
	ItemID uuid.UUID `json:"item_id"`
}

// Kind is fixed; queued rows carry it.
func (Decided) Kind() string {
	return "portfolio.decided"
}
