package demo

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/communities"
	"camtay/app/evidence"
	"camtay/app/mentoring"
	"camtay/app/outreach"
)

// desk is what happened at counters and in communities.
type desk struct {
	w        *world
	ids      *identities
	requests []outreach.Request
	sendings []outreach.Sending
	visits   []outreach.Visit
	coached  []outreach.Coached
	events   []outreach.Event
	posts    []communities.Post
	answers  []communities.Answer
	accepted []communities.Acceptance
	entries  []evidence.Entry
}

// newcomersNeed is the level that those new at a counter are to reach.
const newcomersNeed = 2

const visitSource = "outreach_visit"

// desk writes requests of the story's counters, with half-days of the story's
// mentor, and what people of the ward and around it asked each other.
func (w *world) desk(everyone []*person) *desk {
	d := &desk{w: w, ids: newIdentities(w.seed, "desk", w.at.UnixMilli())}
	leader, mentor := partOf(everyone, leaderPart), partOf(everyone, mentorPart)
	if leader == nil || mentor == nil {
		return d
	}
	code, level := "", int16(0)
	for _, c := range digitalField() {
		if mentor.shown[c] > level {
			code, level = c, mentor.shown[c]
		}
	}
	if level < 2 {
		return d
	}
	d.counters(leader, mentor, code, min(level-1, newcomersNeed))
	d.talk(everyone, mentor)
	return d
}

func partOf(everyone []*person, part role) *person {
	i := slices.IndexFunc(everyone, func(p *person) bool { return p.role == part })
	if i < 0 {
		return nil
	}
	return everyone[i]
}

// workday is the nth working day from today; before it when n is negative.
func (w *world) workday(n int) clock.Day {
	day, step := w.day, 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		day = day.AddDays(step)
		if weekday := day.Start().In(clock.Zone).Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			n--
		}
	}
	return day
}

// counters are four requests: looking, waiting for the mentor, under way, done.
func (d *desk) counters(leader, mentor *person, code string, level int16) {
	d.request(leader, code, level, outreach.Open, "Hai người mới chuyển từ văn phòng sang, hồ sơ tăng trước ngày 15 hằng tháng.", nil)
	d.request(leader, code, level, outreach.Agreed, "Quầy vừa đổi phần mềm, cần người làm cùng vài buổi đầu.", mentor,
		outreach.Visit{OnDay: d.w.workday(4), Half: outreach.Morning, State: outreach.Held},
		outreach.Visit{OnDay: d.w.workday(6), Half: outreach.Morning, State: outreach.Held})
	d.request(leader, code, level, outreach.Accepted, "Có người mới nhận việc tại quầy, cần kèm khi số hóa hồ sơ.", mentor,
		outreach.Visit{OnDay: d.w.workday(-7), Half: outreach.Afternoon, State: outreach.Confirmed, Minutes: 180, Done: "Cùng tiếp nhận sáu hồ sơ, sửa các lỗi hay gặp khi quét."},
		outreach.Visit{OnDay: d.w.workday(-2), Half: outreach.Afternoon, State: outreach.Logged, Minutes: 150, Done: "Làm mẫu ký số và trả kết quả, người mới tự làm bốn hồ sơ."},
		outreach.Visit{OnDay: d.w.workday(2), Half: outreach.Afternoon, State: outreach.Planned})
	d.request(leader, code, level, outreach.Done, "Ba người mới cần quen quy trình một cửa.", mentor,
		outreach.Visit{OnDay: d.w.workday(-28), Half: outreach.Morning, State: outreach.Confirmed, Minutes: 200, Done: "Rà quy trình từ tiếp nhận đến trả kết quả."},
		outreach.Visit{OnDay: d.w.workday(-26), Half: outreach.Morning, State: outreach.Confirmed, Minutes: 190, Done: "Thực hành trên hồ sơ thật, góp ý từng bước."})
}

func (d *desk) request(leader *person, code string, level int16, state outreach.State, reason string, mentor *person, visits ...outreach.Visit) {
	w := d.w
	r := outreach.Request{
		ID: d.ids.next(), UnitID: leader.commune.offices[officeOneStop].ID, FieldKind: "position", Field: counter, CompetencyID: w.ids[code],
		Level: level, FromOn: w.workday(2), UntilOn: w.workday(16), HalfDays: max(len(visits), 4), Newcomers: 2, Slots: outreach.AllSlots,
		Reason: reason, State: state, AskedBy: leader.ID, AskedAt: w.workday(-3).Start().Add(9 * time.Hour),
	}
	if len(visits) > 0 {
		r.FromOn, r.UntilOn = visits[0].OnDay, visits[len(visits)-1].OnDay
		r.AskedAt = r.FromOn.AddDays(-10).Start().Add(9 * time.Hour)
	}
	if r.AskedAt.After(w.at) {
		r.AskedAt = w.workday(-2).Start().Add(9 * time.Hour)
	}
	d.event(r, outreach.Ask, leader, r.AskedAt, nil)
	if mentor != nil {
		d.send(r, leader, mentor, visits)
	}
	if state == outreach.Done {
		closed := visits[len(visits)-1].OnDay.AddDays(1).Start().Add(10 * time.Hour)
		r.ClosedAt = &closed
	}
	d.requests = append(d.requests, r)
}

func (d *desk) send(r outreach.Request, leader, mentor *person, visits []outreach.Visit) {
	picked, accepted := r.AskedAt.Add(time.Hour), r.AskedAt.Add(8*time.Hour)
	s := outreach.Sending{
		ID: d.ids.next(), RequestID: r.ID, StaffID: mentor.ID, HomeUnitID: mentor.UnitID, State: "live", PickedBy: leader.ID, PickedAt: picked,
	}
	d.event(r, outreach.Pick, leader, picked, mentor)
	d.event(r, outreach.Agree, leader, picked.Add(2*time.Hour), mentor)
	if r.State != outreach.Agreed {
		s.AcceptedAt = &accepted
		d.event(r, outreach.Accept, mentor, accepted, mentor)
	}
	if r.State == outreach.Done {
		s.State = "done"
	}
	d.sendings = append(d.sendings, s)
	for _, v := range visits {
		d.visit(r, s, v, leader, mentor)
	}
}

// visit writes a half-day; what was confirmed stands in the ledger as a note.
func (d *desk) visit(r outreach.Request, s outreach.Sending, v outreach.Visit, leader, mentor *person) {
	v.ID, v.SendingID, v.StaffID = d.ids.next(), s.ID, mentor.ID
	logged := v.HalfDay().End().Add(time.Hour)
	if v.Minutes > 0 {
		v.LoggedAt = &logged
	}
	if v.State == outreach.Confirmed {
		settled := logged.Add(3 * time.Hour)
		v.SettledBy, v.SettledAt = leader.ID, &settled
	}
	d.visits = append(d.visits, v)
	if v.Minutes == 0 {
		return
	}
	taught := 0
	for _, p := range leader.commune.people {
		if p.UnitID != r.UnitID || p.role == leaderPart || taught == 2 {
			continue
		}
		taught++
		c := outreach.Coached{VisitID: v.ID, StaffID: p.ID, Alone: "Tự làm được các bước chính."}
		d.coached = append(d.coached, c)
		if v.State == outreach.Confirmed {
			e := mentoring.Coaching{
				Session: v.Session(c), Source: visitSource, MentorID: mentor.ID, MentorName: mentor.FamilyName + " " + mentor.GivenName,
				LearnerID: p.ID, CompetencyID: r.CompetencyID,
			}.Entry()
			e.ID = d.ids.next()
			d.entries = append(d.entries, e)
		}
	}
}

func (d *desk) event(r outreach.Request, deed outreach.Deed, by *person, at time.Time, about *person) {
	e := outreach.Event{ID: d.ids.next(), RequestID: r.ID, Deed: deed, ByID: by.ID, At: at}
	if about != nil {
		e.StaffID = about.ID
	}
	d.events = append(d.events, e)
}

// putDesk writes what happened at counters and in communities.
func (w *world) putDesk(ctx context.Context, tx bun.Tx, d *desk) error {
	if len(d.requests) == 0 {
		return nil
	}
	for _, rows := range []any{&d.requests, &d.sendings, &d.visits, &d.coached, &d.events, &d.posts, &d.answers, &d.accepted} {
		if _, err := tx.NewInsert().Model(rows).Exec(ctx); err != nil {
			return err
		}
	}
	follower := uuid.Nil
	for _, p := range d.posts {
		if p.AuthorID != follower {
			follower = p.AuthorID
			if err := communities.PutFollow(ctx, tx, p.AuthorID, p.FieldKind, p.Field, true, w.at); err != nil {
				return err
			}
		}
	}
	return communities.PutReach(ctx, tx, uuid.Nil, "position", mentorField, true, w.at)
}
