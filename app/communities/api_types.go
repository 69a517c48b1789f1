package communities

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/gaps"
)

// CommunityField is a field of work with its community.
type CommunityField struct {
	Kind     string `json:"kind" enum:"position,procedure"`
	Code     string `json:"code"`
	NameVI   string `json:"name_vi"`
	NameEN   string `json:"name_en"`
	Followed bool   `json:"followed"`
	Own      bool   `json:"own" doc:"the caller holds a post of it"`
	Wide     bool   `json:"wide" doc:"open to the whole province"`
	Open     int    `json:"open" doc:"questions without an answer that the caller sees"`
}

// CommunityFields are all fields.
type CommunityFields struct {
	Items    []CommunityField `json:"items"`
	Accepted int              `json:"accepted" doc:"answers of the caller that count in their record"`
	MayWiden bool             `json:"may_widen"`
	MayGuard bool             `json:"may_guard"`
}

// CommunityTopic is what a post is linked to.
type CommunityTopic struct {
	ID     uuid.UUID `json:"id"`
	NameVI string    `json:"name_vi"`
	NameEN string    `json:"name_en"`
}

// CommunityAuthor is who wrote something.
type CommunityAuthor struct {
	FullName string `json:"full_name"`
	Unit     string `json:"unit"`
}

// CommunityPost is a question or a case as a list shows it.
type CommunityPost struct {
	ID           uuid.UUID       `json:"id"`
	Form         string          `json:"form" enum:"question,case"`
	FieldKind    string          `json:"field_kind" enum:"position,procedure"`
	Field        string          `json:"field"`
	FieldVI      string          `json:"field_vi"`
	FieldEN      string          `json:"field_en"`
	Author       CommunityAuthor `json:"author"`
	Commune      string          `json:"commune"`
	Competency   *CommunityTopic `json:"competency,omitempty"`
	Procedure    *CommunityTopic `json:"procedure,omitempty"`
	Title        string          `json:"title"`
	Body         string          `json:"body" doc:"of a case, the situation"`
	Did          string          `json:"did"`
	Watch        string          `json:"watch"`
	CreatedAt    time.Time       `json:"created_at"`
	EditedAt     *time.Time      `json:"edited_at,omitempty"`
	Withdrawn    bool            `json:"withdrawn"`
	Hidden       bool            `json:"hidden"`
	HiddenReason string          `json:"hidden_reason"`
	Accepted     bool            `json:"accepted"`
	Answers      int             `json:"answers"`
	Reports      int             `json:"reports" doc:"open ones; 0 unless the caller guards the post"`
	First        bool            `json:"first" doc:"waits for somebody able, such as the caller"`
}

// CommunityAnswer is an answer, or a remark on a case.
type CommunityAnswer struct {
	ID           uuid.UUID       `json:"id"`
	Author       CommunityAuthor `json:"author"`
	Mentor       bool            `json:"mentor" doc:"a mentor who has shown level 3 in the competency"`
	Body         string          `json:"body"`
	CreatedAt    time.Time       `json:"created_at"`
	EditedAt     *time.Time      `json:"edited_at,omitempty"`
	Hidden       bool            `json:"hidden"`
	HiddenReason string          `json:"hidden_reason"`
	Accepted     bool            `json:"accepted"`
	Reports      int             `json:"reports"`
	Own          bool            `json:"own"`
	CanAccept    bool            `json:"can_accept"`
}

// CommunityEdit is what a text was before it was edited. Answer is absent for the
// post itself.
type CommunityEdit struct {
	Answer *uuid.UUID `json:"answer,omitempty"`
	At     time.Time  `json:"at"`
	Was    string     `json:"was"`
}

// CommunityReport is an open report.
type CommunityReport struct {
	Answer    *uuid.UUID `json:"answer,omitempty"`
	By        string     `json:"by"`
	Reason    string     `json:"reason"`
	CreatedAt time.Time  `json:"created_at"`
}

// CommunityDetail is a post with its answers.
type CommunityDetail struct {
	CommunityPost

	Replies []CommunityAnswer `json:"replies"`
	Edits   []CommunityEdit   `json:"edits"`
	Told    []CommunityReport `json:"told" doc:"open reports; empty unless the caller guards the post"`
	Own     bool              `json:"own"`
	Guards  bool              `json:"guards"`
}

// CommunityText are the texts and links of a post.
type CommunityText struct {
	CompetencyID *uuid.UUID `json:"competency_id,omitempty"`
	ProcedureID  *uuid.UUID `json:"procedure_id,omitempty"`
	Title        string     `json:"title" maxLength:"200"`
	Body         string     `json:"body" maxLength:"4000"`
	Did          string     `json:"did" maxLength:"4000" required:"false"`
	Watch        string     `json:"watch" maxLength:"4000" required:"false"`
}

// CommunityPostInput is a new post.
type CommunityPostInput struct {
	CommunityText

	Form      string `json:"form" enum:"question,case"`
	FieldKind string `json:"field_kind" enum:"position,procedure"`
	Field     string `json:"field" minLength:"1" maxLength:"300"`
}

// CommunityAnswerInput is the text of an answer.
type CommunityAnswerInput struct {
	Body string `json:"body" maxLength:"4000"`
}

// CommunityFollow follows a field, or no longer.
type CommunityFollow struct {
	FieldKind string `json:"field_kind" enum:"position,procedure"`
	Field     string `json:"field" minLength:"1" maxLength:"300"`
	Follow    bool   `json:"follow"`
}

// CommunityReach opens a field to the province, or no longer.
type CommunityReach struct {
	FieldKind string `json:"field_kind" enum:"position,procedure"`
	Field     string `json:"field" minLength:"1" maxLength:"300"`
	Wide      bool   `json:"wide"`
}

// CommunityReportInput says what is wrong with a post, or with one of its answers.
type CommunityReportInput struct {
	Answer *uuid.UUID `json:"answer,omitempty"`
	Reason string     `json:"reason" maxLength:"1000"`
}

// CommunityJudgement decides about a post, or about one of its answers.
type CommunityJudgement struct {
	Answer    *uuid.UUID `json:"answer,omitempty"`
	Judgement Judgement  `json:"judgement" enum:"hide,show,keep"`
	Reason    string     `json:"reason" maxLength:"1000" required:"false"`
}

func (t CommunityText) post() Post {
	return Post{CompetencyID: idOf(t.CompetencyID), ProcedureID: idOf(t.ProcedureID), Title: t.Title, Body: t.Body, Did: t.Did, Watch: t.Watch}
}

func idOf(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}

func orNil(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func topic(id uuid.UUID, vi, en string) *CommunityTopic {
	if id == uuid.Nil {
		return nil
	}
	return &CommunityTopic{ID: id, NameVI: vi, NameEN: en}
}

func postBody(v View, guards bool) CommunityPost {
	b := CommunityPost{
		ID: v.ID, Form: v.Form, FieldKind: v.FieldKind, Field: v.Field, FieldVI: v.FieldVI, FieldEN: v.FieldEN,
		Author: CommunityAuthor{FullName: v.AuthorName, Unit: v.AuthorUnit}, Commune: v.CommuneName,
		Competency: topic(v.CompetencyID, v.CompetencyVI, v.CompetencyEN), Procedure: topic(v.ProcedureID, v.ProcedureVI, v.ProcedureEN),
		Title: v.Title, Body: v.Body, Did: v.Did, Watch: v.Watch, CreatedAt: v.CreatedAt, EditedAt: v.EditedAt,
		Withdrawn: v.WithdrawnAt != nil, Hidden: v.HiddenAt != nil, HiddenReason: v.HiddenReason,
		Accepted: v.AnswerID != uuid.Nil, Answers: v.Answers, First: v.First,
	}
	if guards {
		b.Reports = v.Reports
	}
	return b
}

func detailBody(d Detail) CommunityDetail {
	b := CommunityDetail{
		CommunityPost: postBody(d.View, d.Guards), Own: d.Own, Guards: d.Guards,
		Replies: make([]CommunityAnswer, 0, len(d.Replies)), Edits: make([]CommunityEdit, 0, len(d.Edits)), Told: make([]CommunityReport, 0, len(d.Reports)),
	}
	for _, a := range d.Replies {
		reply := CommunityAnswer{
			ID: a.ID, Author: CommunityAuthor{FullName: a.AuthorName, Unit: a.AuthorUnit}, Mentor: a.Mentor, Body: a.Body,
			CreatedAt: a.CreatedAt, EditedAt: a.EditedAt, Hidden: a.HiddenAt != nil, HiddenReason: a.HiddenReason,
			Accepted: a.ID == d.AnswerID, Own: a.AuthorID == d.Me,
			CanAccept: d.Own && d.Form == Question && a.AuthorID != d.Me && a.ID != d.AnswerID && a.HiddenAt == nil,
		}
		if d.Guards {
			reply.Reports = a.Reports
		}
		b.Replies = append(b.Replies, reply)
	}
	for _, e := range d.Edits {
		b.Edits = append(b.Edits, CommunityEdit{Answer: orNil(e.AnswerID), At: e.At, Was: e.Was})
	}
	for _, r := range d.Reports {
		b.Told = append(b.Told, CommunityReport{Answer: orNil(r.AnswerID), By: r.FullName, Reason: r.Reason, CreatedAt: r.CreatedAt})
	}
	return b
}

func fieldsBody(names []gaps.FieldName, found []Standing) []CommunityField {
	known := make(map[[2]string]Standing, len(found))
	for _, s := range found {
		known[[2]string{s.FieldKind, s.Field}] = s
	}
	items := make([]CommunityField, 0, len(names))
	for _, n := range names {
		s := known[[2]string{n.Kind, n.Code}]
		items = append(items, CommunityField{
			Kind: n.Kind, Code: n.Code, NameVI: n.NameVI, NameEN: n.NameEN, Followed: s.Followed, Own: s.Own, Wide: s.Wide, Open: s.Open,
		})
	}
	return items
}
