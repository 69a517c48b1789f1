import { expect, test } from "vitest";
import type { AttendancePerson, Nomination } from "./api";
import {
  allPresent,
  byWard,
  markOfKey,
  nextHalfDay,
  quotaBalance,
  refusedPeople,
  roomFor,
  savedMarks,
  sessionToMark,
  spread,
  standing,
  unsaved,
} from "./rules";

const someone = (id: string, ...marks: string[]): AttendancePerson => ({
  staff: { id, code: id, full_name: id },
  unit: { id: "u", code: "u", name: "u", kind: "PHUONG" },
  marks,
  present: 0,
  attended: false,
});

test("quotas are summed and compared with the seats", () => {
  expect(quotaBalance([10, 15], 30)).toEqual({ sum: 25, left: 5, over: 0 });
  expect(quotaBalance([20, 15], 30)).toEqual({ sum: 35, left: 0, over: 5 });
  expect(quotaBalance([Number.NaN, -2, 4], Number.NaN)).toEqual({ sum: 4, left: 0, over: 4 });
});

test("seats are dealt out evenly and all of them", () => {
  expect(spread(10, 3)).toEqual([4, 3, 3]);
  expect(spread(2, 3)).toEqual([1, 1, 0]);
  expect(spread(5, 0)).toEqual([]);
});

test("the next half-day follows the last one", () => {
  expect(nextHalfDay([])).toEqual({ day: "", half: "morning" });
  expect(nextHalfDay([{ day: "2026-12-31", half: "morning" }])).toEqual({
    day: "2026-12-31",
    half: "afternoon",
  });
  expect(nextHalfDay([{ day: "2026-12-31", half: "afternoon" }])).toEqual({
    day: "2027-01-01",
    half: "morning",
  });
  expect(nextHalfDay([{ day: "", half: "afternoon" }])).toEqual({ day: "", half: "morning" });
});

test("room is what both the quota and the class leave", () => {
  expect(roomFor(3, { seats: 40, taken: 10, quota: { seats: 5, used: 3 } })).toEqual({ free: 2, wait: 1 });
  expect(roomFor(3, { seats: 11, taken: 10, quota: { seats: 5, used: 0 } })).toEqual({ free: 1, wait: 2 });
  expect(roomFor(3, { seats: 40, taken: 10 })).toEqual({ free: 30, wait: 0 });
  expect(roomFor(1, { seats: 10, taken: 12 })).toEqual({ free: 0, wait: 1 });
});

test("a note does not bar a candidate, a reason does", () => {
  expect(standing({ eligible: true })).toBe("ok");
  expect(standing({ eligible: true, reason_key: "classes.no_gap" })).toBe("note");
  expect(standing({ eligible: false, reason_key: "classes.double_booked" })).toBe("no");
});

test("refusals find their person by the place in the list", () => {
  const refused = refusedPeople(
    [
      { location: "body.staff_ids[1]", key: "classes.double_booked" },
      { location: "body.staff_ids[9]", key: "classes.has_left" },
      { location: "body", key: "web.invalid" },
    ],
    ["a", "b"],
  );
  expect([...refused.keys()]).toEqual(["b"]);
});

test("nominations stand by ward in the order of names", () => {
  const of = (id: string, commune: string) =>
    ({ id, commune_id: commune, unit: { name: "Phòng" } }) as Nomination;
  const names: Record<string, string> = { d: "Phường Đông", b: "Phường Bắc" };
  const groups = byWard([of("1", "d"), of("2", "b"), of("3", "d")], (id) => names[id]);
  expect(groups.map(({ name, items }) => [name, items.map(({ id }) => id)])).toEqual([
    ["Phường Bắc", ["2"]],
    ["Phường Đông", ["1", "3"]],
  ]);
});

test("only marks that differ from the server's are sent", () => {
  const people = [someone("a", "present", "absent"), someone("b", "", "excused")];
  const saved = savedMarks(people, 0);
  expect(saved).toEqual({ a: "present" });
  expect(unsaved(saved, { a: "present", b: "absent", gone: "present" }, people)).toEqual({ b: "absent" });
});

test("marking all present keeps the marks that were made", () => {
  expect(allPresent([someone("a"), someone("b")], { a: "absent" })).toEqual({ a: "absent", b: "present" });
});

test("letters mark as on a paper sheet", () => {
  expect(["x", "P", "k", "q"].map(markOfKey)).toEqual(["present", "excused", "absent", undefined]);
});

test("the session to mark is the last that has begun", () => {
  const sessions = ["2026-11-20T00:30:00Z", "2026-11-20T06:30:00Z"].map((starts_at, index) => ({
    id: String(index),
    starts_at,
  }));
  expect(sessionToMark(sessions, Date.parse("2026-11-20T06:20:00Z"))).toBe("1");
  expect(sessionToMark(sessions, Date.parse("2026-11-20T05:00:00Z"))).toBe("0");
  expect(sessionToMark(sessions, 0)).toBe("0");
});
