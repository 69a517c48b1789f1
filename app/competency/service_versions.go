package competency

import (
	"context"
	"errors"
	"strconv"

	"github.com/google/uuid"

	"camtay/app/fault"
	"camtay/app/page"
)

// Held is a version with all it says. Faults are what keeps a draft from being
// published and Criteria the sets that publishing it concerns; others have none.
type Held struct {
	Version  Edition
	Contents []Content
	Maps     []Mapping
	Faults   []Fault
	Criteria []Follower
}

// Versions are the versions of the framework, the latest first, one page and the
// cursor of the next. A draft is shown to those who may edit it.
func (s *Service) Versions(ctx context.Context, after string, limit int) ([]Edition, string, error) {
	place, err := page.Parse(after, 1)
	if err != nil {
		return nil, "", err
	}
	below := 0
	if place != nil {
		if below, err = strconv.Atoi(place[0]); err != nil {
			return nil, "", fault.New(fault.Invalid, "page.bad_cursor").Because(err)
		}
	}
	limit = page.Limit(limit)
	found, err := Versions(ctx, s.db, s.edits(ctx), below, limit)
	if err != nil {
		return nil, "", err
	}
	found, next := page.Cut(found, limit, func(v Edition) string { return page.Cursor(strconv.Itoa(v.Number)) })
	return found, next, nil
}

// Version is one version with all it says, or NotFound.
func (s *Service) Version(ctx context.Context, id uuid.UUID) (Held, error) {
	v, err := FindVersion(ctx, s.db, id)
	switch {
	case err != nil:
		return Held{}, shown(err)
	case v.State == StateDraft && !s.edits(ctx):
		return Held{}, fault.New(fault.NotFound, "competency.no_version")
	}
	return s.hold(ctx, v)
}

// Published is the version in force, or NotFound before the first.
func (s *Service) Published(ctx context.Context) (Held, error) {
	v, err := VersionIn(ctx, s.db, StatePublished)
	if err != nil {
		return Held{}, shown(err)
	}
	return s.hold(ctx, v)
}

// Draft is the draft with what keeps it from being published, or NotFound.
func (s *Service) Draft(ctx context.Context) (Held, error) {
	if err := s.mayEditFramework(ctx); err != nil {
		return Held{}, err
	}
	v, err := VersionIn(ctx, s.db, StateDraft)
	if err != nil {
		return Held{}, noDraft(err)
	}
	return s.hold(ctx, v)
}

func (s *Service) hold(ctx context.Context, v Edition) (Held, error) {
	h := Held{Version: v}
	var err error
	if h.Contents, err = Contents(ctx, s.db, v.ID); err != nil {
		return Held{}, err
	}
	if h.Maps, err = Maps(ctx, s.db, v.ID); err != nil {
		return Held{}, err
	}
	if v.State != StateDraft {
		return h, nil
	}
	before, err := s.inForceNow(ctx)
	if err != nil {
		return Held{}, err
	}
	if h.Criteria, err = followers(ctx, s.db, lasting(h.Maps, h.Contents), leaving(before, h.Contents)); err != nil {
		return Held{}, err
	}
	h.Faults = append(CheckDraft(h.Contents, h.Maps, before), checkFollowers(h.Criteria, h.Contents)...)
	return h, nil
}

// inForceNow is the content of the published version, none before the first.
func (s *Service) inForceNow(ctx context.Context) ([]Content, error) {
	v, err := VersionIn(ctx, s.db, StatePublished)
	switch {
	case errors.Is(err, ErrNoVersion):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return Contents(ctx, s.db, v.ID)
}

// Compare is what differs between two versions, with both. NotFound as Version.
func (s *Service) Compare(ctx context.Context, from, to uuid.UUID) (before, after Edition, differences []Difference, err error) {
	a, err := s.Version(ctx, from)
	if err != nil {
		return before, after, nil, err
	}
	b, err := s.Version(ctx, to)
	if err != nil {
		return before, after, nil, err
	}
	return a.Version, b.Version, Diff(a.Contents, b.Contents), nil
}

// noDraft says what to do when there is no draft.
func noDraft(err error) error {
	if errors.Is(err, ErrNoVersion) {
		return fault.New(fault.NotFound, "competency.no_draft").Because(err)
	}
	return err
}
