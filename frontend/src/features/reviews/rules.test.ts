import { expect, test } from "vitest";
import type { Competency, Item } from "./api";
import { answered, asked, dayAhead, documentDay, grouped, toggled } from "./rules";

test("progress counts only the sides that are asked", () => {
  const review = { ask_self: true, ask_superior: false, items: 10, self_done: 4, superior_done: 9 };
  expect(asked(review)).toEqual({ done: 4, wanted: 10, share: 0.4 });
  expect(asked({ ...review, ask_superior: true }).share).toBe(0.65);
  expect(asked({ ...review, ask_self: false }).share).toBe(1);
});

test("competencies stand by group in the order given", () => {
  const of = (code: string, group_vi: string): Competency => ({
    id: code,
    code,
    name_vi: code,
    name_en: "",
    group_vi,
  });
  expect(
    grouped([of("a", "x"), of("b", "y"), of("c", "x")]).map(({ name, items }) => [name, items.length]),
  ).toEqual([
    ["x", 2],
    ["y", 1],
  ]);
});

test("a group is chosen whole, and let go when it is chosen whole", () => {
  expect(toggled(["a"], ["a", "b"])).toEqual(["a", "b"]);
  expect(toggled(["a", "b", "c"], ["a", "b"])).toEqual(["c"]);
});

test("days are Vietnamese days", () => {
  const late = Date.UTC(2026, 10, 27, 18);
  expect(dayAhead(0, late)).toBe("2026-11-28");
  expect(documentDay(new Date(late))).toEqual(["28", "11", "2026"]);
  expect(documentDay(new Date(Date.UTC(2026, 1, 3)))).toEqual(["03", "02", "2026"]);
});

test("each side's answers are counted", () => {
  const items = [{ self_level: 0 }, { superior_level: 2 }, {}] as Item[];
  expect([answered(items, "self"), answered(items, "superior")]).toEqual([1, 1]);
});
