package mentoring

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/org"
)

// Service is what people can do about mentoring.
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

// maxSuggestions is how many people one answer names.
const maxSuggestions = 20

// Suggestions are the people who may help the acting person in one competency,
// best first, and the person's own standing in it.
type Suggestions struct {
	Competency competency.Competency
	Asker      Asker
	Items      []Suggested
}

// Suggested is a suggestion with what its mentor is known by.
type Suggested struct {
	Suggestion

	FullName string
	Unit     org.UnitBody
	Posts    []postRow
}

// Suggest finds people for the acting person. Faults: NotFound auth.no_staff,
// mentoring.no_competency.
func (s *Service) Suggest(ctx context.Context, competencyID uuid.UUID) (Suggestions, error) {
	me, err := self(ctx)
	if err != nil {
		return Suggestions{}, err
	}
	return SuggestFor(ctx, s.db, me, competencyID, s.clock.Now())
}

// SuggestFor finds people for somebody. Whether the caller may ask about that
// person is not its question. Fault: NotFound mentoring.no_competency.
func SuggestFor(ctx context.Context, db bun.IDB, learnerID, competencyID uuid.UUID, now time.Time) (Suggestions, error) {
	found, err := inForce(ctx, db, competencyID)
	if err != nil {
		return Suggestions{}, err
	}
	asker, err := asked(ctx, db, learnerID, competencyID)
	if err != nil {
		return Suggestions{}, err
	}
	today := clock.DayOf(now)
	rows, err := candidates(ctx, db, nearby{Asker: asker, CompetencyID: competencyID, On: today})
	if err != nil {
		return Suggestions{}, err
	}
	known := make(map[uuid.UUID]candidateRow, len(rows))
	people := make([]Candidate, 0, len(rows))
	for _, r := range rows {
		known[r.MentorID] = r
		people = append(people, r.candidate())
	}
	ranked := Rank(people, asker, now)
	ranked = ranked[:min(len(ranked), maxSuggestions)]
	ids := make([]uuid.UUID, 0, len(ranked))
	for _, r := range ranked {
		ids = append(ids, r.MentorID)
	}
	posts, err := postsOn(ctx, db, ids, today)
	if err != nil {
		return Suggestions{}, err
	}
	items := make([]Suggested, 0, len(ranked))
	for _, r := range ranked {
		row := known[r.MentorID]
		items = append(items, Suggested{Suggestion: r, FullName: row.FullName, Unit: row.unit(), Posts: posts[r.MentorID]})
	}
	return Suggestions{Competency: found, Asker: asker, Items: items}, nil
}

// Offer is a mentor profile as its owner sees it: Opening is nil when the owner
// may open it, else the fault that says why not.
type Offer struct {
	Profile

	Live    int
	Opening *fault.Fault
}

// Offer is the acting person's own mentor profile; someone without one gets
// NoProfile. Fault: NotFound auth.no_staff.
func (s *Service) Offer(ctx context.Context) (Offer, error) {
	me, err := self(ctx)
	if err != nil {
		return Offer{}, err
	}
	return offerOf(ctx, s.db, me)
}

func offerOf(ctx context.Context, db bun.IDB, me uuid.UUID) (Offer, error) {
	p, err := FindProfile(ctx, db, me)
	switch {
	case errors.Is(err, ErrNoProfile):
		p = NoProfile(me)
	case err != nil:
		return Offer{}, err
	}
	live, _, err := liveOf(ctx, db, me)
	if err != nil {
		return Offer{}, err
	}
	best, err := bestLevel(ctx, db, me)
	if err != nil {
		return Offer{}, err
	}
	o := Offer{Profile: p, Live: live}
	errors.As(CheckOpening(coach(ctx), best), &o.Opening)
	return o, nil
}

// PutOffer replaces the acting person's own profile; the champion's mark stays.
// Closing it, or taking fewer than are live, ends no pair. Faults: NotFound
// auth.no_staff, those of CheckOpening when it is to be open, Invalid
// mentoring.no_mode.
func (s *Service) PutOffer(ctx context.Context, p Profile) (Offer, error) {
	me, err := self(ctx)
	if err != nil {
		return Offer{}, err
	}
	p.StaffID, p.Modes, p.Note = me, InOrder(p.Modes), tidy(p.Note)
	if len(p.Modes) == 0 {
		return Offer{}, fault.New(fault.Invalid, "web.invalid").At("body.modes", "mentoring.no_mode", nil)
	}
	var saved Offer
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		old, err := offerOf(ctx, tx, me)
		if err != nil {
			return err
		}
		if p.Open && old.Opening != nil {
			return old.Opening
		}
		p.Champion = old.Champion
		if err := PutProfiles(ctx, tx, []Profile{p}, s.clock.Now()); err != nil {
			return err
		}
		saved, err = offerOf(ctx, tx, me)
		return err
	})
	if err != nil {
		return Offer{}, err
	}
	return saved, nil
}

// self is the acting person.
func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

// coach reports whether the acting person holds the mentor's role anywhere. A
// mentor helps across wards, so that the place of the grant is not asked.
func coach(ctx context.Context) bool {
	return access.Who(ctx).Holds(access.MentoringCoach)
}

func inForce(ctx context.Context, db bun.IDB, competencyID uuid.UUID) (competency.Competency, error) {
	c, err := competency.Find(ctx, db, competencyID)
	switch {
	case errors.Is(err, competency.ErrNotFound), err == nil && c.ArchivedAt != nil:
		return competency.Competency{}, fault.New(fault.NotFound, "mentoring.no_competency").Because(err)
	case err != nil:
		return competency.Competency{}, fmt.Errorf("find competency to be helped in: %w", err)
	}
	return c, nil
}

// tidy brings free text to NFC without surrounding blanks.
func tidy(text string) string {
	return strings.TrimSpace(norm.NFC.String(text))
}
