package effects

import "github.com/google/uuid"

// meanKey is a commune's competency at an instant.
type meanKey struct {
	commune    string
	competency uuid.UUID
	at         int
}

// means keeps what communes show on average, worked out as it is asked for.
type means map[meanKey]float64

// communeMean is the mean level of those of a commune of whom the competency is
// required.
func (p *panel) communeMean(commune string, competencyID uuid.UUID, at int) float64 {
	key := meanKey{commune, competencyID, at}
	if p.means == nil {
		p.means = means{}
	}
	if _, known := p.means[key]; !known {
		p.fillMeans(competencyID, at)
	}
	return p.means[key]
}

// fillMeans works out all communes of a competency at once.
func (p *panel) fillMeans(competencyID uuid.UUID, at int) {
	sums, counts := map[string]float64{}, map[string]float64{}
	for _, a := range p.asked[competencyID] {
		commune := p.people[a.StaffID].Commune
		sums[commune] += float64(p.level(a.StaffID, competencyID, at))
		counts[commune]++
	}
	for commune, sum := range sums {
		p.means[meanKey{commune, competencyID, at}] = sum / counts[commune]
	}
}
