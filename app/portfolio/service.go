package portfolio

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Service keeps items and lets them be reviewed.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
	ledger *evidence.Ledger
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox, ledger *evidence.Ledger) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox, ledger: ledger}
}

// Detail is an item with all that belongs to it. Can are the deeds the reader may
// do now, Missing the keys of what it lacks to be submitted.
type Detail struct {
	View

	Claimed  []Claim
	Papers   []File
	ByID     map[uuid.UUID]competency.Competency
	Levels   map[uuid.UUID]int16 // settled today, by competency
	Can      []Deed
	Missing  []string
	CanWrite bool
}

func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

func notFound(cause error) error {
	return fault.New(fault.NotFound, "portfolio.not_found").Because(cause)
}

// faultOf turns what the room knows into what people are told.
func faultOf(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return notFound(err)
	case errors.Is(err, ErrState):
		return fault.New(fault.Conflict, "portfolio.state").Because(err)
	}
	return err
}

// Mine are the acting person's items, the latest first, at most limit+1.
func (s *Service) Mine(ctx context.Context, f Filter) ([]View, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return itemsOf(ctx, s.db, me, f)
}

// MyItem is one of the acting person's items; NotFound for another's.
func (s *Service) MyItem(ctx context.Context, id uuid.UUID) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	v, err := Find(ctx, s.db, id)
	if err == nil && v.StaffID != me {
		err = ErrNotFound
	}
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.detail(ctx, v, true)
}

func (s *Service) detail(ctx context.Context, v View, owner bool) (Detail, error) {
	d := Detail{View: v, Can: v.State.Can(owner), CanWrite: owner && v.State == Idle, Levels: map[uuid.UUID]int16{}}
	var err error
	if d.Claimed, err = claimsOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.Papers, err = filesOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	ids := make([]uuid.UUID, 0, len(d.Claimed))
	for _, c := range d.Claimed {
		ids = append(ids, c.CompetencyID)
		if d.Levels[c.CompetencyID], err = evidence.LevelOf(ctx, s.db, v.StaffID, c.CompetencyID); err != nil {
			return Detail{}, err
		}
	}
	if d.ByID, err = competency.FindAll(ctx, s.db, ids); err != nil {
		return Detail{}, err
	}
	if owner {
		d.Missing = v.Missing(d.Claimed, len(d.Papers), clock.DayOf(s.clock.Now()))
	}
	return d, nil
}

// Add keeps a new item of the acting person; the same id again changes nothing.
// Faults: Invalid, TooMany, NotFound for a competency.
func (s *Service) Add(ctx context.Context, i Item, claims []Claim) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	now := s.clock.Now()
	i = i.tidied()
	i.StaffID, i.State, i.CreatedAt, i.UpdatedAt = me, Idle, now, now
	if i.ID == uuid.Nil {
		return Detail{}, fault.New(fault.Invalid, "web.invalid").At("body.id", "evidence.deed_id", nil)
	}
	if err := i.Check(claims); err != nil {
		return Detail{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		n, err := countItems(ctx, tx, me)
		if err != nil {
			return err
		}
		if n >= MaxItems {
			return fault.New(fault.TooMany, "portfolio.too_many").With(fault.Args{"most": MaxItems})
		}
		added, err := insertItem(ctx, tx, i)
		if err != nil {
			return err
		}
		if added {
			return putClaims(ctx, tx, i.ID, claims)
		}
		there, err := Find(ctx, tx, i.ID)
		if err == nil && there.StaffID != me { // an id somebody else made
			err = ErrState
		}
		return err
	})
	if err != nil {
		return Detail{}, unknownCompetency(err)
	}
	return s.MyItem(ctx, i.ID)
}

func unknownCompetency(err error) error {
	if db.IsReferenced(err) {
		return fault.New(fault.NotFound, "competency.not_found").Because(err)
	}
	return faultOf(err)
}

// Write changes an item that is being written. Faults: Invalid, NotFound,
// Conflict portfolio.state.
func (s *Service) Write(ctx context.Context, i Item, claims []Claim) (Detail, error) {
	i = i.tidied()
	if err := i.Check(claims); err != nil {
		return Detail{}, err
	}
	err := s.own(ctx, i.ID, func(ctx context.Context, tx bun.Tx, v View) error {
		if v.State != Idle {
			return ErrState
		}
		old := v.Item
		old.Kind, old.Title, old.Issuer, old.IssuedOn, old.ValidUntil, old.Note = i.Kind, i.Title, i.Issuer, i.IssuedOn, i.ValidUntil, i.Note
		old.UpdatedAt = s.clock.Now()
		if err := updateItem(ctx, tx, old); err != nil {
			return err
		}
		return putClaims(ctx, tx, i.ID, claims)
	})
	if err != nil {
		return Detail{}, unknownCompetency(err)
	}
	return s.MyItem(ctx, i.ID)
}

// own lets a deed act on an item of the acting person, which it holds.
func (s *Service) own(ctx context.Context, id uuid.UUID, deed func(ctx context.Context, tx bun.Tx, v View) error) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		v, err := lockItem(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case v.StaffID != me:
			return ErrNotFound
		}
		return deed(ctx, tx, v)
	})
}

// Drop deletes an item that is being written, with its papers.
func (s *Service) Drop(ctx context.Context, id uuid.UUID) error {
	return faultOf(s.own(ctx, id, func(ctx context.Context, tx bun.Tx, v View) error {
		if v.State != Idle {
			return ErrState
		}
		return deleteItem(ctx, tx, id)
	}))
}

// Do moves an item of the acting person: submit, recall or reopen. Faults:
// NotFound, Conflict portfolio.state, Invalid for what it lacks to be submitted.
func (s *Service) Do(ctx context.Context, id uuid.UUID, deed Deed) (Detail, error) {
	err := s.own(ctx, id, func(ctx context.Context, tx bun.Tx, v View) error {
		if !deed.Owners() {
			return ErrState
		}
		to, err := v.State.After(deed)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		i := v.Item
		i.State, i.UpdatedAt = to, now
		i.SubmittedAt, i.TakenBy, i.DecidedBy, i.DecidedAt = nil, uuid.Nil, uuid.Nil, nil
		if deed == Submit {
			if err := s.complete(ctx, tx, v, now); err != nil {
				return err
			}
			i.SubmittedAt, i.Words = &now, ""
			if err := s.outbox.Put(ctx, tx, Submitted{ItemID: id}, now); err != nil {
				return err
			}
		}
		if err := updateItem(ctx, tx, i); err != nil {
			return err
		}
		return s.log(ctx, tx, v, string(deed), now)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.MyItem(ctx, id)
}

// complete reports, as an Invalid fault, what an item lacks to be submitted.
func (s *Service) complete(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
	claims, err := claimsOf(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	missing := v.Missing(claims, v.Files, clock.DayOf(now))
	if len(missing) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, missing[0])
	for _, key := range missing {
		f.At("item", key, nil)
	}
	return f
}

func (s *Service) log(ctx context.Context, db bun.IDB, v View, deed string, now time.Time) error {
	return audit.Put(ctx, db, "portfolio."+deed, "staff", v.StaffID, map[string]any{"item_id": v.ID}, now)
}

// Attach adds a paper to an item that is being written; the same bytes again
// change nothing. Faults: NotFound, Conflict portfolio.state, Invalid
// portfolio.file_type or portfolio.file_size, TooMany.
func (s *Service) Attach(ctx context.Context, itemID uuid.UUID, name string, content []byte) (Detail, error) {
	if len(content) > MaxFile {
		return Detail{}, tooLarge()
	}
	file, ok := newFile(itemID, name, content)
	if !ok {
		return Detail{}, fault.New(fault.Invalid, "portfolio.file_type")
	}
	var err error
	if file.ID, err = uuid.NewV7(); err != nil {
		return Detail{}, fmt.Errorf("make file id: %w", err)
	}
	err = s.own(ctx, itemID, func(ctx context.Context, tx bun.Tx, v View) error {
		switch {
		case v.State != Idle:
			return ErrState
		case v.Files >= MaxFiles:
			return fault.New(fault.TooMany, "portfolio.too_many_files").With(fault.Args{"most": MaxFiles})
		}
		return insertFile(ctx, tx, file, content, s.clock.Now())
	})
	if err != nil && !db.IsDuplicate(err) {
		return Detail{}, faultOf(err)
	}
	return s.MyItem(ctx, itemID)
}

func tooLarge() error {
	return fault.New(fault.Invalid, "portfolio.file_size").With(fault.Args{"most": MaxFile >> 20})
}

// Detach takes a paper away from an item that is being written.
func (s *Service) Detach(ctx context.Context, itemID, id uuid.UUID) (Detail, error) {
	err := s.own(ctx, itemID, func(ctx context.Context, tx bun.Tx, v View) error {
		if v.State != Idle {
			return ErrState
		}
		return deleteFile(ctx, tx, itemID, id)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.MyItem(ctx, itemID)
}

// MyFile is a paper of the acting person's own.
func (s *Service) MyFile(ctx context.Context, itemID, id uuid.UUID) (File, []byte, error) {
	if _, err := s.MyItem(ctx, itemID); err != nil {
		return File{}, nil, err
	}
	file, bytes, err := content(ctx, s.db, itemID, id)
	return file, bytes, faultOf(err)
}
