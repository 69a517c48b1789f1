import { expect, test } from "vitest";
import { changesOf, changesReach, communesToShow, isChanged, linesOf, scarcestOf } from "./needs-rules";

const skill = (id: string) => ({ id, code: id, name_vi: id, name_en: id, group_vi: "" });
const needs = [
  { competency: skill("a"), level: 3 },
  { competency: skill("b"), level: 2, decided: { at: "2026-11-28T00:00:00Z" } },
];

test("lines as they were are no change, and confirming a draft moves no number", () => {
  const lines = linesOf(needs);
  expect(isChanged(changesOf(needs, lines))).toBe(false);
  const confirmed = changesOf(
    needs,
    lines.map((line) => ({ ...line, confirmed: true })),
  );
  expect(confirmed).toEqual({ added: 0, removed: 0, moved: 0, confirmed: 1 });
  expect(changesReach(confirmed)).toBe(false);
});

test("what is added, removed and moved is counted", () => {
  const lines = [
    { competency: skill("a"), level: 4, confirmed: true },
    { competency: skill("c"), level: 1, confirmed: true },
  ];
  expect(changesOf(needs, lines)).toEqual({ added: 1, removed: 1, moved: 1, confirmed: 0 });
});

test("communes where fewest can do it come first", () => {
  const commune = (name: string, before: number, after: number) => ({
    unit: { id: name, name },
    before,
    after,
    able: [after, 3],
  });
  const all = [commune("Xã Ba", 5, 5), commune("Xã An", 3, 0), commune("Xã Đa", 1, 2)];
  const names = (show: "few" | "changed" | "all", find = "") =>
    communesToShow(all, show, find).map(({ unit }) => unit.name);
  expect(names("all")).toEqual(["Xã An", "Xã Đa", "Xã Ba"]);
  expect(names("few")).toEqual(["Xã An", "Xã Đa"]);
  expect(names("changed", "da")).toEqual(["Xã Đa"]);
  const bars = [
    { competency_id: "a", level: 3 },
    { competency_id: "b", level: 2 },
  ];
  expect(scarcestOf(all[0]!, bars)).toEqual({ bar: bars[1], able: 3 });
});
