package app

import (
	"camtay/app/effects"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/mentoring"
	"camtay/app/notify"
	"camtay/app/plans"
)

// react is the whole of what follows from what. A reaction runs after the
// transaction of its fact, in one of its own, and may be tried again.
func react(o *event.Outbox, proofs *evidence.Service, messages *notify.Service, agreed *plans.Service, pairs *mentoring.Service, changes *effects.Service) {
	event.On(o, "evidence.competency_published", proofs.OnPublished)
	event.On(o, "notify.level_changed", messages.OnLevelChanged)
	event.On(o, "notify.lapsing", messages.OnLapsing)
	event.On(o, "notify.rejudged", messages.OnRejudged)
	event.On(o, "notify.retraining_asked", messages.OnRetrainingAsked)
	event.On(o, "notify.evidence_recorded", messages.OnRecorded)
	event.On(o, "notify.evidence_disputed", messages.OnDisputed)
	event.On(o, "notify.dispute_answered", messages.OnDisputeAnswered)
	event.On(o, "notify.portfolio_submitted", messages.OnPortfolioSubmitted)
	event.On(o, "notify.portfolio_decided", messages.OnPortfolioDecided)
	event.On(o, "notify.class_opened", messages.OnClassOpened)
	event.On(o, "notify.class_decided", messages.OnDecided)
	event.On(o, "notify.class_cancelled", messages.OnClassCancelled)
	event.On(o, "notify.mentoring_requested", messages.OnMentoringRequested)
	event.On(o, "notify.mentoring_invited", messages.OnMentoringInvited)
	event.On(o, "notify.mentoring_rested", messages.OnMentoringRested)
	event.On(o, "notify.mentoring_answered", messages.OnMentoringAnswered)
	event.On(o, "notify.mentoring_closed", messages.OnMentoringClosed)
	event.On(o, "mentoring.level_changed", pairs.OnLevelChanged)
	event.On(o, "notify.pair_target_reached", messages.OnTargetReached)
	event.On(o, "notify.booking_changed", messages.OnBookingChanged)
	event.On(o, "notify.mentor_called", messages.OnCalled)
	event.On(o, "notify.hand_over_moved", messages.OnHandOverMoved)
	event.On(o, "notify.pair_flagged", messages.OnFlagged)
	event.On(o, "notify.pair_feedback_asked", messages.OnFeedbackAsked)
	event.On(o, "notify.mentor_proposed", messages.OnMentorProposed)
	event.On(o, "notify.mentor_proposal_answered", messages.OnMentorProposalAnswered)
	event.On(o, "effects.mentoring_closed", changes.OnClosed)
	event.On(o, "effects.level_changed", changes.OnLevelChanged)
	event.On(o, "notify.reassessment_due", messages.OnReassessmentDue)
	event.On(o, "notify.reassessment_late", messages.OnReassessmentLate)
	event.On(o, "notify.look_asked", messages.OnLookAsked)
	event.On(o, "notify.session_logged", messages.OnSessionLogged)
	event.On(o, "notify.session_disputed", messages.OnSessionDisputed)
	event.On(o, "plans.level_changed", agreed.OnLevelChanged)
	event.On(o, "notify.plan_moved", messages.OnPlanMoved)
	event.On(o, "notify.plan_target_met", messages.OnPlanTargetMet)
	event.On(o, "notify.plan_offered", messages.OnPlanOffered)
	event.On(o, "notify.plan_due_soon", messages.OnPlanDueSoon)
	event.On(o, "notify.review_launched", messages.OnReviewLaunched)
	event.On(o, "notify.review_named", messages.OnReviewNamed)
	event.On(o, "notify.review_reminded", messages.OnReviewReminded)
	event.On(o, "notify.review_observe", messages.OnObservationAsked)
	event.On(o, "notify.outreach_moved", messages.OnOutreachMoved)
	event.On(o, "notify.community_posted", messages.OnCommunityPosted)
	event.On(o, "notify.community_answered", messages.OnCommunityAnswered)
	event.On(o, "notify.community_accepted", messages.OnCommunityAccepted)
	event.On(o, "notify.community_hidden", messages.OnCommunityHidden)
	event.On(o, "notify.community_reported", messages.OnCommunityReported)
}
