package plans

import (
	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/mentoring"
)

func (in PlanInput) content() Content {
	c := Content{UntilOn: in.UntilOn}
	for _, t := range in.Targets {
		target := Target{CompetencyID: t.CompetencyID, LevelTo: t.LevelTo, UntilOn: t.UntilOn}
		for _, a := range t.Actions {
			target.Actions = append(target.Actions, Action{
				ID: orNil(a.ID), Kind: a.Kind, RefID: orNil(a.RefID), TitleVI: a.Title, UntilOn: a.UntilOn,
			})
		}
		c.Targets = append(c.Targets, target)
	}
	return c
}

func (in PlanInput) sent() Sent {
	return Sent{Revision: in.Revision, Words: in.Words}
}

func orNil(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}

func absent(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func homeOf(h Home) PlanHome {
	body := PlanHome{
		Person: PlanPerson{
			ID: h.Person.ID, Code: h.Person.Code, FullName: h.Person.FamilyName + " " + h.Person.GivenName, Unit: h.Person.UnitName, Posts: []string{},
		},
		Past: make([]PlanPast, 0, len(h.Past)), Gaps: h.Lacking, Side: h.Side,
	}
	for _, post := range h.Person.Posts {
		if post.Until.IsZero() {
			body.Person.Posts = append(body.Person.Posts, post.PositionVI)
		}
	}
	for _, p := range h.Past {
		body.Past = append(body.Past, PlanPast{
			ID: p.ID, State: p.State, FromOn: p.FromOn, UntilOn: p.UntilOn, ClosedAt: p.ClosedAt, Reason: p.Reason,
		})
	}
	if h.Live != nil {
		body.Plan = planBody(*h.Live, h.Names)
	}
	return body
}

func planBody(s Sheet, names map[uuid.UUID]competency.Competency) *PlanBody {
	w := writer{sheet: s, names: names}
	body := &PlanBody{
		ID: s.ID, State: s.State, Revision: s.Revision, Awaits: s.Awaits, FromOn: s.FromOn, UntilOn: s.UntilOn, Words: s.Words,
		Superior: s.Superior, AgreedAt: s.AgreedAt, Offered: s.OfferedAt != nil, Targets: w.targets(s.Content), Met: s.Tally.Met, Overdue: s.Tally.Overdue,
		Steps: make([]PlanStepBody, 0, len(s.Steps)),
		Can: PlanCan{
			Write: s.Can.Write, Propose: s.Can.Submit, Agree: s.Can.Agree, Return: s.Can.Return, TakeBack: s.Can.TakeBack,
			Complete: s.Can.Finish, Cancel: s.Can.Cancel, Tick: s.Can.Tick,
		},
	}
	for _, x := range s.Steps {
		body.Steps = append(body.Steps, PlanStepBody{Deed: x.Deed, Side: x.Side, Name: x.Name, Words: x.Words, At: x.At})
	}
	if s.Change != nil {
		body.Change = &PlanChange{UntilOn: s.Change.UntilOn, Rows: w.differences(Differ(s.Content, *s.Change))}
	}
	return body
}

// writer turns targets into bodies with the names and standings of a sheet.
type writer struct {
	sheet Sheet
	names map[uuid.UUID]competency.Competency
}

func (w writer) targets(c Content) []PlanTarget {
	list := make([]PlanTarget, 0, len(c.Targets))
	for _, t := range c.Targets {
		list = append(list, w.target(t))
	}
	return list
}

func (w writer) target(t Target) PlanTarget {
	level := w.sheet.Levels[t.CompetencyID]
	body := PlanTarget{
		Competency: competency.BodyOf(w.names[t.CompetencyID]), LevelFrom: t.LevelFrom, LevelTo: t.LevelTo, Level: level, Met: t.Met(level),
		Overdue: !t.Met(level) && t.UntilOn.Before(w.sheet.Today), UntilOn: t.UntilOn, Why: t.Why, Actions: make([]PlanAction, 0, len(t.Actions)),
	}
	for _, a := range t.Actions {
		body.Actions = append(body.Actions, w.action(a))
	}
	return body
}

func (w writer) action(a Action) PlanAction {
	p, known := w.sheet.Progress[a.ID]
	if !known {
		p.Standing = Todo
	}
	return PlanAction{
		ID: absent(a.ID), Kind: a.Kind, RefID: absent(a.RefID), TitleVI: a.TitleVI, TitleEN: a.TitleEN, UntilOn: a.UntilOn,
		Standing: p.Standing, Late: a.Late(p, w.sheet.Today), Done: p.Done, Of: p.Of, PairID: absent(p.LinkID),
	}
}

func (w writer) differences(found []Difference) []PlanDifference {
	rows := make([]PlanDifference, 0, len(found))
	for _, d := range found {
		row := PlanDifference{Mark: d.Mark, Actions: make([]PlanActionDifference, 0, len(d.Actions))}
		if d.Mark != Added {
			before := w.target(d.Before)
			row.Before = &before
		}
		if d.Mark != Removed {
			after := w.target(d.After)
			row.After = &after
		}
		for _, a := range d.Actions {
			line := PlanActionDifference{Mark: a.Mark}
			if a.Mark != Added {
				before := w.action(a.Before)
				line.Before = &before
			}
			if a.Mark != Removed {
				after := w.action(a.After)
				line.After = &after
			}
			row.Actions = append(row.Actions, line)
		}
		rows = append(rows, row)
	}
	return rows
}

func proposalBody(d Drafted) PlanProposal {
	w := writer{sheet: Sheet{Levels: d.Levels, Today: d.Period.From}, names: d.Names}
	body := PlanProposal{
		FromOn: d.Period.From, UntilOn: d.Period.Until, Periods: (d.Minutes + MinutesAPeriod - 1) / MinutesAPeriod,
		Items: make([]PlanProposedTarget, 0, len(d.Targets)),
	}
	for i, t := range d.Targets {
		body.Items = append(body.Items, PlanProposedTarget{Target: w.target(t), Key: d.Reasons[i].Key, Args: d.Reasons[i].Args})
	}
	return body
}

func offerBody(h Helped) PlanOffer {
	body := PlanOffer{
		Kind: h.Kind, RefID: h.RefID, TitleVI: h.TitleVI, TitleEN: h.TitleEN, Level: h.Level, Minutes: h.Minutes, On: someDay(h.On),
		Reasons: make([]mentoring.MatchReason, 0, len(h.Reasons)),
	}
	for _, r := range h.Reasons {
		if r.Args == nil {
			r.Args = map[string]any{}
		}
		body.Reasons = append(body.Reasons, mentoring.MatchReason(r))
	}
	return body
}

func someDay(d clock.Day) *clock.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}

func rowBodies(found []Row) []PlanRow {
	items := make([]PlanRow, 0, len(found))
	for _, r := range found {
		items = append(items, PlanRow{
			Person: PlanPerson{ID: r.StaffID, Code: r.Code, FullName: r.FullName, Unit: r.UnitName, Posts: []string{}},
			Gaps:   r.Gaps, CriticalGaps: r.CriticalGaps, State: r.State, Awaits: r.Awaits, UntilOn: someDay(r.UntilOn),
			Targets: r.Targets, Met: r.Met, Overdue: r.Overdue,
		})
	}
	return items
}
