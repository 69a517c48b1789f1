package auth

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/staff"
)

// Config is what the room needs to know. MasterKey is a secret of at least 32
// bytes that stays the same over restarts and is shared by all processes of one
// installation: signing keys are sealed with it. After another MasterKey the
// old keys are not trusted, new ones are made, and browsers renew their tokens
// by their cookies.
type Config struct {
	DB        *bun.DB
	Clock     clock.Clock
	Log       *slog.Logger
	MasterKey []byte

	Issuer    string // of tokens; empty means "camtay"
	Audience  string // of tokens; empty means "camtay-api"
	PublicURL string // of the web client, without a slash at the end; empty makes links relative
	Secure    bool   // behind TLS: cookies are sent over TLS only

	// Demo shows DemoAccounts and DemoPassword to anyone and keeps their
	// passwords from being changed.
	Demo         bool
	DemoAccounts []DemoAccount
	DemoPassword string
}

var errMasterKey = fmt.Errorf("master key is shorter than %d bytes", leastMaster)

// Service answers who is asking.
type Service struct {
	cfg        Config
	db         *bun.DB
	clock      clock.Clock
	log        *slog.Logger
	sealKey    []byte
	failureKey []byte
	parser     *jwt.Parser
	keys       keyring
	seen       *seen
	revoked    *revocations
	stop       context.CancelFunc
	watching   sync.WaitGroup
}

// New makes a service; Start makes it ready. It fails when the master key is
// too short.
func New(cfg Config) (*Service, error) {
	if len(cfg.MasterKey) < leastMaster {
		return nil, errMasterKey
	}
	if cfg.Issuer == "" {
		cfg.Issuer = "camtay"
	}
	if cfg.Audience == "" {
		cfg.Audience = "camtay-api"
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		cfg: cfg, db: cfg.DB, clock: cfg.Clock, log: cfg.Log,
		parser: newParser(cfg.Issuer, cfg.Audience, cfg.Clock.Now),
		seen:   newSeen(maxSeen), revoked: newRevocations(),
		keys: keyring{pairs: map[string]keyPair{}},
	}
	var err error
	if s.sealKey, err = subkey(cfg.MasterKey, "signing keys"); err != nil {
		return nil, err
	}
	if s.failureKey, err = subkey(cfg.MasterKey, "sign-in failures"); err != nil {
		return nil, err
	}
	return s, nil
}

// Me is the holder of an account.
func (s *Service) Me(ctx context.Context, accountID uuid.UUID) (Me, error) {
	h, err := findHolder(ctx, s.db, accountID)
	if errors.Is(err, ErrNotFound) {
		return Me{}, fault.New(fault.Unauthenticated, "auth.session_ended").Because(err)
	}
	if err != nil {
		return Me{}, err
	}
	held, err := heldBy(ctx, s.db, accountID)
	if err != nil {
		return Me{}, err
	}
	me := Me{
		AccountID: h.ID, Name: h.Name, Posts: []MePost{}, Roles: byRole(held),
		Locale: h.Locale, TextSize: h.TextSize, Demo: s.cfg.Demo,
	}
	_, me.GivenName = staff.SplitName(h.Name)
	if h.StaffID == uuid.Nil {
		return me, nil
	}
	return s.withPerson(ctx, me, h.StaffID)
}

func (s *Service) withPerson(ctx context.Context, me Me, staffID uuid.UUID) (Me, error) {
	person, err := staff.Find(ctx, s.db, staffID)
	if err != nil {
		return Me{}, fmt.Errorf("find account's person: %w", err)
	}
	unit, err := findUnit(ctx, s.db, person.UnitID)
	if err != nil {
		return Me{}, err
	}
	me.StaffID, me.Name, me.GivenName = &staffID, person.FullName, person.GivenName
	me.Unit = &MeUnit{ID: unit.ID, Code: unit.Code, Name: unit.Name}
	me.Posts, err = postsToday(ctx, s.db, staffID, clock.DayOf(s.clock.Now()))
	return me, err
}

// byRole are roles from the least to the widest, each in tree order.
func byRole(held []Held) []MeRole {
	order := access.Roles()
	slices.SortStableFunc(held, func(a, b Held) int {
		return slices.Index(order, a.Role) - slices.Index(order, b.Role)
	})
	return rolesOf(held)
}

// SetPreferences changes the caller's language and text size where given.
func (s *Service) SetPreferences(ctx context.Context, locale, textSize *string) error {
	_, err := s.db.NewRaw(`update accounts
		set locale = coalesce(?, locale), text_size = coalesce(?, text_size)
		where id = ?`, locale, textSize, access.Who(ctx).AccountID).Exec(ctx)
	switch {
	case db.IsCheck(err):
		return fault.New(fault.Invalid, "web.invalid").Because(err)
	case err != nil:
		return fmt.Errorf("set preferences: %w", err)
	}
	return nil
}

// Demo are the people of a demonstration; none elsewhere.
func (s *Service) Demo() DemoAccountList {
	if !s.cfg.Demo {
		return DemoAccountList{Items: []DemoAccount{}}
	}
	return DemoAccountList{Items: append([]DemoAccount{}, s.cfg.DemoAccounts...), DemoPassword: s.cfg.DemoPassword}
}

// shown reports an account everyone may try; it must stay usable for the next visitor.
func (s *Service) shown(login string) bool {
	return s.cfg.Demo && slices.ContainsFunc(s.cfg.DemoAccounts, func(d DemoAccount) bool {
		return normalLogin(d.Login) == login
	})
}
