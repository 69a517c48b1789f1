package plans

import "github.com/google/uuid"

// Moved says that one side did something the other is to know of. StepID makes
// each deed a thing of its own.
type Moved struct {
	PlanID uuid.UUID `json:"plan_id"`
	StepID uuid.UUID `json:"step_id"`
	Deed   Deed      `json:"deed"`
	By     Side      `json:"by"`
}

// Kind is fixed; queued rows carry it.
func (Moved) Kind() string {
	return "plans.moved"
}

// TargetMet says that evidence reached a target of an active plan.
type TargetMet struct {
	PlanID       uuid.UUID `json:"plan_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
}

// Kind is fixed; queued rows carry it.
func (TargetMet) Kind() string {
	return "plans.target_met"
}

// Offered says that all targets of an active plan are met, so that it can be
// completed.
type Offered struct {
	PlanID uuid.UUID `json:"plan_id"`
}

// Kind is fixed; queued rows carry it.
func (Offered) Kind() string {
	return "plans.offered"
}

// DueSoon says that a target of an active plan is due within SoonDays and not met.
type DueSoon struct {
	PlanID       uuid.UUID `json:"plan_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
}

// Kind is fixed; queued rows carry it.
func (DueSoon) Kind() string {
	return "plans.due_soon"
}

// SoonDays is how long before its day a person is reminded of a target.
const SoonDays = 14
