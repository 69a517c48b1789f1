import { expect, test } from "vitest";
import type { Question, Quiz, Review } from "./api";
import {
  afterKey,
  clockOf,
  markOf,
  placeOf,
  remaining,
  startState,
  toStudy,
  unanswered,
  wordOf,
} from "./rules";

const options = ["a", "b", "c"].map((code) => ({ code, text_vi: code }));
const question = (id: string, kind: Question["kind"] = "single"): Question => ({
  id,
  number: 1,
  kind,
  stem_vi: id,
  options,
});
const three = [question("q1"), question("q2"), question("q3")];

test("a digit chooses one option, and changes nothing when it is chosen or absent", () => {
  expect(afterKey(question("q"), [], "2")).toEqual(["b"]);
  expect(afterKey(question("q"), ["a"], "2")).toEqual(["b"]);
  expect(afterKey(question("q"), ["b"], "2")).toBeUndefined();
  expect(afterKey(question("q"), [], "4")).toBeUndefined();
  expect(afterKey(question("q"), [], "0")).toBeUndefined();
  expect(afterKey(question("q"), [], "Enter")).toBeUndefined();
});

test("where several may be chosen a digit adds and takes back", () => {
  expect(afterKey(question("q", "multiple"), ["a"], "3")).toEqual(["a", "c"]);
  expect(afterKey(question("q", "multiple"), ["a", "c"], "1")).toEqual(["c"]);
});

test("the address names the place; without it the first unanswered question does", () => {
  const answers = { q1: ["a"], q2: [] };
  expect(placeOf("3", three, answers)).toBe(2);
  expect(placeOf("xem-lai", three, answers)).toBe("check");
  expect(placeOf("", three, answers)).toBe(1);
  expect(placeOf("99", three, answers)).toBe(1);
  expect(placeOf("", three, { q1: ["a"], q2: ["a"], q3: ["b"] })).toBe("check");
  expect([wordOf(0), wordOf("check")]).toEqual(["1", "xem-lai"]);
});

test("an answer taken back counts as none", () => {
  expect(unanswered(three, { q1: ["a"], q2: [] }).map(({ id }) => id)).toEqual(["q2", "q3"]);
});

test("time runs by the server's clock and never below nothing", () => {
  const now = Date.parse("2027-01-01T08:00:00Z");
  expect(remaining("2027-01-01T08:10:00Z", now, 60_000)).toBe(9 * 60_000);
  expect(remaining("2027-01-01T07:00:00Z", now, 0)).toBe(0);
  expect(clockOf(9 * 60_000 + 1)).toEqual({ minutes: 10 });
  expect(clockOf(60_000)).toEqual({ seconds: 60 });
  expect(clockOf(0)).toEqual({ seconds: 0 });
});

test("the start card knows whether to begin, go on, or show the result", () => {
  const card = (members: Partial<Quiz>) =>
    ({ attempts: [], can_start: false, ...members }) as unknown as Quiz;
  expect(startState(card({ can_start: true }))).toBe("can");
  expect(startState(card({ open_attempt: "t1", can_start: true }))).toBe("open");
  expect(startState(card({ attempts: [{ passed: true }] as Quiz["attempts"] }))).toBe("passed");
  expect(startState(card({}))).toBe("cannot");
});

test("each lesson behind a mistake is named once, in order", () => {
  const lesson = (id: string) => ({ id, title_vi: id, title_en: id });
  const review = (score: number, id: string) => ({ score, lesson: lesson(id) }) as Review;
  expect(
    toStudy([review(0, "l2"), review(10_000, "l1"), review(5_000, "l2"), review(0, "l3")]).map(
      ({ id }) => id,
    ),
  ).toEqual(["l2", "l3"]);
});

test("a question is right, partly right, wrong or not answered", () => {
  const mark = (score: number, value: string[]) => markOf({ score, value });
  expect([mark(10_000, ["a"]), mark(5_000, ["a"]), mark(0, ["a"]), mark(0, [])]).toEqual([
    "right",
    "partly",
    "wrong",
    "none",
  ]);
});
