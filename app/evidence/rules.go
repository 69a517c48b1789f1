package evidence

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Reaches of a set of rules.
const (
	ReachNew = "new" // judges evidence written from its publication on
	ReachAll = "all" // judges evidence written before it as well
)

// Rule is what one kind of evidence can show: at most MaxLevel, for ValidMonths
// (0 means it does not lapse), with Strength (basis points 0…10000) of what a
// perfect observation would say. WarnDays before a lapse the person is told.
type Rule struct {
	MaxLevel    int16
	ValidMonths int
	Strength    int
	WarnDays    int
}

// Limit is a narrower or wider rule for one kind in the competencies whose codes
// begin with Scope.
type Limit struct {
	Scope       string
	Kind        string
	MaxLevel    int16
	ValidMonths int
}

// Demand says that in competencies whose codes begin with Scope (empty: all) a
// level of From or more needs evidence of one of Kinds, showing at most Lower
// levels less. A test that shows 3 is so believed once practice shows 3 − Lower.
type Demand struct {
	Scope string
	From  int16
	Kinds []string
	Lower int16
}

// RuleSet is one version of the rules. An entry is bound to the version in force
// for its person when it was written; a later set that reaches all judges it too.
type RuleSet struct {
	Version int
	Reach   string
	Kinds   map[string]Rule
	Limits  []Limit
	Demands []Demand
}

// Change says that a procedure, form or software release changed: evidence of
// Kinds in competencies whose codes begin with one of Scopes, observed before
// From, is stale from then on. A Subject narrows it to evidence that names no
// subject or this one. Evidence with source SourceChange and a learning of the
// change refreshes it: what was stale counts again. CourseID is the course that
// teaches the change, zero when superiors brief; whoever completed it at TaughtFrom
// or later has learnt the change, also before its day.
type Change struct {
	ID         uuid.UUID
	Subject    string
	Scopes     []string
	Kinds      []string
	From       time.Time
	CourseID   uuid.UUID
	TaughtFrom time.Time
}

// SourceChange is the source of evidence that someone has learnt what changed;
// its source id is one of the change's learnings.
const SourceChange = "change"

// learnings are the source ids by which evidence says that a change was learnt: the
// change's own, then one for each time that a briefing is noted again after it was
// taken back.
func (c Change) learnings() []uuid.UUID {
	ids := make([]uuid.UUID, 0, mostLearnings)
	ids = append(ids, c.ID)
	for n := byte(1); n < mostLearnings; n++ {
		ids = append(ids, uuid.NewSHA1(c.ID, []byte{n}))
	}
	return ids
}

const mostLearnings = 9

// Coded is what folding needs to know of a competency.
type Coded struct {
	Code    string
	Version int
}

// Rules are everything a fold is judged by: the sets of all versions, Judge, the
// version in force, the changes in force and the codes of competencies. Evidence
// bound to a version that was cancelled finds there the set in force instead.
// They are not altered once used.
type Rules struct {
	Sets    map[int]RuleSet
	Judge   int
	Changes []Change
	Codes   map[uuid.UUID]Coded

	compiled sync.Map // uuid.UUID → *judge
}

// Kind is the rule in force of a kind of evidence, the zero Rule when there is none.
func (r *Rules) Kind(kind string) Rule {
	return r.Sets[r.Judge].Kinds[kind]
}

// struckBy reports a change in force.
func (r *Rules) struckBy(change uuid.UUID) bool {
	return slices.ContainsFunc(r.Changes, func(c Change) bool { return c.ID == change })
}

// Demanded are the kinds of which one is needed beside others for a level in a
// competency under the set in force, nil when any evidence of the level will do.
func (r *Rules) Demanded(competency uuid.UUID, level int16) []string {
	set := r.judge(competency).sets[r.Judge]
	if set == nil {
		return nil
	}
	for _, d := range set.demands {
		if level >= d.from {
			return d.names
		}
	}
	return nil
}

// Known are the kinds of evidence in a fixed order; a kindMask has a bit for each.
//
//nolint:gochecknoglobals // an index of constants, never written
var known = []string{
	KindCompletion, KindAttendance, KindTest, KindCoaching, KindSimulator,
	KindObservation, KindAppraisal, KindPrior, KindSelf,
}

const kindCount = 9

type kindMask uint16

func kindIndex(kind string) int {
	return slices.Index(known, kind)
}

func maskOf(kinds []string) kindMask {
	var m kindMask
	for _, kind := range kinds {
		if i := kindIndex(kind); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

func (m kindMask) has(index int) bool {
	return index >= 0 && m&(1<<index) != 0
}

// judge is the rules as they stand for one competency.
type judge struct {
	reach   int // the latest version ≤ Judge that reaches all, else 0
	sets    map[int]*verdicts
	changes []staleness
}

// verdicts is one version for one competency, by index of kind.
type verdicts struct {
	version int
	ruled   [kindCount]bool
	most    [kindCount]int16
	months  [kindCount]int
	demands []demand
}

type demand struct {
	from, lower int16
	kinds       kindMask
	names       []string
}

type staleness struct {
	Change

	kinds  kindMask
	learnt []uuid.UUID // source ids that refresh it
}

// judge gives the rules of one competency, compiled once.
func (r *Rules) judge(competency uuid.UUID) *judge {
	if j, ok := r.compiled.Load(competency); ok {
		return j.(*judge) //nolint:forcetypeassert // the map holds nothing else
	}
	code := r.Codes[competency].Code
	j := &judge{sets: make(map[int]*verdicts, len(r.Sets))}
	for version, set := range r.Sets {
		j.sets[version] = set.compile(code)
		if set.Reach == ReachAll && set.Version <= r.Judge {
			j.reach = max(j.reach, set.Version)
		}
	}
	for _, c := range r.Changes {
		if slices.ContainsFunc(c.Scopes, func(scope string) bool { return strings.HasPrefix(code, scope) }) {
			j.changes = append(j.changes, staleness{Change: c, kinds: maskOf(c.Kinds), learnt: c.learnings()})
		}
	}
	r.compiled.Store(competency, j)
	return j
}

func (s RuleSet) compile(code string) *verdicts {
	v := &verdicts{version: s.Version}
	for kind, rule := range s.Kinds {
		if i := kindIndex(kind); i >= 0 {
			v.ruled[i], v.most[i], v.months[i] = true, rule.MaxLevel, rule.ValidMonths
		}
	}
	var narrowest [kindCount]int
	for _, l := range s.Limits {
		i := kindIndex(l.Kind)
		if i >= 0 && v.ruled[i] && strings.HasPrefix(code, l.Scope) && len(l.Scope) >= narrowest[i] {
			narrowest[i] = len(l.Scope)
			v.most[i], v.months[i] = l.MaxLevel, l.ValidMonths
		}
	}
	for _, d := range s.Demands {
		if strings.HasPrefix(code, d.Scope) {
			v.demands = append(v.demands, demand{from: d.From, lower: d.Lower, kinds: maskOf(d.Kinds), names: d.Kinds})
		}
	}
	return v
}

// set is the version that judges an entry: the one it is bound to, or the latest
// that reaches all if that is later. It is nil for an unknown version.
func (j *judge) set(bound int) *verdicts {
	return j.sets[max(bound, j.reach)]
}

// until is the end of an entry's validity under the set that judges it: a set
// other than the one it was written under measures again, unless the end was
// given with the entry.
func (j *judge) until(e *Entry, set *verdicts, kind int) *time.Time {
	if e.Action != ActionAttest || e.FixedUntil || set == nil || set.version == e.RuleVersion || kind < 0 {
		return e.ValidUntil
	}
	if set.months[kind] == 0 {
		return nil
	}
	end := MonthsAfter(e.ObservedAt, set.months[kind])
	return &end
}

// stale gives the first change that makes an entry stale at some time, with the
// time; later changes do not matter once it is stale.
func (j *judge) stale(e *Entry, kind int, refreshed []uuid.UUID) *staleness {
	var first *staleness
	for i := range j.changes {
		c := &j.changes[i]
		touches := c.kinds.has(kind) && e.ObservedAt.Before(c.From) && (c.Subject == "" || e.Subject == "" || e.Subject == c.Subject)
		if touches && !c.refreshedBy(refreshed) && (first == nil || c.From.Before(first.From)) {
			first = c
		}
	}
	return first
}

// refreshedBy reports whether the person has learnt the change.
func (s *staleness) refreshedBy(refreshed []uuid.UUID) bool {
	return slices.ContainsFunc(refreshed, func(id uuid.UUID) bool { return slices.Contains(s.learnt, id) })
}
