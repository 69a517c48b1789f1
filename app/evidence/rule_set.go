package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/fault"
)

var scopePattern = regexp.MustCompile(`^[0-9A-Za-z-]{0,32}$`)

// Check says what keeps a set from being published, at which field; nothing when
// it may be. Every kind needs a rule; a self-assessment can show nothing.
func (s RuleSet) Check() []fault.Field {
	var faults []fault.Field
	bad := func(field, key string) { faults = append(faults, fault.Field{Location: "body." + field, Key: key}) }
	if s.Reach != ReachNew && s.Reach != ReachAll {
		bad("reach", "evidence.rules_reach")
	}
	for _, kind := range Kinds() {
		rule, ruled := s.Kinds[kind]
		field := "kinds." + kind
		switch {
		case !ruled:
			bad(field, "evidence.rules_kind_missing")
		case kind == KindSelf && rule.MaxLevel != 0:
			bad(field+".max_level", "evidence.rules_self")
		case rule.MaxLevel < 0 || rule.MaxLevel > 5:
			bad(field+".max_level", "evidence.rules_level")
		}
		if rule.ValidMonths < 0 || rule.ValidMonths > maxMonths {
			bad(field+".valid_months", "evidence.rules_months")
		}
		if rule.Strength < 0 || rule.Strength > 10000 {
			bad(field+".strength", "evidence.rules_strength")
		}
		if rule.WarnDays < 0 || rule.WarnDays > 365 {
			bad(field+".warn_days", "evidence.rules_warn")
		}
	}
	return slices.Concat(faults, s.checkLimits(), s.checkDemands())
}

const maxMonths = 600

func (s RuleSet) checkLimits() []fault.Field {
	var faults []fault.Field
	seen := map[string]bool{}
	for i, l := range s.Limits {
		field := fmt.Sprintf("body.limits[%d]", i)
		switch {
		case l.Scope == "" || !scopePattern.MatchString(l.Scope):
			faults = append(faults, fault.Field{Location: field + ".scope", Key: "evidence.rules_scope"})
		case !slices.Contains(Kinds(), l.Kind) || l.Kind == KindSelf:
			faults = append(faults, fault.Field{Location: field + ".kind", Key: "evidence.rules_kind"})
		case seen[l.Scope+" "+l.Kind]:
			faults = append(faults, fault.Field{Location: field, Key: "evidence.rules_twice"})
		case l.MaxLevel < 0 || l.MaxLevel > 5:
			faults = append(faults, fault.Field{Location: field + ".max_level", Key: "evidence.rules_level"})
		case l.ValidMonths < 0 || l.ValidMonths > maxMonths:
			faults = append(faults, fault.Field{Location: field + ".valid_months", Key: "evidence.rules_months"})
		}
		seen[l.Scope+" "+l.Kind] = true
	}
	return faults
}

func (s RuleSet) checkDemands() []fault.Field {
	var faults []fault.Field
	seen := map[string]bool{}
	for i, d := range s.Demands {
		field := fmt.Sprintf("body.demands[%d]", i)
		key := fmt.Sprintf("%s %d", d.Scope, d.From)
		unknown := func(kind string) bool { return !slices.Contains(Kinds(), kind) || kind == KindSelf }
		switch {
		case !scopePattern.MatchString(d.Scope):
			faults = append(faults, fault.Field{Location: field + ".scope", Key: "evidence.rules_scope"})
		case len(d.Kinds) == 0 || slices.ContainsFunc(d.Kinds, unknown):
			faults = append(faults, fault.Field{Location: field + ".kinds", Key: "evidence.rules_kind"})
		case d.From < 1 || d.From > 5:
			faults = append(faults, fault.Field{Location: field + ".from", Key: "evidence.rules_level"})
		case d.Lower < 0 || d.Lower >= d.From:
			faults = append(faults, fault.Field{Location: field + ".lower", Key: "evidence.rules_lower"})
		case seen[key]:
			faults = append(faults, fault.Field{Location: field, Key: "evidence.rules_twice"})
		case !s.reaches(d):
			faults = append(faults, fault.Field{Location: field, Key: "evidence.rules_unreachable", Args: fault.Args{"level": d.From}})
		}
		seen[key] = true
	}
	return faults
}

// reaches reports whether any kind of a demand can show what it asks for.
func (s RuleSet) reaches(d Demand) bool {
	return slices.ContainsFunc(d.Kinds, func(kind string) bool { return s.Kinds[kind].MaxLevel >= max(d.From-d.Lower, 1) })
}

// Kinds of change.
const (
	ChangeProcedure = "procedure"
	ChangeForm      = "form"
	ChangeSoftware  = "software"
)

// Check says what keeps a change from being marked at an instant.
func (c Change) Check(codes map[uuid.UUID]Coded, now time.Time) []fault.Field {
	var faults []fault.Field
	if len(c.Scopes) == 0 || !slices.ContainsFunc(c.Scopes, func(scope string) bool { return touchesAny(scope, codes) }) {
		faults = append(faults, fault.Field{Location: "body.scopes", Key: "evidence.change_scopes"})
	}
	if len(c.Kinds) == 0 || slices.ContainsFunc(c.Kinds, func(k string) bool { return !slices.Contains(Kinds(), k) || k == KindSelf }) {
		faults = append(faults, fault.Field{Location: "body.kinds", Key: "evidence.rules_kind"})
	}
	if c.From.IsZero() {
		faults = append(faults, fault.Field{Location: "body.effective_on", Key: "evidence.change_day"})
	}
	if !c.TaughtFrom.IsZero() && (c.CourseID == uuid.Nil || c.TaughtFrom.After(now)) {
		faults = append(faults, fault.Field{Location: "body.taught_on", Key: "evidence.change_taught"})
	}
	return faults
}

func touchesAny(scope string, codes map[uuid.UUID]Coded) bool {
	if !scopePattern.MatchString(scope) || scope == "" {
		return false
	}
	for _, c := range codes {
		if len(c.Code) >= len(scope) && c.Code[:len(scope)] == scope {
			return true
		}
	}
	return false
}
