package reviews

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
)

// ReviewInput is a review to launch.
type ReviewInput struct {
	Title        string      `json:"title" minLength:"3" maxLength:"200"`
	Note         string      `json:"note" maxLength:"2000"`
	Deadline     clock.Day   `json:"deadline" format:"date"`
	Threshold    int16       `json:"threshold" minimum:"1" maximum:"4" doc:"from how many levels apart an item is calibrated"`
	AskSelf      bool        `json:"ask_self"`
	AskSuperior  bool        `json:"ask_superior"`
	AskTest      bool        `json:"ask_test"`
	Units        []uuid.UUID `json:"units" maxItems:"500" nullable:"false" doc:"empty: all"`
	Positions    []uuid.UUID `json:"positions" maxItems:"200" nullable:"false" doc:"empty: all"`
	Competencies []uuid.UUID `json:"competencies" maxItems:"200" nullable:"false" doc:"empty: all that posts require"`
}

// ReviewReach is how much a choice would ask.
type ReviewReach struct {
	Parts  int `json:"parts"`
	People int `json:"people"`
	Items  int `json:"items"`
}

// ReviewBody is a review with the sums of what the reader may see.
type ReviewBody struct {
	ID           uuid.UUID  `json:"id"`
	Title        string     `json:"title"`
	Note         string     `json:"note"`
	Deadline     clock.Day  `json:"deadline" format:"date"`
	Threshold    int16      `json:"threshold"`
	AskSelf      bool       `json:"ask_self"`
	AskSuperior  bool       `json:"ask_superior"`
	AskTest      bool       `json:"ask_test"`
	State        string     `json:"state" enum:"launching,cancelling,open,closed"`
	LaunchedAt   time.Time  `json:"launched_at"`
	ClosedAt     *time.Time `json:"closed_at,omitempty"`
	Parts        int        `json:"parts"`
	Made         int        `json:"made" doc:"parts that are ready; fewer than parts while the review is being launched"`
	Locked       int        `json:"locked" doc:"parts that are locked"`
	People       int        `json:"people"`
	Items        int        `json:"items"`
	SelfDone     int        `json:"self_done"`
	SuperiorDone int        `json:"superior_done"`
}

// ReviewPart is what one unit has to do.
type ReviewPart struct {
	ID           uuid.UUID  `json:"id"`
	ReviewID     uuid.UUID  `json:"review_id"`
	Unit         string     `json:"unit"`
	UnitID       uuid.UUID  `json:"unit_id"`
	State        string     `json:"state" enum:"open,finished,locked"`
	People       int        `json:"people"`
	Items        int        `json:"items"`
	SelfDone     int        `json:"self_done"`
	SuperiorDone int        `json:"superior_done"`
	Apart        int        `json:"apart" doc:"items too far apart"`
	FinishedAt   *time.Time `json:"finished_at,omitempty"`
	LockedAt     *time.Time `json:"locked_at,omitempty"`
	Can          []string   `json:"can,omitempty" doc:"what the reader may do to it now: finish, reopen, lock, unlock"`
}

// ReviewPerson is someone of a part.
type ReviewPerson struct {
	StaffID      uuid.UUID `json:"staff_id"`
	Name         string    `json:"name"`
	Unit         string    `json:"unit"`
	Items        int       `json:"items"`
	SelfDone     int       `json:"self_done"`
	SuperiorDone int       `json:"superior_done"`
	Apart        int       `json:"apart" doc:"items too far apart"`
	ExcusedOn    clock.Day `json:"excused_on,omitzero" format:"date" doc:"the day they left; nobody answers for them any more"`
	Appraiser    string    `json:"appraiser,omitempty" doc:"named for this review"`
}

// ReviewItem is one competency of somebody in a review.
type ReviewItem struct {
	ID             uuid.UUID                        `json:"id"`
	Competency     competency.CompetencyBody        `json:"competency"`
	Indicators     []competency.CompetencyIndicator `json:"indicators"`
	Required       int16                            `json:"required"`
	EvidenceLevel  int16                            `json:"evidence_level"`
	SelfLevel      *int16                           `json:"self_level,omitempty"`
	SelfNote       string                           `json:"self_note,omitempty"`
	SuperiorLevel  *int16                           `json:"superior_level,omitempty"`
	SuperiorNote   string                           `json:"superior_note,omitempty"`
	TestLevel      *int16                           `json:"test_level,omitempty"`
	Decision       string                           `json:"decision,omitempty" enum:"accept,observe,override"`
	DecidedLevel   *int16                           `json:"decided_level,omitempty"`
	DecisionReason string                           `json:"decision_reason,omitempty"`
}

// ReviewOfPerson is what a review holds of somebody.
type ReviewOfPerson struct {
	Review ReviewBody   `json:"review"`
	Part   ReviewPart   `json:"part"`
	Name   string       `json:"name"`
	May    bool         `json:"may" doc:"whether the reader may answer now"`
	Items  []ReviewItem `json:"items"`
}

// ReviewMine is a review that asks the reader.
type ReviewMine struct {
	Review ReviewBody `json:"review"`
	State  string     `json:"state" enum:"open,finished,locked" doc:"of the reader's unit"`
	Items  int        `json:"items"`
	Done   int        `json:"done"`
}

// ReviewAnswer is a level somebody says.
type ReviewAnswer struct {
	Level int16  `json:"level" minimum:"0" maximum:"5"`
	Note  string `json:"note" maxLength:"1000"`
}

// ReviewApart is an item that lies too far apart.
type ReviewApart struct {
	ID             uuid.UUID                 `json:"id"`
	StaffID        uuid.UUID                 `json:"staff_id"`
	Name           string                    `json:"name"`
	Unit           string                    `json:"unit"`
	Competency     competency.CompetencyBody `json:"competency"`
	Required       int16                     `json:"required"`
	EvidenceLevel  int16                     `json:"evidence_level"`
	SelfLevel      *int16                    `json:"self_level,omitempty"`
	SuperiorLevel  *int16                    `json:"superior_level,omitempty"`
	TestLevel      *int16                    `json:"test_level,omitempty"`
	Apart          int16                     `json:"apart" doc:"levels between the farthest two"`
	Decision       string                    `json:"decision,omitempty" enum:"accept,observe,override"`
	DecidedLevel   *int16                    `json:"decided_level,omitempty"`
	DecisionReason string                    `json:"decision_reason,omitempty"`
	Can            []string                  `json:"can" doc:"decisions open to the reader"`
}

// ReviewDecision is what follows from an item that lies apart.
type ReviewDecision struct {
	Decision string     `json:"decision" enum:"accept,observe,override"`
	Level    int16      `json:"level,omitempty" minimum:"0" maximum:"5"`
	Reason   string     `json:"reason" maxLength:"1000"`
	Until    *clock.Day `json:"until,omitempty" format:"date" doc:"of an override"`
}

// ReviewDeed is something done to a part.
type ReviewDeed struct {
	Deed   string `json:"deed" enum:"finish,reopen,lock,unlock"`
	Reason string `json:"reason" maxLength:"1000" doc:"of unlocking"`
}

// ReviewReminder narrows a reminder to one part.
type ReviewReminder struct {
	PartID *uuid.UUID `json:"part_id,omitempty"`
}

// ReviewReminded is how many people were reminded.
type ReviewReminded struct {
	People int `json:"people"`
}

// ReviewReport is what a review found.
type ReviewReport struct {
	Review       ReviewBody               `json:"review"`
	Parts        []ReviewReportPart       `json:"parts"`
	Competencies []ReviewReportCompetency `json:"competencies"`
	Apart        int                      `json:"apart"`
	Undecided    int                      `json:"undecided"`
	MetBefore    int                      `json:"met_before"`
	MetNow       int                      `json:"met_now"`
	CriticalGaps int                      `json:"critical_gaps"`
}

// ReviewReportPart sums one unit.
type ReviewReportPart struct {
	Unit         string `json:"unit"`
	State        string `json:"state" enum:"open,finished,locked"`
	People       int    `json:"people"`
	Items        int    `json:"items"`
	SelfDone     int    `json:"self_done"`
	SuperiorDone int    `json:"superior_done"`
	MetBefore    int    `json:"met_before"`
	MetNow       int    `json:"met_now"`
	Apart        int    `json:"apart"`
	CriticalGaps int    `json:"critical_gaps"`
}

// ReviewReportCompetency sums one competency; means in thousandths of a level, −1
// where nobody answered.
type ReviewReportCompetency struct {
	Code         string `json:"code"`
	NameVI       string `json:"name_vi"`
	NameEN       string `json:"name_en"`
	Items        int    `json:"items"`
	MetNow       int    `json:"met_now"`
	MeanSelf     int    `json:"mean_self"`
	MeanSuperior int    `json:"mean_superior"`
	MeanEvidence int    `json:"mean_evidence"`
	MeanRequired int    `json:"mean_required"`
}

func body(r Review) ReviewBody {
	return ReviewBody{
		ID: r.ID, Title: r.Title, Note: r.Note, Deadline: r.Deadline, Threshold: r.Threshold, AskSelf: r.AskSelf,
		AskSuperior: r.AskSuperior, AskTest: r.AskTest, State: r.State, LaunchedAt: r.LaunchedAt, ClosedAt: r.ClosedAt,
	}
}

func countedBody(c Counted) ReviewBody {
	b := body(c.Review)
	b.Parts, b.Made, b.Locked, b.People, b.Items, b.SelfDone, b.SuperiorDone = c.Parts, c.Made, c.Locked, c.People, c.Items, c.SelfDone, c.SuperiorDone
	return b
}

func partBody(p Part, can []Deed) ReviewPart {
	b := ReviewPart{
		ID: p.ID, ReviewID: p.ReviewID, Unit: p.UnitName, UnitID: p.UnitID, State: p.State, People: p.People, Items: p.Items,
		SelfDone: p.SelfDone, SuperiorDone: p.SuperiorDone, Apart: p.Apart, FinishedAt: p.FinishedAt, LockedAt: p.LockedAt,
	}
	for _, d := range can {
		b.Can = append(b.Can, string(d))
	}
	return b
}

func itemBody(i Item, c competency.Competency, indicators []competency.Indicator) ReviewItem {
	return ReviewItem{
		ID: i.ID, Competency: competency.BodyOf(c), Indicators: competency.IndicatorBodies(indicators), Required: i.Required,
		EvidenceLevel: i.EvidenceLevel, SelfLevel: i.SelfLevel, SelfNote: i.SelfNote, SuperiorLevel: i.SuperiorLevel,
		SuperiorNote: i.SuperiorNote, TestLevel: i.TestLevel, Decision: i.Decision, DecidedLevel: i.DecidedLevel, DecisionReason: i.DecisionReason,
	}
}

func reportBody(r Report) ReviewReport {
	total := r.Total()
	out := ReviewReport{
		Review: body(r.Review), Parts: make([]ReviewReportPart, 0, len(r.Parts)), Competencies: make([]ReviewReportCompetency, 0, len(r.Competencies)),
		Apart: total.Apart, MetBefore: total.MetBefore, MetNow: total.MetNow, CriticalGaps: total.CriticalGaps,
	}
	out.Review.Parts, out.Review.People, out.Review.Items = len(r.Parts), total.People, total.Items
	out.Review.SelfDone, out.Review.SuperiorDone = total.SelfDone, total.SuperiorDone
	out.Review.Made = len(r.Parts)
	for _, p := range r.Parts {
		out.Parts = append(out.Parts, ReviewReportPart(p))
		if p.State == PartLocked {
			out.Review.Locked++
		}
	}
	for _, c := range r.Competencies {
		out.Competencies = append(out.Competencies, ReviewReportCompetency{
			Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, Items: c.Items, MetNow: c.MetNow, MeanSelf: c.MeanSelf,
			MeanSuperior: c.MeanSuperior, MeanEvidence: c.MeanEvidence, MeanRequired: c.MeanRequired,
		})
	}
	for _, c := range r.Calibrated {
		if c.Decision == "" {
			out.Undecided++
		}
	}
	return out
}
