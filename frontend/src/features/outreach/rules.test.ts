import { expect, test } from "vitest";
import { dayAfter, halfDayOf, keyOf, proposed, slotsOf, stateOf, weekday } from "./rules";

const half = (on: string, which: number) => ({ on, half: which });

test("half-days are proposed on as many days as there are", () => {
  const free = [half("2026-11-30", 0), half("2026-11-30", 1), half("2026-12-01", 0), half("2026-12-02", 1)];
  expect(proposed(free, 2)).toEqual([half("2026-11-30", 0), half("2026-12-01", 0)]);
  expect(proposed(free, 4)).toEqual(free);
  expect(proposed([], 3)).toEqual([]);
});

test("a half-day is its own key", () => {
  expect(halfDayOf(keyOf(half("2026-11-30", 1)))).toEqual(half("2026-11-30", 1));
  expect(weekday("2026-11-30")).toBe(1);
});

test("slots are bits, days are Vietnamese", () => {
  expect(slotsOf(["0", "9"])).toBe(513);
  expect(dayAfter(Date.UTC(2026, 10, 27, 18), 3)).toBe("2026-12-01");
  expect(stateOf("done")).toBe("done");
  expect(stateOf("x")).toBe("");
});
