package communities

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/gaps"
)

// Service is what people can do in communities.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox}
}

// Detail is a post with all that its viewer may see and do.
type Detail struct {
	View

	Replies []AnswerView
	Edits   []Edit
	Reports []ReportView // whoever guards the post sees them
	Me      uuid.UUID
	Own     bool
	Guards  bool
}

// Fields are all fields with what they are to the acting person, and how many
// answers count in that person's record.
func (s *Service) Fields(ctx context.Context) ([]gaps.FieldName, []Standing, int, error) {
	names, err := gaps.FieldNames(ctx, s.db)
	if err != nil {
		return nil, nil, 0, err
	}
	found, err := standings(ctx, s.db, viewer(ctx))
	if err != nil {
		return nil, nil, 0, err
	}
	counted, err := Counted(ctx, s.db, access.Who(ctx).StaffID)
	return names, found, counted, err
}

// List are the posts that the acting person may see, at most f.Limit+1.
func (s *Service) List(ctx context.Context, f Filter) ([]View, error) {
	f.Before = LongUnanswered(s.clock.Now())
	return List(ctx, s.db, viewer(ctx), f)
}

// Find is a post that the acting person may see. Fault: NotFound
// communities.not_found.
func (s *Service) Find(ctx context.Context, id uuid.UUID) (Detail, error) {
	who := viewer(ctx)
	v, err := Find(ctx, s.db, who, id)
	if err != nil {
		return Detail{}, faultOf(err)
	}
	d := Detail{View: v, Me: who.StaffID, Own: v.AuthorID == who.StaffID, Guards: guards(ctx, v)}
	if d.Replies, err = answersOf(ctx, s.db, who, v, d.Guards); err != nil {
		return Detail{}, err
	}
	if d.Edits, err = editsOf(ctx, s.db, id); err != nil {
		return Detail{}, err
	}
	if d.Guards {
		d.Reports, err = reportsOf(ctx, s.db, id)
	}
	return d, err
}

// Post adds a question or a case of the acting person's commune. Faults: NotFound
// auth.no_staff; Forbidden communities.no_commune; Invalid communities.no_field,
// communities.no_competency, communities.no_procedure and those of Post.Check.
func (s *Service) Post(ctx context.Context, p Post) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	p = p.Tidy()
	if err := p.Check(); err != nil {
		return Detail{}, err
	}
	p.AuthorID, p.CreatedAt = me, s.clock.Now()
	p.CommuneID, err = communeOf(ctx, s.db, me)
	switch {
	case errors.Is(err, ErrNotFound):
		return Detail{}, fault.New(fault.Forbidden, "communities.no_commune").Because(err)
	case err != nil:
		return Detail{}, err
	}
	if err := s.known(ctx, p); err != nil {
		return Detail{}, err
	}
	if p.ID, err = uuid.NewV7(); err != nil {
		return Detail{}, fmt.Errorf("make post id: %w", err)
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := InsertPosts(ctx, tx, []Post{p}); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Posted{PostID: p.ID}, p.CreatedAt)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.Find(ctx, p.ID)
}

// known reports, as Invalid, a field, competency or procedure that does not exist.
func (s *Service) known(ctx context.Context, p Post) error {
	f := fault.New(fault.Invalid, "web.invalid")
	_, there, err := gaps.FindFieldName(ctx, s.db, p.FieldKind, p.Field)
	if err != nil {
		return err
	}
	if !there {
		f.At("body.field", "communities.no_field", nil)
	}
	if p.CompetencyID != uuid.Nil {
		c, err := competency.Find(ctx, s.db, p.CompetencyID)
		if errors.Is(err, competency.ErrNotFound) || err == nil && c.ArchivedAt != nil {
			f.At("body.competency_id", "communities.no_competency", nil)
		} else if err != nil {
			return err
		}
	}
	if p.ProcedureID != uuid.Nil {
		there, err := s.db.NewSelect().Table("procedures").Where("id = ?", p.ProcedureID).Exists(ctx)
		if err != nil {
			return fmt.Errorf("look for procedure: %w", err)
		}
		if !there {
			f.At("body.procedure_id", "communities.no_procedure", nil)
		}
	}
	return given(f)
}

// EditPost changes the texts of one of the acting person's posts; what they were
// is kept. Faults as Post, and NotFound communities.not_found, Forbidden
// communities.not_yours, Conflict communities.gone.
func (s *Service) EditPost(ctx context.Context, id uuid.UUID, change Post) (Detail, error) {
	return s.onPost(ctx, id, func(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
		if v.AuthorID != access.Who(ctx).StaffID {
			return ErrAuthor
		}
		p := v.Post
		p.Title, p.Body, p.Did, p.Watch = change.Title, change.Body, change.Did, change.Watch
		p.CompetencyID, p.ProcedureID = change.CompetencyID, change.ProcedureID
		p = p.Tidy()
		if err := p.Check(); err != nil {
			return err
		}
		if err := s.known(ctx, p); err != nil {
			return err
		}
		if p.Was() != v.Was() {
			if err := insertEdit(ctx, tx, Edit{PostID: id, At: now, Was: v.Was()}); err != nil {
				return err
			}
			p.EditedAt = &now
		}
		return updatePost(ctx, tx, p)
	})
}

// WithdrawPost takes one of the acting person's posts back; only they see it then.
// Faults: NotFound communities.not_found; Forbidden communities.not_yours;
// Conflict communities.gone.
func (s *Service) WithdrawPost(ctx context.Context, id uuid.UUID) (Detail, error) {
	return s.onPost(ctx, id, func(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
		if v.AuthorID != access.Who(ctx).StaffID {
			return ErrAuthor
		}
		p := v.Post
		p.WithdrawnAt = &now
		return updatePost(ctx, tx, p)
	})
}

// Answer adds an answer of the acting person to a post they see. Faults: NotFound
// auth.no_staff, communities.not_found; Conflict communities.gone; Invalid
// communities.text and traces of citizens.
func (s *Service) Answer(ctx context.Context, postID uuid.UUID, text string) (Detail, error) {
	text = tidy(text)
	if err := CheckText("body.body", text); err != nil {
		return Detail{}, err
	}
	return s.onPost(ctx, postID, func(ctx context.Context, tx bun.Tx, _ View, now time.Time) error {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make answer id: %w", err)
		}
		a := Answer{ID: id, PostID: postID, AuthorID: access.Who(ctx).StaffID, Body: text, CreatedAt: now}
		if err := InsertAnswers(ctx, tx, []Answer{a}); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Answered{AnswerID: id}, now)
	})
}

// EditAnswer changes one of the acting person's answers; what it was is kept.
// Faults as Answer, and Forbidden communities.not_yours.
func (s *Service) EditAnswer(ctx context.Context, id uuid.UUID, text string) (Detail, error) {
	text = tidy(text)
	if err := CheckText("body.body", text); err != nil {
		return Detail{}, err
	}
	return s.onOwnAnswer(ctx, id, func(ctx context.Context, tx bun.Tx, a Answer, now time.Time) error {
		if a.Body == text {
			return nil
		}
		if err := insertEdit(ctx, tx, Edit{PostID: a.PostID, AnswerID: id, At: now, Was: a.Body}); err != nil {
			return err
		}
		a.Body, a.EditedAt = text, &now
		return updateAnswer(ctx, tx, a)
	})
}

// WithdrawAnswer takes one of the acting person's answers back, and with it that
// it was accepted. Faults: NotFound communities.not_found; Forbidden
// communities.not_yours; Conflict communities.gone.
func (s *Service) WithdrawAnswer(ctx context.Context, id uuid.UUID) (Detail, error) {
	return s.onOwnAnswer(ctx, id, func(ctx context.Context, tx bun.Tx, a Answer, now time.Time) error {
		if err := dropAcceptance(ctx, tx, id); err != nil {
			return err
		}
		a.WithdrawnAt = &now
		return updateAnswer(ctx, tx, a)
	})
}

// Accept accepts an answer to one of the acting person's questions, in place of any
// other, and keeps what its author had shown by then. Faults: NotFound
// communities.not_found; Forbidden communities.not_yours; Conflict
// communities.gone, communities.own_answer, communities.no_question.
func (s *Service) Accept(ctx context.Context, answerID uuid.UUID) (Detail, error) {
	return s.onAnswer(ctx, answerID, func(ctx context.Context, tx bun.Tx, v View, a Answer, now time.Time) error {
		switch {
		case v.AuthorID != access.Who(ctx).StaffID:
			return ErrAuthor
		case v.Form != Question:
			return fault.New(fault.Conflict, "communities.no_question")
		case a.AuthorID == v.AuthorID:
			return fault.New(fault.Conflict, "communities.own_answer")
		case v.AnswerID == answerID:
			return nil
		}
		x := Acceptance{PostID: v.ID, AnswerID: answerID, StaffID: a.AuthorID, CompetencyID: v.CompetencyID, AcceptedAt: now}
		var err error
		if v.CompetencyID != uuid.Nil {
			if x.Level, err = evidence.LevelOf(ctx, tx, a.AuthorID, v.CompetencyID); err != nil {
				return err
			}
		}
		if x.Mentor, err = mentors(ctx, tx, a.AuthorID); err != nil {
			return err
		}
		if err := PutAcceptance(ctx, tx, x); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Accepted{AnswerID: answerID}, now)
	})
}

// onPost runs a deed on a locked post that the acting person sees and that is
// neither withdrawn nor hidden.
func (s *Service) onPost(ctx context.Context, id uuid.UUID, deed func(ctx context.Context, tx bun.Tx, v View, now time.Time) error) (Detail, error) {
	if _, err := self(ctx); err != nil {
		return Detail{}, err
	}
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := lockPost(ctx, tx, id); err != nil {
			return err
		}
		v, err := Find(ctx, tx, viewer(ctx), id)
		switch {
		case err != nil:
			return err
		case v.WithdrawnAt != nil || v.HiddenAt != nil:
			return ErrGone
		}
		return deed(ctx, tx, v, s.clock.Now())
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.Find(ctx, id)
}

// onAnswer runs a deed on an answer that is neither withdrawn nor hidden, of a post
// as onPost.
func (s *Service) onAnswer(ctx context.Context, id uuid.UUID, deed func(ctx context.Context, tx bun.Tx, v View, a Answer, now time.Time) error) (Detail, error) {
	a, err := FindAnswer(ctx, s.db, id)
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.onPost(ctx, a.PostID, func(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
		a, err := FindAnswer(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case a.WithdrawnAt != nil || a.HiddenAt != nil:
			return ErrGone
		}
		return deed(ctx, tx, v, a, now)
	})
}

func (s *Service) onOwnAnswer(ctx context.Context, id uuid.UUID, deed func(ctx context.Context, tx bun.Tx, a Answer, now time.Time) error) (Detail, error) {
	return s.onAnswer(ctx, id, func(ctx context.Context, tx bun.Tx, _ View, a Answer, now time.Time) error {
		if a.AuthorID != access.Who(ctx).StaffID {
			return ErrAuthor
		}
		return deed(ctx, tx, a, now)
	})
}

func viewer(ctx context.Context) Viewer {
	return Viewer{StaffID: access.Who(ctx).StaffID, Guard: access.ScopeOf(ctx, access.CommunitiesGuard)}
}

func guards(ctx context.Context, v View) bool {
	return access.May(ctx, access.CommunitiesGuard, v.CommunePath)
}

// self is the acting person.
func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

// faultOf maps what the room's rules and store say to what may be shown.
func faultOf(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "communities.not_found").Because(err)
	case errors.Is(err, ErrAuthor):
		return fault.New(fault.Forbidden, "communities.not_yours").Because(err)
	case errors.Is(err, ErrGuard):
		return fault.New(fault.Forbidden, "communities.no_guard").Because(err)
	case errors.Is(err, ErrGone):
		return fault.New(fault.Conflict, "communities.gone").Because(err)
	}
	return err
}
