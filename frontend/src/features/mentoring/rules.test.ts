import { expect, test } from "vitest";
import type { Gap, Pair, Session } from "./api";
import { freePlaces, heldAt, likelyStart, localOf, openGaps, sessionState, splitPairs } from "./rules";

test("pairs are split by what they ask of the reader", () => {
  const all = (["active", "declined", "requested", "ended", "completed", "expired"] as const).map(
    (state) => ({ id: state, state }) as Pair,
  );
  const { requested, active, past } = splitPairs(all);
  expect([requested, active, past].map((some) => some.map(({ id }) => id).join(" "))).toEqual([
    "requested",
    "active",
    "declined ended completed expired",
  ]);
});

test("only open gaps need help, wide and critical ones first", () => {
  const gap = (name: string, size: number, critical = false) =>
    ({ competency: { id: name }, gap: size, critical }) as Gap;
  const found = openGaps([gap("a", 1), gap("met", 0), gap("b", 2), gap("c", 2, true)]);
  expect(found.map(({ competency }) => competency.id)).toEqual(["c", "b", "a"]);
});

test("a session waits until it is confirmed or disputed", () => {
  const of = (change: Partial<Session>) => sessionState({ dispute: "", ...change } as Session);
  expect([
    of({}),
    of({ confirmed_at: "2026-11-23T00:00:00Z" }),
    of({ disputed_at: "2026-11-23T00:00:00Z" }),
  ]).toEqual(["waiting", "confirmed", "disputed"]);
});

test("a capacity lowered below the pairs leaves no place", () => {
  expect(freePlaces({ capacity: 4, live: 2 })).toBe(2);
  expect(freePlaces({ capacity: 1, live: 2 })).toBe(0);
});

test("fields for date and time show and mean Vietnam's time", () => {
  expect(localOf(Date.parse("2026-11-22T20:15:40Z"))).toBe("2026-11-23T03:15");
  expect(heldAt("2026-11-23T03:15", undefined)).toBe("2026-11-22T20:15:00.000Z");
  expect(heldAt("", undefined)).toBeUndefined();
});

test("the minute of accepting means the moment of accepting", () => {
  const answered = "2026-11-22T20:15:40.123456Z";
  expect(heldAt("2026-11-23T03:15", answered)).toBe(answered);
  expect(heldAt("2026-11-23T03:14", answered)).toBe("2026-11-22T20:14:00.000Z");
  expect(heldAt("2026-11-23T03:16", answered)).toBe("2026-11-22T20:16:00.000Z");
});

test("a session probably ended just now and began after the mentor accepted", () => {
  const now = Date.parse("2026-11-23T02:00:30Z");
  expect(likelyStart(now, 30, undefined)).toBe("2026-11-23T08:30");
  expect(likelyStart(now, 30, "2026-11-23T01:50:00Z")).toBe("2026-11-23T08:50");
});
