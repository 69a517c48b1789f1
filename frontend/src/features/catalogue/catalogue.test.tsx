import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Report } from "./api";
import CatalogueTables from "./pages/catalogue-tables";
import { outcomeOf } from "./rules";

const tables = {
  "GET /catalogue/tables": () => ({
    items: [
      { name: "positions", columns: ["code", "name_vi"], format: "csv", exportable: true },
      { name: "procedures", columns: [], format: "json", exportable: false },
    ],
  }),
};
const report = (changes: Partial<Report>): Report => ({
  new: 0,
  changed: 0,
  unchanged: 0,
  applied: false,
  faults: [],
  ...changes,
});

/** Answers uploads, which do not go by fetch. Returns their addresses. */
function uploads(answer: (address: string) => Report): string[] {
  const sent: string[] = [];
  const open = vi.spyOn(XMLHttpRequest.prototype, "open").mockImplementation(function (
    this: XMLHttpRequest,
    ...[, url]: unknown[]
  ) {
    sent.push(String(url));
  });
  const header = vi.spyOn(XMLHttpRequest.prototype, "setRequestHeader").mockReturnValue();
  const send = vi.spyOn(XMLHttpRequest.prototype, "send").mockImplementation(function (this: XMLHttpRequest) {
    const body = JSON.stringify(answer(sent.at(-1) ?? ""));
    Object.defineProperties(this, { status: { value: 200 }, responseText: { value: body } });
    this.dispatchEvent(new ProgressEvent("load"));
    this.dispatchEvent(new ProgressEvent("loadend"));
  });
  onTestFinished(() => [open, header, send].forEach((spy) => spy.mockRestore()));
  return sent;
}

const choose = async () => {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no place for a file");
  await userEvent.upload(input, new File(["code,name_vi\n"], "positions.csv", { type: "text/csv" }));
};

beforeEach(() => history.replaceState(null, "", "/quan-tri/danh-muc"));

test("a file with faults is not written, one without changes neither", () => {
  const fault = { row: 2, column: "code", key: "staff.bad_position_code" };
  expect(outcomeOf(report({ new: 1, faults: [fault] }))).toBe("faulty");
  expect(outcomeOf(report({ unchanged: 9 }))).toBe("same");
  expect(outcomeOf(report({ changed: 1 }))).toBe("ready");
  expect(outcomeOf(report({ changed: 1, applied: true }))).toBe("done");
});

test("tables have names and ways out and in, and the glossary is below", async () => {
  server({
    ...tables,
    "GET /catalogue/glossary": () => ({ items: [{ identifier: "ward", vi: "phường", en: "ward" }] }),
  });
  const host = render(<CatalogueTables />);
  await expect
    .element(page.getByRole("button", { name: "Tải xuống danh mục Vị trí việc làm (CSV)" }))
    .toBeVisible();
  expect(
    page.getByRole("button", { name: "Tải xuống danh mục Thủ tục hành chính (CSV)" }).elements(),
  ).toEqual([]);
  await expect.element(page.getByRole("rowheader", { name: "phường" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("faults are told by row and column, and nothing can be written", async () => {
  history.replaceState(null, "", "/quan-tri/danh-muc?bang=positions");
  server({ ...tables, "POST /auth/refresh": () => ({ access_token: "t", expires_in: 600 }) });
  const sent = uploads(() =>
    report({ faults: [{ row: 3, column: "name_vi", key: "staff.no_position_name", args: {} }] }),
  );
  const host = render(<CatalogueTables />);
  await expect.element(page.getByRole("button", { name: "Chọn tệp" })).toBeVisible();
  await choose();

  await expect.element(page.getByRole("cell", { name: "Chưa có tên vị trí việc làm." })).toBeVisible();
  await expect.element(page.getByRole("cell", { name: "name_vi (tên tiếng Việt)" })).toBeVisible();
  expect(page.getByRole("button", { name: "Ghi vào danh mục" }).elements()).toEqual([]);
  expect(sent).toEqual(["/api/v1/catalogue/tables/positions/import?dry_run=true"]);
  expect(await violations(host)).toEqual([]);
});

test("a good file is written after asking", async () => {
  history.replaceState(null, "", "/quan-tri/danh-muc?bang=positions");
  server({ ...tables, "POST /auth/refresh": () => ({ access_token: "t", expires_in: 600 }) });
  const sent = uploads((address) => report({ new: 2, changed: 1, applied: !address.includes("dry_run") }));
  render(<CatalogueTables />);
  await expect.element(page.getByRole("button", { name: "Chọn tệp" })).toBeVisible();
  await choose();
  await page.getByRole("button", { name: "Ghi vào danh mục" }).click();
  await expect.element(page.getByText("Thêm 2 dòng, sửa 1 dòng.", { exact: false })).toBeVisible();
  await page.getByRole("alertdialog").getByRole("button", { name: "Ghi vào danh mục" }).click();

  await expect.element(page.getByText("Đã ghi danh mục.")).toBeVisible();
  expect(sent.at(-1)).toBe("/api/v1/catalogue/tables/positions/import");
});
