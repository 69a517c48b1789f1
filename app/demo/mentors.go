package demo

import (
	"cmp"
	"slices"
	"strings"

	"camtay/app/mentoring"
)

// mentorship is what a mentor offers. done is how many pairs were brought to
// their end, limit how many may be.
type mentorship struct {
	profile mentoring.Profile
	done    int
	limit   int
}

// appoint makes about seven in a hundred of a commune's people mentors: mostly
// young ones strong in digital skills, some experts of a field. What a mentor
// helps with is above what the post requires.
func (k *crew) appoint(c *commune) {
	young := slices.DeleteFunc(slices.Clone(c.people), func(p *person) bool { return p.born() < 1990 || !k.mayMentor(p) })
	slices.SortStableFunc(young, func(a, b *person) int { return cmp.Compare(b.digital, a.digital) })
	experts := slices.DeleteFunc(slices.Clone(c.people), func(p *person) bool { return p.born() >= 1990 || !k.mayMentor(p) })
	slices.SortStableFunc(experts, func(a, b *person) int { return cmp.Compare(b.field+b.process, a.field+a.process) })

	total := max(int(0.072*float64(len(c.people))+k.d.Float64()), 2)
	digital := min((2*total+2)/3, len(young))
	for i, p := range young[:digital] {
		k.enrol(p, i < 2)
		k.lift(p, digitalField(), 0.55)
	}
	for _, p := range experts[:min(total-digital, len(experts))] {
		k.enrol(p, false)
		k.lift(p, k.ownField(p), 0.65)
	}
	for _, p := range c.people {
		if p.role == mentorPart {
			k.enrol(p, true)
			p.mentor.profile.Open, p.mentor.profile.Capacity, p.mentor.limit = true, 5, 6
			p.mentor.profile.Modes = mentoring.Modes()
		}
	}
}

// mayMentor leaves out the elected leaders, newcomers, the story's people, and
// the one-stop centre of the story's ward: its help comes from another office.
func (k *crew) mayMentor(p *person) bool {
	atStoryCounter := p.commune.Code == storyWard && officeOf(p.position) == officeOneStop
	return !strings.HasPrefix(p.position, "CB-") && officeOf(p.position) != officeMilitary && !p.newcomer && p.role == "" && !atStoryCounter
}

func (k *crew) enrol(p *person, champion bool) {
	p.mentor = &mentorship{
		limit: k.d.between(0, 5),
		profile: mentoring.Profile{
			StaffID: p.ID, Open: k.d.chance(0.93), Capacity: k.d.between(2, 5), Champion: champion && k.d.chance(0.8),
			Modes: one(k.d, [][]string{{mentoring.Desk}, {mentoring.Desk, mentoring.Remote}, {mentoring.Desk, mentoring.Remote}, mentoring.Modes()}),
			Note:  one(k.d, mentorNotes()),
		},
	}
}

func mentorNotes() []string {
	return []string{
		"", "", "Có thể hướng dẫn tại quầy vào buổi chiều.", "Ưu tiên hướng dẫn thao tác trên hệ thống.",
		"Hướng dẫn được qua điện thoại ngoài giờ tiếp dân.", "Nhận hướng dẫn theo nhóm nhỏ vào chiều thứ Sáu.",
	}
}

// digitalField is what a digital mentor helps with.
func digitalField() []string {
	return strings.Fields("KNS-01 KNS-02 KNS-03 KNS-04 KNS-06 NVM-08 NVM-09 NVM-02 NLC-06")
}

// ownField is what an expert helps with: the professional competencies of the
// post and the work on dossiers.
func (k *crew) ownField(p *person) []string {
	field := []string{"NVM-01", "NVM-03", "NVM-04", "NVM-07"}
	for _, n := range k.w.needs[p.position] {
		if strings.HasPrefix(n.competency, "C") || strings.HasPrefix(n.competency, "PVD") {
			field = append(field, n.competency)
		}
	}
	return field
}

// lift raises levels to what a mentor needs: 4 with the given probability, else 3.
func (k *crew) lift(p *person, field []string, high float64) {
	for i, code := range field {
		level := int16(3)
		switch {
		case i == 0 || k.d.chance(high):
			level = 4
		case k.d.chance(0.08):
			level = 5
		}
		p.shown[code] = max(p.shown[code], level)
	}
}
