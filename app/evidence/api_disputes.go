package evidence

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

// EvidenceObjection is what a person said of a level of theirs, and the answer.
type EvidenceObjection struct {
	ID            uuid.UUID  `json:"id"`
	EntryID       *uuid.UUID `json:"entry_id,omitempty" doc:"the entry it is about; absent for the level as a whole"`
	Text          string     `json:"text"`
	State         string     `json:"state" enum:"open,answered"`
	CreatedAt     time.Time  `json:"created_at"`
	Answer        string     `json:"answer,omitempty"`
	Answerer      string     `json:"answerer,omitempty"`
	AnsweredAt    *time.Time `json:"answered_at,omitempty"`
	AnswerEntryID *uuid.UUID `json:"answer_entry_id,omitempty" doc:"what was changed in the ledger for it"`
}

// EvidenceDispute is an objection in a list over people.
type EvidenceDispute struct {
	EvidenceObjection

	StaffID      uuid.UUID `json:"staff_id"`
	Code         string    `json:"code"`
	FullName     string    `json:"full_name"`
	Unit         string    `json:"unit"`
	CompetencyID uuid.UUID `json:"competency_id"`
	NameVI       string    `json:"name_vi"`
	NameEN       string    `json:"name_en"`
	Level        int16     `json:"level" doc:"today"`
}

// EvidenceNewDispute is what a person says of a level of theirs.
type EvidenceNewDispute struct {
	ID      uuid.UUID  `json:"id" doc:"made by the client; the same id is noted once"`
	EntryID *uuid.UUID `json:"entry_id,omitempty"`
	Text    string     `json:"text" maxLength:"1000"`
}

// EvidenceAnswer closes a dispute.
type EvidenceAnswer struct {
	Answer  string     `json:"answer" maxLength:"1000"`
	EntryID *uuid.UUID `json:"entry_id,omitempty" doc:"an entry or a withdrawal that followed from it"`
}

type objectInput struct {
	CompetencyID uuid.UUID `path:"competency_id"`
	Body         EvidenceNewDispute
}

type disputesInput struct {
	web.Paging

	State string `query:"state" enum:"open,answered"`
}

type answerInput struct {
	ID   uuid.UUID `path:"id"`
	Body EvidenceAnswer
}

// disputeRoutes serves what people say of levels they hold to be wrong.
func disputeRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-dispute", Method: http.MethodPost, Path: "/evidence/mine/{competency_id}/disputes", Permission: access.EvidenceSelf,
		Summary: "Say that a level of mine is wrong, to my superiors",
	}, func(ctx context.Context, in *objectInput) (*web.Body[EvidenceDispute], error) {
		d, err := svc.Object(ctx, Dispute{
			ID: in.Body.ID, CompetencyID: in.CompetencyID, EntryID: value(in.Body.EntryID), Text: in.Body.Text,
		})
		return disputeBody(d, err)
	})
	web.Handle(s, web.Route{
		ID: "evidence-disputes-mine", Method: http.MethodGet, Path: "/evidence/disputes/mine", Permission: access.EvidenceSelf,
		Summary: "What I said of levels of mine, the latest first",
	}, func(ctx context.Context, in *disputesInput) (*web.Body[web.List[EvidenceDispute]], error) {
		return disputePage(ctx, in, svc.MyDisputes)
	})
	web.Handle(s, web.Route{
		ID: "evidence-disputes", Method: http.MethodGet, Path: "/evidence/disputes", Permission: access.EvidenceAppraise,
		Summary: "What people of my scope said of levels of theirs, the latest first",
	}, func(ctx context.Context, in *disputesInput) (*web.Body[web.List[EvidenceDispute]], error) {
		return disputePage(ctx, in, svc.Disputes)
	})
	web.Handle(s, web.Route{
		ID: "evidence-dispute-answer", Method: http.MethodPost, Path: "/evidence/disputes/{id}/answer", Permission: access.EvidenceAppraise,
		Summary: "Answer what someone said of a level of theirs",
	}, func(ctx context.Context, in *answerInput) (*web.Body[EvidenceDispute], error) {
		d, err := svc.AnswerDispute(ctx, in.ID, in.Body.Answer, value(in.Body.EntryID))
		return disputeBody(d, err)
	})
}

func disputePage(
	ctx context.Context, in *disputesInput, list func(context.Context, DisputeFilter) ([]DisputeView, error),
) (*web.Body[web.List[EvidenceDispute]], error) {
	after, err := page.Parse(in.After, disputeKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := list(ctx, DisputeFilter{State: in.State, Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(d DisputeView) string {
		return page.Cursor(d.CreatedAt.UTC().Format(time.RFC3339Nano), d.ID.String())
	})
	items := make([]EvidenceDispute, 0, len(found))
	for _, d := range found {
		items = append(items, disputeOf(d))
	}
	return &web.Body[web.List[EvidenceDispute]]{Body: web.List[EvidenceDispute]{Items: items, Next: next}}, nil
}

func disputeBody(d DisputeView, err error) (*web.Body[EvidenceDispute], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[EvidenceDispute]{Body: disputeOf(d)}, nil
}

func disputeOf(d DisputeView) EvidenceDispute {
	return EvidenceDispute{
		EvidenceObjection: objection(d.Dispute, d.Answerer),
		StaffID:           d.StaffID, Code: d.Code, FullName: d.FullName, Unit: d.Unit,
		CompetencyID: d.CompetencyID, NameVI: d.NameVI, NameEN: d.NameEN, Level: d.Level,
	}
}

func objection(d Dispute, answerer string) EvidenceObjection {
	return EvidenceObjection{
		ID: d.ID, EntryID: pointer(d.EntryID), Text: d.Text, State: d.State, CreatedAt: d.CreatedAt, Answer: d.Answer,
		Answerer: answerer, AnsweredAt: d.AnsweredAt, AnswerEntryID: pointer(d.AnswerEntryID),
	}
}

func objectionBodies(found []Dispute, names map[uuid.UUID]string) []EvidenceObjection {
	bodies := make([]EvidenceObjection, 0, len(found))
	for _, d := range found {
		bodies = append(bodies, objection(d, names[d.AnsweredBy]))
	}
	return bodies
}

func value(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
