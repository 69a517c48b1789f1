import { expect, test } from "vitest";
import type { Estimate, Row } from "./api";
import { axisOf, bySkill, documentDay, gained, signed, whole } from "./rules";

const estimate = (low: number, high: number): Estimate => ({
  matched: 30,
  effect: (low + high) / 2,
  low,
  high,
  gain: 0,
  expected: 0,
  verdict: "unclear",
});

const row = (learner: string, code: string, before: number, after?: number): Row => ({
  id: learner + code,
  pair_id: "p",
  state: "completed",
  learner: { id: learner, full_name: learner },
  mentor: { id: "m", full_name: "Mai" },
  commune: { id: "u", name: "Phường A" },
  competency: { id: code, code, name_vi: code, name_en: "" },
  began_at: "2026-01-01T00:00:00Z",
  closed_at: "2026-02-01T00:00:00Z",
  sessions: 1,
  minutes: 60,
  target: 3,
  before,
  saw: 2,
  now: 2,
  due_on: "2026-02-15",
  standing: after === undefined ? "waiting" : "done",
  ...(after !== undefined && { after }),
});

test("thousandths are written with a sign and a comma", () => {
  expect([signed(420), signed(-1250), signed(0), signed(-3)]).toEqual(["+0,42", "−1,25", "0", "0"]);
});

test("what nobody has looked at is no gain of zero", () => {
  expect([
    whole(gained(row("a", "K", 1))),
    whole(gained(row("a", "K", 1, 1))),
    whole(gained(row("a", "K", 2, 1))),
  ]).toEqual(["–", "0", "−1"]);
});

test("the axis holds every interval and zero", () => {
  expect(axisOf([{ name: "a", estimate: estimate(-120, 640) }])).toEqual([-500, 1000]);
  expect(axisOf([{ name: "a", estimate: estimate(200, 400) }])).toEqual([0, 500]);
  expect(axisOf([{ name: "a", estimate: estimate(-900, -600) }])).toEqual([-1000, 500]);
});

test("a paper sums learners by competency, each once", () => {
  expect(bySkill([row("a", "K", 1, 2), row("a", "K", 2, 2), row("b", "K", 1), row("b", "L", 1, 3)])).toEqual([
    { code: "K", name_vi: "K", name_en: "", learners: 2, done: 2, up: 1 },
    { code: "L", name_vi: "L", name_en: "", learners: 1, done: 1, up: 1 },
  ]);
});

test("a document writes January and February with a nought, later months without", () => {
  expect([documentDay("2026-02-05"), documentDay("2026-11-28")]).toEqual([
    ["05", "02", "2026"],
    ["28", "11", "2026"],
  ]);
});
