// Package assessments keeps tests, their questions, and the attempts of learners:
// started, saved answer by answer, handed in once, graded. It knows nothing of
// people beyond their id, of courses beyond theirs, or of competence. It owns
// quizzes, questions, attempts and answers. Handing in returns a Result to the
// caller, once; what follows from it is the caller's affair.
//
// Scores are basis points, 0…10000. The server's clock decides; an attempt's
// answers are taken until Grace after its due time.
package assessments
