package demo

import "strings"

// abilities draws what a person is good at. Younger people are surer with digital
// tools, those of the one-stop centre with its process, old hands in their field;
// newcomers lack the field and the process whatever their age.
func (k *crew) abilities(p *person) {
	d, age := k.d, float64(p.age(k.w.day))
	var place commune
	if p.commune != nil {
		place = *p.commune
	}
	p.digital = 1.1 - 0.055*(age-25) + place.digital + d.normal(0, 0.5)
	p.process = 0.22 - 0.03*max(age-46, 0) + place.process + d.normal(0, 0.45)
	p.field = 0.48 + min((age-28)*0.02, 0.35) + d.normal(0, 0.5)
	p.general = 0.36 + place.general + d.normal(0, 0.4)
	p.lead = 0.15 + 0.025*(age-42) + place.general + d.normal(0, 0.5)
	switch {
	case p.position == "VP-CNTT", p.position == "VX-KHCN":
		p.digital += 1.1
	case strings.HasPrefix(p.position, "HCC-"), strings.HasSuffix(p.position, "GDHCC"):
		p.process += 0.5
	}
	if p.newcomer {
		p.field -= 1.6
		p.process -= 0.8
	}
}

// demands are the highest levels that the person's posts of today require, in the
// framework's order.
func (w *world) demands(p *person) []need {
	highest := map[string]int16{}
	for _, o := range p.posts {
		if !o.Active(w.day) {
			continue
		}
		for _, n := range w.needs[o.position] {
			highest[n.competency] = max(highest[n.competency], n.level)
		}
	}
	var needs []need
	for _, c := range w.competencies {
		if level := highest[c.Code]; level > 0 {
			needs = append(needs, need{competency: c.Code, level: level})
		}
	}
	return needs
}

// reach decides which level a person has shown in what their posts require.
func (k *crew) reach(p *person) {
	own := map[string]bool{}
	for _, n := range k.w.needs[p.position] {
		own[n.competency] = true
	}
	for _, n := range k.w.demands(p) {
		score := p.score(n.competency, p.age(k.w.day)) - 0.3*float64(n.level-3) + k.d.normal(0, 0.75)
		if !own[n.competency] {
			score -= 0.6 // asked by a concurrent post alone
		}
		if level := n.level + step(score); level > 0 {
			p.shown[n.competency] = min(level, 5)
		}
	}
}

// step is how far above or below the required level a score lies.
func step(score float64) int16 {
	switch {
	case score >= 1.7:
		return 1
	case score >= 0:
		return 0
	case score >= -0.35:
		return -1
	case score >= -0.6:
		return -2
	}
	return -5
}

// score is a person's ability in a competency less how hard it is.
func (p *person) score(competency string, age int) float64 {
	group, _, _ := strings.Cut(competency, "-")
	var ability float64
	switch {
	case competency == "NLC-06":
		ability = 0.8*p.digital + 0.2*p.general
	case competency == "NLC-07":
		ability = 0.5*p.digital - 0.1
	case group == "NLC":
		ability = p.general
	case competency == "NVM-02", competency == "NVM-07", competency == "NVM-08", competency == "NVM-09":
		ability = 0.6*p.process + 0.5*p.digital
		if age > 45 {
			ability -= 0.4
		}
	case group == "NVM":
		ability = p.process + 0.1
	case group == "PVD":
		ability = 0.6*p.general + 0.3*p.process + 0.1
	case group == "KNS":
		ability = p.digital + 0.15
	case group == "NLQ":
		ability = p.lead
	default:
		ability = p.field
	}
	return ability - hardness(competency)
}

func hardness(competency string) float64 {
	switch competency {
	case "KNS-05":
		return 1.35
	case "KNS-03":
		return 0.65
	case "KNS-06", "NVM-02":
		return 0.45
	case "NVM-07", "NVM-08":
		return 0.3
	case "NVM-10", "KNS-02":
		return 0.2
	}
	return 0
}

// head is the chairperson of a commune, who appraises its people.
func (c *commune) head() *person {
	for _, p := range c.people {
		if p.position == chairperson {
			return p
		}
	}
	return c.people[0]
}
