package communities

import "github.com/google/uuid"

// Posted says that somebody asked or shared a case.
type Posted struct {
	PostID uuid.UUID `json:"post_id"`
}

// Kind is fixed; queued rows carry it.
func (Posted) Kind() string {
	return "communities.posted"
}

// Answered says that somebody answered.
type Answered struct {
	AnswerID uuid.UUID `json:"answer_id"`
}

// Kind is fixed; queued rows carry it.
func (Answered) Kind() string {
	return "communities.answered"
}

// Accepted says that an answer was accepted.
type Accepted struct {
	AnswerID uuid.UUID `json:"answer_id"`
}

// Kind is fixed; queued rows carry it.
func (Accepted) Kind() string {
	return "communities.accepted"
}

// Hidden says that a post, or one of its answers, was hidden.
type Hidden struct {
	PostID   uuid.UUID `json:"post_id"`
	AnswerID uuid.UUID `json:"answer_id"`
}

// Kind is fixed; queued rows carry it.
func (Hidden) Kind() string {
	return "communities.hidden"
}

// Reported says that somebody reported a post or an answer.
type Reported struct {
	ReportID uuid.UUID `json:"report_id"`
}

// Kind is fixed; queued rows carry it.
func (Reported) Kind() string {
	return "communities.reported"
}
