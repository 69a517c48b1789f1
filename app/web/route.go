package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"camtay/app/access"
	"camtay/app/fault"
)

// Route declares one operation. Every route names the permission it needs;
// access.Open is the only way to need none.
type Route struct {
	ID         string // operationId, `<room>-<deed>`
	Method     string
	Path       string // below /api/v1, beginning with the room's name
	Summary    string
	Permission access.Permission
	Status     int   // of success; 0 means 200, or 204 without a body
	MaxBody    int64 // bytes; 0 means 1 MiB
}

// permissionKey is where an operation's permission stands in its metadata.
const permissionKey = "permission"

// PermissionOf is the permission an operation was declared with.
func PermissionOf(op *huma.Operation) access.Permission {
	p, _ := op.Metadata[permissionKey].(access.Permission)
	return p
}

// Handle registers a route. Before the handler runs, the caller is known and
// holds the route's permission somewhere; whether it holds it over the unit in
// question is the service's check. It panics on a route without a known
// permission, so that such a program does not start.
func Handle[I, O any](s *Server, r Route, handler func(ctx context.Context, in *I) (*O, error)) {
	if !access.Known(r.Permission) {
		panic(fmt.Sprintf("route %s %s: unknown permission %q", r.Method, r.Path, r.Permission))
	}
	op := huma.Operation{
		OperationID: r.ID, Method: r.Method, Path: "/api/v1" + r.Path, Summary: r.Summary,
		Tags:          []string{strings.SplitN(strings.TrimPrefix(r.Path, "/"), "/", 2)[0]},
		DefaultStatus: r.Status, MaxBodyBytes: r.MaxBody,
		Metadata:    map[string]any{permissionKey: r.Permission},
		Extensions:  map[string]any{"x-permission": string(r.Permission)},
		Middlewares: huma.Middlewares{s.admit(r.Permission)},
		Errors:      []int{http.StatusUnprocessableEntity, http.StatusInternalServerError},
	}
	if r.Permission != access.Open {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden)
	}
	if strings.Contains(r.Path, "{") {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	huma.Register(s.API, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			return nil, problemOf(ctx, s.log, err)
		}
		return out, nil
	})
}

// admit lets a request through when its token is valid and holds the permission.
func (s *Server) admit(permission access.Permission) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if permission == access.Open {
			next(ctx)
			return
		}
		token, found := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
		if !found {
			s.refuse(ctx, fault.New(fault.Unauthenticated, "web.unauthenticated"))
			return
		}
		who, err := s.authenticate(ctx.Context(), token)
		if err != nil {
			s.refuse(ctx, fault.New(fault.Unauthenticated, "web.unauthenticated").Because(err))
			return
		}
		if !who.Holds(permission) {
			s.refuse(ctx, fault.New(fault.Forbidden, "web.forbidden"))
			return
		}
		next(huma.WithContext(ctx, access.With(ctx.Context(), who)))
	}
}

func (s *Server) refuse(ctx huma.Context, f *fault.Fault) {
	p := problemOf(ctx.Context(), s.log, f)
	ctx.SetStatus(p.Status)
	ctx.SetHeader("Content-Type", p.ContentType(""))
	if err := s.API.Marshal(ctx.BodyWriter(), "application/json", p); err != nil {
		s.log.Error("write refusal", "error", err)
	}
}

// Empty is the input or output of a route that has none.
type Empty struct{}

// Body wraps a response.
type Body[T any] struct {
	Body T
}

// List is the one shape of a page: Next is absent on the last page.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor of the following page"`
	Total *int   `json:"total,omitempty" doc:"number of all matching rows, where it is cheap"`
}

// Paging is the input of every list.
type Paging struct {
	After string `query:"after" maxLength:"1024" doc:"cursor from the previous page"`
	Limit int    `query:"limit" minimum:"0" maximum:"200" doc:"rows a page; 0 means 25"`
	Q     string `query:"q" maxLength:"200" doc:"search text; marks and case do not matter"`
}

// Authenticate turns an access token into the principal it was signed for.
type Authenticate func(ctx context.Context, token string) (access.Principal, error)

const requestDeadline = 30 * time.Second
