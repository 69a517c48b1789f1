import { expect, test } from "vitest";
import type { Version } from "./api";
import {
  copyOf,
  draftOf,
  foundChanges,
  fromPercent,
  groupsOf,
  inForce,
  stage,
  toPercent,
  today,
} from "./rules";

const version = (number: number, state: Version["state"]): Version => ({
  version: number,
  state,
  reach: "new",
  note: `Bản ${number}`,
  kinds: [],
  limits: [],
  demands: [],
});

test("the version in force is read, even while the next one is being applied", () => {
  const all = [version(3, "draft"), version(2, "applying"), version(1, "in_force")];
  expect([inForce(all)?.version, draftOf(all)?.version]).toEqual([1, 3]);
  expect(inForce([version(2, "draft"), version(1, "applying")])?.version).toBe(1);
  expect(draftOf([version(1, "in_force")])).toBeUndefined();
});

test("a new version begins as a copy without the old note and without what is not sent", () => {
  expect(copyOf(version(1, "in_force"))).toEqual({
    reach: "new",
    note: "",
    kinds: [],
    limits: [],
    demands: [],
  });
});

test("weights are typed in per cent", () => {
  expect([toPercent(6000), fromPercent(60), fromPercent(7.5), fromPercent(0)]).toEqual([60, 6000, 750, 0]);
});

test("competencies stand by group in the order of their codes, and are found without marks", () => {
  const one = (code: string, group_vi: string, name_vi: string) => ({
    id: code,
    code,
    group_vi,
    name_vi,
    name_en: "",
  });
  const all = [
    one("NVM-10", "Một cửa", "Trả kết quả"),
    one("NVM-2", "Một cửa", "Tiếp nhận"),
    one("KS-1", "Số", "Ký số"),
  ];
  const outline = (words: string) =>
    groupsOf(all, words).map(({ name, items }) => [name, ...items.map(({ code }) => code)]);
  expect(outline("")).toEqual([
    ["Số", "KS-1"],
    ["Một cửa", "NVM-2", "NVM-10"],
  ]);
  expect(outline("ky so")).toEqual([["Số", "KS-1"]]);
});

test("a change is found by what it says, and begins on Vietnam's day", () => {
  const change = {
    id: "c",
    kind: "form" as const,
    subject: "",
    title: "Tờ khai mới",
    summary: "Bỏ bản sao",
    scopes: [],
    kinds: [],
    effective_on: "2026-12-01",
    due_days: 30,
    state: "in_force" as const,
    created_at: "2026-11-01T00:00:00Z",
    asked: 0,
    learnt: 0,
  };
  expect(foundChanges([change], "ban sao")).toHaveLength(1);
  expect(foundChanges([change], "khai sinh")).toHaveLength(0);
  expect(today(new Date("2026-11-27T18:00:00Z"))).toBe("2026-11-28");
  expect(stage(change, "2026-11-30")).toBe("ahead");
  expect(stage(change, "2026-12-01")).toBe("in_force");
  expect(stage({ ...change, state: "withdrawn" }, "2026-11-30")).toBe("withdrawn");
});
