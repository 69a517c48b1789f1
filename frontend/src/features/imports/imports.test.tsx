import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { ImportRow, StaffImport } from "./api";
import ImportCheck from "./pages/import-check";
import ImportList from "./pages/import-list";

const list: StaffImport = {
  id: "i1",
  file_name: "danh-sach.xlsx",
  created_at: "2026-11-23T02:00:00Z",
  counts: { new: 92, changed: 1, unchanged: 0, faulty: 3 },
  header_row: 6,
  can: { confirm: true, faults: true },
};
const faulty: ImportRow = {
  row: 7,
  status: "faulty",
  code: "CC0007",
  full_name: "Nguyễn Thị Hạnh",
  changes: [],
  faults: [{ cell: "D7", key: "staff.date_impossible", args: { value: "31/02/1980" } }],
};
const changed: ImportRow = {
  row: 9,
  status: "changed",
  code: "CC0009",
  full_name: "Trần Văn Đạt",
  changes: [{ field_key: "staff.field_phone", cell: "R9", old: "0912345678", new: "" }],
  faults: [],
};
const check = (
  <Route path={paths.import}>
    <ImportCheck />
  </Route>
);

beforeEach(() => history.replaceState(null, "", "/quan-tri/nhap/i1"));

test("uploads are listed with their counts and what waits", async () => {
  server({ "GET /staff/imports": () => ({ items: [list] }) });
  const host = render(<ImportList />);
  await expect
    .element(page.getByRole("link", { name: "danh-sach.xlsx" }))
    .toHaveAttribute("href", "/quan-tri/nhap/i1");
  await expect.element(page.getByText("Chờ xác nhận", { exact: false })).toBeVisible();
  await expect.element(page.getByText("Bước 1 trên 4", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("faulty rows name the cell and say what to correct", async () => {
  server({
    "GET /staff/imports/i1": () => list,
    "GET /staff/imports/i1/rows": () => ({ items: [faulty] }),
  });
  const host = render(check);
  await expect.element(page.getByText("Ô D7")).toBeVisible();
  await expect.element(page.getByText("Không có ngày 31/02/1980.", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("changed rows show the old value and the new", async () => {
  history.replaceState(null, "", "/quan-tri/nhap/i1?dong=changed");
  server({
    "GET /staff/imports/i1": () => list,
    "GET /staff/imports/i1/rows": () => ({ items: [changed] }),
  });
  render(check);
  await expect.element(page.getByText("0912345678")).toBeVisible();
  await expect.element(page.getByText("trống")).toBeVisible();
});

test("confirming says what is written, writes once and shows the result", async () => {
  let written = false;
  const asked = server({
    "GET /staff/imports/i1": () =>
      written
        ? {
            ...list,
            can: { confirm: false, faults: true },
            confirmed_at: "2026-11-23T03:00:00Z",
            result: { created: 92, changed: 1, unchanged: 0, skipped: 3 },
          }
        : list,
    "GET /staff/imports/i1/rows": () => ({ items: [faulty] }),
    "POST /staff/imports/i1/confirm": () => {
      written = true;
      return { created: 92, changed: 1, unchanged: 0, skipped: 3 };
    },
  });
  render(check);
  await page.getByRole("button", { name: "Xác nhận ghi" }).click();
  await expect
    .element(page.getByText("Thêm 92 người, sửa 1 người; 3 dòng lỗi được bỏ qua.", { exact: false }).first())
    .toBeVisible();
  await page.getByRole("button", { name: "Ghi", exact: true }).click();

  await expect.element(page.getByRole("heading", { name: "Đã ghi danh sách" })).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Tạo tài khoản" }))
    .toHaveAttribute("href", "/quan-tri/tai-khoan?moi=1");
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a stale dry run shows the renewed counts and asks again", async () => {
  let stale = false;
  server({
    "GET /staff/imports/i1": () => (stale ? { ...list, counts: { ...list.counts, new: 90 } } : list),
    "GET /staff/imports/i1/rows": () => ({ items: [faulty] }),
    "POST /staff/imports/i1/confirm": () => {
      stale = true;
      return problem(409, { key: "staff.import_stale", args: { rows: 2 } });
    },
  });
  render(check);
  await page.getByRole("button", { name: "Xác nhận ghi" }).click();
  await page.getByRole("button", { name: "Ghi", exact: true }).click();

  await expect
    .element(page.getByRole("alert").getByText("2 dòng nay cho kết quả khác", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByText("Khi xác nhận: thêm 90 người, sửa 1 người.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Xác nhận ghi" })).toBeVisible();
});
