import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Procedure } from "./api";
import Procedures from "./pages/procedures";

const procedure: Procedure = {
  id: "p1",
  slug: "khai-sinh",
  code: "1.001193",
  name_vi: "Thủ tục đăng ký khai sinh",
  name_en: "Birth registration",
  field_vi: "Hộ tịch",
  owner_office: "VP",
  components: [
    { name_vi: "Tờ khai", original: 1, copy: 0, mode: "nop", required: true },
    { name_vi: "Giấy chứng sinh", original: 1, copy: 0, mode: "nop", required: true },
  ],
  deadline: { value: 1, unit: "ngay_lam_viec", rule: "same_day_cutoff_15h", text_vi: "Ngay trong ngày" },
  fee: { amount: null, text_vi: "Miễn lệ phí khi đúng hạn" },
  steps: [{ step: "S1", name_vi: "Tiếp nhận", actor: "HCC-TN", status_after: "DUOC_TIEP_NHAN" }],
  common_defects: ["Giấy chứng sinh bản chụp, mờ"],
  legal_basis: ["Luật Hộ tịch 2014"],
  result_vi: "Giấy khai sinh",
  notes: "",
  code_status: "verified: khớp",
  fact_status: "memory: chưa xác minh",
  verified_on: "2026-10-05",
  updated_at: "2026-11-23T02:00:00.123456Z",
  can: { edit: true },
};
const { id, code, name_vi, name_en, field_vi, deadline, fee, verified_on } = procedure;
const known = {
  "GET /procedures": () => ({
    items: [{ id, code, name_vi, name_en, field_vi, deadline, fee, verified_on }],
  }),
  "GET /procedures/p1": () => procedure,
  "GET /staff/positions": () => ({
    items: [
      {
        id: "v",
        code: "HCC-TN",
        name_vi: "Công chức tiếp nhận",
        name_en: "Receptionist",
        office: "",
        category: "",
      },
    ],
  }),
  "GET /procedures/statuses": () => ({ items: [] }),
};

beforeEach(() => history.replaceState(null, "", "/thu-tuc"));

test("a procedure opens from the list and says that it is simulated", async () => {
  server(known);
  const host = render(<Procedures />);
  await expect.element(page.getByText("Dữ liệu mô phỏng phục vụ bồi dưỡng.", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("link", { name: "Thủ tục đăng ký khai sinh" }).click();

  await expect.element(page.getByText("Đã đối chiếu ngày 05/10/2026")).toBeVisible();
  await expect.element(page.getByText("Công chức tiếp nhận", { exact: false })).toBeVisible();
  await expect.element(page.getByText("Giấy chứng sinh bản chụp, mờ")).toBeVisible();
  expect(location.search).toBe("?ma=p1");
  expect(await violations(host)).toEqual([]);
});

test("papers are reordered, removed and added, and saved with the version seen", async () => {
  history.replaceState(null, "", "/thu-tuc?ma=p1");
  const asked = server({ ...known, "PUT /procedures/p1": () => procedure });
  const host = render(<Procedures />);
  await page.getByRole("button", { name: "Sửa thủ tục" }).click();
  await page.getByRole("button", { name: "Đưa giấy tờ 2 lên" }).click();
  await page.getByRole("button", { name: "Xóa giấy tờ 2" }).click();
  await page.getByRole("button", { name: "Thêm giấy tờ" }).click();
  await page.getByRole("textbox", { name: "Tên giấy tờ" }).nth(1).fill("Văn bản ủy quyền");
  await page.getByRole("spinbutton", { name: "Mức thu (đồng)", exact: false }).fill("8000");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu thủ tục" }).click();

  await expect.element(page.getByRole("button", { name: "Sửa thủ tục" })).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toMatchObject({
    components: [{ name_vi: "Giấy chứng sinh" }, { name_vi: "Văn bản ủy quyền" }],
    fee: { amount: 8000 },
    verified_on: "2026-10-05",
    updated_at: "2026-11-23T02:00:00.123456Z",
  });
});

test("a removed paper can be brought back to its place", async () => {
  history.replaceState(null, "", "/thu-tuc?ma=p1");
  server(known);
  render(<Procedures />);
  await page.getByRole("button", { name: "Sửa thủ tục" }).click();
  await page.getByRole("button", { name: "Xóa giấy tờ 1" }).click();
  const names = page.getByRole("textbox", { name: "Tên giấy tờ" });
  expect(names.elements()).toHaveLength(1);
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.element(names.first()).toHaveValue("Tờ khai");
  await expect.element(names.nth(1)).toHaveValue("Giấy chứng sinh");
});

test("somebody else's change is told, and what was typed stays", async () => {
  history.replaceState(null, "", "/thu-tuc?ma=p1");
  server({
    ...known,
    "PUT /procedures/p1": () => problem(409, { key: "procedures.changed_meanwhile" }),
  });
  render(<Procedures />);
  await page.getByRole("button", { name: "Sửa thủ tục" }).click();
  const amount = page.getByRole("spinbutton", { name: "Mức thu (đồng)", exact: false });
  await amount.fill("8000");
  await page.getByRole("button", { name: "Lưu thủ tục" }).click();

  await expect
    .element(page.getByRole("alert").getByText("Người khác vừa sửa thủ tục này", { exact: false }))
    .toBeVisible();
  await expect.element(amount).toHaveValue(8000);
  await page.getByRole("button", { name: "Mở bản mới, bỏ phần đang sửa" }).click();
  await expect.element(page.getByRole("button", { name: "Sửa thủ tục" })).toBeVisible();
});

test("who may not edit has no button for it", async () => {
  history.replaceState(null, "", "/thu-tuc?ma=p1");
  server({ ...known, "GET /procedures/p1": () => ({ ...procedure, can: { edit: false } }) });
  render(<Procedures />);
  await expect.element(page.getByText("Luật Hộ tịch 2014")).toBeVisible();
  expect(page.getByRole("button", { name: "Sửa thủ tục" }).elements()).toEqual([]);
});
