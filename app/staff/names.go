package staff

import (
	"strings"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/org"
	"camtay/app/sheet"
)

// names finds things by the names people write for them. Marks count, where the
// tone stands does not; text written without any marks is compared without.
type names struct {
	byKey, byFold map[string]int
	near          nearest
}

// ambiguous marks a name of two things; it finds neither.
const ambiguous = -1

func newNames() *names {
	return &names{byKey: map[string]int{}, byFold: map[string]int{}, near: nearest{postings: map[string][]int32{}}}
}

// full adds the name of thing i; it wins over aliases and is suggested.
func (n *names) full(name string, i int) {
	put(n.byKey, nameKey(name), i)
	put(n.byFold, foldKey(name), i)
	n.near.add(name)
}

// aliases adds further names after all full ones; one that is taken by another
// thing's full name is left out, one that two things share finds neither.
func (n *names) aliases(of map[string][]int) {
	keys, folds := map[string]int{}, map[string]int{}
	for alias, things := range of {
		for _, i := range things {
			put(keys, nameKey(alias), i)
			put(folds, foldKey(alias), i)
		}
	}
	for from, to := range map[*map[string]int]map[string]int{&keys: n.byKey, &folds: n.byFold} {
		for k, i := range *from {
			if _, taken := to[k]; !taken && k != "" {
				to[k] = i
			}
		}
	}
}

func put(m map[string]int, key string, i int) {
	if old, taken := m[key]; taken && old != i {
		i = ambiguous
	}
	m[key] = i
}

func (n *names) find(text string) (int, bool) {
	key := nameKey(text)
	i, ok := n.byKey[key]
	if !ok && sheet.Fold(text) == sheet.Key(text) {
		i, ok = n.byFold[foldKey(text)]
	}
	return i, ok && i != ambiguous && key != ""
}

// nameKey writes the usual long forms as their abbreviations and drops "và".
func nameKey(s string) string {
	key := " " + sheet.Key(s) + " "
	for _, r := range abbreviations {
		key = strings.ReplaceAll(key, r[0], r[1])
	}
	return strings.TrimSpace(key)
}

// foldKey is nameKey without marks.
func foldKey(s string) string {
	key := " " + sheet.Fold(s) + " "
	for _, r := range abbreviations {
		key = strings.ReplaceAll(key, r[2], r[3])
	}
	return strings.TrimSpace(key)
}

// abbreviations are pairs of long and short form as keys, then both folded.
//
//nolint:gochecknoglobals // a constant table
var abbreviations = func() [][4]string {
	var table [][4]string
	for _, r := range [][2]string{
		{"ủy ban nhân dân", "ubnd"},
		{"hội đồng nhân dân", "hđnd"},
		{"hdnd", "hđnd"},
		{"phục vụ hành chính công", "pvhcc"},
		{"ttpvhcc", "trung tâm pvhcc"},
		{"tt pvhcc", "trung tâm pvhcc"},
		{"văn hóa xã hội", "vhxh"},
		{"vh xh", "vhxh"},
		{"bch quân sự", "ban chỉ huy quân sự"},
		{"bchqs", "ban chỉ huy quân sự"},
		{"và", ""},
	} {
		row := [4]string{sheet.Key(r[0]), sheet.Key(r[1]), sheet.Fold(r[0]), sheet.Fold(r[1])}
		for i, form := range row {
			row[i] = strings.ReplaceAll(" "+form+" ", "  ", " ")
		}
		table = append(table, row)
	}
	return table
}()

// PositionNames finds positions by name or code.
type PositionNames struct {
	all   []Position
	byID  map[uuid.UUID]Position
	names *names
}

// NewPositionNames indexes the positions that are open. A name's first of
// several forms ("Kế toán trưởng / phụ trách kế toán") and a name without its
// bracketed remark find it too, where only one position is meant.
func NewPositionNames(positions []Position) PositionNames {
	p := PositionNames{all: positions, byID: make(map[uuid.UUID]Position, len(positions)), names: newNames()}
	aliases := map[string][]int{}
	for i, pos := range positions {
		p.byID[pos.ID] = pos
		if !pos.ClosedOn.IsZero() {
			continue
		}
		p.names.full(pos.NameVI, i)
		for _, alias := range append(shortForms(pos.NameVI), pos.Code) {
			aliases[alias] = append(aliases[alias], i)
		}
	}
	p.names.aliases(aliases)
	return p
}

func shortForms(name string) []string {
	first, rest, several := strings.Cut(name, " / ")
	forms := []string{unbracketed(first)}
	if !several {
		return forms
	}
	word, _, _ := strings.Cut(first, " ")
	for _, form := range strings.Split(rest, " / ") {
		if strings.HasPrefix(form, word+" ") {
			forms = append(forms, unbracketed(form))
		}
	}
	return forms
}

func unbracketed(s string) string {
	if i := strings.Index(s, "("); i > 0 {
		return strings.TrimSpace(s[:i])
	}
	return s
}

// Find is the position that a text names.
func (p PositionNames) Find(text string) (Position, bool) {
	i, ok := p.names.find(text)
	if !ok {
		return Position{}, false
	}
	return p.all[i], true
}

// Near is the name most like a text, or empty when none is.
func (p PositionNames) Near(text string) string {
	return p.names.near.of(text)
}

func (p PositionNames) name(id uuid.UUID) string {
	return p.byID[id].NameVI
}

// UnitNames finds communes and their offices by name or code.
type UnitNames struct {
	scope    access.Scope
	byID     map[uuid.UUID]org.Unit
	communes []org.Unit
	names    *names
	offices  map[uuid.UUID]*officeNames
}

type officeNames struct {
	units []org.Unit
	names *names
}

// NewUnitNames indexes all units of the province; scope is where the importing
// person may write.
func NewUnitNames(units []org.Unit, scope access.Scope) UnitNames {
	u := UnitNames{
		scope: scope, byID: make(map[uuid.UUID]org.Unit, len(units)), names: newNames(),
		offices: map[uuid.UUID]*officeNames{},
	}
	aliases := map[string][]int{}
	byPath := map[string]org.Unit{}
	for _, unit := range units {
		u.byID[unit.ID] = unit
		if !unit.IsCommune() || !unit.ClosedOn.IsZero() {
			continue
		}
		i := len(u.communes)
		u.communes = append(u.communes, unit)
		u.offices[unit.ID] = &officeNames{names: newNames()}
		byPath[unit.Path] = unit
		u.names.full(unit.Name, i)
		for _, alias := range communeAliases(unit) {
			aliases[alias] = append(aliases[alias], i)
		}
	}
	u.names.aliases(aliases)
	u.indexOffices(units, byPath)
	return u
}

func communeAliases(u org.Unit) []string {
	aliases := []string{u.Code, "UBND " + u.Name, "Đảng ủy " + u.Name}
	for kind, letter := range map[string]string{"Phường ": "P ", "Xã ": "X "} {
		if bare, ok := strings.CutPrefix(u.Name, kind); ok {
			aliases = append(aliases, bare, letter+bare)
		}
	}
	return aliases
}

// indexOffices files each unit below a commune under it, by its name without the
// commune's at the end.
func (u *UnitNames) indexOffices(units []org.Unit, communes map[string]org.Unit) {
	aliases := map[uuid.UUID]map[string][]int{}
	for _, unit := range units {
		commune, ok := communes[org.CommunePath(unit.Path)]
		if !ok || unit.ID == commune.ID || !unit.ClosedOn.IsZero() {
			continue
		}
		offices := u.offices[commune.ID]
		i := len(offices.units)
		offices.units = append(offices.units, unit)
		offices.names.full(officeName(unit, commune), i)
		if aliases[commune.ID] == nil {
			aliases[commune.ID] = map[string][]int{}
		}
		for _, alias := range []string{unit.Name, unit.Code} {
			aliases[commune.ID][alias] = append(aliases[commune.ID][alias], i)
		}
	}
	for id, of := range aliases {
		u.offices[id].names.aliases(of)
	}
}

// officeName is "Phòng Kinh tế" for "Phòng Kinh tế xã Vụ Bản".
func officeName(office, commune org.Unit) string {
	cut := len(office.Name) - len(commune.Name)
	if cut > 0 && strings.EqualFold(office.Name[cut:], commune.Name) {
		return strings.TrimSpace(office.Name[:cut])
	}
	return office.Name
}

func (u UnitNames) commune(text string) (org.Unit, bool) {
	i, ok := u.names.find(text)
	if !ok {
		return org.Unit{}, false
	}
	return u.communes[i], true
}

func (u UnitNames) office(commune org.Unit, text string) (org.Unit, bool) {
	offices := u.offices[commune.ID]
	if offices == nil {
		return org.Unit{}, false
	}
	i, ok := offices.names.find(text)
	if !ok {
		return org.Unit{}, false
	}
	return offices.units[i], true
}

// officeOf is the office of a commune that a position belongs to; positions
// name the office in all its forms ("Phòng Kinh tế / Phòng Kinh tế, Hạ tầng và
// Đô thị").
func (u UnitNames) officeOf(commune org.Unit, p Position) (org.Unit, bool) {
	for _, form := range strings.Split(p.Office, " / ") {
		if unit, ok := u.office(commune, form); ok {
			return unit, true
		}
	}
	return org.Unit{}, false
}

// only is the commune when the scope reaches into a single one.
func (u UnitNames) only() (org.Unit, bool) {
	var only org.Unit
	for _, c := range u.communes {
		if u.scope.Covers(c.Path) {
			if only.ID != uuid.Nil {
				return org.Unit{}, false
			}
			only = c
		}
	}
	return only, only.ID != uuid.Nil
}

func (u UnitNames) name(id uuid.UUID) string {
	return u.byID[id].Name
}

// nearest suggests the name that shares the most groups of three letters.
type nearest struct {
	names    []string
	sizes    []int
	postings map[string][]int32
}

func (n *nearest) add(name string) {
	i := int32(len(n.names))
	grams := trigrams(name)
	n.names, n.sizes = append(n.names, name), append(n.sizes, len(grams))
	for g := range grams {
		n.postings[g] = append(n.postings[g], i)
	}
}

// of is the nearest name, or empty when less than two fifths are shared.
func (n *nearest) of(text string) string {
	grams := trigrams(text)
	shared := map[int32]int{}
	for g := range grams {
		for _, i := range n.postings[g] {
			shared[i]++
		}
	}
	best, likeness := "", 40
	for i, count := range shared {
		like := 200 * count / (n.sizes[i] + len(grams))
		if like > likeness || like == likeness && best != "" && n.names[i] < best {
			best, likeness = n.names[i], like
		}
	}
	return best
}

const longestName = 300

func trigrams(s string) map[string]struct{} {
	folded := []rune("  " + sheet.Fold(s) + " ")
	folded = folded[:min(len(folded), longestName)]
	grams := map[string]struct{}{}
	for i := 0; i+3 <= len(folded); i++ {
		grams[string(folded[i:i+3])] = struct{}{}
	}
	return grams
}
