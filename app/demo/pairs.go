package demo

import (
	"slices"
	"strings"
	"time"

	"camtay/app/evidence"
	"camtay/app/mentoring"
)

// coachingSource names coaching sessions in the ledger, as mentoring does.
const coachingSource = "coaching_session"

// mentorFor finds a mentor of the same commune, or now and then of a neighbouring
// one, who is ahead in the competency and has brought fewer pairs to their end
// than they may. Nil when there is none.
func (h *chronicle) mentorFor(p *person, code string, level int16) *person {
	if p.commune == nil || h.inService(p) < 120 || p.role != "" {
		return nil
	}
	places := []*commune{p.commune}
	if len(p.commune.neighbours) > 0 && h.d.chance(0.15) {
		places = append(places, one(h.d, p.commune.neighbours))
	}
	for _, c := range places {
		people := shuffled(h.d, c.people)
		slices.SortStableFunc(people, func(a, b *person) int { return strings.Compare(string(b.role), string(a.role)) })
		for _, m := range people {
			if m != p && m.mentor != nil && m.mentor.done < m.mentor.limit && m.shown[code] > level {
				return m
			}
		}
	}
	return nil
}

// coached writes a completed pair of some time ago whose last session shows the
// level.
func (h *chronicle) coached(p, mentor *person, code string, level int16) {
	h.coachedUntil(p, mentor, code, level, h.d.between(6, min(400, h.inService(p)-60)))
}

// coachedUntil is the same with the last session so many days ago.
func (h *chronicle) coachedUntil(p, mentor *person, code string, level int16, last int) {
	mentor.mentor.done++
	began := last + h.d.between(14, 45)
	pair := h.pair(p, mentor, code, level, mentoring.Completed, began)
	answered := pair.RequestedAt.Add(time.Duration(h.d.between(20, 300)) * time.Minute)
	closed := h.hour(last - 3)
	pair.AnsweredAt, pair.ClosedAt = &answered, &closed
	h.pairs = append(h.pairs, pair)
	meetings := h.d.between(1, 3)
	for i := range meetings {
		ago := last + (began-last-2)*(meetings-1-i)/meetings
		reached := int16(0)
		if i == meetings-1 {
			reached = level
		}
		s := h.session(pair, ago, reached)
		confirmed := s.LoggedAt.Add(time.Duration(h.d.between(1, 20)) * time.Hour)
		s.ConfirmedAt = &confirmed
		h.sessions = append(h.sessions, s)
		h.entries = append(h.entries, h.confirmed(p, mentor, code, s))
	}
	h.lookedAt(p, code, level, began, last-3)
}

// underWay writes live pairs and one declined: about one mentor in four is busy
// with somebody.
func (h *chronicle) underWay() {
	for _, m := range h.everyone {
		if m.mentor == nil || !m.mentor.profile.Open {
			continue
		}
		h.d = newDice(h.w.seed, "pairs of "+m.Code)
		switch {
		case m.role == mentorPart || h.d.chance(0.22):
			h.live(m, mentoring.Active)
		case h.d.chance(0.06):
			h.live(m, mentoring.Requested)
		case h.d.chance(0.04):
			h.live(m, mentoring.Declined)
		}
	}
}

// live pairs a mentor with someone of the same commune who has a gap that the
// mentor can close.
func (h *chronicle) live(m *person, state mentoring.State) {
	for _, p := range shuffled(h.d, m.commune.people) {
		if p == m || p.role != "" || p.mentor != nil {
			continue
		}
		for _, n := range h.w.demands(p) {
			own := p.shown[n.competency]
			if own >= n.level || m.shown[n.competency] <= own || !digitalTopic(n.competency) {
				continue
			}
			target := mentoring.Aim(own, n.level, m.shown[n.competency])
			h.begin(p, m, n.competency, target, state)
			return
		}
	}
}

func (h *chronicle) begin(p, m *person, code string, target int16, state mentoring.State) {
	ago := h.d.between(12, 40)
	if state == mentoring.Requested {
		ago = h.d.between(1, 3)
	}
	pair := h.pair(p, m, code, target, state, ago)
	answered := pair.RequestedAt.Add(time.Duration(h.d.between(20, 300)) * time.Minute)
	switch state {
	case mentoring.Active:
		pair.AnsweredAt = &answered
	case mentoring.Declined:
		pair.AnsweredAt, pair.ClosedAt, pair.Reason = &answered, &answered, "Hiện đã nhận đủ người, xin hẹn dịp khác."
	default:
	}
	h.pairs = append(h.pairs, pair)
	if state != mentoring.Active {
		return
	}
	s := h.session(pair, h.d.between(2, max(9, ago-3)), 0)
	if h.d.chance(0.6) {
		confirmed := s.LoggedAt.Add(3 * time.Hour)
		s.ConfirmedAt = &confirmed
		h.entries = append(h.entries, h.confirmed(p, m, code, s))
	}
	h.sessions = append(h.sessions, s)
}

func (h *chronicle) pair(p, mentor *person, code string, level int16, state mentoring.State, ago int) mentoring.Pair {
	return mentoring.Pair{
		ID: h.meetings.next(), MentorID: mentor.ID, LearnerID: p.ID, CompetencyID: h.w.ids[code], TargetLevel: level,
		State: state, Message: one(h.d, requests()), RequestedAt: h.hour(ago),
	}
}

func (h *chronicle) session(pair mentoring.Pair, ago int, level int16) mentoring.Session {
	held := h.hour(ago)
	return mentoring.Session{
		ID: h.meetings.next(), PairID: pair.ID, HeldAt: held, Minutes: 15 * h.d.between(2, 6),
		Mode: one(h.d, []string{mentoring.Desk, mentoring.Desk, mentoring.Desk, mentoring.Remote}),
		Done: one(h.d, doneTexts()), Alone: one(h.d, aloneTexts()), Level: level, LoggedAt: held.Add(2 * time.Hour),
	}
}

// confirmed is what a confirmed session says in the ledger: a level, or that it
// took place.
func (h *chronicle) confirmed(p, mentor *person, code string, s mentoring.Session) evidence.Entry {
	e := evidence.Entry{
		ID: h.ids.next(), StaffID: p.ID, CompetencyID: h.w.ids[code], Kind: evidence.KindCoaching, Action: evidence.ActionAttest,
		Level: s.Level, ActorID: mentor.ID, Capacity: evidence.CapacityMentor, ObservedAt: s.HeldAt,
		Source: coachingSource, SourceID: s.ID, DescriptionKey: "evidence.from_coaching",
		DescriptionArgs: map[string]any{"mentor": mentor.FamilyName + " " + mentor.GivenName, "minutes": s.Minutes},
	}
	if s.Level == 0 {
		e.Action = evidence.ActionLog
	}
	return e
}

func requests() []string {
	return []string{
		"Nhờ đồng chí hướng dẫn thêm trong thời gian tới.",
		"Tôi mới nhận nhiệm vụ này, mong được đồng chí kèm cặp.",
		"Tôi còn lúng túng khi thao tác trên hệ thống, nhờ đồng chí giúp.",
		"Mong đồng chí bố trí vài buổi hướng dẫn tại nơi làm việc.",
		"",
	}
}

func doneTexts() []string {
	return []string{
		"Cùng xử lý hồ sơ thực tế từ đầu đến cuối.",
		"Rà từng bước thao tác và các lỗi thường gặp.",
		"Hướng dẫn tra cứu, đối chiếu và ghi chú kết quả.",
		"Làm mẫu rồi để người học tự thực hiện, góp ý ngay.",
		"Ôn quy định, sau đó thực hành trên tình huống.",
	}
}

func aloneTexts() []string {
	return []string{
		"Tự thực hiện được các bước chính.",
		"Tự làm được khi có bảng hướng dẫn bên cạnh.",
		"Xử lý độc lập trường hợp thông thường.",
		"",
	}
}
