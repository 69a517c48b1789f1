import { expect, test } from "vitest";
import type { Grant } from "./rules";
import { grantsMoved, nearest, sameGrants, standingOf, withGrant, withoutGrant, writtenGrant } from "./rules";

const grant = (role: Grant["role"], unit: string): Grant => ({
  role,
  unit: { id: unit, code: unit, name: `Xã ${unit}` },
});
const learner = grant("learner", "A");
const leader = grant("unit_leader", "B");

test("a role is held once in a unit", () => {
  expect(withGrant([learner], grant("learner", "A"))).toEqual([learner]);
  expect(withGrant([learner], leader)).toEqual([learner, leader]);
  expect(withoutGrant([learner, leader], grant("learner", "A"))).toEqual([leader]);
});

test("the order of roles does not matter", () => {
  expect(sameGrants([learner, leader], [leader, learner])).toBe(true);
  expect(sameGrants([learner], [grant("learner", "B")])).toBe(false);
  expect(sameGrants([learner], [learner, leader])).toBe(false);
});

test("a locked account is locked, whether activated or not", () => {
  expect(standingOf({ activated: true, disabled_at: "2026-11-23T02:00:00Z" })).toBe("disabled");
  expect(standingOf({ activated: false })).toBe("waiting");
  expect(standingOf({ activated: true })).toBe("active");
});

test("a ward comes before the offices in it", () => {
  const units = [
    "Ban Chỉ huy quân sự phường Thiên Trường",
    "Phường Thiên Trường",
    "Công an phường Thiên Trường",
  ];
  expect(
    nearest(
      units.map((name) => ({ name })),
      2,
    ).map(({ name }) => name),
  ).toEqual(["Phường Thiên Trường", "Công an phường Thiên Trường"]);
});

test("the log tells which roles came and which went", () => {
  expect(grantsMoved(["learner@1"], ["learner@1", "mentor@2"])).toEqual({ added: ["mentor@2"], removed: [] });
  expect(grantsMoved(undefined, ["learner@1"])).toEqual({ added: ["learner@1"], removed: [] });
  expect(writtenGrant("unit_leader@13684-QS")).toEqual({ role: "unit_leader", unit: "13684-QS" });
  expect(writtenGrant("learner")).toEqual({ role: "learner", unit: "" });
});
