import { expect, test } from "vitest";
import { chosenTab, faultsName, firstTab, standingOf, totalOf } from "./rules";

const counts = (added: number, changed: number, unchanged: number, faulty: number) => ({
  new: added,
  changed,
  unchanged,
  faulty,
});

test("what must be corrected is looked at first, then what would be overwritten", () => {
  expect(firstTab(counts(9, 1, 0, 2))).toBe("faulty");
  expect(firstTab(counts(9, 1, 0, 0))).toBe("changed");
  expect(firstTab(counts(9, 0, 5, 0))).toBe("new");
  expect(firstTab(counts(0, 0, 5, 0))).toBe("unchanged");
});

test("a tab of the address wins when it exists", () => {
  expect(chosenTab("new", counts(1, 0, 0, 2))).toBe("new");
  expect(chosenTab("nonsense", counts(1, 0, 0, 2))).toBe("faulty");
});

test("an upload stands as ready, written, empty or expired", () => {
  const list = (confirm: boolean, added: number, at?: string) => ({
    can: { confirm, faults: false },
    counts: counts(added, 0, 3, 0),
    ...(at ? { confirmed_at: at } : {}),
  });
  expect(standingOf(list(true, 2))).toBe("ready");
  expect(standingOf(list(false, 2, "2026-11-23T02:00:00Z"))).toBe("done");
  expect(standingOf(list(false, 0))).toBe("empty");
  expect(standingOf(list(false, 2))).toBe("expired");
});

test("every row counts, and the workbook of faults bears the list's name", () => {
  expect(totalOf(counts(92, 0, 1, 3))).toBe(96);
  expect(faultsName("loi", "danh sach 1.2.xlsx")).toBe("loi-danh sach 1.2.xlsx");
});
