package effects

import (
	"time"

	"github.com/google/uuid"
)

// run makes the comparison on both bases.
func (p *panel) run(id uuid.UUID, now time.Time) run {
	units, who, names := p.units()
	r := run{runRow: runRow{ID: id, MadeAt: now}}
	for _, u := range units {
		if u.Treated {
			r.Treated++
		} else {
			r.Pool++
		}
	}
	r.add(BasisAll, units, who, names)
	var looked []Unit
	var whom []subject
	for i, w := range who {
		if w.measured {
			looked, whom = append(looked, units[i]), append(whom, w)
		}
	}
	r.add(BasisMeasured, looked, whom, names)
	return r
}

func (r *run) add(basis string, units []Unit, who []subject, names []string) {
	c := Compare(units)
	b := basisRow{RunID: r.ID, Basis: basis}
	var gains [2]float64
	for _, u := range units {
		if u.Treated {
			b.Treated++
			gains[1] += u.Gain
		} else {
			b.Pool++
			gains[0] += u.Gain
		}
	}
	b.PlainMilli = Milli(gains[1]/float64(max(b.Treated, 1)) - gains[0]/float64(max(b.Pool, 1)))
	r.bases = append(r.bases, b)
	for j, row := range c.Balance {
		r.balances = append(r.balances, balanceRow{
			RunID: r.ID, Basis: basis, Position: j, Name: names[j],
			TreatedMilli: Milli(row.Treated), PoolMilli: Milli(row.Pool), KeptMilli: Milli(row.Kept), BesideMilli: Milli(row.Beside),
			BeforeMilli: Milli(row.Before), AfterMilli: Milli(row.After),
		})
	}
	for _, m := range c.Matched {
		about := who[m.Unit].ReassessmentID
		r.matches = append(r.matches, matchRow{RunID: r.ID, Basis: basis, ReassessmentID: about, Gain: int16(units[m.Unit].Gain)})
		for _, o := range m.Others {
			r.others = append(r.others, otherRow{
				RunID: r.ID, Basis: basis, ReassessmentID: about, StaffID: who[o].StaffID,
				Gain: int16(units[o].Gain), VarianceMilli: Milli(c.Spread[o]),
			})
		}
	}
}
