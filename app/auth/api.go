package auth

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/web"
)

const (
	cookieName = "camtay_refresh"
	cookiePath = "/api/v1/auth"
	noStore    = "no-store"
)

// MeUnit is a unit in short.
type MeUnit struct {
	ID   uuid.UUID `json:"id"`
	Code string    `json:"code"`
	Name string    `json:"name"`
}

// MePost is a post held today; Unit is the unit's name.
type MePost struct {
	PositionVI string `json:"position_vi"`
	PositionEN string `json:"position_en"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind" enum:"permanent,acting,concurrent,seconded"`
}

// MeRole is a role over the subtree below a unit.
type MeRole struct {
	Role string `json:"role" enum:"learner,mentor,unit_leader,trainer,department_officer,administrator"`
	Unit MeUnit `json:"unit"`
}

// Me is the person who is signed in. StaffID and Unit are null for an account
// without a staff record.
type Me struct {
	AccountID uuid.UUID  `json:"account_id"`
	StaffID   *uuid.UUID `json:"staff_id" nullable:"true"`
	Name      string     `json:"name"`
	GivenName string     `json:"given_name"`
	Unit      *MeUnit    `json:"unit" required:"false"`
	Posts     []MePost   `json:"posts"`
	Roles     []MeRole   `json:"roles"`
	Locale    string     `json:"locale" enum:"vi,en"`
	TextSize  string     `json:"text_size" enum:"a,a1,a2"`
	Demo      bool       `json:"demo" doc:"this is a demonstration with made-up people"`
}

// SignedIn is the answer to signing in and to renewing. The refresh token goes
// in a cookie that scripts cannot read.
type SignedIn struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in" doc:"seconds"`
	Me          Me     `json:"me"`
}

// SignInBody is what the sign-in page sends.
type SignInBody struct {
	Login    string `json:"login" minLength:"1" maxLength:"200" doc:"staff code, sign-in name or e-mail"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// PreferencesBody changes what is present.
type PreferencesBody struct {
	Locale   *string `json:"locale,omitempty" enum:"vi,en"`
	TextSize *string `json:"text_size,omitempty" enum:"a,a1,a2"`
}

// PasswordBody changes one's own password.
type PasswordBody struct {
	Current string `json:"current" minLength:"1" maxLength:"1024"`
	New     string `json:"new" minLength:"1" maxLength:"1024"`
}

// SetupState says whether the first administrator is still missing.
type SetupState struct {
	Needed bool `json:"needed"`
}

// SetupBody makes the first administrator.
type SetupBody struct {
	Token    string `json:"token" minLength:"1" maxLength:"200"`
	Code     string `json:"code" minLength:"1" maxLength:"64" doc:"staff code; becomes the sign-in name"`
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// AcceptBody sets the password of an invited person.
type AcceptBody struct {
	Token    string `json:"token" minLength:"1" maxLength:"200"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// ActivatedLogin is the name to sign in with from now on. Nobody is signed in yet.
type ActivatedLogin struct {
	Login string `json:"login"`
}

// DemoAccount is a made-up person one may try the program as.
type DemoAccount struct {
	Login string `json:"login"`
	Role  string `json:"role" enum:"learner,mentor,unit_leader,trainer,department_officer,administrator"`
	Name  string `json:"name"`
	Unit  string `json:"unit"`
}

// DemoAccountList is empty outside of a demonstration.
type DemoAccountList struct {
	Items        []DemoAccount `json:"items"`
	DemoPassword string        `json:"demo_password,omitempty"`
}

type signInInput struct {
	Body SignInBody
}

type signedInOutput struct {
	SetCookie    string `header:"Set-Cookie"`
	CacheControl string `header:"Cache-Control"`
	Body         SignedIn
}

type refreshInput struct {
	Refresh string `cookie:"camtay_refresh" maxLength:"200"`
	Camtay  string `header:"X-Camtay" maxLength:"8" doc:"always 1: other sites cannot send it"`
}

type signOutInput struct {
	Refresh       string `cookie:"camtay_refresh" maxLength:"200"`
	Camtay        string `header:"X-Camtay" maxLength:"8" doc:"always 1: other sites cannot send it"`
	Authorization string `header:"Authorization" maxLength:"16384" hidden:"true"`
}

type signedOutOutput struct {
	SetCookie string `header:"Set-Cookie"`
}

type preferencesInput struct {
	Body PreferencesBody
}

type passwordInput struct {
	Body PasswordBody
}

type setupInput struct {
	Body SetupBody
}

type acceptInput struct {
	Body AcceptBody
}

// Routes serves sign-in, sessions, one's own account, and the administration of
// accounts, and the public keys at /.well-known/jwks.json.
func Routes(s *web.Server, svc *Service) {
	sessionRoutes(s, svc)
	ownRoutes(s, svc)
	firstRoutes(s, svc)
	accountRoutes(s, svc)
	s.Fiber.Get("/.well-known/jwks.json", svc.serveKeys)
}

func sessionRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "auth-sign-in", Method: http.MethodPost, Path: "/auth/sign-in", Permission: access.Open,
		Summary: "Sign in by staff code, sign-in name or e-mail",
	}, func(ctx context.Context, in *signInInput) (*signedInOutput, error) {
		tokens, err := svc.SignIn(ctx, in.Body.Login, in.Body.Password)
		if err != nil {
			return nil, err
		}
		return svc.signedIn(ctx, tokens)
	})

	web.Handle(s, web.Route{
		ID: "auth-refresh", Method: http.MethodPost, Path: "/auth/refresh", Permission: access.Open,
		Summary: "Renew the access token by the session's cookie",
	}, func(ctx context.Context, in *refreshInput) (*signedInOutput, error) {
		if err := own(in.Camtay); err != nil {
			return nil, err
		}
		tokens, err := svc.Refresh(ctx, in.Refresh)
		if err != nil {
			return nil, err
		}
		return svc.signedIn(ctx, tokens)
	})

	web.Handle(s, web.Route{
		ID: "auth-sign-out", Method: http.MethodPost, Path: "/auth/sign-out", Permission: access.Open,
		Summary: "End the session of the cookie or of the access token",
	}, func(ctx context.Context, in *signOutInput) (*signedOutOutput, error) {
		if err := own(in.Camtay); err != nil {
			return nil, err
		}
		token, _ := strings.CutPrefix(in.Authorization, "Bearer ")
		if err := svc.SignOut(ctx, in.Refresh, token); err != nil {
			return nil, err
		}
		return &signedOutOutput{SetCookie: svc.cookie("", -1)}, nil
	})
}

// own refuses requests that another site could make a browser send.
func own(camtay string) error {
	if camtay != "1" {
		return fault.New(fault.Forbidden, "auth.header_needed")
	}
	return nil
}

func (s *Service) signedIn(ctx context.Context, tokens Tokens) (*signedInOutput, error) {
	me, err := s.Me(ctx, tokens.AccountID)
	if err != nil {
		return nil, err
	}
	out := &signedInOutput{CacheControl: noStore, Body: SignedIn{
		AccessToken: tokens.Access, ExpiresIn: int(tokens.AccessFor / time.Second), Me: me,
	}}
	if tokens.Refresh != "" {
		out.SetCookie = s.cookie(tokens.Refresh, int(tokens.RefreshFor/time.Second))
	}
	return out, nil
}

// cookie writes the Set-Cookie header; seconds below 0 delete it.
func (s *Service) cookie(value string, seconds int) string {
	c := http.Cookie{ //nolint:gosec // Secure follows whether the service is reached over TLS
		Name: cookieName, Value: value, Path: cookiePath, MaxAge: seconds,
		HttpOnly: true, Secure: s.cfg.Secure, SameSite: http.SameSiteStrictMode,
	}
	return c.String()
}

func ownRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "auth-me", Method: http.MethodGet, Path: "/auth/me", Permission: access.AuthSelf,
		Summary: "The person who is signed in",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[Me], error) {
		me, err := svc.Me(ctx, access.Who(ctx).AccountID)
		return &web.Body[Me]{Body: me}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-preferences", Method: http.MethodPatch, Path: "/auth/me/preferences", Permission: access.AuthSelf,
		Summary: "Change one's language and text size",
	}, func(ctx context.Context, in *preferencesInput) (*web.Body[Me], error) {
		if err := svc.SetPreferences(ctx, in.Body.Locale, in.Body.TextSize); err != nil {
			return nil, err
		}
		me, err := svc.Me(ctx, access.Who(ctx).AccountID)
		return &web.Body[Me]{Body: me}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-password", Method: http.MethodPost, Path: "/auth/password", Permission: access.AuthSelf,
		Summary: "Change one's password and end one's other sessions",
	}, func(ctx context.Context, in *passwordInput) (*web.Empty, error) {
		return &web.Empty{}, svc.ChangePassword(ctx, in.Body.Current, in.Body.New)
	})
}

func firstRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "auth-setup-state", Method: http.MethodGet, Path: "/auth/setup", Permission: access.Open,
		Summary: "Whether the first administrator is still missing",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[SetupState], error) {
		needed, err := svc.SetupNeeded(ctx)
		return &web.Body[SetupState]{Body: SetupState{Needed: needed}}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-setup", Method: http.MethodPost, Path: "/auth/setup", Permission: access.Open,
		Summary: "Make the first administrator with the one-time token the server printed",
	}, func(ctx context.Context, in *setupInput) (*web.Body[ActivatedLogin], error) {
		login, err := svc.Setup(ctx, in.Body)
		return &web.Body[ActivatedLogin]{Body: ActivatedLogin{Login: login}}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-invite-accept", Method: http.MethodPost, Path: "/auth/invites/accept", Permission: access.Open,
		Summary: "Set one's password with an activation link",
	}, func(ctx context.Context, in *acceptInput) (*web.Body[ActivatedLogin], error) {
		login, err := svc.Accept(ctx, in.Body.Token, in.Body.Password)
		return &web.Body[ActivatedLogin]{Body: ActivatedLogin{Login: login}}, err
	})

	web.Handle(s, web.Route{
		ID: "auth-demo-accounts", Method: http.MethodGet, Path: "/auth/demo-accounts", Permission: access.Open,
		Summary: "The people of a demonstration; none elsewhere",
	}, func(context.Context, *web.Empty) (*web.Body[DemoAccountList], error) {
		return &web.Body[DemoAccountList]{Body: svc.Demo()}, nil
	})
}
