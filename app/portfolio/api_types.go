package portfolio

import (
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
)

// PortfolioClaimed is a competency an item is said to show.
type PortfolioClaimed struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"5"`
}

// PortfolioDraft is an item as its owner writes it.
type PortfolioDraft struct {
	Kind       string             `json:"kind" enum:"certificate,degree,course,experience,product"`
	Title      string             `json:"title" maxLength:"200"`
	Issuer     string             `json:"issuer" maxLength:"200"`
	IssuedOn   *clock.Day         `json:"issued_on,omitempty" format:"date"`
	ValidUntil *clock.Day         `json:"valid_until,omitempty" format:"date" doc:"the last day; absent when it does not lapse"`
	Note       string             `json:"note" maxLength:"2000"`
	Claims     []PortfolioClaimed `json:"claims"`
}

// PortfolioNew is a new item.
type PortfolioNew struct {
	PortfolioDraft

	ID uuid.UUID `json:"id" doc:"made by the client; the same id is kept once"`
}

// PortfolioItem is an item in a list.
type PortfolioItem struct {
	ID          uuid.UUID  `json:"id"`
	Kind        string     `json:"kind" enum:"certificate,degree,course,experience,product"`
	Title       string     `json:"title"`
	Issuer      string     `json:"issuer"`
	IssuedOn    *clock.Day `json:"issued_on,omitempty" format:"date"`
	ValidUntil  *clock.Day `json:"valid_until,omitempty" format:"date"`
	State       string     `json:"state" enum:"idle,waiting,in_review,accepted,refused"`
	SubmittedAt *time.Time `json:"submitted_at,omitempty"`
	DecidedAt   *time.Time `json:"decided_at,omitempty"`
	StaffID     uuid.UUID  `json:"staff_id"`
	Code        string     `json:"code"`
	FullName    string     `json:"full_name"`
	Unit        string     `json:"unit"`
	Taker       string     `json:"taker,omitempty"`
	Claims      int        `json:"claims" doc:"how many competencies"`
	Files       int        `json:"files" doc:"how many papers"`
}

// PortfolioClaim is a competency an item is said, and was found, to show.
type PortfolioClaim struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level" doc:"as claimed"`
	Shown      *int16                    `json:"shown,omitempty" doc:"as found"`
	Note       string                    `json:"note,omitempty"`
	Settled    int16                     `json:"settled" doc:"the person's level today"`
}

// PortfolioFile is a paper.
type PortfolioFile struct {
	ID        uuid.UUID `json:"id"`
	Name      string    `json:"name"`
	Type      string    `json:"type"`
	Size      int       `json:"size"`
	SHA256    string    `json:"sha256"`
	CreatedAt time.Time `json:"created_at"`
}

// PortfolioDetail is an item with all that belongs to it.
type PortfolioDetail struct {
	PortfolioItem

	Note     string           `json:"note"`
	Words    string           `json:"words,omitempty" doc:"the reviewer's"`
	Decider  string           `json:"decider,omitempty"`
	Claimed  []PortfolioClaim `json:"claimed"`
	Papers   []PortfolioFile  `json:"papers"`
	Can      []string         `json:"can" enum:"submit,recall,reopen,take,release,accept,refuse"`
	CanWrite bool             `json:"can_write"`
	Missing  []string         `json:"missing" doc:"keys of what it lacks to be submitted"`
}

// PortfolioFound is the level a reviewer found.
type PortfolioFound struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"0" maximum:"5"`
	Note         string    `json:"note" maxLength:"500"`
}

// PortfolioJudgement accepts an item.
type PortfolioJudgement struct {
	Levels []PortfolioFound `json:"levels"`
	Words  string           `json:"words" maxLength:"1000"`
}

// PortfolioRefusal refuses an item.
type PortfolioRefusal struct {
	Reason string `json:"reason" maxLength:"1000"`
}

// PortfolioEffect is what accepting would do to one level.
type PortfolioEffect struct {
	CompetencyID uuid.UUID      `json:"competency_id"`
	Before       int16          `json:"before"`
	After        int16          `json:"after"`
	ReasonKey    string         `json:"reason_key"`
	ReasonArgs   map[string]any `json:"reason_args,omitempty"`
}

func (d PortfolioDraft) item(id uuid.UUID) (Item, []Claim) {
	i := Item{ID: id, Kind: d.Kind, Title: d.Title, Issuer: d.Issuer, Note: d.Note}
	if d.IssuedOn != nil {
		i.IssuedOn = *d.IssuedOn
	}
	if d.ValidUntil != nil {
		i.ValidUntil = *d.ValidUntil
	}
	claims := make([]Claim, 0, len(d.Claims))
	for _, c := range d.Claims {
		claims = append(claims, Claim{CompetencyID: c.CompetencyID, Level: c.Level})
	}
	return i, claims
}

func foundOf(levels []PortfolioFound) []Claim {
	claims := make([]Claim, 0, len(levels))
	for _, l := range levels {
		claims = append(claims, Claim{CompetencyID: l.CompetencyID, Shown: &l.Level, Note: l.Note})
	}
	return claims
}

func itemBody(v View) PortfolioItem {
	return PortfolioItem{
		ID: v.ID, Kind: v.Kind, Title: v.Title, Issuer: v.Issuer, IssuedOn: day(v.IssuedOn), ValidUntil: day(v.ValidUntil),
		State: string(v.State), SubmittedAt: v.SubmittedAt, DecidedAt: v.DecidedAt, StaffID: v.StaffID, Code: v.Code,
		FullName: v.FullName, Unit: v.Unit, Taker: v.Taker, Claims: v.Claims, Files: v.Files,
	}
}

func day(d clock.Day) *clock.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}

func detailOf(d Detail) PortfolioDetail {
	body := PortfolioDetail{
		PortfolioItem: itemBody(d.View), Note: d.Note, Words: d.Words, Decider: d.Decider, CanWrite: d.CanWrite,
		Claimed: make([]PortfolioClaim, 0, len(d.Claimed)), Papers: make([]PortfolioFile, 0, len(d.Papers)),
		Can: make([]string, 0, len(d.Can)), Missing: append([]string{}, d.Missing...),
	}
	for _, c := range d.Claimed {
		body.Claimed = append(body.Claimed, PortfolioClaim{
			Competency: competency.BodyOf(d.ByID[c.CompetencyID]), Level: c.Level, Shown: c.Shown, Note: c.Note, Settled: d.Levels[c.CompetencyID],
		})
	}
	for _, f := range d.Papers {
		body.Papers = append(body.Papers, PortfolioFile{
			ID: f.ID, Name: f.Name, Type: f.Type, Size: f.Size, SHA256: hex.EncodeToString(f.SHA256), CreatedAt: f.CreatedAt,
		})
	}
	for _, c := range d.Can {
		body.Can = append(body.Can, string(c))
	}
	return body
}
