package procedures

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/page"
	"camtay/app/web"
)

// ProcedureBody is a procedure in full.
type ProcedureBody struct {
	ID            uuid.UUID          `json:"id"`
	Slug          string             `json:"slug"`
	Code          string             `json:"code"`
	NameVI        string             `json:"name_vi"`
	NameEN        string             `json:"name_en"`
	FieldVI       string             `json:"field_vi"`
	OwnerOffice   string             `json:"owner_office"`
	Components    []Component        `json:"components"`
	Deadline      Deadline           `json:"deadline"`
	Fee           Fee                `json:"fee"`
	Steps         []Step             `json:"steps"`
	CommonDefects []string           `json:"common_defects"`
	LegalBasis    []string           `json:"legal_basis"`
	ResultVI      string             `json:"result_vi"`
	Notes         string             `json:"notes"`
	CodeStatus    string             `json:"code_status"`
	FactStatus    string             `json:"fact_status"`
	VerifiedOn    clock.Day          `json:"verified_on"`
	UpdatedAt     time.Time          `json:"updated_at"`
	Can           ProcedureCanChange `json:"can"`
}

// ProcedureCanChange tells the client what the caller may do.
type ProcedureCanChange struct {
	Edit bool `json:"edit"`
}

// ProcedureLine is a procedure in a list.
type ProcedureLine struct {
	ID         uuid.UUID `json:"id"`
	Code       string    `json:"code"`
	NameVI     string    `json:"name_vi"`
	NameEN     string    `json:"name_en"`
	FieldVI    string    `json:"field_vi"`
	Deadline   Deadline  `json:"deadline"`
	Fee        Fee       `json:"fee"`
	VerifiedOn clock.Day `json:"verified_on"`
}

// DossierStatusBody is one status of a dossier.
type DossierStatusBody struct {
	Code        int    `json:"code"`
	NameVI      string `json:"name_vi"`
	NameEN      string `json:"name_en"`
	Identifier  string `json:"identifier"`
	AllowedNext []int  `json:"allowed_next"`
	SLAClock    string `json:"sla_clock" enum:"not_started,running,paused,stopped"`
	Form        string `json:"form"`
}

type findInput struct {
	ID uuid.UUID `path:"id"`
}

type editInput struct {
	ID   uuid.UUID `path:"id"`
	Body struct {
		Components []Component `json:"components" minItems:"1" maxItems:"50"`
		Deadline   Deadline    `json:"deadline"`
		Fee        Fee         `json:"fee"`
		Notes      string      `json:"notes" maxLength:"4000"`
		VerifiedOn clock.Day   `json:"verified_on,omitempty"`
		UpdatedAt  time.Time   `json:"updated_at" doc:"as last read"`
	}
}

// Routes serves procedures: everyone reads, officers edit.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "procedures-list", Method: http.MethodGet, Path: "/procedures", Permission: access.ProceduresRead,
		Summary: "Search procedures by name, code or field",
	}, func(ctx context.Context, in *web.Paging) (*web.Body[web.List[ProcedureLine]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := List(ctx, svc.db, in.Q, after, limit)
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(p Procedure) string { return page.Cursor(p.NameVI, p.ID.String()) })
		lines := make([]ProcedureLine, 0, len(found))
		for _, p := range found {
			lines = append(lines, ProcedureLine{
				ID: p.ID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, FieldVI: p.FieldVI,
				Deadline: p.Deadline, Fee: p.Fee, VerifiedOn: p.VerifiedOn,
			})
		}
		return &web.Body[web.List[ProcedureLine]]{Body: web.List[ProcedureLine]{Items: lines, Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "procedures-statuses", Method: http.MethodGet, Path: "/procedures/statuses", Permission: access.ProceduresRead,
		Summary: "The statuses a dossier can have",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[DossierStatusBody]], error) {
		statuses, err := Statuses(ctx, svc.db)
		if err != nil {
			return nil, err
		}
		out := make([]DossierStatusBody, 0, len(statuses))
		for _, st := range statuses {
			out = append(out, DossierStatusBody{
				Code: st.Code, NameVI: st.NameVI, NameEN: st.NameEN, Identifier: st.Identifier,
				AllowedNext: st.AllowedNext, SLAClock: st.SLAClock, Form: st.Form,
			})
		}
		return &web.Body[web.List[DossierStatusBody]]{Body: web.List[DossierStatusBody]{Items: out}}, nil
	})

	web.Handle(s, web.Route{
		ID: "procedures-find", Method: http.MethodGet, Path: "/procedures/{id}", Permission: access.ProceduresRead,
		Summary: "One procedure in full",
	}, func(ctx context.Context, in *findInput) (*web.Body[ProcedureBody], error) {
		p, err := Find(ctx, svc.db, in.ID)
		if errors.Is(err, ErrNotFound) {
			return nil, fault.New(fault.NotFound, "procedures.not_found")
		}
		if err != nil {
			return nil, err
		}
		return &web.Body[ProcedureBody]{Body: bodyOf(ctx, p)}, nil
	})

	web.Handle(s, web.Route{
		ID: "procedures-change", Method: http.MethodPut, Path: "/procedures/{id}", Permission: access.ProceduresEdit,
		Summary: "Change components, deadline, fee and notes of a procedure",
	}, func(ctx context.Context, in *editInput) (*web.Body[ProcedureBody], error) {
		p, err := svc.Change(ctx, in.ID, Edit{
			Components: in.Body.Components, Deadline: in.Body.Deadline, Fee: in.Body.Fee,
			Notes: in.Body.Notes, VerifiedOn: in.Body.VerifiedOn, Seen: in.Body.UpdatedAt,
		})
		if err != nil {
			return nil, err
		}
		return &web.Body[ProcedureBody]{Body: bodyOf(ctx, p)}, nil
	})
}

func bodyOf(ctx context.Context, p Procedure) ProcedureBody {
	return ProcedureBody{
		ID: p.ID, Slug: p.Slug, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, FieldVI: p.FieldVI,
		OwnerOffice: p.OwnerOffice, Components: p.Components, Deadline: p.Deadline, Fee: p.Fee, Steps: p.Steps,
		CommonDefects: p.CommonDefects, LegalBasis: p.LegalBasis, ResultVI: p.ResultVI, Notes: p.Notes,
		CodeStatus: p.CodeStatus, FactStatus: p.FactStatus, VerifiedOn: p.VerifiedOn, UpdatedAt: p.UpdatedAt,
		Can: ProcedureCanChange{Edit: access.Who(ctx).Holds(access.ProceduresEdit)},
	}
}
