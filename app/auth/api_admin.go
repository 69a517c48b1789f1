package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

// AccountCan is what the caller may do with an account.
type AccountCan struct {
	Grants  bool `json:"grants"`
	Invite  bool `json:"invite"`
	Disable bool `json:"disable"`
}

// AccountBody is an account as administrators see it.
type AccountBody struct {
	ID             uuid.UUID  `json:"id"`
	Login          string     `json:"login"`
	StaffID        *uuid.UUID `json:"staff_id" nullable:"true"`
	Code           string     `json:"code" doc:"staff code; empty without a staff record"`
	Name           string     `json:"name"`
	Unit           *MeUnit    `json:"unit" required:"false"`
	Roles          []MeRole   `json:"roles"`
	Activated      bool       `json:"activated" doc:"has a password"`
	DisabledAt     *time.Time `json:"disabled_at,omitempty"`
	LastSignedInAt *time.Time `json:"last_signed_in_at,omitempty"`
	Can            AccountCan `json:"can"`
}

// GrantBody is a role over the subtree below a unit.
type GrantBody struct {
	Role   string    `json:"role" enum:"learner,mentor,unit_leader,trainer,department_officer,administrator"`
	UnitID uuid.UUID `json:"unit_id"`
}

// GrantsBody are all grants an account is to hold within the caller's scope.
type GrantsBody struct {
	Grants []GrantBody `json:"grants" maxItems:"100"`
}

// InviteBody names the person to invite.
type InviteBody struct {
	StaffID uuid.UUID `json:"staff_id"`
}

// InviteLink is shown once; the server keeps only a hash of it.
type InviteLink struct {
	Link      string    `json:"link"`
	ExpiresAt time.Time `json:"expires_at"`
}

// AuditActor is who did a deed.
type AuditActor struct {
	AccountID uuid.UUID `json:"account_id"`
	Login     string    `json:"login"`
	Name      string    `json:"name"`
}

// AuditBody is one deed. Actor is null for the system and for attempts to sign in.
type AuditBody struct {
	ID        uuid.UUID      `json:"id"`
	At        time.Time      `json:"at"`
	Deed      string         `json:"deed"`
	Subject   string         `json:"subject"`
	SubjectID *uuid.UUID     `json:"subject_id" nullable:"true"`
	Args      map[string]any `json:"args"`
	Actor     *AuditActor    `json:"actor" required:"false"`
	RequestID string         `json:"request_id"`
	ClientIP  string         `json:"client_ip"`
}

type accountsInput struct {
	web.Paging

	Role string `query:"role" maxLength:"40"`
}

type accountInput struct {
	ID uuid.UUID `path:"id"`
}

type grantsInput struct {
	ID   uuid.UUID `path:"id"`
	Body GrantsBody
}

type inviteInput struct {
	Body InviteBody
}

type inviteOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         InviteLink
}

type auditInput struct {
	web.Paging
}

func accountRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "auth-accounts", Method: http.MethodGet, Path: "/auth/accounts", Permission: access.AuthAccounts,
		Summary: "Accounts of the caller's units by name, in Vietnamese order",
	}, func(ctx context.Context, in *accountsInput) (*web.Body[web.List[AccountBody]], error) {
		after, err := page.Parse(in.After, 3)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		accounts, err := svc.Accounts(ctx, AccountFilter{Q: in.Q, Role: in.Role, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		accounts, next := page.Cut(accounts, limit, Listed.cursor)
		scope := access.ScopeOf(ctx, access.AuthAccounts)
		items := make([]AccountBody, 0, len(accounts))
		for _, a := range accounts {
			items = append(items, a.body(scope))
		}
		return &web.Body[web.List[AccountBody]]{Body: web.List[AccountBody]{Items: items, Next: next}}, nil
	})

	accountRoute(s, "auth-disable", "/auth/accounts/{id}/disable", "Disable an account and end its sessions", svc.Disable)
	accountRoute(s, "auth-enable", "/auth/accounts/{id}/enable", "Enable an account again", svc.Enable)

	web.Handle(s, web.Route{
		ID: "auth-grants", Method: http.MethodPut, Path: "/auth/accounts/{id}/grants", Permission: access.AuthAccounts,
		Summary: "Replace an account's roles within the caller's units",
	}, func(ctx context.Context, in *grantsInput) (*web.Body[AccountBody], error) {
		wanted := make([]NewGrant, 0, len(in.Body.Grants))
		for _, g := range in.Body.Grants {
			wanted = append(wanted, NewGrant{Role: access.Role(g.Role), UnitID: g.UnitID})
		}
		a, err := svc.SetGrants(ctx, in.ID, wanted)
		return &web.Body[AccountBody]{Body: a.body(access.ScopeOf(ctx, access.AuthAccounts))}, err
	})

	inviteAndAuditRoutes(s, svc)
}

func inviteAndAuditRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "auth-invite", Method: http.MethodPost, Path: "/auth/invites", Permission: access.AuthAccounts,
		Summary: "Make a one-time link by which a person sets a password; makes the account when there is none",
	}, func(ctx context.Context, in *inviteInput) (*inviteOutput, error) {
		link, expires, err := svc.Invite(ctx, in.Body.StaffID)
		return &inviteOutput{CacheControl: noStore, Body: InviteLink{Link: link, ExpiresAt: expires}}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-audit", Method: http.MethodGet, Path: "/auth/audit", Permission: access.AuditRead,
		Summary: "What was done, latest first; q is the beginning of a deed's name",
	}, func(ctx context.Context, in *auditInput) (*web.Body[web.List[AuditBody]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		deeds, err := svc.Audit(ctx, AuditFilter{Deed: in.Q, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		deeds, next := page.Cut(deeds, limit, Deed.cursor)
		items := make([]AuditBody, 0, len(deeds))
		for _, d := range deeds {
			items = append(items, d.body())
		}
		return &web.Body[web.List[AuditBody]]{Body: web.List[AuditBody]{Items: items, Next: next}}, nil
	})
}

func accountRoute(s *web.Server, id, path, summary string, deed func(context.Context, uuid.UUID) (Listed, error)) {
	web.Handle(s, web.Route{
		ID: id, Method: http.MethodPost, Path: path, Permission: access.AuthAccounts, Summary: summary,
	}, func(ctx context.Context, in *accountInput) (*web.Body[AccountBody], error) {
		a, err := deed(ctx, in.ID)
		return &web.Body[AccountBody]{Body: a.body(access.ScopeOf(ctx, access.AuthAccounts))}, err
	})
}

func (a Listed) cursor() string {
	return page.Cursor(a.GivenName, a.FamilyName, a.ID.String())
}

func (a Listed) body(scope access.Scope) AccountBody {
	whole := covers(scope, a.Grants)
	b := AccountBody{
		ID: a.ID, Login: a.Login, Code: a.Code, Name: a.Name, Roles: rolesOf(a.Grants), Activated: a.Activated,
		DisabledAt: a.DisabledAt, LastSignedInAt: a.LastSignedInAt,
		Can: AccountCan{Grants: true, Invite: whole && a.StaffID != uuid.Nil, Disable: whole},
	}
	if a.StaffID != uuid.Nil {
		b.StaffID = &a.StaffID
		b.Unit = &MeUnit{ID: a.UnitID, Code: a.UnitCode, Name: a.UnitName}
	}
	return b
}

func rolesOf(grants []Held) []MeRole {
	roles := make([]MeRole, 0, len(grants))
	for _, g := range grants {
		roles = append(roles, MeRole{Role: string(g.Role), Unit: MeUnit{ID: g.UnitID, Code: g.Code, Name: g.Name}})
	}
	return roles
}

func (d Deed) cursor() string {
	return page.Cursor(d.At.Format(time.RFC3339Nano), d.ID.String())
}

func (d Deed) body() AuditBody {
	b := AuditBody{
		ID: d.ID, At: d.At, Deed: d.Deed, Subject: d.Subject, Args: d.Args, RequestID: d.RequestID, ClientIP: d.ClientIP,
	}
	if d.SubjectID != uuid.Nil {
		b.SubjectID = &d.SubjectID
	}
	if d.ActorID != uuid.Nil {
		b.Actor = &AuditActor{AccountID: d.ActorID, Login: d.ActorLogin, Name: d.ActorName}
	}
	return b
}
