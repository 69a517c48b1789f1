import { expect, test } from "vitest";
import type { Node, Shift, Source } from "./api";
import { addressOf, sourceOf } from "./api";
import { added, childrenOf, fromPercent, kindOf, toPercent, turned } from "./rules";
import type { Names } from "./words";
import { conditionWords } from "./words";

const quiz: Source = { kind: "quiz", id: "0190-a-b" };
const score: Node = { score: { quiz_id: quiz.id, from: 7000, to: 10_000 } };
const band: Node = { score: { quiz_id: quiz.id, from: 4000, to: 6000 } };

test("an address names a source and leads back to it", () => {
  expect(sourceOf(addressOf(quiz))).toEqual(quiz);
});

test("a condition becomes the first of a group, and a group keeps its children as the other kind", () => {
  const group = turned(score, "all", quiz);
  expect(group).toEqual({ all: [score] });
  expect(turned(group, "any", quiz)).toEqual({ any: [score] });
  expect(childrenOf(turned({ all: [score, band] }, "any", quiz))).toHaveLength(2);
  expect(kindOf(turned(group, "completion", quiz))).toBe("completion");
});

test("per cent and basis points are the same number", () => {
  expect(fromPercent("70.25")).toBe(7025);
  expect(fromPercent(String(toPercent(7025)))).toBe(7025);
  expect(fromPercent("")).toBe(0);
});

test("a tree is read with its groups in brackets", () => {
  const names: Names = {
    source: quiz,
    asks: [],
    titles: new Map([[`quiz:${quiz.id}`, "Một cửa"]]),
    competencies: new Map([["k1", "Chữ ký số"]]),
  };
  const questions: Node = {
    questions: { competency_id: "k1", from_level: 1, to_level: 2, share: 5000, count: 3 },
  };
  expect(conditionWords({ all: [score, { any: [band, questions] }] }, names)).toBe(
    "điểm “Một cửa” từ 70% trở lên VÀ (điểm “Một cửa” từ 40% đến 60% HOẶC đúng từ 50% các câu về “Chữ ký số” mức 1 đến 2 (ít nhất 3 câu))",
  );
  expect(conditionWords({ completion: { kind: "course", id: "?" } }, names)).toBe(
    "hoàn thành khóa học “chưa chọn”",
  );
});

test("steps of a simulation add up by competency, level and direction", () => {
  const shift = (code: string, level: number, gain: boolean, people: number): Shift => ({
    competency: { id: code, code, name_vi: code, name_en: "", group_vi: "" },
    level,
    gain,
    people,
  });
  expect(
    added(
      [shift("B", 2, true, 3)],
      [shift("B", 2, true, 4), shift("A", 1, false, 1), shift("B", 2, false, 2)],
    ),
  ).toEqual([shift("A", 1, false, 1), shift("B", 2, true, 7), shift("B", 2, false, 2)]);
});
