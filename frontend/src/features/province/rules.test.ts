import { expect, test } from "vitest";
import type { Competency, HeatUnit } from "./api";
import type { Count } from "./rules";
import { conclude, filterRows, groupsOf, overview, rowsOf, shareOf, sortRows, weakestFirst } from "./rules";

const competency = (code: string, group = "Kỹ năng số"): Competency => ({
  id: code,
  code,
  name_vi: `Năng lực ${code}`,
  name_en: `Competency ${code}`,
  group_vi: group,
});
const unit = (name: string, ...cells: [met: number, required: number][]): HeatUnit => ({
  id: name,
  code: name,
  name,
  kind: "XA",
  people: 10,
  cells: cells.map(([met, required]) => ({ met, required })),
});
const nameOf = (of: Competency) => of.name_vi;
const columnsOf = (...codes: string[]) =>
  groupsOf(
    codes.map((code) => competency(code)),
    nameOf,
  )[0]?.columns ?? [];
const names = (rows: { unit: HeatUnit }[]) => rows.map((row) => row.unit.name);

test("a share is a whole percentage, and only all are 100 and only nobody is 0", () => {
  const shares: [Count, number | undefined][] = [
    [{ met: 0, required: 0 }, undefined],
    [{ met: 0, required: 9 }, 0],
    [{ met: 9, required: 9 }, 10_000],
    [{ met: 999, required: 1000 }, 9_900],
    [{ met: 1, required: 1000 }, 100],
    [{ met: 2, required: 3 }, 6_700],
  ];
  expect(shares.map(([count]) => shareOf(count))).toEqual(shares.map(([, share]) => share));
});

test("competencies stand in their groups, and a beginning that groups share is left out", () => {
  const groups = groupsOf(
    [
      competency("A", "Chuyên môn – Phòng Kinh tế"),
      competency("B", "Kỹ năng số – cơ bản"),
      competency("C", "Chuyên môn – Quốc phòng"),
      competency("D", "Chuyên môn – Phòng Kinh tế"),
    ],
    nameOf,
  );
  expect(groups.map(({ key, name, columns }) => [key, name, columns.map(({ cells }) => cells[0])])).toEqual([
    ["chuyen-mon-phong-kinh-te", "Phòng Kinh tế", [0, 3]],
    ["ky-nang-so-co-ban", "Kỹ năng số – cơ bản", [1]],
    ["chuyen-mon-quoc-phong", "Quốc phòng", [2]],
  ]);
  expect(overview(groups).map(({ cells }) => cells)).toEqual([[0, 3], [1], [2]]);
});

test("a group's cell counts all requirements of the group", () => {
  const groups = groupsOf([competency("A"), competency("B"), competency("C", "Khác")], nameOf);
  const [row] = rowsOf([unit("Xã A", [1, 2], [3, 6], [0, 2])], overview(groups));
  expect(row?.shares).toEqual([5_000, 0]);
  expect(row?.all).toEqual({ met: 4, required: 10 });
  expect(row?.share).toBe(4_000);
});

test("units are ordered by name, overall or a column, those without requirements last", () => {
  const columns = columnsOf("A", "B");
  const rows = rowsOf(
    [
      unit("Xã Đông", [9, 10], [1, 10]),
      unit("Xã Dương", [1, 10], [6, 10]),
      unit("Xã An", [0, 0], [0, 0]),
      unit("Xã Bình", [5, 10], [2, 10]),
    ],
    columns,
  );
  const order = (sort: string) => names(sortRows(rows, columns, sort)).map((name) => name.replace("Xã ", ""));
  expect(order("ten")).toEqual(["An", "Bình", "Dương", "Đông"]);
  expect(order("-ten")).toEqual(["Đông", "Dương", "Bình", "An"]);
  expect(order("chung")).toEqual(["Bình", "Dương", "Đông", "An"]);
  expect(order("-A")).toEqual(["Đông", "Bình", "Dương", "An"]);
  expect(order("B")).toEqual(["Đông", "Bình", "Dương", "An"]);
  expect(order("no-such-column")).toEqual(order("chung"));
});

test("a search needs no marks, and below 50% means below", () => {
  const columns = columnsOf("A");
  const rows = rowsOf([unit("Phường Hoa Lư", [5, 10]), unit("Xã Đồng Văn", [49, 100])], columns);
  expect(names(filterRows(rows, "hoa lu", false))).toEqual(["Phường Hoa Lư"]);
  expect(names(filterRows(rows, "dong", false))).toEqual(["Xã Đồng Văn"]);
  expect(names(filterRows(rows, "", true))).toEqual(["Xã Đồng Văn"]);
});

test("the weakest come first, and what nobody needs is left out", () => {
  const found = weakestFirst(
    [competency("A"), competency("B"), competency("C"), competency("D")],
    [unit("Xã A", [1, 2], [5, 10], [0, 0], [1, 9])],
  );
  expect(found.map((each) => [each.competency.code, each.share])).toEqual([
    ["D", 1_100],
    ["B", 5_000],
    ["A", 5_000],
  ]);
});

test("the conclusion counts units, people, the share met and the weakest competency over all", () => {
  const heat = {
    competencies: [competency("A"), competency("B")],
    units: [unit("Xã A", [9, 10], [1, 5]), unit("Xã B", [8, 10], [4, 5])],
  };
  const found = conclude(heat);
  expect([found?.units, found?.people, found?.share]).toEqual([2, 20, 7_300]);
  expect([found?.weakest.competency.code, found?.weakest.share]).toEqual(["B", 5_000]);
  expect(conclude({ competencies: [], units: [unit("Xã A")] })).toBeUndefined();
});
