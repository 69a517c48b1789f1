package evidence

import (
	"bytes"
	"slices"

	"github.com/google/uuid"
)

// pair is one person in one competency, the unit of folding.
type pair struct {
	staff, competency uuid.UUID
}

func (p pair) compare(q pair) int {
	if c := bytes.Compare(p.staff[:], q.staff[:]); c != 0 {
		return c
	}
	return bytes.Compare(p.competency[:], q.competency[:])
}

func pairOf(e Entry) pair {
	return pair{e.StaffID, e.CompetencyID}
}

// pairsOf are the pairs of entries, in order, each once.
func pairsOf(entries []Entry) []pair {
	pairs := make([]pair, 0, len(entries))
	for _, e := range entries {
		pairs = append(pairs, pairOf(e))
	}
	slices.SortFunc(pairs, pair.compare)
	return slices.Compact(pairs)
}

// peopleOf are the people of entries that stand in order of person.
func peopleOf(entries []Entry) []uuid.UUID {
	people := make([]uuid.UUID, 0, len(entries))
	for _, e := range entries {
		people = append(people, e.StaffID)
	}
	return slices.Compact(people)
}

// once sorts ids and leaves out those that stand twice.
func once(ids []uuid.UUID) []uuid.UUID {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

// byPair are entries by person and competency; those of one pair stay as they
// came. There are few people and few competencies beside the entries, so places
// are counted: what is sorted are the ids.
func byPair(entries []Entry) []Entry {
	people, competencies := ranks{}, ranks{}
	cells := make([][2]int32, len(entries))
	for i := range entries {
		cells[i] = [2]int32{people.rank(entries[i].StaffID), competencies.rank(entries[i].CompetencyID)}
	}
	rows, columns := people.places(), competencies.places()
	width := len(columns)
	// next[c] is where the next entry of cell c goes.
	next := make([]int32, len(rows)*width+1)
	for i, c := range cells {
		at := rows[c[0]]*int32(width) + columns[c[1]]
		cells[i][0] = at
		next[at+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	out := make([]Entry, len(entries))
	for i, c := range cells {
		out[next[c[0]]] = entries[i]
		next[c[0]]++
	}
	return out
}

// ranks number ids as they come, from 0.
type ranks struct {
	ids    []uuid.UUID
	of     map[uuid.UUID]int32
	latest int32
}

func (r *ranks) rank(id uuid.UUID) int32 {
	if len(r.ids) > 0 && r.ids[r.latest] == id {
		return r.latest
	}
	if r.of == nil {
		r.of = map[uuid.UUID]int32{}
	}
	n, known := r.of[id]
	if !known {
		n = int32(len(r.ids))
		r.of[id], r.ids = n, append(r.ids, id)
	}
	r.latest = n
	return n
}

// places give for each rank the place of its id in order.
func (r *ranks) places() []int32 {
	order := make([]int32, len(r.ids))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return bytes.Compare(r.ids[a][:], r.ids[b][:]) })
	places := make([]int32, len(order))
	for place, rank := range order {
		places[rank] = int32(place)
	}
	return places
}
