package evidence

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
)

// FromLate are the entries of what sources prove after they were finished. The
// kind is that of the source; criteria and level together are the entry's source,
// so that the same is never posted twice.
func FromLate(found []competency.Late, now time.Time) []Entry {
	entries := make([]Entry, 0, len(found))
	for _, l := range found {
		entries = append(entries, Entry{
			StaffID: l.StaffID, CompetencyID: l.Proved.CompetencyID, Kind: kindOf(l.Source), Action: ActionAttest,
			Level: l.Proved.Level, Capacity: CapacitySystem, ObservedAt: now,
			Source: "criteria", SourceID: uuid.NewSHA1(l.SetID, []byte{byte(l.Proved.Level)}),
			DescriptionKey:  "evidence.from_criteria",
			DescriptionArgs: map[string]any{"title": l.Title, "criteria_version": l.Version},
		})
	}
	return entries
}

func kindOf(s competency.Source) string {
	switch s.Kind {
	case competency.SourceQuiz:
		return KindTest
	case competency.SourceClass:
		return KindAttendance
	}
	return KindCompletion
}
