package competency

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"camtay/app/sheet"
)

// Names of 1EdTech CASE 1.1.
const (
	caseDocumentName = "CFDocument"
	caseItems        = "CFItems"
	caseAssociations = "CFAssociations"
	caseIsChildOf    = "isChildOf"
	// caseExtension is where a CASE extension keeps our English texts.
	caseExtension = "camtay"
)

// caseDocument is what a package says beyond its competencies.
type caseDocument struct {
	Wrapped      bool        `json:"wrapped,omitempty"` // in a CFPackage property
	Package      object      `json:"package"`           // without items and associations
	Groups       []caseGroup `json:"groups"`
	Associations []object    `json:"associations"`
}

type caseGroup struct {
	Path   string `json:"path"`
	Parent string `json:"parent"`
	Item   object `json:"item"`
}

// caseItem is what is kept of a competency's items.
type caseItem struct {
	Item   object            `json:"item"`
	Levels map[string]object `json:"levels,omitempty"` // by "1"…"5"
}

// ParseCASE reads a CFPackage of 1EdTech CASE 1.0 or 1.1. Faults, each at its JSON
// path: competency.not_json, competency.no_document, competency.no_key,
// competency.no_statement and those of the tree.
func ParseCASE(file []byte) Incoming {
	in := Incoming{Format: FormatCASE}
	v, err := decode(file)
	pack := asObject(v)
	if err != nil || pack == nil {
		in.Faults = []sheet.Fault{{Key: "competency.not_json"}}
		return in
	}
	doc := caseDocument{}
	if inner := pack.object("CFPackage"); inner != nil {
		pack, doc.Wrapped = inner, true
	}
	document := pack.object(caseDocumentName)
	if document.text("identifier") == "" {
		in.Faults = []sheet.Fault{{Column: caseDocumentName + ".identifier", Key: "competency.no_document"}}
		return in
	}
	nodes, faults := caseNodes(pack.list(caseItems))
	in.Faults = faults
	doc.Associations = associations(pack)
	in.Notes = plant(nodes, doc.Associations, document.text("identifier"))
	if len(in.Faults) > 0 {
		return in
	}
	g := grow(nodes, orElse(document.text("title"), "Chung"))
	in.Faults, in.Notes = g.faults, append(in.Notes, g.notes...)
	in.Notes = append(in.Notes, noteMissing(g.leaves)...)
	doc.Package = pack.copied()
	delete(doc.Package, caseItems)
	delete(doc.Package, caseAssociations)
	for _, b := range g.branches {
		doc.Groups = append(doc.Groups, caseGroup{Path: b.path, Parent: b.parent, Item: b.node.raw})
	}
	for _, l := range g.leaves {
		in.Items = append(in.Items, caseIncomer(l))
	}
	in.Document = encode(doc)
	return in
}

func caseIncomer(l leaf) Incomer {
	item := l.incomer()
	kept := caseItem{Item: l.node.raw, Levels: map[string]object{}}
	for i, level := range l.levels {
		if level != nil {
			kept.Levels[string(rune('1'+i))] = level.raw
		}
	}
	item.ForeignFields = Foreign{FormatCASE: encode(kept)}
	return item
}

func caseNodes(items []any) ([]node, []sheet.Fault) {
	nodes := make([]node, 0, min(len(items), mostNodes))
	var faults []sheet.Fault
	for i, v := range items {
		path := fmt.Sprintf("%s[%d]", caseItems, i)
		item := asObject(v)
		n := node{key: item.text("identifier"), column: path, raw: item}
		switch {
		case item == nil || n.key == "":
			faults = append(faults, sheet.Fault{Column: path + ".identifier", Key: "competency.no_key"})
			continue
		case item.text("fullStatement") == "":
			faults = append(faults, sheet.Fault{Column: path + ".fullStatement", Key: "competency.no_statement"})
			continue
		}
		n.name, n.description = caseTexts(item)
		n.code = orElse(item.text("humanCodingScheme"), n.key)
		extension := item.object("extensions").object(caseExtension)
		n.nameEN, n.textEN = extension.text("name_en"), extension.text("text_en")
		if isLevelType(item.text("CFItemType")) {
			n.level = caseLevel(item)
			n.description = item.text("fullStatement")
		}
		nodes = append(nodes, n)
	}
	return nodes, faults
}

// mostName is how long a name in a list may be.
const mostName = 200

// caseTexts are name and description of an item: the abbreviated statement names
// what the full one describes; a full one that is too long to be a name is cut.
func caseTexts(item object) (name, description string) {
	full, short := item.text("fullStatement"), item.text("abbreviatedStatement")
	switch {
	case short != "" && short != full:
		return oneLine(short), full
	case len([]rune(full)) > mostName:
		return oneLine(string([]rune(full)[:mostName-1])) + "…", full
	}
	return oneLine(full), ""
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

func isLevelType(name string) bool {
	return slices.Contains([]string{"level", "proficiency level", "performance level", "mastery level"}, strings.ToLower(name))
}

// caseLevel is which level an item describes: by its number in the list, or the
// end of its code.
func caseLevel(item object) int {
	number := item.text("listEnumeration")
	if number == "" {
		code := item.text("humanCodingScheme")
		number = code[strings.LastIndexAny(code, ".-# ")+1:]
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < MinLevel || n > MaxLevel {
		return levelByName(item.text("fullStatement"))
	}
	return n
}

func associations(pack object) []object {
	list := pack.list(caseAssociations)
	out := make([]object, 0, len(list))
	for _, v := range list {
		if a := asObject(v); a != nil {
			out = append(out, a)
		}
	}
	return out
}

// plant gives nodes their parents by the isChildOf associations and sorts them as
// siblings stand. What it cannot show it notes; the associations are kept.
func plant(nodes []node, list []object, document string) []sheet.Fault {
	var notes []sheet.Fault
	at := make(map[string]int, len(nodes))
	for i, n := range nodes {
		at[n.key] = i
	}
	order := make(map[string]float64, len(nodes))
	placed := map[string]bool{}
	for i, a := range list {
		child, parent, kind := caseNode(a, "originNodeURI"), caseNode(a, "destinationNodeURI"), a.text("associationType")
		path := fmt.Sprintf("%s[%d]", caseAssociations, i)
		n, known := at[child]
		_, parentKnown := at[parent]
		switch {
		case kind != caseIsChildOf:
			continue
		case !known || !parentKnown && parent != document:
			notes = append(notes, sheet.Fault{Column: path, Key: "competency.note_outside"})
		case placed[child]:
			notes = append(notes, sheet.Fault{Column: path, Key: "competency.note_second_parent", Args: map[string]any{"name": nodes[n].name}})
		default:
			placed[child] = true
			order[child] = sequence(a)
			if parent != document {
				nodes[n].parent = parent
			}
		}
	}
	slices.SortStableFunc(nodes, func(a, b node) int {
		switch {
		case order[a.key] < order[b.key]:
			return -1
		case order[a.key] > order[b.key]:
			return 1
		}
		return 0
	})
	return notes
}

func caseNode(a object, name string) string {
	return a.object(name).text("identifier")
}

func sequence(a object) float64 {
	n, ok := a["sequenceNumber"].(json.Number)
	if !ok {
		return 0
	}
	f, err := n.Float64()
	if err != nil {
		return 0
	}
	return f
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
