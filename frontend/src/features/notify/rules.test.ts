import { expect, test } from "vitest";
import type { Notice } from "./api";
import { badgeText, splitRead } from "./rules";

test("unread notices stand apart in their order", () => {
  const all = [{ id: "1" }, { id: "2", read_at: "2026-11-23T00:00:00Z" }, { id: "3" }] as Notice[];
  const { unread, read } = splitRead(all);
  expect([unread, read].map((some) => some.map(({ id }) => id))).toEqual([["1", "3"], ["2"]]);
});

test("the badge is short", () => {
  expect([0, 3, 99, 100].map(badgeText)).toEqual(["", "3", "99", "99+"]);
});
