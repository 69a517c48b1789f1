package competency

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Consequences are what publishing the draft would do.
type Consequences struct {
	Differences []Difference
	Moved       int // requirements that go to other competencies
	Ended       int // requirements that end without a successor
	Posts       int // posts held today whose requirements change
}

// Consequences tells what publishing the draft would do, or NotFound.
func (s *Service) Consequences(ctx context.Context) (Held, Consequences, error) {
	h, err := s.Draft(ctx)
	if err != nil {
		return Held{}, Consequences{}, err
	}
	before, err := s.inForceNow(ctx)
	if err != nil {
		return Held{}, Consequences{}, err
	}
	out := Consequences{Differences: Diff(before, h.Contents)}
	var mapped, ended []uuid.UUID
	for _, id := range leaving(before, h.Contents) {
		if slices.ContainsFunc(h.Maps, func(m Mapping) bool { return m.FromID == id }) {
			mapped = append(mapped, id)
		} else {
			ended = append(ended, id)
		}
	}
	if out.Moved, err = countDemands(ctx, s.db, mapped, s.today()); err != nil {
		return Held{}, Consequences{}, err
	}
	if out.Ended, err = countDemands(ctx, s.db, ended, s.today()); err != nil {
		return Held{}, Consequences{}, err
	}
	out.Posts, err = countPosts(ctx, s.db, append(mapped, ended...))
	return h, out, err
}

// leaving are the competencies in force before that are not afterwards.
func leaving(before, after []Content) []uuid.UUID {
	was := map[uuid.UUID]bool{}
	for _, c := range before {
		was[c.CompetencyID] = !c.Archived
	}
	var gone []uuid.UUID
	for _, c := range after {
		if c.Archived && was[c.CompetencyID] {
			gone = append(gone, c.CompetencyID)
		}
	}
	return gone
}

// Enact brings the draft into force: what every room reads becomes what it
// says, the former version is outdated, the requirements, claims and criteria of
// mapped competencies move and the requirements of other archived ones end. seen is when the draft was last
// changed as the caller knows it. Errors: NotFound without a draft, Conflict when
// it was changed since, Invalid with all faults that Held names.
func (s *Service) Enact(ctx context.Context, note string, seen time.Time) error {
	if err := s.mayEditFramework(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		draft, err := lockDraft(ctx, tx)
		if err != nil {
			return noDraft(err)
		}
		if !draft.UpdatedAt.Equal(seen) {
			return fault.New(fault.Conflict, "competency.draft_moved")
		}
		draft.Note = note
		return s.enact(ctx, tx, draft)
	})
}

func (s *Service) enact(ctx context.Context, tx bun.Tx, draft Edition) error {
	now := s.clock.Now()
	after, err := Contents(ctx, tx, draft.ID)
	if err != nil {
		return err
	}
	maps, err := Maps(ctx, tx, draft.ID)
	if err != nil {
		return err
	}
	var before []Content
	switch former, err := VersionIn(ctx, tx, StatePublished); {
	case errors.Is(err, ErrNoVersion):
	case err != nil:
		return err
	default:
		if before, err = Contents(ctx, tx, former.ID); err != nil {
			return err
		}
	}
	gone := leaving(before, after)
	if err := lockCriteria(ctx, tx); err != nil {
		return err
	}
	criteria, err := followers(ctx, tx, lasting(maps, after), gone)
	if err != nil {
		return err
	}
	if faults := append(CheckDraft(after, maps, before), checkFollowers(criteria, after)...); len(faults) > 0 {
		return refusal(faults)
	}
	if err := apply(ctx, tx, before, after, draft.Number, now); err != nil {
		return err
	}
	if err := s.follow(ctx, tx, criteria, draft.Number, now); err != nil {
		return err
	}
	if err := remap(ctx, tx, gone, maps, s.today(), now); err != nil {
		return err
	}
	if err := enact(ctx, tx, &draft, access.Who(ctx).AccountID, now); err != nil {
		return err
	}
	fact := EditionPublished{VersionID: draft.ID, Number: draft.Number, Moves: moves(maps, gone, after)}
	if err := s.outbox.Put(ctx, tx, fact, now); err != nil {
		return err
	}
	args := map[string]any{"number": draft.Number, "changed": len(Diff(before, after)), "mapped": len(maps), "archived": len(gone)}
	return audit.Put(ctx, tx, "competency.publish", "framework", draft.ID, args, now)
}

// follow lets criteria go on as what they follow, each on record as a deed.
func (s *Service) follow(ctx context.Context, tx bun.Tx, criteria []Follower, number int, now time.Time) error {
	for _, f := range criteria {
		if !f.changes() {
			continue
		}
		if err := follow(ctx, tx, f, access.Who(ctx).StaffID, now); err != nil {
			return err
		}
		args := map[string]any{"kind": f.Was.Source.Kind, "code": f.Of.Code, "state": f.Was.State, "framework": number}
		if err := audit.Put(ctx, tx, "competency.criteria_follow", subject, f.Was.Source.ID, args, now); err != nil {
			return err
		}
	}
	return nil
}

// refusal names every fault at its competency and field.
func refusal(faults []Fault) error {
	f := fault.New(fault.Invalid, "competency.not_ready").With(fault.Args{"count": len(faults)})
	for _, one := range faults {
		f.At(fmt.Sprintf("competencies.%s.%s", one.Code, one.Field), one.Key, one.Args)
	}
	return f
}

// moves are the mappings of leaving competencies on which evidence is carried.
func moves(maps []Mapping, gone []uuid.UUID, after []Content) []Move {
	names := map[uuid.UUID]string{}
	for _, c := range after {
		names[c.CompetencyID] = c.NameVI
	}
	out := []Move{}
	for _, m := range maps {
		if m.Carries && slices.Contains(gone, m.FromID) {
			out = append(out, Move{FromID: m.FromID, ToID: m.ToID, FromVI: names[m.FromID], MostLevel: m.MostLevel})
		}
	}
	return out
}
