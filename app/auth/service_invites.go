package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

const (
	setupLife    = 24 * time.Hour
	activateLife = 72 * time.Hour

	// The web client's pages for the two kinds of link.
	setupPage    = "/thiet-lap"
	activatePage = "/kich-hoat"
)

// SetupNeeded reports that nobody can sign in who administers a root of the tree.
func (s *Service) SetupNeeded(ctx context.Context) (bool, error) {
	n, err := rootAdministrators(ctx, s.db, clock.DayOf(s.clock.Now()))
	return n == 0, err
}

// SetupLink makes a one-time token, good for 24 hours, by which the first
// administrator makes an account; needed is false, and the token empty, when
// there is an administrator. Tokens made before stay good until then.
// SetupPath makes a link of it.
func (s *Service) SetupLink(ctx context.Context) (token string, needed bool, err error) {
	if needed, err = s.SetupNeeded(ctx); err != nil || !needed {
		return "", false, err
	}
	now := s.clock.Now()
	token, hash := newSecret()
	err = insertInvite(ctx, s.db, invite{TokenHash: hash, Purpose: purposeSetup, CreatedAt: now, ExpiresAt: now.Add(setupLife)})
	if err != nil {
		return "", false, err
	}
	return token, true, nil
}

// SetupPath is the address of the set-up page for a token, below PublicURL.
func (s *Service) SetupPath(token string) string {
	return s.cfg.PublicURL + setupPage + "?token=" + url.QueryEscape(token)
}

// Setup makes the first administrator, over every root of the tree, and returns
// the login. A code of the staff list ties the account to that person. Faults:
// auth.link_invalid, auth.setup_done, auth.setup_no_unit, auth.login_format,
// auth.login_taken, auth.password_….
func (s *Service) Setup(ctx context.Context, in SetupBody) (string, error) {
	login := normalLogin(in.Code)
	if !validLogin(login) {
		return "", fault.New(fault.Invalid, "auth.login_format").At("body.code", "auth.login_format", nil)
	}
	hash := hashSecret(in.Token)
	// Looked at before the costly part too, which is not for everyone.
	if _, err := lockInvite(ctx, s.db, purposeSetup, hash, s.clock.Now()); err != nil {
		return "", linkFault(err)
	}
	password, err := newPassword(ctx, "body.password", in.Password, login)
	if err != nil {
		return "", err
	}
	a := NewAccount{Login: login, Name: in.Name, PasswordHash: password}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return s.consumeSetup(ctx, tx, hash, a)
	})
	if err != nil {
		return "", fmt.Errorf("set up: %w", linkFault(err))
	}
	return login, nil
}

func (s *Service) consumeSetup(ctx context.Context, tx bun.Tx, token []byte, a NewAccount) error {
	now := s.clock.Now()
	if err := lock(ctx, tx, lockAdministrators); err != nil {
		return err
	}
	if _, err := lockInvite(ctx, tx, purposeSetup, token, now); err != nil {
		return err
	}
	n, err := rootAdministrators(ctx, tx, clock.DayOf(now))
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Conflict, "auth.setup_done")
	}
	if a.StaffID, err = personByCode(ctx, tx, a.Login); err != nil && !errors.Is(err, staff.ErrNotFound) {
		return err
	}
	tops, err := rootUnits(ctx, tx)
	if err != nil {
		return err
	}
	if len(tops) == 0 {
		return fault.New(fault.Conflict, "auth.setup_no_unit")
	}
	for _, top := range tops {
		a.Grants = append(a.Grants, NewGrant{Role: access.Administrator, UnitID: top})
	}
	if a.StaffID != uuid.Nil {
		learner, err := defaultGrant(ctx, tx, a.StaffID)
		if err != nil {
			return err
		}
		a.Grants = append(a.Grants, learner)
	}
	ids, err := ProvisionMany(ctx, tx, []NewAccount{a}, now)
	if err != nil {
		return takenFault(err)
	}
	if err := useInvite(ctx, tx, token, now); err != nil {
		return err
	}
	if err := dropInvites(ctx, tx, uuid.Nil); err != nil {
		return err
	}
	as := access.With(ctx, access.Principal{AccountID: ids[0]})
	return audit.Put(as, tx, "auth.setup", "account", ids[0], nil, now)
}

// Invite makes a one-time link, good for 72 hours, by which a person of the
// caller's units sets a password; it makes the account when there is none, and
// voids the person's earlier links. Faults: auth.person_not_found,
// auth.above_you, auth.disabled, auth.login_taken, auth.demo_fixed.
func (s *Service) Invite(ctx context.Context, staffID uuid.UUID) (link string, expires time.Time, err error) {
	now := s.clock.Now()
	expires = now.Add(activateLife)
	token, hash := newSecret()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		person, err := s.personInScope(ctx, tx, staffID)
		if err != nil {
			return err
		}
		a, err := s.accountOf(ctx, tx, person)
		if err != nil {
			return err
		}
		switch {
		case a.DisabledAt != nil:
			return fault.New(fault.Conflict, "auth.disabled")
		case s.shown(a.Login):
			return fault.New(fault.Forbidden, "auth.demo_fixed")
		}
		if err := s.above(ctx, a); err != nil {
			return err
		}
		if err := dropInvites(ctx, tx, a.ID); err != nil {
			return err
		}
		err = insertInvite(ctx, tx, invite{
			TokenHash: hash, Purpose: purposeActivate, AccountID: a.ID,
			CreatedBy: access.Who(ctx).AccountID, CreatedAt: now, ExpiresAt: expires,
		})
		if err != nil {
			return err
		}
		return audit.Put(ctx, tx, "auth.invited", "account", a.ID, nil, now)
	})
	if err != nil {
		return "", time.Time{}, fmt.Errorf("invite person: %w", err)
	}
	return s.cfg.PublicURL + activatePage + "?token=" + url.QueryEscape(token), expires, nil
}

func (s *Service) personInScope(ctx context.Context, tx bun.Tx, staffID uuid.UUID) (staff.Person, error) {
	missing := fault.New(fault.NotFound, "auth.person_not_found")
	person, err := staff.Find(ctx, tx, staffID)
	if errors.Is(err, staff.ErrNotFound) {
		return staff.Person{}, missing
	}
	if err != nil {
		return staff.Person{}, err
	}
	unit, err := findUnit(ctx, tx, person.UnitID)
	if err != nil {
		return staff.Person{}, err
	}
	if !access.May(ctx, access.AuthAccounts, unit.Path) {
		return staff.Person{}, missing
	}
	return person, nil
}

// accountOf is the person's account, made as a learner of their commune when
// there is none.
func (s *Service) accountOf(ctx context.Context, tx bun.Tx, person staff.Person) (Listed, error) {
	id, err := findByStaff(ctx, tx, person.ID)
	if errors.Is(err, ErrNotFound) {
		var learner NewGrant
		if learner, err = defaultGrant(ctx, tx, person.ID); err != nil {
			return Listed{}, err
		}
		id, err = Provision(ctx, tx, person.ID, person.Code, "", []NewGrant{learner}, s.clock.Now())
	}
	if err != nil {
		return Listed{}, takenFault(err)
	}
	return findAnywhere(ctx, tx, id)
}

// defaultGrant makes a person a learner of their commune or agency.
func defaultGrant(ctx context.Context, db bun.IDB, staffID uuid.UUID) (NewGrant, error) {
	person, err := staff.Find(ctx, db, staffID)
	if err != nil {
		return NewGrant{}, err
	}
	unit, err := findUnit(ctx, db, person.UnitID)
	if err != nil {
		return NewGrant{}, err
	}
	var id uuid.UUID
	err = db.NewRaw("select id from units where path = ?::ltree", org.CommunePath(unit.Path)).Scan(ctx, &id)
	if err != nil {
		return NewGrant{}, fmt.Errorf("find commune: %w", err)
	}
	return NewGrant{Role: access.Learner, UnitID: id}, nil
}

// Accept sets the password of an activation link's account, ends its sessions,
// and returns the login; nobody is signed in. Faults: auth.link_invalid,
// auth.disabled, auth.password_….
func (s *Service) Accept(ctx context.Context, token, password string) (string, error) {
	hash := hashSecret(token)
	i, err := lockInvite(ctx, s.db, purposeActivate, hash, s.clock.Now())
	if err != nil {
		return "", linkFault(err)
	}
	h, err := findHolder(ctx, s.db, i.AccountID)
	if err != nil {
		return "", err
	}
	if h.DisabledAt != nil {
		return "", fault.New(fault.Forbidden, "auth.disabled")
	}
	newHash, err := newPassword(ctx, "body.password", password, h.Login, h.Code)
	if err != nil {
		return "", err
	}
	var changes []change
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		changes, err = s.consumeActivation(ctx, tx, hash, newHash)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("accept invitation: %w", linkFault(err))
	}
	s.revoked.add(changes...)
	return h.Login, nil
}

func (s *Service) consumeActivation(ctx context.Context, tx bun.Tx, token []byte, password string) ([]change, error) {
	now := s.clock.Now()
	i, err := lockInvite(ctx, tx, purposeActivate, token, now)
	if err != nil {
		return nil, err
	}
	if err := useInvite(ctx, tx, token, now); err != nil {
		return nil, err
	}
	if err := setPassword(ctx, tx, i.AccountID, password); err != nil {
		return nil, err
	}
	if err := dropInvites(ctx, tx, i.AccountID); err != nil {
		return nil, err
	}
	changes, err := revokeOthers(ctx, tx, i.AccountID, uuid.Nil, endedPassword, now)
	if err != nil {
		return nil, err
	}
	as := access.With(ctx, access.Principal{AccountID: i.AccountID})
	return changes, audit.Put(as, tx, "auth.activated", "account", i.AccountID, nil, now)
}

func linkFault(err error) error {
	if errors.Is(err, errNoLink) {
		return fault.New(fault.NotFound, "auth.link_invalid").Because(err)
	}
	return err
}

func takenFault(err error) error {
	if errors.Is(err, ErrTaken) {
		return fault.New(fault.Conflict, "auth.login_taken").Because(err)
	}
	return err
}
