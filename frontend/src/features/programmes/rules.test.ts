import { expect, test } from "vitest";
import type { Competency } from "./api";
import { answered, dayAhead, grouped, joined, toggled } from "./rules";

test("competencies stand by group in the order in which groups first come", () => {
  const all = [
    { id: "a", group_vi: "Kỹ năng số" },
    { id: "b", group_vi: "Nghiệp vụ" },
    { id: "c", group_vi: "Kỹ năng số" },
  ] as Competency[];
  expect(grouped(all)).toEqual([
    { name: "Kỹ năng số", ids: ["a", "c"] },
    { name: "Nghiệp vụ", ids: ["b"] },
  ]);
});

test("a group is added where one of it lacks, and taken out when all of it is there", () => {
  expect(toggled(["a"], ["a", "b"])).toEqual(["a", "b"]);
  expect(toggled(["a", "b", "c"], ["a", "b"])).toEqual(["c"]);
});

test("communes added again are not there twice", () => {
  expect(joined([{ id: "a" }], [{ id: "b" }, { id: "a" }, { id: "b" }])).toEqual([{ id: "a" }, { id: "b" }]);
});

test("answers stand in the order of a pair's life, those of nobody left out", () => {
  expect(answered({ answers: { declined: 2, suggested: 5, active: 0, completed: 1 } })).toEqual([
    "suggested",
    "declined",
    "completed",
  ]);
  expect(answered({})).toEqual([]);
});

test("days ahead are days in Vietnam, where it is tomorrow at six in the evening of London", () => {
  expect(dayAhead(7, Date.parse("2026-11-28T18:00:00Z"))).toBe("2026-12-06");
});
