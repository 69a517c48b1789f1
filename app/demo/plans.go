package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/plans"
)

// lesson is a course that shows a competency at a level.
type lesson struct {
	CourseID     uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	TitleVI      string `bun:"title_vi"`
	TitleEN      string `bun:"title_en"`
}

// agreements writes the development plans of the communes' people.
type agreements struct {
	w       *world
	d       dice
	ids     *identities
	courses map[string][]lesson // by competency code, by title
	names   map[string]competency.Competency
	shows   map[uuid.UUID]map[uuid.UUID]plans.PaperEntry
	plans   []plans.Plan
	targets []plans.TargetRow
	actions []plans.ActionRow
	steps   []plans.Step
	papers  []plans.Paper
}

// planFate is what becomes of a plan, and how long ago it began, in days.
type planFate struct {
	state      plans.State
	awaits     plans.Side
	early, old int
}

// fates are how many people in a hundred have which plan; the others have none.
func fates() []choice[planFate] {
	return []choice[planFate]{
		{planFate{}, 66},
		{planFate{plans.Draft, "", 1, 12}, 4},
		{planFate{plans.Proposed, plans.Superior, 2, 9}, 4},
		{planFate{plans.Proposed, plans.Person, 2, 9}, 2},
		{planFate{plans.Active, "", 15, 130}, 17},
		{planFate{plans.Complete, "", 150, 200}, 5},
		{planFate{plans.Cancelled, "", 60, 120}, 2},
	}
}

// putPlans draws and writes plans, after the evidence that they rest on.
func (w *world) putPlans(ctx context.Context, tx bun.Tx, everyone []*person, h *chronicle) error {
	a := &agreements{
		w: w, ids: newIdentities(w.seed, "plans", w.at.UnixMilli()), courses: map[string][]lesson{},
		names: map[string]competency.Competency{}, shows: map[uuid.UUID]map[uuid.UUID]plans.PaperEntry{},
	}
	if err := a.read(ctx, tx, h); err != nil {
		return err
	}
	for _, p := range everyone {
		a.d = newDice(w.seed, "plan of "+p.Code)
		a.plan(p)
	}
	if err := insertMany(ctx, tx, "plans", a.plans); err != nil {
		return err
	}
	if err := insertMany(ctx, tx, "targets", a.targets); err != nil {
		return err
	}
	if err := insertMany(ctx, tx, "actions", a.actions); err != nil {
		return err
	}
	if err := insertMany(ctx, tx, "steps of plans", a.steps); err != nil {
		return err
	}
	for _, paper := range a.papers {
		if err := plans.InsertCopy(ctx, tx, paper); err != nil {
			return err
		}
	}
	return nil
}

func (a *agreements) read(ctx context.Context, tx bun.Tx, h *chronicle) error {
	var lessons []lesson
	err := tx.NewRaw(`select course_id, competency_id, level, title_vi, title_en
		from v_course_shows
		order by title_vi, competency_id`).Scan(ctx, &lessons)
	if err != nil {
		return fmt.Errorf("read what courses show: %w", err)
	}
	for _, l := range lessons {
		code := a.w.codes[l.CompetencyID]
		a.courses[code] = append(a.courses[code], l)
	}
	for _, c := range a.w.competencies {
		a.names[c.Code] = c
	}
	for _, e := range h.entries {
		if a.shows[e.StaffID] == nil {
			a.shows[e.StaffID] = map[uuid.UUID]plans.PaperEntry{}
		}
		a.shows[e.StaffID][e.CompetencyID] = plans.PaperEntry{ID: e.ID, Kind: e.Kind, Level: e.Level, ObservedAt: e.ObservedAt}
	}
	return nil
}

// plan draws one person's plan. The learner of the story has one under way.
func (a *agreements) plan(p *person) {
	if p.commune == nil || p.commune.head() == p || daysBetween(p.JoinedOn, a.w.day) < 300 {
		return
	}
	fate := weighted(a.d, fates())
	if p.role == learnerPart {
		fate = planFate{plans.Active, "", 40, 40}
	}
	if fate.state == "" {
		return
	}
	from := a.w.day.AddDays(-a.d.between(fate.early, fate.old))
	content := a.content(p, fate, from)
	if len(content.Targets) == 0 {
		return
	}
	plan := plans.Plan{
		ID: a.ids.next(), StaffID: p.ID, State: fate.state, Awaits: fate.awaits, FromOn: from, UntilOn: content.UntilOn, Revision: 1,
		SuperiorID: p.commune.head().ID, CreatedAt: a.at(from, 0), UpdatedAt: a.at(from, 2),
	}
	a.walk(&plan, p)
	a.keep(plan, p, content)
}

// content are up to four targets: those of a complete plan are met, and of an
// active one about a third.
func (a *agreements) content(p *person, fate planFate, from clock.Day) plans.Content {
	c := plans.Content{UntilOn: from.AddDays(a.d.between(140, 190))}
	if fate.state == plans.Complete {
		c.UntilOn = a.w.day.AddDays(-a.d.between(2, 12))
	}
	room := a.d.between(2, 4)
	if p.role == learnerPart {
		room = 4
	}
	days := daysBetween(from, c.UntilOn)
	for _, n := range shuffled(a.d, a.w.demands(p)) {
		shown := p.shown[n.competency]
		met := fate.state == plans.Complete || fate.state == plans.Active && a.d.chance(0.3)
		t := plans.Target{CompetencyID: a.w.ids[n.competency], LevelFrom: shown, LevelTo: min(n.level, shown+2), Why: plans.WhyGap}
		if met {
			t.LevelFrom, t.LevelTo = max(shown-1, 0), shown
		}
		if t.LevelTo <= t.LevelFrom {
			continue
		}
		t.UntilOn = from.AddDays(days * (len(c.Targets) + 3) / (room + 2))
		t.Actions = a.todo(n.competency, t, days)
		c.Targets = append(c.Targets, t)
		if len(c.Targets) == room {
			break
		}
	}
	if n := len(c.Targets); n > 0 {
		c.Targets[n-1].UntilOn = c.UntilOn
	}
	return c
}

func (a *agreements) todo(code string, t plans.Target, days int) []plans.Action {
	var list []plans.Action
	i := slices.IndexFunc(a.courses[code], func(l lesson) bool { return l.Level > t.LevelFrom })
	if i >= 0 {
		l := a.courses[code][i]
		list = append(list, plans.Action{
			ID: a.ids.next(), Kind: plans.Course, RefID: l.CourseID, TitleVI: l.TitleVI, TitleEN: l.TitleEN, UntilOn: t.UntilOn.AddDays(-days / 6),
		})
	}
	if i < 0 || a.d.chance(0.5) {
		list = append(list, plans.Action{ID: a.ids.next(), Kind: plans.Practice, TitleVI: one(a.d, practices()), UntilOn: t.UntilOn})
	}
	if a.d.chance(0.25) {
		list = append(list, plans.Action{ID: a.ids.next(), Kind: plans.Reading, TitleVI: one(a.d, readings()), UntilOn: t.UntilOn})
	}
	return list
}

// walk gives a plan the deeds that led to its state.
func (a *agreements) walk(plan *plans.Plan, p *person) {
	superior := p.commune.head().ID
	step := func(after int, deed plans.Deed, side plans.Side, words string) time.Time {
		who := p.ID
		if side == plans.Superior {
			who = superior
		}
		at := a.at(plan.FromOn, after)
		a.steps = append(a.steps, plans.Step{ID: a.ids.next(), PlanID: plan.ID, Deed: deed, Side: side, ActorID: who, Words: words, At: at})
		return at
	}
	step(0, plans.Write, plans.Person, "")
	switch plan.State {
	case plans.Draft:
		if a.d.chance(0.4) {
			plan.Words = one(a.d, remarks())
			step(0, plans.Submit, plans.Person, "")
			step(1, plans.Return, plans.Superior, plan.Words)
		}
		return
	case plans.Proposed:
		step(1, plans.Submit, plan.Awaits.Other(), "")
		return
	case plans.Active, plans.Complete, plans.Cancelled:
	}
	step(1, plans.Submit, plans.Person, "")
	agreed := step(3, plans.Agree, plans.Superior, "")
	plan.AgreedAt = &agreed
	switch plan.State {
	case plans.Complete:
		closed := step(daysBetween(plan.FromOn, plan.UntilOn)-1, plans.Finish, plans.Person, "")
		plan.ClosedAt, plan.OfferedAt, plan.UpdatedAt = &closed, &closed, closed
	case plans.Cancelled:
		plan.Reason = "Chuyển sang vị trí việc làm khác."
		closed := step(20, plans.Cancel, plans.Superior, plan.Reason)
		plan.ClosedAt, plan.UpdatedAt = &closed, closed
	case plans.Draft, plans.Proposed, plans.Active:
	}
}

// keep puts a plan with its content among what is written, and the copy of a
// complete one.
func (a *agreements) keep(plan plans.Plan, p *person, c plans.Content) {
	targets, actions := c.Rows(plan.ID)
	met := 0
	for i := range targets {
		t := &targets[i]
		if plan.AgreedAt != nil && p.shown[a.w.codes[t.CompetencyID]] >= t.LevelTo {
			t.MetAt = plan.AgreedAt
			met++
		}
	}
	if plan.State == plans.Active && met == len(targets) {
		plan.OfferedAt = plan.AgreedAt
	}
	for i := range actions {
		x := &actions[i]
		if x.Kind.Manual() && plan.AgreedAt != nil && (plan.State == plans.Complete || a.d.chance(0.35)) {
			x.DoneAt = plan.AgreedAt
		}
	}
	a.plans = append(a.plans, plan)
	a.targets, a.actions = append(a.targets, targets...), append(a.actions, actions...)
	if plan.State == plans.Complete {
		a.papers = append(a.papers, a.paper(plan, p, c))
	}
}

func (a *agreements) paper(plan plans.Plan, p *person, c plans.Content) plans.Paper {
	head := p.commune.head()
	paper := plans.Paper{
		PlanID: plan.ID, State: plan.State, FromOn: plan.FromOn, UntilOn: plan.UntilOn, AgreedAt: plan.AgreedAt, ClosedAt: plan.ClosedAt,
		CutAt: *plan.ClosedAt, Superior: head.FamilyName + " " + head.GivenName,
		Person: plans.PaperPerson{Code: p.Code, FullName: p.FamilyName + " " + p.GivenName, Unit: p.commune.Name, Posts: []string{}},
	}
	for _, t := range c.Targets {
		named := a.names[a.w.codes[t.CompetencyID]]
		level := p.shown[named.Code]
		target := plans.PaperTarget{
			Code: named.Code, NameVI: named.NameVI, NameEN: named.NameEN, LevelFrom: t.LevelFrom, LevelTo: t.LevelTo, Level: level,
			Met: t.Met(level), UntilOn: t.UntilOn, Why: t.Why, Entries: []plans.PaperEntry{}, Actions: []plans.PaperAction{},
		}
		if e, ok := a.shows[p.ID][t.CompetencyID]; ok {
			target.Entries = append(target.Entries, e)
		}
		for _, x := range t.Actions {
			standing := plans.Todo
			if x.Kind.Manual() {
				standing = plans.Done
			}
			target.Actions = append(target.Actions, plans.PaperAction{
				Kind: x.Kind, TitleVI: x.TitleVI, TitleEN: x.TitleEN, UntilOn: x.UntilOn, Standing: standing,
			})
		}
		paper.Targets = append(paper.Targets, target)
	}
	return paper
}

// at is a working hour some days after a day, not after the present day.
func (a *agreements) at(day clock.Day, after int) time.Time {
	on := day.AddDays(after)
	if !on.Before(a.w.day) {
		on = a.w.day.AddDays(-1)
	}
	return on.Start().Add(time.Duration(8*60+after) * time.Minute)
}

func practices() []string {
	return []string{
		"Tự xử lý trọn vẹn 5 hồ sơ thực tế, lãnh đạo phòng kiểm tra kết quả",
		"Trực quầy tiếp nhận một buổi mỗi tuần cùng đồng nghiệp có kinh nghiệm",
		"Số hóa và ký số kết quả của toàn bộ hồ sơ được giao trong tháng",
		"Soạn thảo báo cáo tháng của phòng, lãnh đạo góp ý",
	}
}

func readings() []string {
	return []string{
		"Đọc quy định về giải quyết thủ tục hành chính theo cơ chế một cửa",
		"Đọc hướng dẫn sử dụng hệ thống giải quyết thủ tục hành chính của tỉnh",
		"Đọc quy chế làm việc của Ủy ban nhân dân cấp xã",
	}
}

func remarks() []string {
	return []string{
		"Đề nghị bổ sung một lớp bồi dưỡng về chuyển đổi số.",
		"Thời hạn hơi gấp, đề nghị lùi mục tiêu thứ hai sang quý sau.",
		"Nên ưu tiên năng lực trọng yếu của vị trí trước.",
	}
}
