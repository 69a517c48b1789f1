package demo

import (
	"time"

	"camtay/app/access"
	"camtay/app/auth"
	"camtay/app/clock"
	"camtay/app/staff"
)

// DemoPassword opens every account of DemoAccounts.
const DemoPassword = "CamTay-2026" //nolint:gosec // shown to everyone, of fictional people

// Communes of the story: a ward, its neighbours, and the commune that also keeps
// its own staff list.
const (
	storyWard    = "13684" // phường Thiên Trường
	storyCommune = "13741" // xã Vụ Bản
)

// role is someone's part in the story, which is also the login.
type role string

// The parts.
const (
	learnerPart    role = "hocvien"
	mentorPart     role = "kemcap"
	leaderPart     role = "lanhdao"
	departmentPart role = "sonoivu"
	adminPart      role = "quantri"
	trainerPart    role = "giangvien"
)

// cast is one person of the story. unit is the code of the commune or agency,
// seat the how manieth holder of the position there, from 0. roles are given over
// the commune or the whole province.
type cast struct {
	part         role
	name         string
	gender       string
	born, joined clock.Day
	unit         string
	position     string
	seat         int
	unitName     string
	shownRole    access.Role
	local        []access.Role
	provincial   []access.Role
}

func casting() []cast {
	oneStop, culture, leaders := "Trung tâm Phục vụ hành chính công", "Phòng Văn hóa – Xã hội", "Lãnh đạo HĐND, UBND"
	const ward, department = " phường Thiên Trường", "Sở Nội vụ tỉnh Ninh Bình"
	return []cast{
		{
			part: learnerPart, name: "Vũ Thị Nhàn", gender: female, born: dayOf(1974, time.August, 12), joined: dayOf(1998, time.March, 1),
			unit: storyWard, position: counter, unitName: oneStop + ward, shownRole: access.Learner,
		},
		{
			part: mentorPart, name: "Ngô Khánh Duy", gender: male, born: dayOf(1995, time.April, 23), joined: dayOf(2018, time.September, 1),
			unit: storyWard, position: "VX-KHCN", unitName: culture + ward, shownRole: access.Mentor, local: []access.Role{access.Mentor},
		},
		{
			part: leaderPart, name: "Đinh Quang Thiện", gender: male, born: dayOf(1977, time.January, 30), joined: dayOf(2001, time.June, 1),
			unit: storyWard, position: chairperson, unitName: leaders + ward, shownRole: access.UnitLeader,
		},
		{
			part: departmentPart, name: "Bùi Thanh Vân", gender: female, born: dayOf(1983, time.November, 5), joined: dayOf(2007, time.May, 1),
			unit: departmentCode, position: trainingOfficer, unitName: department, shownRole: access.DepartmentOfficer,
			provincial: []access.Role{access.DepartmentOfficer, access.Trainer},
		},
		{
			part: adminPart, name: "Trịnh Hữu Khoa", gender: male, born: dayOf(1988, time.July, 19), joined: dayOf(2012, time.October, 1),
			unit: departmentCode, position: trainingOfficer, seat: 1, unitName: department, shownRole: access.Administrator,
			provincial: []access.Role{access.Administrator},
		},
		{
			part: trainerPart, name: "Lại Minh Hạnh", gender: female, born: dayOf(1985, time.March, 8), joined: dayOf(2009, time.August, 1),
			unit: departmentCode, position: trainingOfficer, seat: 2, unitName: department, shownRole: access.Trainer,
			provincial: []access.Role{access.Trainer},
		},
	}
}

// DemoAccounts are the people one may try the program as, in the order in which
// they are shown. All have DemoPassword.
func DemoAccounts() []auth.DemoAccount {
	var accounts []auth.DemoAccount
	for _, c := range casting() {
		accounts = append(accounts, auth.DemoAccount{Login: string(c.part), Role: string(c.shownRole), Name: c.name, Unit: c.unitName})
	}
	return accounts
}

func castOf(part role) (cast, bool) {
	for _, c := range casting() {
		if part != "" && c.part == part {
			return c, true
		}
	}
	return cast{}, false
}

// storySeat is the part of whoever holds the nth seat of a position in a commune
// or agency.
func storySeat(unit, position string, nth int) role {
	for _, c := range casting() {
		if c.unit == unit && c.position == position && c.seat == nth {
			return c.part
		}
	}
	return ""
}

// storyPlace orders communes by how much the story needs them; 0 comes first.
func storyPlace(code string) int {
	switch code {
	case storyWard, storyCommune:
		return 0
	case "13669", "13972", "13627": // they border the ward: Nam Định, Vị Khê, Nam Lý
		return 1
	}
	return 2
}

// fromStory is how many borders lie between the story's ward and each commune.
func (w *world) fromStory() map[*commune]int {
	steps := map[*commune]int{}
	var reached []*commune
	for _, c := range w.communes {
		if c.Code == storyWard {
			steps[c], reached = 0, append(reached, c)
		}
	}
	for ; len(reached) > 0; reached = reached[1:] {
		for _, n := range reached[0].neighbours {
			if _, seen := steps[n]; !seen {
				steps[n], reached = steps[reached[0]]+1, append(reached, n)
			}
		}
	}
	return steps
}

// storyPosts gives the learner of the story a second post: the counter and civil
// status together.
func (k *crew) storyPosts(c *commune) {
	for _, p := range c.people {
		if p.role != learnerPart {
			continue
		}
		const position = "VP-TP"
		k.newPost(p, position, c.offices[officeOf(position)].ID, staff.Concurrent, k.started.AddDays(30), clock.Day{})
	}
}

// storyLevels sets what the people of the story have shown. The learner's gaps
// are those that the three built-in courses can close; the mentor is ahead in all
// of them.
func storyLevels(p *person) {
	var levels map[string]int16
	switch p.role {
	case learnerPart:
		levels = map[string]int16{
			"NVM-01": 1, "NVM-02": 1, "NVM-03": 3, "NVM-06": 3, "NVM-07": 2, "NVM-08": 0, "NVM-09": 2, "NVM-10": 2,
			"KNS-01": 3, "KNS-02": 1, "KNS-03": 1, "KNS-04": 2, "KNS-05": 0, "PVD-01": 4, "PVD-04": 2, "PVD-05": 3,
			"NLC-01": 4, "NLC-02": 3, "NLC-03": 3, "NLC-04": 4, "NLC-05": 3, "NLC-06": 2, "NLC-07": 1,
			"CVP-01": 3, "NVM-04": 2, "NVM-05": 3,
		}
	case mentorPart:
		levels = map[string]int16{
			"NVM-01": 5, "NVM-02": 4, "NVM-03": 4, "NVM-07": 4, "NVM-08": 5, "NVM-09": 4,
			"KNS-01": 5, "KNS-02": 4, "KNS-03": 5, "KNS-04": 4, "KNS-05": 4, "KNS-06": 4, "CVX-04": 3, "PVD-01": 3,
		}
	default:
		return
	}
	for code, level := range levels {
		p.shown[code] = level
	}
}
