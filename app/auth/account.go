package auth

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/access"
	"camtay/app/clock"
)

var (
	// ErrNotFound reports an account that does not exist.
	ErrNotFound = errors.New("account not found")
	// ErrTaken reports a login or a person that has an account already.
	ErrTaken = errors.New("login or person has an account")

	errOutOfScope = errors.New("grant outside of scope")
	errNoLink     = errors.New("no such link")
)

// Account is who signs in: a person of the staff, or a named administrator
// without a staff record. Without a password hash nobody can sign in to it.
type Account struct {
	bun.BaseModel `bun:"table:accounts"`

	ID              uuid.UUID `bun:",pk"`
	StaffID         uuid.UUID `bun:",nullzero"`
	Login           string
	Name            string
	PasswordHash    string
	Locale          string `bun:",nullzero,default:'vi'"`
	TextSize        string `bun:",nullzero,default:'a'"`
	DisabledAt      *time.Time
	LastSignedInAt  *time.Time
	GrantsVersion   int
	GrantsChangedAt time.Time
	CreatedAt       time.Time
}

// holder is an account with what its staff record says about signing in.
type holder struct {
	Account

	Code   string
	LeftOn clock.Day
}

// closed reports an account that may not sign in: disabled, or its person left.
func (h holder) closed(today clock.Day) bool {
	return h.DisabledAt != nil || !h.LeftOn.IsZero() && !today.Before(h.LeftOn)
}

type grantRow struct {
	bun.BaseModel `bun:"table:grants"`

	ID        uuid.UUID `bun:",pk"`
	AccountID uuid.UUID
	Role      access.Role
	UnitID    uuid.UUID
	GrantedBy uuid.UUID `bun:",nullzero"`
	GrantedAt time.Time
}

// NewGrant is a role to be given over the subtree below a unit.
type NewGrant struct {
	Role   access.Role
	UnitID uuid.UUID
}

// NewAccount is an account to be made. Login is brought to its normal form.
// PasswordHash is of HashPassword, or empty for an account to be activated. Name
// counts only without StaffID.
type NewAccount struct {
	StaffID      uuid.UUID
	Login        string
	Name         string
	PasswordHash string
	Grants       []NewGrant
}

// Held is a grant with its unit.
type Held struct {
	AccountID uuid.UUID
	Role      access.Role
	UnitID    uuid.UUID
	Path      string
	Code      string
	Name      string
}

// normalLogin is the form in which logins are stored and compared.
func normalLogin(typed string) string {
	return norm.NFC.String(strings.ToLower(strings.TrimSpace(norm.NFC.String(typed))))
}

// validLogin reports whether a normal login can be stored.
func validLogin(login string) bool {
	return login != "" && strings.IndexFunc(login, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}) < 0
}

// clientNetwork is what attempts are counted by: an IPv4 address, or the /64 of
// an IPv6 address, which one subscriber holds whole. Empty when unknown.
func clientNetwork(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ""
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return ""
	}
	return prefix.String()
}

// planGrants says which of the wanted grants to add and which of the held ones
// to drop. Grants outside of the scope are neither added (errOutOfScope) nor
// dropped.
func planGrants(scope access.Scope, held, wanted []Held) (add, drop []Held, err error) {
	for i, w := range wanted {
		if slices.ContainsFunc(held, w.same) || slices.ContainsFunc(wanted[:i], w.same) {
			continue
		}
		if !scope.Covers(w.Path) {
			return nil, nil, errOutOfScope
		}
		add = append(add, w)
	}
	for _, h := range held {
		if scope.Covers(h.Path) && !slices.ContainsFunc(wanted, h.same) {
			drop = append(drop, h)
		}
	}
	return add, drop, nil
}

func (h Held) same(other Held) bool {
	return h.Role == other.Role && h.UnitID == other.UnitID
}

// covers reports whether every grant lies in the scope. Whoever does not cover
// an account's grants may neither invite nor disable it: setting the password
// of a wider account would hand its roles over.
func covers(scope access.Scope, held []Held) bool {
	return !slices.ContainsFunc(held, func(h Held) bool { return !scope.Covers(h.Path) })
}

// asGrants is the form in which tokens carry grants.
func asGrants(held []Held) []access.Grant {
	grants := make([]access.Grant, 0, len(held))
	for _, h := range held {
		grants = append(grants, access.Grant{Role: h.Role, Path: h.Path})
	}
	return grants
}

// named writes grants for the audit: role@unit code.
func named(held []Held) []string {
	out := make([]string, 0, len(held))
	for _, h := range held {
		out = append(out, string(h.Role)+"@"+h.Code)
	}
	slices.Sort(out)
	return out
}
