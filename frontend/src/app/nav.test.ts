import { expect, test } from "vitest";
import type { Me, Role } from "@/api/me";
import { paths } from "@/lib/paths";
import type { PageName } from "@/lib/paths";
import { mayOpen } from "./audience";
import { sectionsFor, tabsFor } from "./nav";
import { registered } from "./pages";
import { pageAt } from "./router";

const person = (...roles: Role[]): Me => ({
  account_id: "a",
  staff_id: "s",
  name: "Nguyễn Thị Hạnh",
  given_name: "Hạnh",
  posts: [],
  roles: roles.map((role) => ({ role, unit: { id: "u", code: "U", name: "Sở Nội vụ" } })),
  locale: "vi",
  text_size: "a",
  demo: false,
});
const whole = (me: Me) => sectionsFor(me, () => true);
const outline = (me: Me) =>
  whole(me).map(({ name, items }) => [name, items.map(({ page }) => page).join(" ")]);

test("each role sees its own sections", () => {
  expect(outline(person("learner"))).toEqual([
    [
      "learn",
      "home courses competencies plan portfolio mentoring communities myEffects reviews classes notices rights",
    ],
  ]);
  expect(outline(person("learner", "unit_leader"))).toEqual([
    ["learn", "home courses competencies plan portfolio mentoring communities myEffects notices rights"],
    [
      "manage",
      "units classes people plansPeople mentors cover outreach effects reviews mentoringWatch disputes portfolioReviews observe changes framework requirements",
    ],
  ]);
  expect(outline(person("department_officer"))).toEqual([
    ["learn", "home courses competencies plan mentoring communities notices rights"],
    [
      "province",
      "units classes people plansPeople mentors cover outreach effects reviews mentoringWatch programmes disputes portfolioReviews observe criteria rules changes framework requirements procedures",
    ],
  ]);
  expect(outline(person("administrator")).at(-1)).toEqual([
    "admin",
    "imports accounts catalogue procedures audit",
  ]);
});

test("pages that do not exist are not offered", () => {
  expect(sectionsFor(person("learner"), (page) => page === "home").map(({ items }) => items.length)).toEqual([
    1,
  ]);
});

test("a phone has at most four tabs, home first, and says when there is more", () => {
  const tabs = (me: Me) => {
    const { tabs: items, more } = tabsFor(whole(me));
    return [items.map(({ page }) => page).join(" "), more];
  };
  expect(tabs(person("learner"))).toEqual(["home courses competencies", true]);
  expect(tabs(person("department_officer"))).toEqual(["home units classes", true]);
  expect(tabs(person("administrator"))).toEqual(["home imports accounts", true]);
  expect(
    tabsFor(
      sectionsFor(
        person("learner"),
        (page) =>
          ![
            "notices",
            "myEffects",
            "classes",
            "plan",
            "reviews",
            "portfolio",
            "communities",
            "rights",
          ].includes(page),
      ),
    ).tabs,
  ).toHaveLength(4);
});

test("roles open what is theirs", () => {
  expect(mayOpen(person("learner"), "accounts")).toBe(false);
  expect(mayOpen(person("administrator"), "accounts")).toBe(true);
  expect(mayOpen(person("learner"), "course")).toBe(true);
});

test("every registered page has an address that leads to it", () => {
  const wrong = (Object.keys(registered) as PageName[]).filter(
    (name) => pageAt(paths[name].replace(/:\w+/g, "7")) !== name,
  );
  expect(wrong).toEqual([]);
  expect(pageAt("/khong-co")).toBeUndefined();
});
