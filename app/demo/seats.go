package demo

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const (
	trainingOfficer = "SNV-DTBD"
	chairperson     = "CB-CTUBND"
	counter         = "HCC-TN"
	usualStaff      = 62 // people of a commune, all offices
	fewest          = 45
	departmentStaff = 6
	leastCommunes   = 3
)

// commonSeats are the seats that every commune fills or covers: each position of
// the framework once, and three at the counters.
func commonSeats() []string {
	return strings.Fields(`CB-CTUBND CB-PCTUBND
		LD-CVP LD-PCVP LD-TPKT LD-PTPKT LD-TPVX LD-PTPVX LD-GDHCC LD-PGDHCC LD-CHTQS LD-PCHTQS
		VP-TH VP-CNTT VP-HCVP VP-VT VP-TP VP-DN VP-HDND VP-TCD
		KT-TCKH KT-KTT KT-KTV KT-XD KT-GT KT-CT KT-NN KT-DD KT-MT KT-KTCN
		VX-NV VX-LD VX-DTTG VX-GD VX-VH VX-KHCN VX-TT VX-YT
		HCC-CV HCC-TN HCC-TN HCC-TN HCC-SH HCC-KS QS-TL`)
}

// coverable are the positions that a commune may leave to someone who already
// has another post.
func coverable() []string {
	return strings.Fields("VP-DN VX-DTTG KT-KTCN VX-TT KT-MT VP-HDND")
}

// furtherSeats are filled after the common ones, in this order, and those of
// specialists again when a commune is very large.
func furtherSeats(ward bool) []string {
	if ward {
		return strings.Fields(`VP-TP CB-PCTUBND HCC-TN LD-PTPKT KT-DD LD-PTPVX KT-XD LD-PCVP HCC-TN VX-LD KT-TCKH VX-YT LD-PCHTQS
			HCC-SH KT-GT HCC-CV VP-TH VX-NV KT-CT VP-TP VX-GD KT-XD VX-VH QS-TL KT-KTV VP-TCD HCC-TN KT-DD VX-KHCN HCC-KS
			VP-VT VP-CNTT VX-YT KT-MT VX-LD`)
	}
	return strings.Fields(`VP-TP CB-PCTUBND HCC-TN LD-PTPKT KT-NN LD-PTPVX KT-DD LD-PCVP HCC-TN VX-LD VX-YT LD-PCHTQS KT-TCKH
		HCC-SH KT-NN HCC-CV VX-NV VP-TH VP-TP VX-GD KT-XD VX-VH QS-TL KT-KTV VP-TCD KT-DD HCC-TN VX-KHCN HCC-KS
		VP-VT KT-CT VP-CNTT VX-YT KT-MT VX-LD`)
}

// seats decides which positions a commune fills with n people and which it
// covers by concurrent posts. acting are the offices whose head's seat is vacant.
func seats(d dice, c *commune, n int, story bool) (held, covered, acting []string) {
	held = commonSeats()
	left := d.between(1, 3)
	switch {
	case story:
		left = 1
	case c.ward():
		left = d.between(0, 2)
	}
	for _, position := range shuffled(d, coverable())[:left] {
		held = without(held, position)
		covered = append(covered, position)
	}
	for _, head := range []string{"LD-CVP", "LD-TPKT", "LD-TPVX", "LD-GDHCC"} {
		if !story && d.chance(0.08) {
			held = without(held, head)
			acting = append(acting, head)
		}
	}
	further := furtherSeats(c.ward())
	for i := 0; len(held) < n; i++ {
		seat := further[i%len(further)]
		if i < len(further) || !leads(seat) {
			held = append(held, seat)
		}
	}
	return held, covered, acting
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}

// leads reports the position of a leader: elected, or head or deputy of an office.
func leads(position string) bool {
	return strings.HasPrefix(position, "CB-") || strings.HasPrefix(position, "LD-")
}

// deputyOf is the position below the head of an office.
func deputyOf(head string) string {
	return "LD-P" + strings.TrimPrefix(head, "LD-")
}

// staffed chooses the communes that get people, those of the story first, and how
// many each: wards and large communes more. Together about total.
func (w *world) staffed(total int) ([]*commune, []int) {
	number := min(max(int(math.Round(float64(total)/usualStaff)), leastCommunes), len(w.communes))
	chosen := slices.Clone(w.communes)
	steps := w.fromStory()
	slices.SortStableFunc(chosen, func(a, b *commune) int {
		return cmp.Or(cmp.Compare(storyPlace(a.Code), storyPlace(b.Code)), cmp.Compare(steps[a], steps[b]))
	})
	chosen = chosen[:number]
	slices.SortFunc(chosen, func(a, b *commune) int { return strings.Compare(a.Code, b.Code) })

	d := newDice(w.seed, "sizes of communes")
	weights := make([]float64, number)
	sum := 0.0
	for i, c := range chosen {
		weights[i] = 1 + 0.005*min(max(c.AreaKM2-28, -16), 40) + d.normal(0, 0.08)
		if c.ward() {
			weights[i] += 0.15
		}
		sum += weights[i]
	}
	average := float64(total-departmentStaff) / float64(number)
	sizes := make([]int, number)
	for i, weight := range weights {
		size := average * weight * float64(number) / sum
		size = min(max(size, 0.73*average), 1.29*average)
		sizes[i] = max(int(math.Round(size)), fewest)
	}
	return chosen, sizes
}
