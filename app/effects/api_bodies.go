package effects

import (
	"time"

	"camtay/app/clock"
)

func rowBody(r Row, today clock.Day) EffectRow {
	return EffectRow{
		ID: r.ID, PairID: r.PairID, State: r.State,
		Learner:    EffectPerson{r.LearnerID, r.LearnerName},
		Mentor:     EffectPerson{r.MentorID, r.MentorName},
		Commune:    EffectUnit{r.CommuneID, r.CommuneName},
		Competency: EffectCompetency{r.CompetencyID, r.Code, r.NameVI, r.NameEN},
		BeganAt:    r.BeganAt, ClosedAt: r.ClosedAt, Sessions: r.Sessions, Minutes: r.Minutes,
		Target: r.Target, Before: r.LevelBefore, Saw: r.Saw, Now: r.LevelNow, After: r.LevelAfter, DoneAt: r.DoneAt,
		DueOn: r.DueOn, Standing: r.standing(today),
	}
}

func rowBodies(rows []Row, today clock.Day) []EffectRow {
	items := make([]EffectRow, 0, len(rows))
	for _, r := range rows {
		items = append(items, rowBody(r, today))
	}
	return items
}

func mineBody(r Row, tests []Test, today clock.Day) EffectMine {
	m := EffectMine{EffectRow: rowBody(r, today), Tests: make([]EffectTest, 0, len(tests)), Asked: r.AskedOn == today}
	for _, t := range tests {
		m.Tests = append(m.Tests, EffectTest{t.QuizID, t.TitleVI, t.TitleEN, t.Level})
	}
	return m
}

func tallyBody(t Tally) EffectTally {
	return EffectTally{t.Pairs, t.Learners, t.Mentors, t.Targets, t.Done, t.Late, t.Gained, t.Up, t.Down, t.Reached}
}

// estimateBody says too_few of fewer than the given number.
func estimateBody(e Estimate, fewest int) EffectEstimate {
	return EffectEstimate{
		Matched: e.Matched, Effect: Milli(e.Effect), Low: Milli(e.Low), High: Milli(e.High),
		Gain: Milli(e.Gain), Expected: Milli(e.Expected), Verdict: e.Verdict(fewest),
	}
}

func comparisonBody(c Compared) EffectComparison {
	b := EffectComparison{
		EffectEstimate: estimateBody(c.Estimate, FewestMatched), Treated: c.Treated,
		AllTreated: c.Everyone.Treated, AllPool: c.Everyone.Pool, Plain: c.Everyone.PlainMilli, Balance: make([]EffectBalance, 0, len(c.Balance)),
	}
	for _, r := range c.Balance {
		b.Balance = append(b.Balance, EffectBalance{
			Name: r.Name, Treated: r.TreatedMilli, Pool: r.PoolMilli, Kept: r.KeptMilli, Beside: r.BesideMilli, Before: r.BeforeMilli, After: r.AfterMilli,
		})
	}
	return b
}

func groupBodies(groups []GroupEffect) []EffectGroup {
	items := make([]EffectGroup, 0, len(groups))
	for _, g := range groups {
		items = append(items, EffectGroup{
			EffectTally: tallyBody(g.Tally), ID: g.ID, Code: g.Code, NameVI: g.NameVI, NameEN: g.NameEN,
			Effect: estimateBody(g.Effect, FewestMatched),
		})
	}
	return items
}

func summaryBody(s Summary) EffectSummary {
	return EffectSummary{
		EffectTally: tallyBody(s.Tally), Minutes: s.Minutes, MadeAt: orNil(s.MadeAt),
		All: comparisonBody(s.All), Measured: comparisonBody(s.Measured),
		Competencies: groupBodies(s.Competencies), Communes: groupBodies(s.Communes),
	}
}

func orNil(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func fairnessBody(f Fairness) EffectFairness {
	return EffectFairness{f.Mentors, f.Active, f.MostPairs, f.MostMinutes, f.PairsGini, f.MinutesGini, f.OverLoad, f.IdleOnes}
}

func loadBody(b Burden) EffectLoad {
	l := EffectLoad{EffectFairness: fairnessBody(b.All), Communes: make([]EffectCommuneLoad, 0, len(b.Communes))}
	for _, c := range b.Communes {
		l.Communes = append(l.Communes, EffectCommuneLoad{fairnessBody(c.Fairness), c.ID, c.Name})
	}
	return l
}

func mentorBody(m Mentor) EffectMentor {
	return EffectMentor{
		ID: m.StaffID, FullName: m.FullName, Unit: m.UnitName, Commune: EffectUnit{m.CommuneID, m.CommuneName},
		Champion: m.Champion, Open: m.Open, Active: m.Active, Capacity: m.Capacity, Weekly: m.Weekly, MaxWeekly: m.MaxWeekly,
		Over: m.Over(), Idle: m.Idle(), Minutes: m.Coached, Tally: tallyBody(m.Tally), Effect: estimateBody(m.Effect, FewestOfMentor),
	}
}

func recordBody(r Record) EffectRecord {
	return EffectRecord{mentorBody(r.Mentor), rowBodies(r.Rows, r.On)}
}

func recognitionBody(r Recognition) EffectRecognition {
	return EffectRecognition{
		Mentor: EffectPerson{r.StaffID, r.FullName}, Code: r.Code, Unit: r.UnitName, PositionVI: r.Position, PositionEN: r.PositionEN,
		Year: r.Year, On: r.On, Sessions: r.Sessions, Minutes: r.Minutes, Learners: r.Learners, Rows: rowBodies(r.Rows, r.On),
	}
}
