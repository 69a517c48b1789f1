import { expect, test } from "vitest";
import type { Competency, Item } from "./api";
import {
  answered,
  asked,
  dayAhead,
  documentDay,
  grouped,
  toggled,
  counted,
  missing,
  partSort,
  partState,
} from "./rules";

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

test("orders and states of parts come from the address only when they are known", () => {
  expect(["late", "-apart", "x", ""].map(partSort)).toEqual(["late", "-apart", undefined, undefined]);
  expect(["open", "closed"].map(partState)).toEqual(["open", undefined]);
});

test("what is missing counts only what is asked", () => {
  const part = { items: 10, self_done: 4, superior_done: 7 };
  expect(missing({ ask_self: true, ask_superior: true }, part)).toBe(9);
  expect(missing({ ask_self: true, ask_superior: false }, part)).toBe(6);
});

test("a list is counted as far as it is known", () => {
  expect(counted(undefined, String)).toBe("");
  expect(counted({ pages: [{ items: [] }] }, String)).toBe("");
  expect(counted({ pages: [{ items: [1, 2], next: "x" }] }, String)).toBe("2+");
});
