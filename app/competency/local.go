package competency

import (
	"github.com/google/uuid"
)

// Demanded is what a unit or the province asks of a position held in a unit.
// Unit is empty for the province's own list.
type Demanded struct {
	PositionID uuid.UUID
	PositionVI string `bun:"position_vi"`
	Unit       string
	Level      int16
	Critical   bool
}

// Blocking is the demand of those above that makes a wanted level raise nothing,
// and whether there is one. above are the demands on the positions concerned. A
// level raises something when on at least one position it is above all that is
// asked of it.
func Blocking(above []Demanded, level int16) (Demanded, bool) {
	highest := map[uuid.UUID]Demanded{}
	for _, d := range above {
		if best, known := highest[d.PositionID]; !known || d.Level > best.Level {
			highest[d.PositionID] = d
		}
	}
	var lowest Demanded
	found := false
	for _, d := range highest {
		if d.Level < level {
			return Demanded{}, false
		}
		if !found || d.Level < lowest.Level || d.Level == lowest.Level && d.PositionVI < lowest.PositionVI {
			lowest, found = d, true
		}
	}
	return lowest, found
}
