package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/classes"
	"camtay/app/clock"
	"camtay/app/competency"
)

// training is a class in the making, or one that is over and not yet closed: days
// from today, and the half-days from then on.
type training struct {
	title, place, note string
	state              classes.State
	inDays, halves     int
	seats, each        int // seats in all, and for each commune invited
	invited            int // communes; 0 means the class is open to all
	approved           int // of each commune invited, people who hold a seat; the learner of the story among them
	shows              []competencyLevel
}

type competencyLevel struct {
	competency string
	level      int16
}

func trainings() []training {
	return []training{
		{
			title: "Tập huấn Hệ thống thông tin giải quyết thủ tục hành chính và số hóa hồ sơ",
			place: "Hội trường Sở Nội vụ", state: classes.Open, inDays: 16, halves: 4, seats: 40, each: 4, invited: 10,
			note:  "Mang theo máy tính xách tay và tài khoản công vụ.",
			shows: []competencyLevel{{"NVM-02", 2}, {"NVM-09", 2}, {"NVM-07", 2}},
		},
		{
			title: "An toàn thông tin và bảo vệ dữ liệu cá nhân tại bộ phận một cửa",
			place: "Trường Chính trị tỉnh", state: classes.Open, inDays: 23, halves: 2, seats: 60, each: 5, invited: 12,
			shows: []competencyLevel{{"KNS-03", 2}},
		},
		{
			title: "Ứng dụng trí tuệ nhân tạo trong công việc văn phòng",
			place: "Trường Chính trị tỉnh", state: classes.Draft, inDays: 44, halves: 3, seats: 50,
			note:  "Đang xin ý kiến về chương trình.",
			shows: []competencyLevel{{"KNS-05", 2}, {"KNS-01", 2}},
		},
		{
			// Three days back is over whatever weekend lies between. Its attendance is still to be marked.
			title: "Nhận diện lừa đảo qua mạng và bảo vệ tài khoản công vụ",
			place: "Hội trường UBND phường Thiên Trường", state: classes.Open, inDays: -3, halves: 2, seats: 12, each: 4, invited: 1, approved: 4,
			shows: []competencyLevel{{"KNS-03", 2}},
		},
	}
}

// seated are the people of a commune who hold a seat in a class, those of the
// story first.
func seated(c *commune, n int) []*person {
	people := slices.Clone(c.people)
	slices.SortStableFunc(people, func(a, b *person) int {
		return cmp.Compare(partOrder(a), partOrder(b))
	})
	return people[:min(n, len(people))]
}

func partOrder(p *person) int {
	switch p.role {
	case learnerPart:
		return 0
	case "":
		return 1
	default:
		return 2 // the others of the story have their own deeds
	}
}

// invite chooses communes for a class, those of the story first.
func (w *world) invite(t training) []*commune {
	var invited []*commune
	for place := range 3 {
		for _, c := range w.communes {
			if len(invited) < t.invited && len(c.people) > 0 && storyPlace(c.Code) == place {
				invited = append(invited, c)
			}
		}
	}
	return invited
}

// putClasses writes the classes that are being prepared or filled, and the one
// whose attendance is to be marked.
func (w *world) putClasses(ctx context.Context, tx bun.Tx, everyone []*person) error {
	ids := newIdentities(w.seed, "classes", w.at.UnixMilli())
	var rows []classes.Class
	var sessions []classes.Session
	var quotas []classes.Quota
	var seats []classes.Nomination
	for i, t := range trainings() {
		plan := classes.Plan{Sessions: halfDays(w.day.AddDays(t.inDays), t.halves)}
		schedule := plan.Schedule()
		written := w.at
		if t.inDays < 0 {
			written = schedule[0].StartsAt.AddDate(0, 0, -21)
		}
		c := classes.Class{
			ID: ids.next(), Code: fmt.Sprintf("TH-%d-%02d", w.day.Year(), i+1), Title: t.title, Place: t.place, UnitID: w.department.ID,
			StartsAt: schedule[0].StartsAt, EndsAt: schedule[len(schedule)-1].EndsAt, NominateBy: schedule[0].Day.AddDays(-5),
			Seats: t.seats, State: t.state, Note: t.note, TrainerID: playing(everyone, trainerPart).ID,
			CreatedBy: playing(everyone, departmentPart).ID, CreatedAt: written, UpdatedAt: written,
		}
		rows = append(rows, c)
		for _, s := range schedule {
			s.ID, s.ClassID = ids.next(), c.ID
			sessions = append(sessions, s)
		}
		for _, place := range w.invite(t) {
			quotas = append(quotas, classes.Quota{ClassID: c.ID, UnitID: place.ID, Seats: t.each})
			for _, p := range seated(place, t.approved) {
				seats = append(seats, classes.Nomination{
					ID: ids.next(), ClassID: c.ID, StaffID: p.ID, UnitID: place.ID, State: classes.Approved,
					NominatedBy: playing(everyone, leaderPart).ID, NominatedAt: c.NominateBy.Start().Add(-30 * time.Hour),
					DecidedBy: c.CreatedBy, DecidedAt: c.NominateBy.Start().Add(-6 * time.Hour),
				})
			}
		}
		if err := competency.PutClaims(ctx, tx, "class", c.ID, w.claims(t.shows)); err != nil {
			return err
		}
	}
	if err := insertMany(ctx, tx, "classes", rows); err != nil {
		return err
	}
	if err := insertMany(ctx, tx, "class sessions", sessions); err != nil {
		return err
	}
	if err := insertMany(ctx, tx, "class quotas", quotas); err != nil {
		return err
	}
	return insertMany(ctx, tx, "class nominations", seats)
}

func (w *world) claims(shows []competencyLevel) []competency.Claim {
	claims := make([]competency.Claim, 0, len(shows))
	for _, s := range shows {
		claims = append(claims, competency.Claim{CompetencyID: w.ids[s.competency], Level: s.level})
	}
	return claims
}

// halfDays are n halves of working days from a day on, mornings first.
func halfDays(from clock.Day, n int) []classes.PlannedSession {
	var planned []classes.PlannedSession
	for day := from; len(planned) < n; day = day.AddDays(1) {
		if at := day.Start().In(clock.Zone).Weekday(); at == time.Saturday || at == time.Sunday {
			continue
		}
		planned = append(planned, classes.PlannedSession{Day: day, Half: classes.Morning})
		if len(planned) < n {
			planned = append(planned, classes.PlannedSession{Day: day, Half: classes.Afternoon})
		}
	}
	return planned
}

// playing is who has a part in the story. Everyone of the casting is cast, since
// the department and the story's ward are always staffed.
func playing(everyone []*person, part role) *person {
	i := slices.IndexFunc(everyone, func(p *person) bool { return p.role == part })
	return everyone[i]
}
