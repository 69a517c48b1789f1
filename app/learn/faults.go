package learn

import (
	"errors"

	"camtay/app/fault"
	"camtay/courses"
)

// faultOf turns what courses reports into what may be shown; other errors stay.
func faultOf(err error) error {
	switch {
	case errors.Is(err, courses.ErrNotFound):
		return fault.New(fault.NotFound, "learn.not_found").Because(err)
	case errors.Is(err, courses.ErrClosed):
		return fault.New(fault.Conflict, "learn.closed").Because(err)
	case errors.Is(err, courses.ErrBadCourse):
		return fault.New(fault.Invalid, "learn.bad_course").Because(err)
	case errors.Is(err, courses.ErrLessonTaken):
		return fault.New(fault.Conflict, "learn.lesson_taken").Because(err)
	}
	return err
}
