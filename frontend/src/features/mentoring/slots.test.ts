import { expect, test } from "vitest";
import { allSlots, hasSlot, sentenceOf, slotList, slotOf, toggled } from "./slots";

test("half-days are bits from Monday morning to Friday afternoon", () => {
  expect(slotOf(4, 1)).toBe(9);
  expect(slotList(allSlots)).toHaveLength(10);
  expect(slotList(toggled(0b11, 0))).toEqual([1]);
  expect(hasSlot(toggled(0, 9), 9)).toBe(true);
});

test("facts read as one sentence", () => {
  expect(sentenceOf(["Đã đạt mức 4", "Cùng phòng: Văn phòng", ""])).toBe(
    "Đã đạt mức 4; cùng phòng: Văn phòng.",
  );
  expect(sentenceOf([])).toBe("");
});
