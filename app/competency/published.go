package competency

import "github.com/google/uuid"

// EditionPublished says that a version of the framework came into force. Moves are the
// competencies whose evidence counts for others from now on.
type EditionPublished struct {
	VersionID uuid.UUID `json:"version_id"`
	Number    int       `json:"number"`
	Moves     []Move    `json:"moves"`
}

// Move is one way on which evidence is carried over, at most for MostLevel.
type Move struct {
	FromID    uuid.UUID `json:"from_id"`
	ToID      uuid.UUID `json:"to_id"`
	FromVI    string    `json:"from_vi"`
	MostLevel int16     `json:"most_level"`
}

// Kind is fixed; queued rows carry it.
func (EditionPublished) Kind() string {
	return "competency.published"
}
