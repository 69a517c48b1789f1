package app

import (
	"camtay/app/assess"
	"camtay/app/audit"
	"camtay/app/auth"
	"camtay/app/classes"
	"camtay/app/communities"
	"camtay/app/effects"
	"camtay/app/evidence"
	"camtay/app/gaps"
	"camtay/app/learn"
	"camtay/app/mentoring"
	"camtay/app/notify"
	"camtay/app/outreach"
	"camtay/app/plans"
	"camtay/app/portfolio"
	"camtay/app/programmes"
	"camtay/app/reviews"
	"camtay/app/rights"
	"camtay/app/staff"
)

// Holdings is everything the house holds about people, by room: what a person
// takes along. A room that begins to hold something adds a line.
func Holdings() []rights.Part {
	return []rights.Part{
		{Room: "staff", Tables: staff.About()},
		{Room: "auth", Tables: auth.About()},
		{Room: "evidence", Tables: evidence.About()},
		{Room: "gaps", Tables: gaps.About()},
		{Room: "learn", Tables: learn.About()},
		{Room: "assess", Tables: assess.About()},
		{Room: "classes", Tables: classes.About()},
		{Room: "mentoring", Tables: mentoring.About()},
		{Room: "portfolio", Tables: portfolio.About(), Files: portfolio.Files},
		{Room: "plans", Tables: plans.About()},
		{Room: "reviews", Tables: reviews.About()},
		{Room: "programmes", Tables: programmes.About()},
		{Room: "outreach", Tables: outreach.About()},
		{Room: "communities", Tables: communities.About()},
		{Room: "effects", Tables: effects.About()},
		{Room: "notify", Tables: notify.About()},
		{Room: "audit", Tables: audit.About()},
	}
}
