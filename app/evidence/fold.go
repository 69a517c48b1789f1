package evidence

import (
	"bytes"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Verdict says what one entry does for the level. Counted entries show Level;
// others show nothing. Key and Args are the sentence that says why.
type Verdict struct {
	EntryID uuid.UUID
	Counted bool
	Level   int16
	Key     string
	Args    map[string]any
}

// Folded is what the entries of one person in one competency come to. Verdicts
// stand in the order of the entries given. RefoldAt is the first instant after
// now at which the fold may come out differently without any new entry; nil
// means never. OverriddenBy is the override that decides, or zero.
type Folded struct {
	Level        int16
	Verdicts     []Verdict
	RefoldAt     *time.Time
	OverriddenBy uuid.UUID
}

// Fold is the rule of levels. For one person and one competency at instant now,
// with set(e) the version e is bound to or a later one that reaches all:
//
//	withdrawn(e) = some entry with action withdraw names e
//	in force(e)  = e.observed_at ≤ now < until(e), until by set(e) or given with e
//	stale(e)     = a change in force touches e and the person has not refreshed it
//	may count(e) = not withdrawn, not self-made, not a log, in force, not stale
//	shows(e)     = min(e.level, most of e.kind in set(e))             for attests
//	newest(e)    = no later judgement of that kind by the same assessor may count
//	stands(e, L) = of the assessors whose judgements may count, at least as many
//	               show L or more as say less than L                for judgements
//	met(e, L)    = for each demand of set(e) with from ≤ L: e is of a demanded kind,
//	               or another entry is and shows L − lower (and stands there)
//	level        = level of the latest override that may count, if there is one
//	             = max of L with an e: newest, shows(e) ≥ L, stands, met;  otherwise
//	             = 0 when nothing counts
//
// Judgements are coaching, observation and appraisal by a named assessor: what
// people say of others. So two independent assessors outweigh one. Logs and self-assessments never
// count, whatever their action. Of several overrides the one observed last
// decides; on equal instants the greater id. A withdrawal holds from the moment
// it is in the ledger and cannot itself be withdrawn. Changes do not touch
// overrides. The result does not depend on the order of the entries.
func Fold(entries []Entry, rules *Rules, now time.Time) Folded {
	f := newFolding(entries, rules, now)
	out := Folded{Level: f.level(), RefoldAt: f.refoldAt()}
	if f.deciding >= 0 {
		out.OverriddenBy = entries[f.deciding].ID
	}
	out.Verdicts = make([]Verdict, len(entries))
	for i := range entries {
		out.Verdicts[i] = f.verdict(i)
	}
	return out
}

// settledOf is the part of Fold that is stored, without the reasons.
func settledOf(entries []Entry, rules *Rules, now time.Time) (level int16, refoldAt *time.Time) {
	f := foldings.Get().(*folding) //nolint:forcetypeassert // the pool holds nothing else
	f.begin(entries, rules, now)
	level = f.level()
	if next := f.refoldAt(); next != nil {
		at := *next
		refoldAt = &at
	}
	f.entries = nil
	foldings.Put(f)
	return level, refoldAt
}

// foldings are kept for the millions of folds of a run.
//
//nolint:gochecknoglobals // a pool
var foldings = sync.Pool{New: func() any { return &folding{} }}

// standing is what becomes of one entry before levels are weighed.
type standing uint8

const (
	counts standing = iota
	isWithdrawal
	isWithdrawn
	isSelf
	isLog
	notYet
	lapsed
	unruled
	isStale
	olderJudgement
)

// folding is one run of the rule over entries.
type folding struct {
	entries  []Entry
	rules    *judge
	now      time.Time
	deciding int // index of the deciding override, or −1
	votes    []vote
	mine     []int // judgements, by index

	// What becomes of each entry.
	kinds    []int
	standing []standing
	shows    []int16
	until    []*time.Time
	stale    []*staleness
}

// vote is what one assessor says: at least says, believed up to shows.
type vote struct {
	assessor   uuid.UUID
	says, show int16
}

func newFolding(entries []Entry, rules *Rules, now time.Time) *folding {
	f := &folding{}
	f.begin(entries, rules, now)
	return f
}

// begin judges entries anew, in the memory of what was judged before.
func (f *folding) begin(entries []Entry, rules *Rules, now time.Time) {
	n := len(entries)
	f.entries, f.now, f.deciding, f.votes = entries, now, -1, f.votes[:0]
	f.kinds, f.standing, f.shows = cleared(f.kinds, n), cleared(f.standing, n), cleared(f.shows, n)
	f.until, f.stale = cleared(f.until, n), cleared(f.stale, n)
	if n == 0 {
		return
	}
	f.rules = rules.judge(entries[0].CompetencyID)
	withdrawn := withdrawals(entries)
	var refreshed []uuid.UUID
	if len(f.rules.changes) > 0 {
		refreshed = f.refreshes(withdrawn)
	}
	for i := range entries {
		f.place(i, withdrawn, refreshed)
	}
	f.weighJudgements()
}

// cleared is a slice of n zero values, in the memory given if it is enough.
func cleared[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

func withdrawals(entries []Entry) map[uuid.UUID]bool {
	var withdrawn map[uuid.UUID]bool
	for i := range entries {
		if entries[i].Action == ActionWithdraw {
			if withdrawn == nil {
				withdrawn = map[uuid.UUID]bool{}
			}
			withdrawn[entries[i].WithdrawsID] = true
		}
	}
	return withdrawn
}

// refreshes are the learnings of changes that the person has by now, as others attest.
func (f *folding) refreshes(withdrawn map[uuid.UUID]bool) []uuid.UUID {
	var ids []uuid.UUID
	for i := range f.entries {
		e := &f.entries[i]
		if e.Source != SourceChange || e.Action != ActionAttest || withdrawn[e.ID] || e.SelfMade() || e.ObservedAt.After(f.now) {
			continue
		}
		if until := f.rules.until(e, f.rules.set(e.RuleVersion), kindIndex(e.Kind)); until == nil || f.now.Before(*until) {
			ids = append(ids, e.SourceID)
		}
	}
	return ids
}

// place finds out what one entry does by itself.
func (f *folding) place(i int, withdrawn map[uuid.UUID]bool, refreshed []uuid.UUID) {
	e := &f.entries[i]
	kind := kindIndex(e.Kind)
	f.kinds[i] = kind
	set := f.rules.set(e.RuleVersion)
	f.until[i] = f.rules.until(e, set, kind)
	switch {
	case e.Action == ActionWithdraw:
		f.standing[i] = isWithdrawal
		return
	case withdrawn[e.ID]:
		f.standing[i] = isWithdrawn
		return
	case e.SelfMade():
		f.standing[i] = isSelf
		return
	case e.Action == ActionLog:
		f.standing[i] = isLog
		return
	}
	if e.Action == ActionAttest {
		f.stale[i] = f.rules.stale(e, kind, refreshed)
	}
	switch {
	case e.ObservedAt.After(f.now):
		f.standing[i] = notYet
	case f.until[i] != nil && !f.now.Before(*f.until[i]):
		f.standing[i] = lapsed
	case set == nil || kind < 0 || !set.ruled[kind]:
		f.standing[i] = unruled
	case f.stale[i] != nil && !f.now.Before(f.stale[i].From):
		f.standing[i] = isStale
	case e.Action == ActionOverride:
		if f.deciding < 0 || later(e, &f.entries[f.deciding]) {
			f.deciding = i
		}
	default:
		f.shows[i] = min(e.Level, set.most[kind])
	}
}

// judgements are the kinds by which people speak about others.
const judgements = kindMask(1<<3 | 1<<5 | 1<<6) // coaching, observation, appraisal

// judged reports an attest that may count and by which a named assessor speaks.
func (f *folding) judged(i int) bool {
	return f.attests(i) && judgements.has(f.kinds[i]) && f.entries[i].ActorID != uuid.Nil
}

// weighJudgements sets aside each assessor's older judgements of a kind and
// gathers one vote an assessor.
func (f *folding) weighJudgements() {
	mine := f.mine[:0]
	for i := range f.entries {
		if f.judged(i) {
			mine = append(mine, i)
		}
	}
	f.mine = mine
	for _, i := range mine {
		e := &f.entries[i]
		for _, k := range mine {
			o := &f.entries[k]
			if k != i && f.kinds[k] == f.kinds[i] && o.ActorID == e.ActorID && later(o, e) {
				f.standing[i] = olderJudgement
				break
			}
		}
	}
	for _, i := range mine {
		if f.standing[i] != counts {
			continue
		}
		e := &f.entries[i]
		at := slices.IndexFunc(f.votes, func(v vote) bool { return v.assessor == e.ActorID })
		if at < 0 {
			at = len(f.votes)
			f.votes = append(f.votes, vote{assessor: e.ActorID})
		}
		v := &f.votes[at]
		v.says, v.show = max(v.says, e.Level), max(v.show, f.shows[i])
	}
}

// attests reports an attest that may count.
func (f *folding) attests(i int) bool {
	return f.standing[i] == counts && f.entries[i].Action == ActionAttest
}

// stands reports whether judgements at a level are not outvoted.
func (f *folding) stands(level int16) bool {
	balance := 0
	for _, v := range f.votes {
		switch {
		case v.show >= level:
			balance++
		case v.says < level:
			balance--
		}
	}
	return balance >= 0
}

// holds reports whether an entry shows a level and is not outvoted.
func (f *folding) holds(i int, level int16) bool {
	return f.attests(i) && f.shows[i] >= level && (!f.judged(i) || f.stands(level))
}

// unmet is the first demand that keeps an entry from proving a level, or nil.
func (f *folding) unmet(i int, level int16) *demand {
	set := f.rules.set(f.entries[i].RuleVersion)
	for d := range set.demands {
		want := &set.demands[d]
		if level < want.from || want.kinds.has(f.kinds[i]) || f.companion(want, max(level-want.lower, 1)) {
			continue
		}
		return want
	}
	return nil
}

func (f *folding) companion(want *demand, level int16) bool {
	for k := range f.entries {
		if want.kinds.has(f.kinds[k]) && f.holds(k, level) {
			return true
		}
	}
	return false
}

// proves is the highest level that one entry proves, 0 when none.
func (f *folding) proves(i int) int16 {
	if !f.attests(i) {
		return 0
	}
	for level := f.shows[i]; level > 0; level-- {
		if f.holds(i, level) && f.unmet(i, level) == nil {
			return level
		}
	}
	return 0
}

func (f *folding) level() int16 {
	if f.deciding >= 0 {
		return f.entries[f.deciding].Level
	}
	var best int16
	for i := range f.entries {
		if f.shows[i] > best {
			best = max(best, f.proves(i))
		}
	}
	return best
}

// refoldAt is the next instant at which an entry that may count begins or ceases
// to.
func (f *folding) refoldAt() *time.Time {
	var next *time.Time
	for i := range f.entries {
		switch f.standing[i] {
		case isWithdrawal, isWithdrawn, isSelf, isLog:
			continue
		case counts, notYet, lapsed, unruled, isStale, olderJudgement:
		}
		e, until := &f.entries[i], f.until[i]
		if until != nil && !e.ObservedAt.Before(*until) {
			continue
		}
		if e.ObservedAt.After(f.now) {
			next = earlier(next, &e.ObservedAt)
		}
		if until != nil && until.After(f.now) {
			next = earlier(next, until)
		}
		if s := f.stale[i]; s != nil && s.From.After(f.now) {
			next = earlier(next, &s.From)
		}
	}
	return next
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

func later(a, b *Entry) bool {
	if a.ObservedAt.Equal(b.ObservedAt) {
		return bytes.Compare(a.ID[:], b.ID[:]) > 0
	}
	return a.ObservedAt.After(b.ObservedAt)
}
