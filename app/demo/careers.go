package demo

import (
	"slices"
	"strings"

	"camtay/app/clock"
	"camtay/app/org"
	"camtay/app/staff"
)

// since is the first day of a person's service in the offices of today.
func (k *crew) since(p *person) clock.Day {
	if k.started.Before(p.JoinedOn) {
		return p.JoinedOn
	}
	return k.started
}

func (k *crew) permanent(p *person, unit org.Unit) {
	k.newPost(p, p.position, unit.ID, staff.Permanent, k.since(p), clock.Day{})
}

// career gives the permanent post, for some after another that ended, for a few
// until one that is to begin.
func (k *crew) career(p *person) {
	unit := p.commune.offices[officeOf(p.position)]
	from, until := k.since(p), clock.Day{}
	span := daysBetween(from, k.w.day)
	movable := !leads(p.position) && p.role == ""
	if movable && span > 120 && (p.newcomer && k.d.chance(0.6) || k.d.chance(0.05)) {
		before := k.elsewhere(p)
		moved := k.w.day.AddDays(-k.d.between(30, min(span-60, 300)))
		k.newPost(p, before, p.commune.offices[officeOf(before)].ID, staff.Permanent, from, moved)
		from = moved
	}
	next := ""
	if movable && k.d.chance(0.005) {
		next, until = k.elsewhere(p), k.w.day.AddDays(k.d.between(7, 45))
	}
	k.newPost(p, p.position, unit.ID, staff.Permanent, from, until)
	if next != "" {
		k.newPost(p, next, p.commune.offices[officeOf(next)].ID, staff.Permanent, until, clock.Day{})
	}
}

// elsewhere draws a specialist position that the person never held, two times in
// three one of the same office.
func (k *crew) elsewhere(p *person) string {
	office := officeOf(p.position)
	within := slices.Contains([]string{officeGeneral, officeEconomy, officeCulture, officeOneStop}, office) && k.d.chance(0.66)
	free := slices.DeleteFunc(commonSeats(), func(position string) bool {
		return leads(position) || officeOf(position) == officeMilitary || p.holds(position) || (officeOf(position) == office) != within
	})
	return one(k.d, free)
}

// combine gives further posts beside the permanent ones: the seats nobody holds,
// deputies who act for a missing head, and enough concurrent posts that about one
// in five people has one, more in small communes.
func (k *crew) combine(c *commune, covered, acting []string) {
	for _, head := range acting {
		for _, p := range c.people {
			if p.position == deputyOf(head) {
				k.beside(p, head, staff.Acting)
				break
			}
		}
	}
	for _, position := range covered {
		k.beside(k.coverer(c, position), position, staff.Concurrent)
	}
	share := 0.16
	if !c.ward() {
		share = 0.2
	}
	if len(c.people) < usualStaff-8 {
		share += 0.05
	}
	wanted := int(share*float64(len(c.people))) - len(covered) + k.d.between(-2, 2)
	for _, p := range shuffled(k.d, c.people) {
		if wanted <= 0 {
			break
		}
		if p.role == "" && mayCombine(p) {
			k.beside(p, k.elsewhere(p), staff.Concurrent)
			wanted--
		}
	}
	for _, p := range c.people {
		k.passing(p)
	}
	k.storyPosts(c)
}

// coverer is a specialist, of the same office when there is one, who has a single
// post yet.
func (k *crew) coverer(c *commune, position string) *person {
	people := shuffled(k.d, c.people)
	for _, p := range people {
		if mayCombine(p) && p.role == "" && officeOf(p.position) == officeOf(position) {
			return p
		}
	}
	return people[0]
}

// mayCombine reports a specialist or deputy head whose permanent post stays and who has no other.
func mayCombine(p *person) bool {
	head := leads(p.position) && !strings.HasPrefix(p.position, "LD-P")
	if officeOf(p.position) == officeMilitary || head {
		return false
	}
	return !slices.ContainsFunc(p.posts, func(o post) bool { return o.Kind != staff.Permanent || !o.Until.IsZero() && o.position == p.position })
}

// beside adds a post that began some time after the person's service here.
func (k *crew) beside(p *person, position, kind string) {
	if p.holds(position) {
		return
	}
	from := k.since(p)
	if span := daysBetween(from, k.w.day); span > 60 {
		from = from.AddDays(k.d.between(0, span-30))
	}
	k.newPost(p, position, p.commune.offices[officeOf(position)].ID, kind, from, clock.Day{})
}

// passing gives a few people a concurrent post that is over, or one to begin.
func (k *crew) passing(p *person) {
	if p.role != "" || leads(p.position) {
		return
	}
	from := k.since(p)
	span := daysBetween(from, k.w.day)
	switch {
	case span > 150 && k.d.chance(0.03):
		position := k.elsewhere(p)
		until := k.w.day.AddDays(-k.d.between(10, 60))
		k.newPost(p, position, p.commune.offices[officeOf(position)].ID, staff.Concurrent, from.AddDays(k.d.between(0, 60)), until)
	case k.d.chance(0.01):
		position := k.elsewhere(p)
		k.newPost(p, position, p.commune.offices[officeOf(position)].ID, staff.Concurrent, k.w.day.AddDays(k.d.between(3, 45)), clock.Day{})
	}
}

func daysBetween(from, to clock.Day) int {
	return int(to.Start().Sub(from.Start()).Hours() / 24)
}
