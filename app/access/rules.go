package access

import "slices"

// Permission is `<room>.<deed>`.
type Permission string

// Open is the permission of routes that need no sign-in.
const Open Permission = "open"

// The permissions. A route names exactly one.
const (
	AuthSelf          Permission = "auth.self"
	AuthAccounts      Permission = "auth.accounts"
	AuditRead         Permission = "audit.read"
	OrgRead           Permission = "org.read"
	StaffRead         Permission = "staff.read"
	StaffImport       Permission = "staff.import"
	StaffSelf         Permission = "staff.self"
	StaffCover        Permission = "staff.cover"
	CompetencyRead    Permission = "competency.read"
	CompetencyEdit    Permission = "competency.edit"
	CriteriaRead      Permission = "competency.criteria_read"
	CriteriaEdit      Permission = "competency.criteria"
	CompetencyRaise   Permission = "competency.raise"
	ProceduresRead    Permission = "procedures.read"
	ProceduresEdit    Permission = "procedures.edit"
	CatalogueImport   Permission = "catalogue.import"
	EvidenceSelf      Permission = "evidence.self"
	EvidenceRead      Permission = "evidence.read"
	EvidenceRules     Permission = "evidence.rules"
	EvidenceRulesRead Permission = "evidence.rules_read"
	EvidenceBrief     Permission = "evidence.brief"
	EvidenceAppraise  Permission = "evidence.appraise"
	EvidenceObserve   Permission = "evidence.observe"
	EvidenceOverride  Permission = "evidence.override"
	EvidenceWithdraw  Permission = "evidence.withdraw"
	PortfolioSelf     Permission = "portfolio.self"
	PortfolioReview   Permission = "portfolio.review"
	RightsSelf        Permission = "rights.self"
	RightsEdit        Permission = "rights.edit"
	GapsSelf          Permission = "gaps.self"
	GapsRead          Permission = "gaps.read"
	GapsAssign        Permission = "gaps.assign"
	GapsProcedures    Permission = "gaps.procedures"
	LearnSelf         Permission = "learn.self"
	AssessSelf        Permission = "assess.self"
	MentoringSelf     Permission = "mentoring.self"
	MentoringCoach    Permission = "mentoring.coach"
	MentoringWatch    Permission = "mentoring.watch"
	MentoringPropose  Permission = "mentoring.propose"
	MentoringRules    Permission = "mentoring.rules"
	ClassesSelf       Permission = "classes.self"
	ClassesRead       Permission = "classes.read"
	ClassesCreate     Permission = "classes.create"
	ClassesNominate   Permission = "classes.nominate"
	ClassesApprove    Permission = "classes.approve"
	ClassesAttendance Permission = "classes.attendance"
	NotifySelf        Permission = "notify.self"
	PlansSelf         Permission = "plans.self"
	PlansLead         Permission = "plans.lead"
	PlansRead         Permission = "plans.read"
	EffectsSelf       Permission = "effects.self"
	EffectsCoach      Permission = "effects.coach"
	EffectsRead       Permission = "effects.read"
	ReviewsSelf       Permission = "reviews.self"
	ReviewsRead       Permission = "reviews.read"
	ReviewsAppraise   Permission = "reviews.appraise"
	ReviewsRun        Permission = "reviews.run"
	ProgrammesRun     Permission = "programmes.run"
	OutreachSelf      Permission = "outreach.self"
	OutreachRead      Permission = "outreach.read"
	OutreachLead      Permission = "outreach.lead"
	CommunitiesTake   Permission = "communities.take_part"
	CommunitiesGuard  Permission = "communities.guard"
	CommunitiesWiden  Permission = "communities.widen"
)

// rules is the whole of who may do what. Permissions ending in .self concern
// the caller's own records only.
func rules() map[Permission][]Role {
	everyone := Roles()
	return map[Permission][]Role{
		AuthSelf:          everyone,
		OrgRead:           everyone,
		CompetencyRead:    everyone,
		EvidenceRulesRead: everyone,
		ProceduresRead:    everyone,
		NotifySelf:        everyone,
		EvidenceSelf:      {Learner},
		GapsSelf:          {Learner},
		LearnSelf:         {Learner},
		AssessSelf:        {Learner},
		MentoringSelf:     {Learner},
		ClassesSelf:       {Learner},
		MentoringCoach:    {Mentor},
		MentoringWatch:    {UnitLeader, DepartmentOfficer},
		StaffSelf:         {Learner},
		EffectsSelf:       {Learner},
		EffectsCoach:      {Mentor},
		EffectsRead:       {UnitLeader, DepartmentOfficer},
		PlansSelf:         {Learner},

		ReviewsSelf:     {Learner},
		ReviewsRead:     {UnitLeader, DepartmentOfficer},
		ReviewsAppraise: {UnitLeader},
		ReviewsRun:      {DepartmentOfficer},
		PortfolioSelf:   {Learner},

		OutreachSelf:     {Learner},
		OutreachRead:     {UnitLeader, DepartmentOfficer},
		OutreachLead:     {UnitLeader},
		CommunitiesTake:  {Learner, UnitLeader, DepartmentOfficer},
		CommunitiesGuard: {UnitLeader, DepartmentOfficer},
		CommunitiesWiden: {DepartmentOfficer},

		RightsSelf: everyone,

		StaffRead:         {UnitLeader, DepartmentOfficer, Administrator},
		StaffCover:        {UnitLeader, DepartmentOfficer},
		MentoringPropose:  {UnitLeader, DepartmentOfficer},
		MentoringRules:    {DepartmentOfficer},
		GapsRead:          {UnitLeader, DepartmentOfficer},
		GapsAssign:        {UnitLeader},
		GapsProcedures:    {DepartmentOfficer},
		EvidenceRead:      {UnitLeader, DepartmentOfficer},
		ClassesRead:       {UnitLeader, Trainer, DepartmentOfficer},
		ClassesNominate:   {UnitLeader},
		ClassesCreate:     {DepartmentOfficer},
		ClassesApprove:    {DepartmentOfficer},
		ClassesAttendance: {Trainer, DepartmentOfficer},
		CompetencyEdit:    {DepartmentOfficer},
		EvidenceRules:     {DepartmentOfficer},
		EvidenceBrief:     {UnitLeader},
		EvidenceAppraise:  {UnitLeader, DepartmentOfficer},
		EvidenceObserve:   {UnitLeader, Trainer, DepartmentOfficer},
		EvidenceOverride:  {DepartmentOfficer},
		EvidenceWithdraw:  {Learner, UnitLeader, Trainer, DepartmentOfficer},
		PortfolioReview:   {UnitLeader, DepartmentOfficer},
		RightsEdit:        {DepartmentOfficer},
		CriteriaRead:      {Trainer, DepartmentOfficer},
		CriteriaEdit:      {DepartmentOfficer},
		PlansRead:         {UnitLeader, DepartmentOfficer},
		PlansLead:         {UnitLeader},
		CompetencyRaise:   {UnitLeader, DepartmentOfficer},
		ProgrammesRun:     {DepartmentOfficer},

		StaffImport:     {Administrator},
		AuthAccounts:    {Administrator},
		AuditRead:       {Administrator},
		CatalogueImport: {Administrator},
		ProceduresEdit:  {DepartmentOfficer, Administrator},
	}
}

//nolint:gochecknoglobals // built once from rules(), never written
var table = rules()

func allows(role Role, permission Permission) bool {
	return slices.Contains(table[permission], role)
}

// Known reports whether any rule names the permission.
func Known(permission Permission) bool {
	_, ok := table[permission]
	return ok || permission == Open
}
