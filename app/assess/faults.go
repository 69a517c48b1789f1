package assess

import (
	"errors"

	"camtay/app/fault"
	"camtay/assessments"
)

// faultOf turns what assessments reports into what may be shown; other errors
// stay.
func faultOf(err error) error {
	switch {
	case errors.Is(err, assessments.ErrNotFound):
		return fault.New(fault.NotFound, "assess.not_found").Because(err)
	case errors.Is(err, assessments.ErrClosed):
		return fault.New(fault.Conflict, "assess.closed").Because(err)
	case errors.Is(err, assessments.ErrPassed):
		return fault.New(fault.Conflict, "assess.passed").Because(err)
	case errors.Is(err, assessments.ErrNoAttempts):
		return fault.New(fault.Conflict, "assess.no_attempts").Because(err)
	case errors.Is(err, assessments.ErrFinished):
		return fault.New(fault.Conflict, "assess.attempt_finished").Because(err)
	case errors.Is(err, assessments.ErrTooLate):
		return fault.New(fault.Conflict, "assess.too_late").Because(err)
	case errors.Is(err, assessments.ErrOpen):
		return fault.New(fault.Conflict, "assess.still_open").Because(err)
	case errors.Is(err, assessments.ErrAbandoned):
		return fault.New(fault.Conflict, "assess.abandoned").Because(err)
	case errors.Is(err, assessments.ErrNotAsked):
		return fault.New(fault.Invalid, "assess.not_asked").Because(err)
	case errors.Is(err, assessments.ErrBadAnswer):
		return fault.New(fault.Invalid, "assess.bad_answer").Because(err)
	case errors.Is(err, assessments.ErrBadQuiz):
		return fault.New(fault.Invalid, "assess.bad_quiz").Because(err)
	case errors.Is(err, assessments.ErrQuestionTaken):
		return fault.New(fault.Conflict, "assess.question_taken").Because(err)
	}
	return err
}
