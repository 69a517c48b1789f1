import { expect, test } from "vitest";
import type { Booking, Pair, Session } from "./api";
import {
  ahead,
  freePlaces,
  heldAt,
  instantOf,
  likelyStart,
  localOf,
  readDraft,
  sessionState,
  splitPairs,
} from "./rules";

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

test("bookings that stand come first, the next one on top", () => {
  const of = (id: string, start: string, state: Booking["state"]) => ({ id, start, state }) as Booking;
  const { coming, past } = ahead([of("c", "3", "booked"), of("b", "2", "held"), of("a", "1", "booked")]);
  expect([coming, past].map((some) => some.map(({ id }) => id).join(" "))).toEqual(["a c", "b"]);
});

test("a draft is read back only when it is one", () => {
  const draft = { start: "2026-11-23T09:00", minutes: "30", mode: "desk", done: "Ký số", alone: "" };
  expect(readDraft(JSON.stringify({ ...draft, level: "2" }))).toEqual({ ...draft, level: "2" });
  expect([null, "", "{", "{}", '{"done":3}'].map(readDraft)).toEqual(Array(5).fill(undefined));
});

test("a field for date and time means Vietnam's time", () => {
  expect(instantOf("2026-12-01T09:00")).toBe("2026-12-01T02:00:00.000Z");
  expect(instantOf("")).toBeUndefined();
});
