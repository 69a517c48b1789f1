package competency

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Kinds of what can be finished beside SourceCourse and SourceClass.
const (
	SourceQuiz      = "quiz"
	SourceLesson    = "lesson"
	SourceSimulator = "simulator"
)

// Whole is the whole of a score or a share, in basis points.
const Whole = 10000

// ClassShare is the share of a class's sessions, in basis points, from which on
// the class counts as attended.
const ClassShare = 8000

// ErrCriteria reports a text that is no set of criteria.
var ErrCriteria = errors.New("not a set of criteria")

// Source is something that can be finished.
type Source struct {
	Kind string    `json:"kind" enum:"course,lesson,quiz,class,simulator"`
	ID   uuid.UUID `json:"id"`
}

// Set says what finishing one source proves.
type Set struct {
	Outcomes []Outcome `json:"outcomes" maxItems:"40"`
}

// Outcome is a competency at a level, 1…5, proved when a condition is met. Of
// several outcomes met for one competency the highest is proved.
type Outcome struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"5"`
	When         Node      `json:"when"`
}

// Node is a group or a condition: exactly one field is set. All is met when every
// child is, Any when one is.
type Node struct {
	All        []Node          `json:"all,omitzero" maxItems:"20"`
	Any        []Node          `json:"any,omitzero" maxItems:"20"`
	Score      *ScoreBand      `json:"score,omitempty"`
	Questions  *QuestionGroup  `json:"questions,omitempty"`
	Simulator  *SimulatorScore `json:"simulator,omitempty"`
	Attendance *Attendance     `json:"attendance,omitempty"`
	Completion *Source         `json:"completion,omitempty"`
}

// ScoreBand is met by a score of a test from From to To, both included, in basis
// points.
type ScoreBand struct {
	QuizID uuid.UUID `json:"quiz_id"`
	From   int       `json:"from"`
	To     int       `json:"to"`
}

// QuestionGroup is met when some questions of the test itself earned Share of
// their points on average and at least Count of them were asked. The questions
// are named by id or, without ids, by what they ask about: a competency at the
// levels FromLevel…ToLevel.
type QuestionGroup struct {
	QuestionIDs  []uuid.UUID `json:"question_ids,omitempty" maxItems:"200"`
	CompetencyID uuid.UUID   `json:"competency_id,omitzero"`
	FromLevel    int16       `json:"from_level,omitempty"`
	ToLevel      int16       `json:"to_level,omitempty"`
	Share        int         `json:"share" doc:"basis points"`
	Count        int         `json:"count"`
}

// SimulatorScore is met by Share of the points of one criterion of a simulator.
type SimulatorScore struct {
	SimulatorID uuid.UUID `json:"simulator_id"`
	Criterion   string    `json:"criterion" maxLength:"64"`
	Share       int       `json:"share" doc:"basis points"`
}

// Attendance is met by presence in Share of the sessions of a class.
type Attendance struct {
	ClassID uuid.UUID `json:"class_id"`
	Share   int       `json:"share" doc:"basis points"`
}

// ParseSet reads a set as it is stored. It refuses unknown fields, text after the
// set and a node that is not exactly one thing. Whether the set makes sense is
// Check's question.
func ParseSet(b []byte) (Set, error) {
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	var s Set
	if err := decoder.Decode(&s); err != nil {
		return Set{}, fmt.Errorf("%w: %w", ErrCriteria, err)
	}
	if decoder.More() {
		return Set{}, fmt.Errorf("%w: text follows", ErrCriteria)
	}
	for i, o := range s.Outcomes {
		if path := o.When.odd(at("outcomes", i) + ".when"); path != "" {
			return Set{}, fmt.Errorf("%w: %s is not exactly one thing", ErrCriteria, path)
		}
	}
	return s, nil
}

// odd is the path of the first node that is not exactly one thing.
func (n Node) odd(path string) string {
	if n.payloads() != 1 {
		return path
	}
	for i, child := range n.All {
		if found := child.odd(at(path+".all", i)); found != "" {
			return found
		}
	}
	for i, child := range n.Any {
		if found := child.odd(at(path+".any", i)); found != "" {
			return found
		}
	}
	return ""
}

func (n Node) payloads() int {
	count := 0
	for _, set := range []bool{
		n.All != nil, n.Any != nil, n.Score != nil, n.Questions != nil,
		n.Simulator != nil, n.Attendance != nil, n.Completion != nil,
	} {
		if set {
			count++
		}
	}
	return count
}

func at(list string, i int) string {
	return fmt.Sprintf("%s[%d]", list, i)
}

// children are the parts of a group with their paths below it.
func (n Node) children(path string) ([]Node, []string) {
	list, name := n.All, ".all"
	if n.Any != nil {
		list, name = n.Any, ".any"
	}
	paths := make([]string, 0, len(list))
	for i := range list {
		paths = append(paths, at(path+name, i))
	}
	return list, paths
}

// group reports whether the node has children instead of a condition.
func (n Node) group() bool {
	return n.All != nil || n.Any != nil
}

// needs is the other thing that a condition looks at; ok is false for a group and
// for questions, which belong to the source itself.
func (n Node) needs() (source Source, ok bool) {
	switch {
	case n.Score != nil:
		return Source{SourceQuiz, n.Score.QuizID}, true
	case n.Simulator != nil:
		return Source{SourceSimulator, n.Simulator.SimulatorID}, true
	case n.Attendance != nil:
		return Source{SourceClass, n.Attendance.ClassID}, true
	case n.Completion != nil:
		return *n.Completion, true
	}
	return Source{}, false
}

// Needs are the sources that the set's conditions look at, each once, in order of
// appearance.
func (s Set) Needs() []Source {
	var found []Source
	s.walk(func(n Node) {
		if source, ok := n.needs(); ok && !slices.Contains(found, source) {
			found = append(found, source)
		}
	})
	return found
}

// walk visits every node of the set, groups before what is in them.
func (s Set) walk(visit func(n Node)) {
	var walk func(n Node)
	walk = func(n Node) {
		visit(n)
		list, _ := n.children("")
		for _, child := range list {
			walk(child)
		}
	}
	for _, o := range s.Outcomes {
		walk(o.When)
	}
}

// Shows is the highest level that the set can prove of each competency, ordered
// by competency.
func (s Set) Shows() []Claim {
	claims := make([]Claim, 0, len(s.Outcomes))
	for _, o := range s.Outcomes {
		claims = append(claims, Claim{CompetencyID: o.CompetencyID, Level: o.Level})
	}
	return highest(claims)
}

// others are the sources beside its own that the set's conditions look at.
func (s Set) others(own Source) []Source {
	return slices.DeleteFunc(s.Needs(), func(n Source) bool { return n == own })
}
