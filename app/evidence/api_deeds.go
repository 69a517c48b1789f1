package evidence

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// EvidenceCan says what the reader may do about a level.
type EvidenceCan struct {
	Appraise bool `json:"appraise"`
	Observe  bool `json:"observe"`
	Override bool `json:"override"`
	Assess   bool `json:"assess" doc:"their own level"`
	Dispute  bool `json:"dispute" doc:"their own level"`
}

// EvidenceSelfDeed is how a person sees their own level.
type EvidenceSelfDeed struct {
	ID    uuid.UUID `json:"id" doc:"made by the client; the same id is noted once"`
	Level int16     `json:"level" minimum:"0" maximum:"5"`
	Note  string    `json:"note" maxLength:"1000"`
}

// EvidenceAppraisalDeed is how a superior sees someone's level.
type EvidenceAppraisalDeed struct {
	ID     uuid.UUID `json:"id" doc:"made by the client; the same id is noted once"`
	Level  int16     `json:"level" minimum:"0" maximum:"5"`
	Reason string    `json:"reason" maxLength:"1000"`
	Try    bool      `json:"try" doc:"only say what it would do"`
}

// EvidenceObservationDeed is what an assessor saw at work.
type EvidenceObservationDeed struct {
	ID     uuid.UUID  `json:"id" doc:"made by the client; the same id is noted once"`
	Level  int16      `json:"level" minimum:"0" maximum:"5"`
	Reason string     `json:"reason" maxLength:"1000"`
	SeenOn *clock.Day `json:"seen_on,omitempty" format:"date" doc:"today when left out"`
	Try    bool       `json:"try" doc:"only say what it would do"`
}

// EvidenceOverrideDeed sets a level until a day.
type EvidenceOverrideDeed struct {
	ID     uuid.UUID `json:"id" doc:"made by the client; the same id is noted once"`
	Level  int16     `json:"level" minimum:"0" maximum:"5"`
	Reason string    `json:"reason" maxLength:"1000"`
	Until  clock.Day `json:"until" format:"date" doc:"the last day, at most 24 months ahead"`
	Try    bool      `json:"try" doc:"only say what it would do"`
}

// EvidenceWithdrawalDeed takes an entry back.
type EvidenceWithdrawalDeed struct {
	ID     uuid.UUID `json:"id" doc:"made by the client; the same id is noted once"`
	Reason string    `json:"reason" maxLength:"1000"`
	Try    bool      `json:"try" doc:"only say what it would do"`
}

// EvidenceEffect is what a deed did or would do. The levels are absent for those
// who may not read the person's.
type EvidenceEffect struct {
	EntryID    *uuid.UUID     `json:"entry_id,omitempty"`
	Posted     bool           `json:"posted" doc:"false when only tried, and when the id was there already"`
	Before     *int16         `json:"before,omitempty"`
	After      *int16         `json:"after,omitempty"`
	ReasonKey  string         `json:"reason_key,omitempty" doc:"what the entry does for the level"`
	ReasonArgs map[string]any `json:"reason_args,omitempty"`
}

type selfInput struct {
	CompetencyID uuid.UUID `path:"competency_id"`
	Body         EvidenceSelfDeed
}

type deedInput[B any] struct {
	StaffID      uuid.UUID `path:"staff_id"`
	CompetencyID uuid.UUID `path:"competency_id"`
	Body         B
}

type withdrawalInput struct {
	ID   uuid.UUID `path:"id"`
	Body EvidenceWithdrawalDeed
}

// deedRoutes serves what people add to the ledger by hand.
func deedRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-assess-myself", Method: http.MethodPost, Path: "/evidence/mine/{competency_id}/self", Permission: access.EvidenceSelf,
		Summary: "Note how I see my own level; it never counts",
	}, func(ctx context.Context, in *selfInput) (*web.Body[EvidenceEffect], error) {
		return effectBody(svc.AssessMyself(ctx, in.CompetencyID, Deed{ID: in.Body.ID, Level: in.Body.Level, Reason: in.Body.Note}))
	})
	const about = "/evidence/people/{staff_id}/{competency_id}"
	web.Handle(s, web.Route{
		ID: "evidence-appraise", Method: http.MethodPost, Path: about + "/appraisal", Permission: access.EvidenceAppraise,
		Summary: "Appraise someone's level, or see what that would do",
	}, func(ctx context.Context, in *deedInput[EvidenceAppraisalDeed]) (*web.Body[EvidenceEffect], error) {
		d := Deed{ID: in.Body.ID, Act: DeedAppraisal, Level: in.Body.Level, Reason: in.Body.Reason}
		return effectBody(svc.Say(ctx, in.StaffID, in.CompetencyID, d, in.Body.Try))
	})
	web.Handle(s, web.Route{
		ID: "evidence-observe", Method: http.MethodPost, Path: about + "/observation", Permission: access.EvidenceObserve,
		Summary: "Write down what was observed at work, or see what that would do",
	}, func(ctx context.Context, in *deedInput[EvidenceObservationDeed]) (*web.Body[EvidenceEffect], error) {
		d := Deed{ID: in.Body.ID, Act: DeedObservation, Level: in.Body.Level, Reason: in.Body.Reason}
		if in.Body.SeenOn != nil {
			d.SeenOn = *in.Body.SeenOn
		}
		return effectBody(svc.Say(ctx, in.StaffID, in.CompetencyID, d, in.Body.Try))
	})
	web.Handle(s, web.Route{
		ID: "evidence-override", Method: http.MethodPost, Path: about + "/override", Permission: access.EvidenceOverride,
		Summary: "Set someone's level until a day, or see what that would do",
	}, func(ctx context.Context, in *deedInput[EvidenceOverrideDeed]) (*web.Body[EvidenceEffect], error) {
		d := Deed{ID: in.Body.ID, Act: DeedOverride, Level: in.Body.Level, Reason: in.Body.Reason, Until: in.Body.Until}
		return effectBody(svc.Say(ctx, in.StaffID, in.CompetencyID, d, in.Body.Try))
	})
	web.Handle(s, web.Route{
		ID: "evidence-withdraw", Method: http.MethodPost, Path: "/evidence/entries/{id}/withdraw", Permission: access.EvidenceWithdraw,
		Summary: "Take an entry back by a new one, or see what that would do",
	}, func(ctx context.Context, in *withdrawalInput) (*web.Body[EvidenceEffect], error) {
		return effectBody(svc.Withdraw(ctx, in.ID, in.Body.ID, in.Body.Reason, in.Body.Try))
	})
}

func effectBody(e Effect, err error) (*web.Body[EvidenceEffect], error) {
	if err != nil {
		return nil, err
	}
	body := EvidenceEffect{EntryID: pointer(e.EntryID), Posted: e.Posted}
	if e.Open {
		body.Before, body.After = &e.Before, &e.After
		body.ReasonKey, body.ReasonArgs = e.Verdict.Key, e.Verdict.Args
	}
	return &web.Body[EvidenceEffect]{Body: body}, nil
}
