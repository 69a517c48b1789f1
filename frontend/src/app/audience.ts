import type { Me, Role } from "@/api/me";
import { hasRole } from "@/api/me";
import type { PageName } from "@/lib/paths";

/** Who may open a page: anybody, anybody signed in, or holders of one of the roles. The server decides again, over the data. */
export type Audience = "public" | "everyone" | readonly Role[];

const learning: readonly Role[] = ["learner", "mentor", "unit_leader", "trainer", "department_officer"];
const reviewing: readonly Role[] = ["unit_leader", "department_officer"];
const managing: readonly Role[] = ["unit_leader", "department_officer", "administrator"];
const administering: readonly Role[] = ["administrator"];

export const audience: Record<PageName, Audience> = {
  home: "everyone",
  courses: "everyone",
  course: "everyone",
  lesson: "everyone",
  quiz: "everyone",
  attempt: "everyone",
  attemptResult: "everyone",
  competencies: learning,
  competency: learning,
  mentoring: learning,
  mentorship: learning,
  plan: learning,
  planPaper: learning,
  plansPeople: reviewing,
  planPerson: reviewing,
  units: reviewing,
  unit: reviewing,
  unitTeam: reviewing,
  unitFields: reviewing,
  unitFragile: reviewing,
  fields: reviewing,
  fragile: reviewing,
  trend: reviewing,
  procedureNeeds: reviewing,
  procedureNeed: reviewing,
  reviews: learning,
  reviewNew: ["department_officer"],
  review: reviewing,
  reviewMine: ["learner"],
  reviewPart: reviewing,
  reviewPerson: reviewing,
  reviewCalibration: reviewing,
  reviewReport: reviewing,
  classes: ["learner", "unit_leader", "trainer", "department_officer"],
  classNew: ["department_officer"],
  class: "everyone",
  criteria: ["trainer", "department_officer"],
  criterion: ["trainer", "department_officer"],
  rules: "everyone",
  changes: "everyone",
  change: reviewing,
  observe: ["unit_leader", "trainer", "department_officer"],
  people: managing,
  person: managing,
  disputes: reviewing,
  portfolio: ["learner"],
  portfolioNew: ["learner"],
  portfolioReviews: reviewing,
  portfolioReview: reviewing,
  portfolioItem: ["learner"],
  rights: "everyone",
  framework: "everyone",
  frameworkVersions: "everyone",
  frameworkCompare: "everyone",
  frameworkDraft: ["department_officer"],
  frameworkImport: ["department_officer"],
  requirements: "everyone",
  imports: administering,
  import: administering,
  accounts: administering,
  catalogue: administering,
  audit: administering,
  procedures: "everyone",
  notices: "everyone",
  account: "everyone",
  signIn: "public",
  setup: "public",
  activate: "public",
};

export const mayOpen = (me: Me, page: PageName): boolean => {
  const who = audience[page];
  return typeof who === "string" || hasRole(me, ...who);
};
