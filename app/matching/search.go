package matching

// search is a shortest-path search over mentors: how far each is and who would
// move to reach it.
type search struct {
	dist    []int64
	via     []int32 // learner who would move
	to      []int32 // mentor to whom, when searching backwards
	reached []int32 // round in which the mentor was reached
	left    []int32 // round in which it was left

	round int32
	heap  []item
	now   int64   // distance of the mentor left last
	same  []int32 // mentors as far as that, found since
	order []int32 // mentors left, nearest first
	path  []int32
}

type item struct {
	dist   int64
	mentor int32
}

func newSearch(mentors int) search {
	return search{
		dist: make([]int64, mentors), via: make([]int32, mentors), to: make([]int32, mentors),
		reached: make([]int32, mentors), left: make([]int32, mentors),
	}
}

func (q *search) begin() {
	q.round++
	q.heap, q.same, q.order, q.now = q.heap[:0], q.same[:0], q.order[:0], 0
}

// reach notes a way to a mentor, false when one as short is known.
func (q *search) reach(j int32, dist int64, via int32) bool {
	if q.reached[j] == q.round && q.dist[j] <= dist {
		return false
	}
	q.reached[j], q.dist[j], q.via[j] = q.round, dist, via
	if dist == q.now {
		q.same = append(q.same, j)
	} else {
		q.push(item{dist, j})
	}
	return true
}

// next leaves the nearest mentor not yet left, None when none is nearer than most.
func (q *search) next(most int64) int32 {
	for len(q.same) > 0 && q.now < most {
		j := q.same[len(q.same)-1]
		q.same = q.same[:len(q.same)-1]
		if q.left[j] != q.round {
			return q.leave(j)
		}
	}
	for len(q.heap) > 0 && q.heap[0].dist < most {
		x := q.heap[0]
		q.pop()
		if q.left[x.mentor] != q.round && q.dist[x.mentor] == x.dist {
			q.now = x.dist
			return q.leave(x.mentor)
		}
	}
	return None
}

func (q *search) leave(j int32) int32 {
	q.left[j] = q.round
	q.order = append(q.order, j)
	return j
}

func (q *search) push(x item) {
	q.heap = append(q.heap, x)
	at := len(q.heap) - 1
	for at > 0 {
		up := (at - 1) / 2
		if q.heap[up].dist <= x.dist {
			break
		}
		q.heap[at] = q.heap[up]
		at = up
	}
	q.heap[at] = x
}

func (q *search) pop() {
	last := len(q.heap) - 1
	x := q.heap[last]
	q.heap = q.heap[:last]
	if last == 0 {
		return
	}
	at := 0
	for {
		down := 2*at + 1
		if down >= last {
			break
		}
		if down+1 < last && q.heap[down+1].dist < q.heap[down].dist {
			down++
		}
		if q.heap[down].dist >= x.dist {
			break
		}
		q.heap[at] = q.heap[down]
		at = down
	}
	q.heap[at] = x
}
