package classes

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/org"
	"camtay/app/page"
	"camtay/app/web"
)

// List are the classes the caller organises, trains or may nominate to.
func (s *Service) List(ctx context.Context, in classesInput) (web.List[ClassBody], error) {
	after, err := page.Parse(in.After, 2)
	if err != nil {
		return web.List[ClassBody]{}, err
	}
	who := access.Who(ctx)
	sight := Sight{
		StaffID: who.StaffID,
		Plans:   access.ScopeOf(ctx, access.ClassesCreate),
		Attends: access.ScopeOf(ctx, access.ClassesAttendance),
		Trains:  who.Holds(access.ClassesAttendance),
		Leads:   access.ScopeOf(ctx, access.ClassesNominate),
	}
	limit := page.Limit(in.Limit)
	found, err := ListClasses(ctx, s.db, sight, ClassFilter{
		Q: in.Q, State: State(in.State), Mine: in.Mine, After: after, Limit: limit,
	})
	if err != nil {
		return web.List[ClassBody]{}, err
	}
	found, next := page.Cut(found, limit, func(c Class) string { return page.Cursor(cursorTime(c.StartsAt), c.ID.String()) })
	known, err := records(ctx, s.db, found)
	if err != nil {
		return web.List[ClassBody]{}, err
	}
	items, err := s.bodies(ctx, known)
	return web.List[ClassBody]{Items: items, Next: next}, err
}

// Detail is one class with the nominations the caller may see: all for those who
// decide or train, else those of the caller's units.
func (s *Service) Detail(ctx context.Context, id uuid.UUID) (ClassDetail, error) {
	r, err := look(ctx, s.db, id)
	if err != nil {
		return ClassDetail{}, err
	}
	bodies, err := s.bodies(ctx, []record{r})
	if err != nil {
		return ClassDetail{}, err
	}
	sessions, err := SessionsOf(ctx, s.db, id)
	if err != nil {
		return ClassDetail{}, err
	}
	scope := access.ScopeOf(ctx, access.ClassesNominate)
	if r.actor.Approves || r.actor.Attends {
		scope = r.everyone()
	}
	named, err := nominees(ctx, s.db, scope, id)
	if err != nil {
		return ClassDetail{}, err
	}
	out := ClassDetail{
		ClassBody: bodies[0], Note: r.Note, Reason: r.Reason, UpdatedAt: r.UpdatedAt.UTC(),
		Sessions: sessionBodies(sessions), Quotas: []ClassQuota{},
	}
	for _, q := range r.quotas {
		out.Quotas = append(out.Quotas, r.quotaBody(q))
	}
	out.Nominations, err = nominationBodies(ctx, s.db, id, named, r.actor.Approves || r.actor.Nominates)
	return out, err
}

func (r record) quotaBody(q Quota) ClassQuota {
	return ClassQuota{Unit: org.BodyOf(r.units[q.UnitID]), Seats: q.Seats, Used: r.room.Used[q.UnitID]}
}

// bodies are records as clients see them.
func (s *Service) bodies(ctx context.Context, known []record) ([]ClassBody, error) {
	ids := make([]uuid.UUID, 0, len(known))
	trainerIDs := make([]uuid.UUID, 0, len(known))
	for _, r := range known {
		ids = append(ids, r.ID)
		trainerIDs = append(trainerIDs, r.TrainerID)
	}
	shows, err := shownBy(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	trainers, err := trainersOf(ctx, s.db, trainerIDs)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	out := make([]ClassBody, 0, len(known))
	for _, r := range known {
		b := ClassBody{
			ID: r.ID, Code: r.Code, Title: r.Title, Unit: org.BodyOf(r.unit), Place: r.Place,
			StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), NominateBy: r.NominateBy,
			Seats: r.Seats, Taken: r.room.Taken, Waiting: r.waiting, State: string(r.State),
			Competencies: shows[r.ID], Can: r.can(now),
		}
		if b.Competencies == nil {
			b.Competencies = []ClassCompetency{}
		}
		b.Quota = r.ownQuota(ctx)
		if p, named := trainers[r.TrainerID]; named {
			b.Trainer = &p
		}
		out = append(out, b)
	}
	return out, nil
}

func (r record) can(now time.Time) ClassCan {
	may := func(d Deed) bool { return Allow(d, r.Class, r.actor, now) == nil }
	return ClassCan{
		Edit: may(ToEdit), Open: may(ToOpen), Nominate: may(ToNominate), Withdraw: may(ToWithdraw),
		Approve: may(ToDecide), Attendance: may(ToMark), Close: may(ToClose), Cancel: may(ToCancel),
	}
}

// ownQuota is the first quota that counts the caller's people.
func (r record) ownQuota(ctx context.Context) *ClassQuota {
	led := access.ScopeOf(ctx, access.ClassesNominate).Paths()
	for _, q := range r.quotas {
		unit := access.Everywhere(r.units[q.UnitID].Path)
		if slices.ContainsFunc(led, func(path string) bool {
			return unit.Covers(path) || access.Everywhere(path).Covers(r.units[q.UnitID].Path)
		}) {
			body := r.quotaBody(q)
			return &body
		}
	}
	return nil
}

func sessionBodies(sessions []Session) []ClassSession {
	out := make([]ClassSession, 0, len(sessions))
	for _, s := range sessions {
		out = append(out, ClassSession{
			ID: s.ID, Position: s.Position, Day: s.Day, Half: string(s.Half),
			StartsAt: s.StartsAt.UTC(), EndsAt: s.EndsAt.UTC(),
		})
	}
	return out
}

func nominationBodies(ctx context.Context, db bun.IDB, classID uuid.UUID, named []nominee, withGaps bool) ([]NominationBody, error) {
	units, err := unitsOf(ctx, db, officesOf(named))
	if err != nil {
		return nil, err
	}
	lacking := map[uuid.UUID][]ClassGap{}
	if withGaps {
		ids := make([]uuid.UUID, 0, len(named))
		for _, n := range named {
			ids = append(ids, n.StaffID)
		}
		if lacking, err = gapsOf(ctx, db, classID, ids); err != nil {
			return nil, err
		}
	}
	out := make([]NominationBody, 0, len(named))
	for _, n := range named {
		b := NominationBody{
			ID: n.ID, Staff: ClassPerson{ID: n.StaffID, Code: n.Code, FullName: n.FullName},
			Unit: org.BodyOf(units[n.OfficeID]), Commune: n.UnitID, State: string(n.State),
			Gaps: lacking[n.StaffID], NominatedAt: n.NominatedAt.UTC(), Reason: n.Reason,
		}
		if b.Gaps == nil {
			b.Gaps = []ClassGap{}
		}
		if !n.DecidedAt.IsZero() {
			at := n.DecidedAt.UTC()
			b.DecidedAt = &at
		}
		out = append(out, b)
	}
	return out, nil
}

// Candidates are the caller's people who are invited to a class, the widest gap
// over the class's competencies first, and whether each may be nominated.
func (s *Service) Candidates(ctx context.Context, in candidatesInput) (web.List[CandidateBody], error) {
	r, err := look(ctx, s.db, in.ID)
	if err != nil {
		return web.List[CandidateBody]{}, err
	}
	if !r.actor.Nominates {
		return web.List[CandidateBody]{}, fault.New(fault.Forbidden, "web.forbidden")
	}
	shows, err := shownBy(ctx, s.db, []uuid.UUID{r.ID})
	if err != nil {
		return web.List[CandidateBody]{}, err
	}
	competencies := make([]uuid.UUID, 0, len(shows[r.ID]))
	for _, c := range shows[r.ID] {
		competencies = append(competencies, c.ID)
	}
	ranked, next, err := gaps.RankBy(ctx, s.db, r.leads(ctx), competencies, gaps.PeopleFilter{
		UnitID: in.Unit, Q: in.Q, After: in.After, Limit: page.Limit(in.Limit),
	})
	if err != nil {
		return web.List[CandidateBody]{}, err
	}
	items, err := s.candidates(ctx, r, ranked)
	if err != nil {
		return web.List[CandidateBody]{}, err
	}
	people := make([]uuid.UUID, 0, len(ranked))
	for _, p := range ranked {
		people = append(people, p.StaffID)
	}
	err = audit.PutEach(ctx, s.db, "classes.candidates_read", "staff", people, map[string]any{"class_id": r.ID}, s.clock.Now())
	return web.List[CandidateBody]{Items: items, Next: next}, err
}

// around is what candidates are judged by besides their gaps.
type around struct {
	people  map[uuid.UUID]member
	current map[uuid.UUID]Seat
	busy    map[uuid.UUID]clash
	posts   map[uuid.UUID][]CandidatePost
	units   map[uuid.UUID]org.Unit
	away    map[uuid.UUID][]uuid.UUID
}

func (s *Service) around(ctx context.Context, r record, ranked []gaps.Ranked) (around, error) {
	people := make([]uuid.UUID, 0, len(ranked))
	offices := make([]uuid.UUID, 0, len(ranked))
	for _, p := range ranked {
		people = append(people, p.StaffID)
		offices = append(offices, p.UnitID)
	}
	var a around
	var err error
	if a.people, err = members(ctx, s.db, r.leads(ctx), people); err != nil {
		return around{}, err
	}
	if a.current, err = currentOf(ctx, s.db, r.ID, people); err != nil {
		return around{}, err
	}
	if a.busy, err = clashes(ctx, s.db, r.ID, people, Nominated, Approved); err != nil {
		return around{}, err
	}
	if a.posts, err = postsOn(ctx, s.db, people, clock.DayOf(s.clock.Now())); err != nil {
		return around{}, err
	}
	if a.units, err = unitsOf(ctx, s.db, offices); err != nil {
		return around{}, err
	}
	a.away, err = officeSeats(ctx, s.db, r.ID, offices)
	return a, err
}

func (s *Service) candidates(ctx context.Context, r record, ranked []gaps.Ranked) ([]CandidateBody, error) {
	a, err := s.around(ctx, r, ranked)
	if err != nil {
		return nil, err
	}
	out := make([]CandidateBody, 0, len(ranked))
	for _, p := range ranked {
		b := CandidateBody{
			Staff: ClassPerson{ID: p.StaffID, Code: p.Code, FullName: p.FullName},
			Unit:  org.BodyOf(a.units[p.UnitID]), Posts: a.posts[p.StaffID], Gap: p.Gap, Gaps: []CandidateGap{},
		}
		if b.Posts == nil {
			b.Posts = []CandidatePost{}
		}
		for _, g := range p.Gaps {
			b.Gaps = append(b.Gaps, CandidateGap{
				ID: g.CompetencyID, Code: g.Code, NameVI: g.NameVI, NameEN: g.NameEN,
				Level: g.Level, Required: g.Required, Gap: g.Gap,
			})
		}
		standing := Standing{
			Current: a.current[p.StaffID], Left: leaves(a.people[p.StaffID].LeftOn, r.Class),
			Clash: a.busy[p.StaffID].Title, Gap: p.Gap,
		}
		b.Eligible, b.ReasonKey = standing.Eligible()
		if b.ReasonKey != "" {
			b.ReasonArgs = fault.Args{"name": p.FullName, "class": standing.Clash}
		}
		b.SameOffice = len(a.away[p.UnitID])
		if slices.Contains(a.away[p.UnitID], p.StaffID) {
			b.SameOffice--
		}
		out = append(out, b)
	}
	return out, nil
}

// Mine are the caller's own places in classes, the latest class first.
func (s *Service) Mine(ctx context.Context, in web.Paging) (web.List[SeatBody], error) {
	me, err := self(ctx)
	if err != nil {
		return web.List[SeatBody]{}, err
	}
	after, err := page.Parse(in.After, 2)
	if err != nil {
		return web.List[SeatBody]{}, err
	}
	limit := page.Limit(in.Limit)
	seats, err := seatsOf(ctx, s.db, me, after, limit)
	if err != nil {
		return web.List[SeatBody]{}, err
	}
	seats, next := page.Cut(seats, limit, func(x seat) string { return page.Cursor(cursorTime(x.Class.StartsAt), x.ClassID.String()) })
	items, err := s.seatBodies(ctx, me, seats)
	return web.List[SeatBody]{Items: items, Next: next}, err
}

func (s *Service) seatBodies(ctx context.Context, me uuid.UUID, seats []seat) ([]SeatBody, error) {
	ids := make([]uuid.UUID, 0, len(seats))
	unitIDs := make([]uuid.UUID, 0, len(seats))
	for _, x := range seats {
		ids = append(ids, x.ClassID)
		unitIDs = append(unitIDs, x.Class.UnitID)
	}
	units, err := unitsOf(ctx, s.db, unitIDs)
	if err != nil {
		return nil, err
	}
	sessions, err := sessionsBy(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	shows, err := shownBy(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	marks, err := marksFor(ctx, s.db, me, ids)
	if err != nil {
		return nil, err
	}
	out := make([]SeatBody, 0, len(seats))
	for _, x := range seats {
		b := SeatBody{
			ID: x.ID, State: string(x.State), Reason: x.Reason, NominatedAt: x.NominatedAt.UTC(),
			ClassID: x.ClassID, ClassCode: x.Class.Code, Title: x.Class.Title, Place: x.Class.Place,
			Unit: org.BodyOf(units[x.Class.UnitID]), StartsAt: x.Class.StartsAt.UTC(), EndsAt: x.Class.EndsAt.UTC(),
			ClassState: string(x.Class.State), ClassReason: x.Class.Reason,
			Sessions: []SeatSession{}, Shows: shows[x.ClassID],
		}
		if b.Shows == nil {
			b.Shows = []ClassCompetency{}
		}
		b.attend(sessionBodies(sessions[x.ClassID]), marks, me)
		out = append(out, b)
	}
	return out, nil
}

// attend fills in the marks and, once the class is closed, whether they reach
// the bar.
func (b *SeatBody) attend(sessions []ClassSession, marks map[uuid.UUID]Mark, me uuid.UUID) {
	var rows []Presence
	var ids []uuid.UUID
	for _, s := range sessions {
		mark := marks[s.ID]
		b.Sessions = append(b.Sessions, SeatSession{ClassSession: s, Mark: string(mark)})
		rows = append(rows, Presence{SessionID: s.ID, StaffID: me, Mark: mark})
		ids = append(ids, s.ID)
	}
	if b.ClassState == string(Closed) && b.State == string(Approved) {
		attended := len(Attended(rows, ids)) == 1
		b.Attended = &attended
	}
}
