package evidence

import (
	"context"
	"encoding/hex"
	"math"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/web"
)

// EvidenceWhy is everything behind one level of one person.
type EvidenceWhy struct {
	Competency   competency.CompetencyBody        `json:"competency"`
	Required     int16                            `json:"required" doc:"the highest of the requirements, 0 when no post requires it"`
	Requirements []EvidenceRequirement            `json:"requirements"`
	Level        int16                            `json:"level"`
	Entries      []EvidenceItem                   `json:"entries" doc:"the latest first"`
	Indicators   []competency.CompetencyIndicator `json:"indicators"`
	Raise        []EvidenceHint                   `json:"raise" doc:"any one of these would raise the level"`
	Rules        int                              `json:"rules" doc:"the version of the rules that judges the person"`
	Belief       EvidenceBelief                   `json:"belief"`
	Disputes     []EvidenceObjection              `json:"disputes" doc:"what the person said of the level, the latest first"`
	Can          EvidenceCan                      `json:"can"`
}

// EvidenceBelief is what evidence lets one believe beside the official level; it
// orders suggestions and closes no gap.
type EvidenceBelief struct {
	MeanMilli  int16      `json:"mean_milli" doc:"thousandths of a level"`
	SDMilli    int16      `json:"sd_milli" doc:"thousandths of a level"`
	WordKey    string     `json:"word_key" doc:"how sure it is that the person works at the official level"`
	Likelihood int        `json:"likelihood" minimum:"0" maximum:"100" doc:"of the official level, in percent"`
	RecheckOn  *clock.Day `json:"recheck_on,omitempty" format:"date" doc:"when the level asks to be looked at again"`
}

// EvidenceRequirement is what one post requires.
type EvidenceRequirement struct {
	PositionVI string    `json:"position_vi"`
	PositionEN string    `json:"position_en"`
	Unit       string    `json:"unit"`
	Kind       string    `json:"kind" enum:"permanent,acting,concurrent,seconded"`
	Level      int16     `json:"level"`
	Critical   bool      `json:"critical"`
	Weight     int16     `json:"weight,omitempty"`
	Origin     string    `json:"origin,omitempty" doc:"the unit that asks; absent for the province's own list"`
	Reason     string    `json:"reason,omitempty" doc:"the unit's reason"`
	From       clock.Day `json:"from" format:"date"`
}

// EvidenceItem is one entry and what it does for the level.
type EvidenceItem struct {
	ID              uuid.UUID      `json:"id"`
	Kind            string         `json:"kind" enum:"self,completion,attendance,test,coaching,prior,simulator,appraisal,observation"`
	Action          string         `json:"action" enum:"log,attest,override,withdraw"`
	Level           int16          `json:"level" doc:"as written, before the kind's limit"`
	Counted         bool           `json:"counted"`
	Shows           int16          `json:"shows" doc:"the level it counts for, 0 when it does not count"`
	ReasonKey       string         `json:"reason_key"`
	ReasonArgs      map[string]any `json:"reason_args,omitempty"`
	Reason          string         `json:"reason,omitempty" doc:"given by whoever set the level"`
	Capacity        string         `json:"capacity" enum:"system,self,mentor,superior,trainer,assessor,officer"`
	Actor           string         `json:"actor,omitempty"`
	ObservedAt      time.Time      `json:"observed_at"`
	ValidUntil      *time.Time     `json:"valid_until,omitempty"`
	Strength        int            `json:"strength" doc:"basis points"`
	Subject         string         `json:"subject,omitempty"`
	Number          int64          `json:"number" doc:"place in the person's chain"`
	Seal            string         `json:"seal" doc:"first digits of the entry's hash"`
	DescriptionKey  string         `json:"description_key"`
	DescriptionArgs map[string]any `json:"description_args,omitempty"`
	CanWithdraw     bool           `json:"can_withdraw" doc:"the reader may take it back"`
}

// EvidenceHint names something that would raise a level.
type EvidenceHint struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args,omitempty"`
}

type mineInput struct {
	CompetencyID uuid.UUID `path:"competency_id"`
}

type personInput struct {
	StaffID      uuid.UUID `path:"staff_id"`
	CompetencyID uuid.UUID `path:"competency_id"`
}

// Routes serves the reasons behind levels, the rules that judge them and the
// changes that make evidence stale.
func Routes(s *web.Server, svc *Service) {
	ruleRoutes(s, svc)
	deedRoutes(s, svc)
	observationRoutes(s, svc)
	disputeRoutes(s, svc)
	changeRoutes(s, svc)
	web.Handle(s, web.Route{
		ID: "evidence-mine", Method: http.MethodGet, Path: "/evidence/mine/{competency_id}", Permission: access.EvidenceSelf,
		Summary: "Why my level in a competency is what it is",
	}, func(ctx context.Context, in *mineInput) (*web.Body[EvidenceWhy], error) {
		w, err := svc.Mine(ctx, in.CompetencyID)
		if err != nil {
			return nil, err
		}
		return &web.Body[EvidenceWhy]{Body: bodyOf(w)}, nil
	})

	web.Handle(s, web.Route{
		ID: "evidence-person", Method: http.MethodGet, Path: "/evidence/people/{staff_id}/{competency_id}", Permission: access.EvidenceRead,
		Summary: "Why someone's level in a competency is what it is; reading is logged",
	}, func(ctx context.Context, in *personInput) (*web.Body[EvidenceWhy], error) {
		w, err := svc.OfPerson(ctx, in.StaffID, in.CompetencyID)
		if err != nil {
			return nil, err
		}
		return &web.Body[EvidenceWhy]{Body: bodyOf(w)}, nil
	})
}

func bodyOf(w Why) EvidenceWhy {
	body := EvidenceWhy{
		Competency: competency.BodyOf(w.Competency), Required: w.Required, Level: w.Folded.Level,
		Requirements: make([]EvidenceRequirement, 0, len(w.Asked)),
		Entries:      make([]EvidenceItem, 0, len(w.Entries)),
		Indicators:   competency.IndicatorBodies(w.Indicators),
		Raise:        make([]EvidenceHint, 0, len(w.Raise)),
		Rules:        w.RuleSet,
		Belief:       beliefBody(w.Belief, w.Folded.Level),
		Disputes:     objectionBodies(w.Disputes, w.Actors),
		Can: EvidenceCan{
			Appraise: w.Can.Appraise, Observe: w.Can.Observe, Override: w.Can.Override, Assess: w.Can.Assess, Dispute: w.Can.Dispute,
		},
	}
	for _, a := range w.Asked {
		body.Requirements = append(body.Requirements, EvidenceRequirement{
			PositionVI: a.PositionVI, PositionEN: a.PositionEN, Unit: a.Unit, Kind: a.PostKind,
			Level: a.Level, Critical: a.Critical, Weight: a.Weight, Origin: a.Origin, Reason: a.Reason, From: a.From,
		})
	}
	for i, e := range w.Entries {
		v := w.Folded.Verdicts[i]
		body.Entries = append(body.Entries, EvidenceItem{
			ID: e.ID, Kind: e.Kind, Action: e.Action, Level: e.Level, Counted: v.Counted, Shows: v.Level,
			ReasonKey: v.Key, ReasonArgs: v.Args, Reason: e.Reason, Capacity: e.Capacity, Actor: w.Actors[e.ActorID],
			ObservedAt: e.ObservedAt, ValidUntil: e.ValidUntil,
			DescriptionKey: e.DescriptionKey, DescriptionArgs: e.DescriptionArgs,
			CanWithdraw: len(w.Can.Withdraw) > i && w.Can.Withdraw[i],
			Strength:    e.Strength, Subject: e.Subject, Number: e.Seq, Seal: hex.EncodeToString(e.Hash[:min(len(e.Hash), 6)]),
		})
	}
	for _, h := range w.Raise {
		body.Raise = append(body.Raise, EvidenceHint(h))
	}
	return body
}

func beliefBody(b Belief, level int16) EvidenceBelief {
	body := EvidenceBelief{Likelihood: int(math.Round(100 * b.AtLeast(level)))}
	body.MeanMilli, body.SDMilli = b.Milli()
	body.WordKey = ConfidenceWord(b.AtLeast(level))
	if due, ok := b.Recheck(level); ok && level > 0 {
		day := clock.DayOf(due)
		body.RecheckOn = &day
	}
	return body
}
