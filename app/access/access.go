// Package access decides who may do what and where. It denies unless a rule
// allows; a list over people takes a Scope and puts it into its SQL.
package access

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"
)

// Role is what a person is to the system within a subtree of units.
type Role string

// The roles.
const (
	Learner           Role = "learner"
	Mentor            Role = "mentor"
	UnitLeader        Role = "unit_leader"
	Trainer           Role = "trainer"
	DepartmentOfficer Role = "department_officer"
	Administrator     Role = "administrator"
)

// Roles are all roles, from the least to the widest.
func Roles() []Role {
	return []Role{Learner, Mentor, UnitLeader, Trainer, DepartmentOfficer, Administrator}
}

// Grant gives a role over the subtree below a unit. Path is the unit's ltree path.
type Grant struct {
	Role Role   `json:"r"`
	Path string `json:"p"`
}

// Principal is who acts in a request. The zero Principal may do nothing.
type Principal struct {
	AccountID uuid.UUID
	StaffID   uuid.UUID // zero for an account without a staff record
	SessionID uuid.UUID
	Grants    []Grant
}

type principalKey struct{}

// With puts the acting principal into the context.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// Who is the acting principal; the zero Principal when nobody signed in.
func Who(ctx context.Context) Principal {
	p, _ := ctx.Value(principalKey{}).(Principal)
	return p
}

// Holds reports whether the principal holds a permission anywhere.
func (p Principal) Holds(permission Permission) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return allows(g.Role, permission) })
}

// May reports whether the principal holds the permission over the unit at path.
func (p Principal) May(permission Permission, path string) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return allows(g.Role, permission) && below(path, g.Path)
	})
}

// Is reports whether the principal has a role over the unit at path.
func (p Principal) Is(role Role, path string) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == role && below(path, g.Path) })
}

// May reports whether the acting principal holds the permission over the unit
// at path.
func May(ctx context.Context, permission Permission, path string) bool {
	return Who(ctx).May(permission, path)
}

func below(path, top string) bool {
	return top != "" && (path == top || strings.HasPrefix(path, top+"."))
}

// Scope limits a list to subtrees of units. The zero Scope sees nobody.
type Scope struct {
	paths []string
}

// ScopeOf is where the acting principal holds a permission.
func ScopeOf(ctx context.Context, permission Permission) Scope {
	var s Scope
	for _, g := range Who(ctx).Grants {
		if allows(g.Role, permission) {
			s.paths = append(s.paths, g.Path)
		}
	}
	return s
}

// Everywhere is the scope of the system's own work, below the given root paths.
// Requests use ScopeOf.
func Everywhere(roots ...string) Scope {
	return Scope{paths: roots}
}

// Covers reports whether the unit at path lies in the scope.
func (s Scope) Covers(path string) bool {
	return slices.ContainsFunc(s.paths, func(top string) bool { return below(path, top) })
}

// Paths are the tops of the scope's subtrees.
func (s Scope) Paths() []string {
	return slices.Clone(s.paths)
}

// AppendQuery writes the scope as an ltree[] literal, so that a query says
// `units.path <@ any(?)`.
func (s Scope) AppendQuery(gen schema.QueryGen, b []byte) ([]byte, error) {
	paths := s.paths
	if paths == nil {
		paths = []string{}
	}
	b = gen.AppendQuery(b, "?", pgdialect.Array(paths))
	return append(b, "::ltree[]"...), nil
}
