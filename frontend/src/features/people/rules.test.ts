import { expect, test } from "vitest";
import type { Me, Role } from "@/api/me";
import type { Gap, Post } from "./api";
import { dayBefore, dayInVietnam, postsOn, unitsToChooseIn, widestFirst } from "./rules";

const post = (position: string, from: string, until?: string): Post => ({
  position_id: position,
  position_vi: position,
  position_en: position,
  unit_id: "u",
  unit: "Văn phòng",
  kind: "permanent",
  from,
  ...(until && { until }),
});

test("a post is held from its first day to the day before its end", () => {
  const posts = [
    post("today", "2026-11-30"),
    post("tomorrow", "2026-12-01"),
    post("over", "2025-01-01", "2026-11-30"),
    post("last day", "2025-01-01", "2026-12-01"),
  ];
  const { current, future, past } = postsOn(posts, "2026-11-30");
  expect([current, future, past].map((part) => part.map((each) => each.position_id))).toEqual([
    ["today", "last day"],
    ["tomorrow"],
    ["over"],
  ]);
  expect(dayBefore("2026-03-01")).toBe("2026-02-28");
});

test("the day is Vietnam's", () => {
  expect(dayInVietnam(new Date("2026-11-30T17:30:00Z"))).toBe("2026-12-01");
});

test("the widest gap comes first, then the critical, what is met last", () => {
  const gap = (code: string, width: number, critical: boolean, required: number): Gap => ({
    competency: { id: code, code, name_vi: code, name_en: code, group_vi: "" },
    level: required - width,
    required,
    gap: width,
    critical,
    posts: [],
  });
  const found = widestFirst([
    gap("met", 0, true, 5),
    gap("two", 2, false, 3),
    gap("critical two", 2, true, 2),
    gap("higher two", 2, false, 4),
    gap("three", 3, false, 3),
  ]);
  expect(found.map(({ competency }) => competency.code)).toEqual([
    "three",
    "critical two",
    "higher two",
    "two",
    "met",
  ]);
});

test("a department chooses in its province, a leader in each unit led", () => {
  const me = (...roles: [Role, string][]): Me => ({
    account_id: "a",
    staff_id: "s",
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    posts: [],
    roles: roles.map(([role, id]) => ({ role, unit: { id, code: id, name: id } })),
    locale: "vi",
    text_size: "a",
    demo: false,
  });
  expect(unitsToChooseIn(me(["learner", "w"], ["unit_leader", "w"], ["unit_leader", "x"]))).toEqual([
    "w",
    "x",
  ]);
  expect(
    unitsToChooseIn(me(["unit_leader", "w"], ["department_officer", "p"], ["administrator", "p"])),
  ).toEqual(["p"]);
});
