package main

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/google/uuid"

	"camtay/app/matching"
	"camtay/app/programmes"
)

// benchCandidates finds everybody's possible mentors in the drawn instances, beside
// the matching of what was found; the time for one need shows whether the work grows
// with the country.
func benchCandidates(ctx context.Context, _ *bench) error {
	for _, in := range instances() {
		if in.coarse > 1 || in.strict > 1 || in.willing != 0.5 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		say("drawing " + in.name)
		f := drawCountry(in).field()
		forgetPeak()
		began := usedCPU()
		p, err := f.Problem(programmes.MostGap, nil, func(int, int) error { return nil })
		if err != nil {
			return err
		}
		find := usedCPU() - began
		began = usedCPU()
		if _, err := matching.Solve(p, nil); err != nil {
			return err
		}
		solve := usedCPU() - began
		fmt.Printf("bench candidates-%s value=%.3g unit=s reference=%.3g ratio=%.2f need_us=%.3g pairs=%d\n",
			in.name, find.Seconds(), solve.Seconds(), find.Seconds()/solve.Seconds(),
			find.Seconds()*1e6/float64(len(f.Needs)), len(p.Mentor))
	}
	return nil
}

// numbered is an id made of a number, in its order.
func numbered(kind byte, n int) uuid.UUID {
	id := uuid.UUID{kind}
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}

// field is the country as the people of a programme, one need for each who lacks
// something.
func (c *country) field() *programmes.Field {
	f := &programmes.Field{Borders: programmes.Borders{}}
	for w, near := range c.near {
		for _, u := range near {
			f.Borders[numbered(1, w)] = append(f.Borders[numbered(1, w)], numbered(1, int(u)))
		}
	}
	for i := range c.people {
		s := &c.people[i]
		lacks := c.lacks(int32(i))
		if len(lacks) == 0 {
			continue
		}
		n := programmes.Need{Learner: numbered(3, i), Unit: numbered(2, int(s.office)), Commune: numbered(1, int(s.ward)), Slots: s.free}
		position := &c.positions[s.position]
		for _, k := range lacks {
			n.Lacks = append(n.Lacks, programmes.Lack{
				Competency: numbered(4, k), Column: k, Level: int16(s.level[k]), Required: int16(position.required[k]),
				Critical: position.critical[k] == 3, Weight: int16(position.critical[k]),
			})
		}
		f.Needs = append(f.Needs, n)
	}
	for _, m := range c.mentors {
		s := &c.people[m.person]
		f.Helpers = append(f.Helpers, programmes.Helper{
			Mentor: numbered(3, int(m.person)), Unit: numbered(2, int(s.office)), Commune: numbered(1, int(s.ward)),
			Places: int(m.capacity), Levels: s.level[:], Slots: s.free, Desk: true, Remote: true, Worked: m.before, Well: m.well,
		})
	}
	return f
}
