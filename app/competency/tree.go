package competency

import (
	"regexp"
	"slices"
	"strings"

	"camtay/app/sheet"
)

// groupJoin stands between the names of nested groups.
const groupJoin = " / "

// node is one entry of a foreign tree. Level is 1…5 when it describes a level of
// its parent, else 0.
type node struct {
	key, parent string
	code        string
	name        string
	nameEN      string
	description string
	textEN      string // of a level
	level       int
	row         int
	column      string
	raw         map[string]any
}

func (n node) fault(key string, args map[string]any) sheet.Fault {
	return sheet.Fault{Row: n.row, Column: n.column, Key: key, Args: args}
}

// branch is a node that groups others, by the path of names that leads to it;
// parent is the path of the group around it. No two have the same path.
type branch struct {
	path, parent string
	node         node
}

// leaf is a node that is a competency, with the nodes that describe its levels.
type leaf struct {
	node   node
	group  string
	levels [MaxLevel]*node
}

// grown is a foreign tree told apart into groups and competencies.
type grown struct {
	leaves   []leaf
	branches []branch
	faults   []sheet.Fault
	notes    []sheet.Fault
}

// grow tells a tree apart: what has nothing below it is a competency, and so is
// what has only its levels below; all else groups. root names the group of
// competencies at the top. Nodes come in the order in which siblings stand.
func grow(nodes []node, root string) grown {
	var g grown
	if len(nodes) > mostNodes {
		g.faults = append(g.faults, sheet.Fault{Key: "competency.too_many", Args: map[string]any{"most": mostNodes}})
		return g
	}
	byKey := make(map[string]int, len(nodes))
	for i, n := range nodes {
		if _, twice := byKey[n.key]; twice {
			g.faults = append(g.faults, n.fault("competency.key_twice", map[string]any{"key": n.key}))
			continue
		}
		byKey[n.key] = i
	}
	children := make(map[string][]int, len(nodes))
	for i, n := range nodes {
		if _, known := byKey[n.parent]; n.parent != "" && !known {
			g.faults = append(g.faults, n.fault("competency.unknown_parent", map[string]any{"key": n.parent}))
			continue
		}
		children[n.parent] = append(children[n.parent], i)
	}
	if len(g.faults) > 0 {
		return g
	}
	reached := 0
	paths := map[string]bool{}
	var walk func(parent, path string, depth int)
	walk = func(parent, path string, depth int) {
		for _, i := range children[parent] {
			n := nodes[i]
			reached++
			levels, described := levelsOf(nodes, children[n.key])
			switch {
			case depth > mostDepth:
				g.faults = append(g.faults, n.fault("competency.too_deep", map[string]any{"most": mostDepth}))
				return
			case len(children[n.key]) == 0 || described:
				reached += len(children[n.key])
				g.leaves = append(g.leaves, leaf{node: n, group: groupOf(path, root), levels: levels})
			default:
				below := freePath(path, n, paths)
				g.branches = append(g.branches, branch{path: below, parent: path, node: n})
				if n.description != "" {
					g.notes = append(g.notes, n.fault("competency.note_group", map[string]any{"group": below}))
				}
				walk(n.key, below, depth+1)
			}
		}
	}
	walk("", "", 0)
	if reached < len(nodes) && len(g.faults) == 0 {
		g.faults = append(g.faults, nodes[firstUnreached(nodes, byKey)].fault("competency.cycle", nil))
	}
	return g
}

// freePath is the path of a group below another; groups of the same name are told
// apart by their codes.
func freePath(parent string, n node, paths map[string]bool) string {
	path := n.name
	if parent != "" {
		path = parent + groupJoin + n.name
	}
	for _, mark := range []string{n.code, n.key} {
		if paths[path] && mark != "" {
			path += " (" + mark + ")"
		}
	}
	paths[path] = true
	return path
}

func groupOf(path, root string) string {
	if path == "" {
		return root
	}
	return path
}

// firstUnreached is a node from which going up never ends.
func firstUnreached(nodes []node, byKey map[string]int) int {
	for i := range nodes {
		at, steps := i, 0
		for nodes[at].parent != "" && steps <= len(nodes) {
			at = byKey[nodes[at].parent]
			steps++
		}
		if steps > len(nodes) {
			return i
		}
	}
	return 0
}

// levelsOf tells whether children are all levels of their parent, each once.
func levelsOf(nodes []node, children []int) ([MaxLevel]*node, bool) {
	var levels [MaxLevel]*node
	for _, i := range children {
		n := &nodes[i]
		if n.level == 0 || levels[n.level-1] != nil {
			return [MaxLevel]*node{}, false
		}
		levels[n.level-1] = n
	}
	return levels, len(children) > 0
}

var levelName = regexp.MustCompile(`(?i)^\s*(?:level|mức|bậc|cấp độ)\s*([1-5])\b`)

// levelByName is the level that a name such as "Mức 3" tells, else 0.
func levelByName(name string) int {
	if m := levelName.FindStringSubmatch(name); m != nil {
		return int(m[1][0] - '0')
	}
	return 0
}

// incomer is what a leaf says, without the foreign fields.
func (l leaf) incomer() Incomer {
	n := l.node
	item := Incomer{
		Content: Content{
			Code: n.code, NameVI: n.name, NameEN: n.nameEN, GroupVI: l.group, DescriptionVI: n.description,
			IndicatorsVI: five(nil), IndicatorsEN: five(nil),
		},
		Key: n.key, Row: n.row, Column: n.column, Says: []string{FieldNameVI, FieldGroup, FieldDescription},
	}
	if n.nameEN != "" {
		item.Says = append(item.Says, FieldNameEN)
	}
	for i, level := range l.levels {
		if level == nil {
			continue
		}
		item.IndicatorsVI[i] = level.description
		item.Says = append(item.Says, levelField(FieldLevelVI, i))
		if level.textEN != "" {
			item.IndicatorsEN[i] = level.textEN
			item.Says = append(item.Says, levelField(FieldLevelEN, i))
		}
	}
	return item
}

// noteMissing tells how many competencies came without all five levels; they must
// be written before the draft can be published.
func noteMissing(leaves []leaf) []sheet.Fault {
	n := 0
	for _, l := range leaves {
		if slices.Contains(l.levels[:], nil) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []sheet.Fault{{Key: "competency.note_no_levels", Args: map[string]any{"count": n}}}
}

// plain drops what no text column holds: NUL bytes and broken UTF-8.
func plain(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "")
}

// above splits a group's path into the path around it and its own name.
func above(path string) (parent, name string) {
	if i := strings.LastIndex(path, groupJoin); i >= 0 {
		return path[:i], path[i+len(groupJoin):]
	}
	return "", path
}
