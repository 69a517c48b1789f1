import { expect, test } from "vitest";
import type { Action, Plan, Proposal, Target } from "./api";
import { draftOf, inputOf, placeOf, sentIndex, wished } from "./rules";

const competency = (id: string) => ({ id, code: id, name_vi: id, name_en: "", group_vi: "" });
const action = (change: Partial<Action> = {}): Action => ({
  id: "a1",
  kind: "practice",
  title_vi: "Thực hành",
  title_en: "",
  until_on: "2027-02-01",
  standing: "todo",
  late: false,
  done: 0,
  of: 0,
  ...change,
});
const target = (id: string, actions: Action[] = []): Target => ({
  competency: competency(id),
  level_from: 1,
  level_to: 3,
  level: 1,
  met: false,
  overdue: false,
  until_on: "2027-03-01",
  why: "gap",
  actions,
});
const proposal: Proposal = {
  from_on: "2026-11-27",
  until_on: "2027-06-30",
  periods: 4,
  items: [
    { target: target("c1"), key: "plans.because_gap", args: {} },
    { target: target("c2"), key: "plans.because_gap", args: {} },
  ],
};
const plan = {
  revision: 4,
  until_on: "2027-05-31",
  targets: [target("c1", [action()])],
} as Plan;

test("without a plan all that is proposed is ticked; with one only what it says", () => {
  expect(draftOf(undefined, proposal).targets.map(({ chosen }) => chosen)).toEqual([true, true]);
  const draft = draftOf(plan, proposal);
  expect(draft.targets.map(({ competency: { id }, chosen }) => [id, chosen])).toEqual([
    ["c1", true],
    ["c2", false],
  ]);
  expect([draft.revision, draft.until_on]).toEqual([4, "2027-05-31"]);
});

test("a change that waits is what editing goes on from", () => {
  const asked = {
    ...plan,
    change: { until_on: "2027-04-30", rows: [{ mark: "added", after: target("c9"), actions: [] }] },
  } as Plan;
  const draft = draftOf(asked, proposal);
  expect(draft.targets[0]?.competency.id).toBe("c9");
  expect(draft.until_on).toBe("2027-04-30");
});

test("only what is ticked is sent, and titles only of free text", () => {
  const draft = draftOf(plan, proposal);
  draft.targets[0]?.actions.push({
    key: "k",
    kind: "course",
    ref_id: "r1",
    title: "Khóa học",
    until_on: "2027-01-01",
  });
  expect(inputOf(draft, "xin")).toEqual({
    revision: 4,
    words: "xin",
    until_on: "2027-05-31",
    targets: [
      {
        competency_id: "c1",
        level_to: 3,
        until_on: "2027-03-01",
        actions: [
          { id: "a1", kind: "practice", title: "Thực hành", until_on: "2027-02-01" },
          { kind: "course", ref_id: "r1", title: "", until_on: "2027-01-01" },
        ],
      },
    ],
  });
});

test("the server counts targets that are sent", () => {
  const draft = draftOf(plan, proposal);
  draft.targets.push(wished(competency("c3"), draft.until_on));
  expect(sentIndex(draft, 2)).toBe(1);
});

test("an action leads to where it is done", () => {
  const mentor = action({ kind: "mentor", ref_id: "m1" });
  expect(placeOf(mentor, competency("c1"))).toBe("/kem-cap?nang-luc=c1");
  expect(placeOf({ ...mentor, pair_id: "p1" }, competency("c1"))).toBe("/kem-cap/p1");
  expect(placeOf(action({ kind: "course", ref_id: "r1" }), competency("c1"))).toBe("/khoa-hoc/r1");
  expect(placeOf(action(), competency("c1"))).toBeUndefined();
});
