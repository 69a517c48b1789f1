import type { Me, Role } from "@/api/me";
import { hasRole } from "@/api/me";
import type { PageName } from "@/lib/paths";

/** Who may open a page: anybody, anybody signed in, or holders of one of the roles. The server decides again, over the data. */
export type Audience = "public" | "everyone" | readonly Role[];

const learning: readonly Role[] = ["learner", "mentor", "unit_leader", "trainer", "department_officer"];
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
  units: managing,
  unit: managing,
  classes: [...managing, "trainer"],
  classNew: ["department_officer", "administrator"],
  class: "everyone",
  people: managing,
  person: managing,
  imports: ["department_officer", "administrator"],
  import: ["department_officer", "administrator"],
  accounts: administering,
  catalogue: administering,
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
