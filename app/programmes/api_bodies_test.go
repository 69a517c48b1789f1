package programmes

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"camtay/app/fault"
)

func TestAWishAboutAMentorNamesOne(t *testing.T) {
	t.Parallel()
	mentor, nobody := uuid.Must(uuid.NewV7()), uuid.Nil
	for want, named := range map[string]bool{"mentor": true, "not": true, "nobody": false, "any": false} {
		for _, id := range []*uuid.UUID{nil, &nobody, &mentor} {
			a, err := adjustmentOf(ProgrammeAdjustment{Want: want, MentorID: id})
			lacks := named && (id == nil || *id == uuid.Nil)
			var f *fault.Fault
			if errors.As(err, &f) != lacks || lacks && f.Code != fault.Invalid {
				t.Fatalf("%s with mentor %v: %v", want, id, err)
			}
			if got := a.Mentor == mentor; err == nil && got != named {
				t.Fatalf("%s with mentor %v: %+v", want, id, a)
			}
		}
	}
}
