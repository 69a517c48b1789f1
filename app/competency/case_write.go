package competency

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// WriteCASE writes the competencies in force as a CFPackage of 1EdTech CASE 1.1: a
// document, items for groups, competencies and levels, and the associations
// between them. What came from such a file is written as it was, but for what
// changed here.
func WriteCASE(v Edition, contents []Content) ([]byte, error) {
	doc := caseDocument{}
	if raw, has := v.ForeignFields[FormatCASE]; has {
		if err := unmarshal(raw, &doc); err != nil {
			return nil, fmt.Errorf("read kept fields: %w", err)
		}
	}
	w := newCaseWriter(v, doc)
	for _, c := range contents {
		if c.Archived {
			continue
		}
		if err := w.competency(c); err != nil {
			return nil, err
		}
	}
	w.associate(doc.Associations)
	pack := doc.Package.copied()
	pack[caseDocumentName], pack[caseItems], pack[caseAssociations] = w.document, w.items, w.associations
	out := any(pack)
	if doc.Wrapped {
		out = object{"CFPackage": pack}
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write case: %w", err)
	}
	return b, nil
}

// link is that a node stands below another.
type link struct {
	child, parent string
	number        int
}

type caseWriter struct {
	at           string
	document     object
	root         string // the group that stands for the document itself
	groups       map[string]caseGroup
	written      map[string]string // identifiers of groups by path
	titles       map[string]string
	items        []object
	links        []link
	associations []object
}

func newCaseWriter(v Edition, doc caseDocument) *caseWriter {
	at := v.UpdatedAt
	if v.PublishedAt != nil {
		at = *v.PublishedAt
	}
	w := &caseWriter{
		at: at.UTC().Format(time.RFC3339), document: doc.Package.object(caseDocumentName), groups: map[string]caseGroup{},
		written: map[string]string{}, titles: map[string]string{}, items: []object{}, associations: []object{},
	}
	if w.document == nil {
		title := fmt.Sprintf("Khung năng lực, phiên bản %d", v.Number)
		w.document = object{
			"identifier": v.ID.String(), "uri": "urn:uuid:" + v.ID.String(), "creator": "Sở Nội vụ", "title": title, "language": "vi",
			"lastChangeDateTime": w.at, "version": strconv.Itoa(v.Number), "adoptionStatus": "Adopted", "caseVersion": "1.1",
			"CFPackageURI": object{"title": title, "identifier": v.ID.String(), "uri": "urn:uuid:" + v.ID.String()},
		}
		if v.Note != "" {
			w.document["notes"] = v.Note
		}
	} else {
		w.root = orElse(w.document.text("title"), "Chung")
	}
	w.titles[w.document.text("identifier")] = w.document.text("title")
	for _, g := range doc.Groups {
		w.groups[g.Path] = g
	}
	return w
}

func (w *caseWriter) derived(parts string) string {
	base, err := uuid.Parse(w.document.text("identifier"))
	if err != nil {
		base = uuid.NameSpaceOID
	}
	return uuid.NewSHA1(base, []byte(parts)).String()
}

// item adds an item below another one.
func (w *caseWriter) item(item object, parent string) string {
	id := item.text("identifier")
	w.items = append(w.items, item)
	w.titles[id] = item.text("fullStatement")
	w.links = append(w.links, link{child: id, parent: parent, number: len(w.links) + 1})
	return id
}

func (w *caseWriter) fresh(id, kind, statement string) object {
	return object{
		"identifier": id, "uri": "urn:uuid:" + id, "fullStatement": statement, "CFItemType": kind, "language": "vi",
		"lastChangeDateTime": w.at, "CFDocumentURI": w.reference(w.document.text("identifier")),
	}
}

func (w *caseWriter) group(path string) string {
	_, kept := w.groups[path]
	if path == "" || path == w.root && !kept {
		return w.document.text("identifier")
	}
	if id, done := w.written[path]; done {
		return id
	}
	known := w.groups[path]
	item, parent := known.Item, known.Parent
	if !kept {
		var name string
		parent, name = above(path)
		item = w.fresh(w.derived("group "+path), "Domain", name)
	}
	below := w.group(parent)
	w.written[path] = w.item(item, below)
	return w.written[path]
}

func (w *caseWriter) competency(c Content) error {
	var kept caseItem
	if raw, has := c.ForeignFields[FormatCASE]; has {
		if err := unmarshal(raw, &kept); err != nil {
			return fmt.Errorf("read kept fields of %s: %w", c.Code, err)
		}
	}
	item := kept.Item.copied()
	if len(item) == 0 {
		item = w.fresh(c.CompetencyID.String(), "Competency", c.NameVI)
		item["humanCodingScheme"] = c.Code
	}
	if name, description := caseTexts(item); name != c.NameVI || description != c.DescriptionVI {
		item["lastChangeDateTime"] = w.at
		if c.DescriptionVI == "" {
			item["fullStatement"] = c.NameVI
			delete(item, "abbreviatedStatement")
		} else {
			item["fullStatement"], item["abbreviatedStatement"] = c.DescriptionVI, c.NameVI
		}
	}
	extend(item, "name_en", c.NameEN)
	id := w.item(item, w.group(c.GroupVI))
	for i := range MaxLevel {
		w.level(c, i, id, kept.Levels[string(rune('1'+i))])
	}
	return nil
}

func (w *caseWriter) level(c Content, i int, parent string, kept object) {
	text := textAt(c.IndicatorsVI, i)
	if blank(text) && kept == nil {
		return
	}
	item := kept.copied()
	if kept == nil {
		item = w.fresh(w.derived(c.CompetencyID.String()+" level "+strconv.Itoa(i+1)), "Level", text)
		item["humanCodingScheme"], item["listEnumeration"] = fmt.Sprintf("%s.%d", c.Code, i+1), strconv.Itoa(i+1)
	}
	if text != "" && item.text("fullStatement") != text {
		item["fullStatement"], item["lastChangeDateTime"] = text, w.at
	}
	extend(item, "text_en", textAt(c.IndicatorsEN, i))
	w.item(item, parent)
}

// extend keeps a text in our extension of an item, beside those of others.
func extend(item object, name, text string) {
	all := item.object("extensions")
	if all.object(caseExtension).text(name) == text {
		return
	}
	all = all.copied()
	own := all.object(caseExtension).copied()
	own[name] = text
	all[caseExtension] = own
	item["extensions"] = all
}

// associate writes the associations: those kept, without links of what moved or is
// gone, and then the links that are new.
func (w *caseWriter) associate(kept []object) {
	current := make(map[string]link, len(w.links))
	for _, l := range w.links {
		current[l.child] = l
	}
	linked := map[string]bool{}
	for _, a := range kept {
		child, parent := caseNode(a, "originNodeURI"), caseNode(a, "destinationNodeURI")
		_, here := w.titles[child]
		if a.text("associationType") == caseIsChildOf && here {
			if current[child].parent == parent {
				linked[child] = true
			} else if w.first(kept, child) == parent {
				continue // it stood there before and was moved
			}
		}
		w.associations = append(w.associations, a)
	}
	var fresh []object // they come first: the first link of a child is where it is shown
	for _, l := range w.links {
		if linked[l.child] {
			continue
		}
		id := w.derived("link " + l.child + " " + l.parent)
		fresh = append(fresh, object{
			"identifier": id, "uri": "urn:uuid:" + id, "associationType": caseIsChildOf, "sequenceNumber": l.number,
			"originNodeURI": w.reference(l.child), "destinationNodeURI": w.reference(l.parent), "lastChangeDateTime": w.at,
			"CFDocumentURI": w.reference(w.document.text("identifier")),
		})
	}
	w.associations = append(fresh, w.associations...)
}

// first is where a child first stood.
func (w *caseWriter) first(kept []object, child string) string {
	for _, a := range kept {
		if a.text("associationType") == caseIsChildOf && caseNode(a, "originNodeURI") == child {
			return caseNode(a, "destinationNodeURI")
		}
	}
	return ""
}

func (w *caseWriter) reference(id string) object {
	return object{"title": w.titles[id], "identifier": id, "uri": "urn:uuid:" + id}
}

// unmarshal reads kept fields with numbers as they were written.
func unmarshal(raw json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}
