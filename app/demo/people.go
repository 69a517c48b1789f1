package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/org"
	"camtay/app/staff"
)

const (
	male   = "male"
	female = "female"
	// firstCode keeps codes clear of those that the communes' own staff lists give.
	firstCode = 5001
)

// person is one made-up official. position is that of the permanent post today.
type person struct {
	staff.Person

	commune  *commune // nil in the department
	position string
	posts    []post
	newcomer bool // came to this field within the last year
	role     role // in the story; zero for nearly everyone
	shown    map[string]int16
	mentor   *mentorship

	// Abilities, about −2…2, 0 being just what posts of level 3 ask.
	digital, process, field, general, lead float64
}

type post struct {
	staff.Post

	position string
}

func (p *person) born() int {
	return p.BornOn.Year()
}

func (p *person) age(on clock.Day) int {
	return on.Year() - p.born()
}

func (p *person) holds(position string) bool {
	return slices.ContainsFunc(p.posts, func(o post) bool { return o.position == position })
}

// crew makes people one after another with ids and codes of their own.
type crew struct {
	w       *world
	d       dice
	people  *identities
	posts   *identities
	started clock.Day // the offices' first day
}

func (w *world) crew() *crew {
	started, err := clock.NewDay(2025, time.July, 1)
	if err != nil || !started.Before(w.day.AddDays(-60)) {
		started = w.day.AddDays(-60)
	}
	return &crew{
		w: w, d: newDice(w.seed, "people"), started: started,
		people: newIdentities(w.seed, "people", w.at.UnixMilli()),
		posts:  newIdentities(w.seed, "posts", w.at.UnixMilli()),
	}
}

// populate makes everyone: the department, then the chosen communes by code: those of the story and nearest to it.
func (w *world) populate(total int) []*person {
	everyone := w.crew().department()
	chosen, sizes := w.staffed(total)
	for i, c := range chosen {
		crew := w.crewOf(c)
		crew.fill(c, sizes[i])
		everyone = append(everyone, c.people...)
	}
	for i, p := range everyone {
		p.Phone = fmt.Sprintf("0000%06d", i+1) // no network has numbers of this form
	}
	return everyone
}

// crewOf has streams of the commune's own, so that one commune's size does not
// change another's people.
func (w *world) crewOf(c *commune) *crew {
	crew := w.crew()
	crew.d = newDice(w.seed, "people of "+c.Code)
	crew.people = newIdentities(w.seed, "people of "+c.Code, w.at.UnixMilli())
	crew.posts = newIdentities(w.seed, "posts of "+c.Code, w.at.UnixMilli())
	return crew
}

func (k *crew) department() []*person {
	var people []*person
	for i := range departmentStaff {
		p := k.person(k.w.department, trainingOfficer, fmt.Sprintf("SNV%d", firstCode+i), storySeat(departmentCode, trainingOfficer, i))
		k.permanent(p, k.w.department)
		k.abilities(p)
		k.reach(p)
		people = append(people, p)
	}
	return people
}

func (k *crew) fill(c *commune, n int) {
	held, covered, acting := seats(k.d, c, n, storyPlace(c.Code) == 0)
	nth := map[string]int{}
	for i, position := range held {
		office := c.offices[officeOf(position)]
		code := fmt.Sprintf("%s%d", c.Code, firstCode+i)
		p := k.person(office, position, code, storySeat(c.Code, position, nth[position]))
		p.commune = c
		nth[position]++
		c.people = append(c.people, p)
	}
	for _, p := range c.people {
		k.career(p)
	}
	k.combine(c, covered, acting)
	for _, p := range c.people {
		k.abilities(p)
		k.reach(p)
	}
	k.appoint(c)
	for _, p := range c.people {
		storyLevels(p)
	}
}

func (k *crew) person(unit org.Unit, position, code string, in role) *person {
	d := k.d
	p := &person{position: position, role: in, shown: map[string]int16{}}
	p.ID, p.Code, p.UnitID = k.people.next(), code, unit.ID
	p.Gender = male
	if d.chance(womenShare(position)) {
		p.Gender = female
	}
	p.BornOn = k.birthday(position)
	p.FamilyName, p.GivenName = drawName(d, p.Gender, p.born())
	p.JoinedOn = k.joined(p.BornOn)
	if cast, found := castOf(in); found {
		p.FamilyName, p.GivenName = staff.SplitName(cast.name)
		p.Gender, p.BornOn, p.JoinedOn = cast.gender, cast.born, cast.joined
	}
	p.newcomer = d.chance(0.12) && in == ""
	k.papers(p)
	p.Email = strings.ToLower("cb" + code + "@ninhbinh.example")
	p.Note, p.CreatedAt, p.UpdatedAt = marked, k.w.at, k.w.at
	return p
}

func womenShare(position string) float64 {
	switch {
	case officeOf(position) == officeMilitary:
		return 0.06
	case leads(position):
		return 0.32
	case strings.HasPrefix(position, "VX-"), strings.HasPrefix(position, "HCC-"), position == "VP-VT", position == "KT-KTV", position == "KT-KTT":
		return 0.62
	case strings.HasPrefix(position, "KT-"), position == "VP-CNTT":
		return 0.28
	}
	return 0.5
}

// birthday draws an age of 22…59: leaders rather older, those of information
// technology and of the one-stop centre rather younger.
func (k *crew) birthday(position string) clock.Day {
	mean, deviation, least, most := 41.0, 8.5, 23, 59
	switch {
	case strings.HasPrefix(position, "CB-"):
		mean, deviation, least = 48, 5, 38
	case leads(position):
		mean, deviation, least = 45, 6.5, 32
	case position == "VP-CNTT", position == "VX-KHCN", position == "VX-TT":
		mean, deviation = 34, 6
	case strings.HasPrefix(position, "HCC-"):
		mean, deviation = 37.5, 9
	}
	for {
		age := int(k.d.normal(mean, deviation))
		if age < least || age > most {
			continue
		}
		// Whose birthday is still to come this year is a year younger than that.
		return dayOf(k.w.day.Year()-age, time.January, 1).AddDays(k.d.between(0, 364))
	}
}

// joined is when the person came into the service: some time after school, and
// at least four months ago.
func (k *crew) joined(born clock.Day) clock.Day {
	age := max(int(k.d.normal(25.5, 3)), 21)
	day := dayOf(born.Year()+age, time.Month(k.d.between(1, 12)), 1)
	if latest := k.w.day.AddDays(-120); latest.Before(day) {
		return latest.AddDays(-k.d.between(0, 300))
	}
	return day
}

// dayOf is a day that exists by construction.
func dayOf(year int, month time.Month, day int) clock.Day {
	return clock.DayOf(time.Date(year, month, day, 12, 0, 0, 0, clock.Zone))
}

// papers fills in rank, schooling and certificates.
func (k *crew) papers(p *person) {
	d, age := k.d, p.age(k.w.day)
	leader := leads(p.position)
	p.RankCode = weighted(d, []choice[string]{{"01.003", 84}, {"01.004", 12}, {"01.002", 4}})
	p.Education = weighted(d, []choice[string]{{"Đại học", 84}, {"Thạc sĩ", 11}, {"Cao đẳng", 5}})
	p.PoliticalTheory = weighted(d, []choice[string]{{"Sơ cấp", 40}, {"Trung cấp", 45}, {"", 15}})
	p.StateManagement = weighted(d, []choice[string]{{"Chuyên viên", 80}, {"", 20}})
	if leader {
		p.RankCode = weighted(d, []choice[string]{{"01.002", 60}, {"01.003", 40}})
		p.Education = weighted(d, []choice[string]{{"Đại học", 68}, {"Thạc sĩ", 32}})
		p.PoliticalTheory = weighted(d, []choice[string]{{"Cao cấp", 45}, {"Trung cấp", 55}})
		p.StateManagement = weighted(d, []choice[string]{{"Chuyên viên chính", 55}, {"Chuyên viên", 45}})
	}
	p.ITLevel = weighted(d, []choice[string]{{"Cơ bản", 75}, {"Nâng cao", 25}})
	if age > 48 {
		p.ITLevel = weighted(d, []choice[string]{{"Cơ bản", 96}, {"Nâng cao", 4}})
	}
	p.ForeignLanguage = weighted(d, []choice[string]{{"Tiếng Anh B1", 45}, {"Tiếng Anh A2", 30}, {"Tiếng Anh B2", 10}, {"", 15}})
	p.Major = one(d, majors(p.position))
}

func majors(position string) []string {
	switch {
	case position == "VP-CNTT", position == "VX-KHCN":
		return []string{"Công nghệ thông tin", "Hệ thống thông tin", "Kỹ thuật phần mềm"}
	case position == "VX-TT", position == "VX-VH":
		return []string{"Báo chí", "Quản lý văn hóa", "Công tác xã hội"}
	case position == "VP-TP", position == "VP-TCD":
		return []string{"Luật"}
	case strings.HasPrefix(position, "KT-KT"), position == "KT-TCKH":
		return []string{"Kế toán", "Tài chính – Ngân hàng", "Kinh tế"}
	case position == "KT-XD", position == "KT-GT":
		return []string{"Xây dựng", "Kỹ thuật giao thông", "Kiến trúc"}
	case position == "KT-DD", position == "KT-MT":
		return []string{"Quản lý đất đai", "Địa chính", "Khoa học môi trường"}
	case position == "KT-NN":
		return []string{"Nông học", "Chăn nuôi – Thú y", "Thủy lợi"}
	case position == "VX-GD":
		return []string{"Sư phạm Ngữ văn", "Quản lý giáo dục"}
	case position == "VX-YT", position == "VX-LD":
		return []string{"Công tác xã hội", "Y tế công cộng", "Quản trị nhân lực"}
	case officeOf(position) == officeMilitary:
		return []string{"Quân sự cơ sở"}
	}
	return []string{"Luật", "Quản lý nhà nước", "Hành chính học", "Kinh tế", "Quản trị văn phòng"}
}

func (k *crew) newPost(p *person, position string, unit uuid.UUID, kind string, from, until clock.Day) {
	p.posts = append(p.posts, post{position: position, Post: staff.Post{
		ID: k.posts.next(), StaffID: p.ID, PositionID: k.w.positions[position], UnitID: unit, Kind: kind, From: from, Until: until,
	}})
}
