// Package courses keeps courses with their lessons and how far each learner is:
// enrolled, lessons opened and completed, course completed. It knows nothing of
// people beyond their id, of tests, or of competence, and answers for one learner
// or the public catalogue only. It owns courses, lessons, enrolments and
// lesson_progress. Completing a course is told once, as a Completion, to the
// caller of CompleteLesson; what follows from it is the caller's affair.
package courses
