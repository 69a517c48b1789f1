package rights

import (
	"context"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/held"
)

// Part is what one room holds about a person. Files gives attachments one by
// one; nil when the room has none.
type Part struct {
	Room   string
	Tables []held.Table
	Files  func(ctx context.Context, db bun.IDB, staffID uuid.UUID, take func(name string, content []byte) error) error
}

// Holding is how much of a part there is about a person.
type Holding struct {
	Room string
	Rows int
}

// Reading is that one account looked at one kind of thing about a person on one
// day, however often. CompetencyIDs are those looked at, empty when it was not
// about single ones.
type Reading struct {
	Day           clock.Day
	Last          time.Time
	Times         int
	Deed          string
	AccountID     uuid.UUID
	Reader        string
	PositionVI    string
	PositionEN    string
	Unit          string
	CompetencyIDs []uuid.UUID
}

// Notice says where to complain, how soon one is answered and how long things
// are kept.
type Notice struct {
	ResponseDays int
	Contact      string
	Keeping      string
	UpdatedAt    time.Time
}

// Check reports, as an Invalid fault with fields, what is wrong with a notice.
func (n Notice) Check() error {
	f := fault.New(fault.Invalid, "web.invalid")
	if n.ResponseDays < 1 || n.ResponseDays > 30 {
		f.At("body.response_days", "rights.notice_days", nil)
	}
	if n.Contact == "" {
		f.At("body.contact", "rights.notice_text", nil)
	}
	if n.Keeping == "" {
		f.At("body.keeping", "rights.notice_text", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// names keeps the names of files in an archive apart.
type names map[string]int

// of is where a file of a room stands; a name taken already gets a number.
func (n names) of(room, file string) string {
	full := room + "/" + file
	n[full]++
	if times := n[full]; times > 1 {
		ext := path.Ext(full)
		return fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(full, ext), times, ext)
	}
	return full
}
