package classes

import (
	"context"
	"net/http"

	"camtay/app/access"
	"camtay/app/web"
)

// Routes serves the classes. Literal paths come before /classes/{id}, which
// would swallow them.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "classes-mine", Method: http.MethodGet, Path: "/classes/mine", Permission: access.ClassesSelf,
		Summary: "My own places in classes, latest class first",
	}, func(ctx context.Context, in *web.Paging) (*web.Body[web.List[SeatBody]], error) {
		return answer(svc.Mine(ctx, *in))
	})
	routePlans(s, svc)
	routeSeats(s, svc)
	routeAttendance(s, svc)
}

func routePlans(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "classes", Method: http.MethodGet, Path: "/classes", Permission: access.ClassesRead,
		Summary: "Classes I organise, train or may nominate to, latest first",
	}, func(ctx context.Context, in *classesInput) (*web.Body[web.List[ClassBody]], error) {
		return answer(svc.List(ctx, *in))
	})
	web.Handle(s, web.Route{
		ID: "classes-create", Method: http.MethodPost, Path: "/classes", Permission: access.ClassesCreate,
		Summary: "Plan a class", Status: http.StatusCreated,
	}, func(ctx context.Context, in *createInput) (*web.Body[ClassDetail], error) {
		id, err := svc.Create(ctx, planOf(in.Body))
		if err != nil {
			return nil, err
		}
		return answer(svc.Detail(ctx, id))
	})
	web.Handle(s, web.Route{
		ID: "class", Method: http.MethodGet, Path: "/classes/{id}", Permission: access.ClassesRead,
		Summary: "One class with its sessions, quotas and the nominations I may see",
	}, func(ctx context.Context, in *classInput) (*web.Body[ClassDetail], error) {
		return answer(svc.Detail(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "class-edit", Method: http.MethodPut, Path: "/classes/{id}", Permission: access.ClassesCreate,
		Summary: "Change a class that has not begun",
	}, func(ctx context.Context, in *editInput) (*web.Body[ClassDetail], error) {
		if err := svc.Edit(ctx, in.ID, planOf(in.Body), in.Body.UpdatedAt); err != nil {
			return nil, err
		}
		return answer(svc.Detail(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "class-open", Method: http.MethodPost, Path: "/classes/{id}/open", Permission: access.ClassesCreate,
		Summary: "Open a draft for nominations",
	}, func(ctx context.Context, in *classInput) (*web.Body[ClassDetail], error) {
		if err := svc.Open(ctx, in.ID); err != nil {
			return nil, err
		}
		return answer(svc.Detail(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "class-cancel", Method: http.MethodPost, Path: "/classes/{id}/cancel", Permission: access.ClassesCreate,
		Summary: "Cancel a class with a reason",
	}, func(ctx context.Context, in *reasonInput) (*web.Body[ClassDetail], error) {
		if err := svc.Cancel(ctx, in.ID, in.Body.Reason); err != nil {
			return nil, err
		}
		return answer(svc.Detail(ctx, in.ID))
	})
}

func routeSeats(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "class-candidates", Method: http.MethodGet, Path: "/classes/{id}/candidates", Permission: access.ClassesNominate,
		Summary: "My people for a class, largest gap first, with why someone cannot be nominated",
	}, func(ctx context.Context, in *candidatesInput) (*web.Body[web.List[CandidateBody]], error) {
		return answer(svc.Candidates(ctx, *in))
	})
	web.Handle(s, web.Route{
		ID: "class-nominate", Method: http.MethodPost, Path: "/classes/{id}/nominations", Permission: access.ClassesNominate,
		Summary: "Nominate people, all or none", Status: http.StatusCreated,
	}, func(ctx context.Context, in *nominateInput) (*web.Body[web.List[NominationBody]], error) {
		return answer(svc.Nominate(ctx, in.ID, in.Body.StaffIDs))
	})
	web.Handle(s, web.Route{
		ID: "class-approve", Method: http.MethodPost, Path: "/classes/{id}/approve", Permission: access.ClassesApprove,
		Summary: "Approve several nominations, each or a reason why not",
	}, func(ctx context.Context, in *approveInput) (*web.Body[ApprovalBody], error) {
		return answer(svc.ApproveAll(ctx, in.ID, in.Body.NominationIDs))
	})
	routeSeat(s, "withdraw", access.ClassesNominate, "Withdraw a nomination; the first who waits moves up",
		func(ctx context.Context, in *classInput) error { return svc.Withdraw(ctx, in.ID) })
	routeSeat(s, "approve", access.ClassesApprove, "Approve a nomination",
		func(ctx context.Context, in *classInput) error { return svc.Approve(ctx, in.ID) })
	routeSeat(s, "decline", access.ClassesApprove, "Decline a nomination with a reason; the first who waits moves up",
		func(ctx context.Context, in *reasonInput) error { return svc.Decline(ctx, in.ID, in.Body.Reason) })
}

// routeSeat registers one deed on a nomination; it answers without a body.
func routeSeat[I any](s *web.Server, deed string, may access.Permission, summary string, run func(ctx context.Context, in *I) error) {
	web.Handle(s, web.Route{
		ID: "class-nomination-" + deed, Method: http.MethodPost, Path: "/classes/nominations/{id}/" + deed,
		Permission: may, Summary: summary,
	}, func(ctx context.Context, in *I) (*web.Empty, error) {
		if err := run(ctx, in); err != nil {
			return nil, err
		}
		return &web.Empty{}, nil
	})
}

func routeAttendance(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "class-attendance", Method: http.MethodGet, Path: "/classes/{id}/attendance", Permission: access.ClassesAttendance,
		Summary: "The attendance sheet",
	}, func(ctx context.Context, in *classInput) (*web.Body[AttendanceBody], error) {
		return answer(svc.Attendance(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "class-mark", Method: http.MethodPost, Path: "/classes/{id}/attendance", Permission: access.ClassesAttendance,
		Summary: "Mark a session, or correct marks",
	}, func(ctx context.Context, in *markInput) (*web.Body[AttendanceBody], error) {
		if err := svc.Mark(ctx, in.ID, in.Body.SessionID, marksOf(in.Body.Marks)); err != nil {
			return nil, err
		}
		return answer(svc.Attendance(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "class-close", Method: http.MethodPost, Path: "/classes/{id}/close", Permission: access.ClassesAttendance,
		Summary: "Close a class; attendance becomes evidence",
	}, func(ctx context.Context, in *classInput) (*web.Body[ClosingBody], error) {
		return answer(svc.Close(ctx, in.ID))
	})
}

func answer[T any](body T, err error) (*web.Body[T], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[T]{Body: body}, nil
}

func planOf(in ClassInput) Plan {
	p := Plan{
		Code: in.Code, Title: in.Title, UnitID: in.UnitID, Place: in.Place,
		NominateBy: in.NominateBy, Seats: in.Seats, Note: in.Note,
	}
	if in.TrainerID != nil {
		p.TrainerID = *in.TrainerID
	}
	for _, s := range in.Sessions {
		p.Sessions = append(p.Sessions, PlannedSession{Day: s.Day, Half: Half(s.Half)})
	}
	for _, q := range in.Quotas {
		p.Quotas = append(p.Quotas, PlannedQuota(q))
	}
	for _, c := range in.Competencies {
		p.Shows = append(p.Shows, Shown(c))
	}
	return p
}

func marksOf(in []MarkInput) []PlannedMark {
	marks := make([]PlannedMark, 0, len(in))
	for _, m := range in {
		marks = append(marks, PlannedMark{StaffID: m.StaffID, Mark: Mark(m.Mark)})
	}
	return marks
}
