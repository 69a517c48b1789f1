package staff

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/sheet"
)

// Statuses of a row of a staff list.
const (
	RowNew       = "new"
	RowChanged   = "changed"
	RowUnchanged = "unchanged"
	RowFaulty    = "faulty"
)

// Change is a value that a staff list changes, old and new as written in the
// form.
type Change struct {
	FieldKey string `json:"field_key"`
	Cell     string `json:"cell"`
	Old      string `json:"old"`
	New      string `json:"new"`
}

// Counts says how many rows are of which status.
type Counts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Faulty    int `json:"faulty"`
}

// Existing is a person as stored, with the posts held today or later.
type Existing struct {
	Person Person
	Posts  []Post
}

// Step is what one row of a staff list means for what is stored: Person is as
// it will be, End the posts that end today, Open the posts that begin today. A
// faulty row has neither.
type Step struct {
	ImportRow

	Person Person
	End    []Post
	Open   []Post
}

// ImportRow is one row of an import as it is kept.
type ImportRow struct {
	Row      int
	Status   string
	Code     string
	FullName string
	Changes  []Change
	Faults   []Fault
}

// Plan says what a parsed list changes. Columns that the list does not have
// change nothing; an empty cell of a column that it has empties the value.
func Plan(list []Parsed, h sheet.Header, existing map[string]Existing, known Known) ([]Step, Counts) {
	steps := make([]Step, 0, len(list))
	var counts Counts
	for _, row := range list {
		old, exists := existing[row.Person.Code]
		if exists && len(row.Faults) == 0 && !known.Units.scope.Covers(known.Units.byID[old.Person.UnitID].Path) {
			row.Faults = []Fault{{Cell: row.Cells[fieldCode], Key: "staff.code_elsewhere", Args: map[string]any{"code": row.Person.Code}}}
		}
		s := Step{ImportRow: ImportRow{
			Row: row.Number, Code: row.Person.Code, FullName: row.Person.FullName, Faults: row.Faults,
		}}
		switch {
		case len(row.Faults) > 0:
			s.Status = RowFaulty
			counts.Faulty++
		case !exists:
			planNew(&s, row.Row, known)
			counts.New++
		default:
			if !h.Has(fieldOffice) {
				row.Main.UnitID = keptUnit(row.Main.UnitID, old.Person.UnitID, known)
			}
			planChange(&s, row.Row, old, planner{header: h, known: known, row: row.Row})
			if s.Status == RowChanged {
				counts.Changed++
			} else {
				counts.Unchanged++
			}
		}
		steps = append(steps, s)
	}
	return steps, counts
}

// keptUnit is the person's unit where a list without offices names only the
// commune around it.
func keptUnit(commune, unit uuid.UUID, known Known) uuid.UUID {
	if within := access.Everywhere(known.Units.byID[commune].Path); within.Covers(known.Units.byID[unit].Path) {
		return unit
	}
	return commune
}

// Moves reports whether anyone's posts change.
func (s Step) Moves() bool {
	return len(s.End)+len(s.Open) > 0
}

// SameRows reports whether two plans say the same of every row.
func SameRows(a, b []ImportRow) bool {
	return slices.EqualFunc(a, b, func(x, y ImportRow) bool {
		return x.Row == y.Row && x.Status == y.Status && x.Code == y.Code && x.FullName == y.FullName &&
			slices.Equal(x.Changes, y.Changes) && slices.EqualFunc(x.Faults, y.Faults, sameFault)
	})
}

// sameFault compares without the arguments, whose numbers change their type on
// the way through JSON.
func sameFault(a, b Fault) bool {
	return a.Cell == b.Cell && a.Key == b.Key
}

func planNew(s *Step, row Row, known Known) {
	s.Status = RowNew
	s.Person = row.Person
	s.Open = []Post{{PositionID: row.Main.PositionID, UnitID: row.Main.UnitID, Kind: Permanent, From: known.Today}}
	p := planner{known: known, row: row}
	p.change(fieldPosition, "", known.Positions.name(row.Main.PositionID))
	p.change(fieldOffice, "", known.Units.name(row.Main.UnitID))
	for _, place := range row.Concurrents {
		s.Open = append(s.Open, Post{PositionID: place.PositionID, UnitID: place.UnitID, Kind: Concurrent, From: known.Today})
	}
	p.change(fieldConcurrent, "", p.placeNames(row.Concurrents))
	s.Changes = p.changes
}

// planner gathers the changes of one known person.
type planner struct {
	header  sheet.Header
	known   Known
	row     Row
	changes []Change
}

func planChange(s *Step, row Row, old Existing, p planner) {
	s.Person = p.person(old.Person)
	s.End, s.Open = p.posts(old)
	s.Changes = p.changes
	s.Status = RowUnchanged
	if len(s.Changes) > 0 {
		s.Status = RowChanged
	}
	s.Person.UnitID = row.Main.UnitID
}

func (p *planner) change(field, from, to string) {
	if from == to {
		return
	}
	cell := p.row.Cells[field]
	if cell == "" {
		cell = p.row.Cells[fieldCode]
	}
	p.changes = append(p.changes, Change{FieldKey: fieldKey(field), Cell: cell, Old: from, New: to})
}

// person is the stored person with what the list's columns say.
func (p *planner) person(old Person) Person {
	next, said := old, p.row.Person
	p.change(fieldName, old.FullName, said.FullName)
	next.FamilyName, next.GivenName, next.FullName = said.FamilyName, said.GivenName, said.FullName
	born := p.bornField()
	if born != "" {
		p.change(born, written(old.BornOn), written(said.BornOn))
		next.BornOn = said.BornOn
	}
	if p.header.Has(fieldGender) || said.Gender != "" {
		field := fieldGender
		if !p.header.Has(field) {
			field = born
		}
		if old.Gender != said.Gender {
			p.changes = append(p.changes, Change{
				FieldKey: "staff.field_gender", Cell: p.row.Cells[field], Old: writtenGender(old.Gender), New: writtenGender(said.Gender),
			})
		}
		next.Gender = said.Gender
	}
	for _, f := range plainFields() {
		if p.header.Has(f.name) {
			p.change(f.name, *f.of(&old), *f.of(&said))
			*f.of(&next) = *f.of(&said)
		}
	}
	if p.header.Has(fieldJoined) {
		p.change(fieldJoined, written(old.JoinedOn), written(said.JoinedOn))
		next.JoinedOn = said.JoinedOn
	}
	p.change(fieldLeft, written(old.LeftOn), "")
	next.LeftOn = clock.Day{}
	return next
}

// bornField is the column that holds the row's day of birth, or would.
func (p *planner) bornField() string {
	switch {
	case p.row.Person.Gender == female && p.header.Has(fieldBornFemale):
		return fieldBornFemale
	case p.header.Has(fieldBornMale):
		return fieldBornMale
	case p.header.Has(fieldBornFemale):
		return fieldBornFemale
	case p.header.Has(fieldBorn):
		return fieldBorn
	}
	return ""
}

func writtenGender(gender string) string {
	switch gender {
	case male:
		return "Nam"
	case female:
		return "Nữ"
	}
	return ""
}

// posts compares the posts held today with those of the row. Acting and seconded
// posts are not the list's business, except where it says the same place is held
// for good.
func (p *planner) posts(old Existing) (end, open []Post) {
	var main Post
	var others, later []Post
	for _, post := range old.Posts {
		switch {
		case !post.Active(p.known.Today):
			later = append(later, post)
		case post.Kind == Permanent:
			main = post
		default:
			others = append(others, post)
		}
	}
	same := placeOf(main) == p.row.Main && main.ID != uuid.Nil
	p.changeMain(main, old.Person)
	if !same {
		if main.ID != uuid.Nil {
			end = append(end, main)
		}
		open = append(open, p.opened(p.row.Main, Permanent, later))
	}
	ended, opened := p.concurrentPosts(others, later)
	return append(end, ended...), append(open, opened...)
}

func (p *planner) changeMain(main Post, old Person) {
	unit := old.UnitID
	if main.ID != uuid.Nil && main.UnitID != p.row.Main.UnitID {
		unit = main.UnitID
	}
	was := ""
	if main.ID != uuid.Nil {
		was = p.known.Positions.name(main.PositionID)
	}
	p.change(fieldPosition, was, p.known.Positions.name(p.row.Main.PositionID))
	field := fieldOffice
	if !p.header.Has(field) {
		field = fieldCommune
	}
	if unit != p.row.Main.UnitID {
		p.changes = append(p.changes, Change{
			FieldKey: "staff.field_office", Cell: p.row.Cells[field],
			Old: p.known.Units.name(unit), New: p.known.Units.name(p.row.Main.UnitID),
		})
	}
}

// concurrentPosts: a post other than the permanent one that holds the place
// already satisfies the list; concurrent posts that it does not name end.
func (p *planner) concurrentPosts(others, later []Post) (end, open []Post) {
	wanted := slices.Clone(p.row.Concurrents)
	var before []Place
	for _, post := range others {
		place := placeOf(post)
		at := slices.Index(wanted, place)
		switch {
		case place == p.row.Main:
			end = append(end, post)
		case at >= 0:
			wanted = slices.Delete(wanted, at, at+1)
			before = append(before, place)
			continue
		case post.Kind != Concurrent || !p.header.Has(fieldConcurrent):
			continue
		default:
			end = append(end, post)
		}
		before = append(before, place)
	}
	for _, place := range wanted {
		open = append(open, p.opened(place, Concurrent, later))
	}
	if len(end)+len(open) > 0 {
		cell := p.row.Cells[fieldConcurrent]
		if cell == "" {
			cell = p.row.Cells[fieldCode]
		}
		p.changes = append(p.changes, Change{
			FieldKey: "staff.field_concurrent", Cell: cell, Old: p.placeNames(before), New: p.placeNames(p.row.Concurrents),
		})
	}
	return end, open
}

// opened is a post from today on, up to a later post that was entered already
// and would collide with it.
func (p *planner) opened(place Place, kind string, later []Post) Post {
	post := Post{PositionID: place.PositionID, UnitID: place.UnitID, Kind: kind, From: p.known.Today}
	for _, l := range later {
		if placeOf(l) != place && (kind != Permanent || l.Kind != Permanent) {
			continue
		}
		if post.Until.IsZero() || l.From.Before(post.Until) {
			post.Until = l.From
		}
	}
	return post
}

func placeOf(p Post) Place {
	return Place{PositionID: p.PositionID, UnitID: p.UnitID}
}

func (p *planner) placeNames(places []Place) string {
	names := make([]string, 0, len(places))
	for _, place := range places {
		names = append(names, p.known.Positions.name(place.PositionID)+" – "+p.known.Units.name(place.UnitID))
	}
	return strings.Join(names, "; ")
}

// differing counts the rows of which two plans say different things.
func differing(a, b []ImportRow) int {
	byRow := make(map[int]ImportRow, len(a))
	for _, r := range a {
		byRow[r.Row] = r
	}
	n := 0
	for _, r := range b {
		if old, ok := byRow[r.Row]; !ok || !SameRows([]ImportRow{old}, []ImportRow{r}) {
			n++
		}
	}
	return n + max(0, len(a)-len(b))
}
