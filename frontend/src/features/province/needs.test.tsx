import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import ProcedureNeed from "./pages/procedure-need";
import ProcedureNeeds from "./pages/procedure-needs";

const skill = (id: string, name_vi: string) => ({
  id,
  code: `NVM-${id}`,
  name_vi,
  name_en: name_vi,
  group_vi: "Một cửa",
});
const intake = skill("c1", "Tiếp nhận hồ sơ");
const digitising = skill("c2", "Số hóa hồ sơ");
const birth = { id: "p1", code: "1.000", name_vi: "Đăng ký khai sinh", name_en: "Birth registration" };
const needs = {
  procedure: birth,
  field_vi: "Hộ tịch",
  items: [{ competency: intake, level: 3 }],
  asks: [
    { competency_id: "c1", position_vi: "Công chức tiếp nhận", position_en: "Intake officer", level: 3 },
    { competency_id: "c2", position_vi: "Công chức tiếp nhận", position_en: "Intake officer", level: 2 },
  ],
  can: { decide: true },
};
const commune = (id: string, name: string, before: number, after: number, able: number[]) => ({
  unit: { id, name },
  before,
  after,
  able,
});
const today = {
  before: { none: 0, one: 1, more: 1 },
  after: { none: 0, one: 1, more: 1 },
  bars: [{ competency_id: "c1", level: 3 }],
  communes: [commune("u1", "Xã Đồng Văn", 1, 1, [1]), commune("u2", "Xã Gia Lâm", 4, 4, [4])],
};
const tried = {
  before: { none: 0, one: 1, more: 1 },
  after: { none: 2, one: 0, more: 0 },
  bars: [
    { competency_id: "c1", level: 3 },
    { competency_id: "c2", level: 2 },
  ],
  communes: [commune("u1", "Xã Đồng Văn", 1, 0, [1, 0]), commune("u2", "Xã Gia Lâm", 4, 0, [4, 0])],
};

function open(address: string) {
  history.replaceState(null, "", address);
  return render(
    <>
      <Route path={paths.procedureNeeds}>
        <ProcedureNeeds />
      </Route>
      <Route path={paths.procedureNeed}>
        <ProcedureNeed />
      </Route>
    </>,
  );
}

/** The first look is at what the procedure needs today. */
const base = () => {
  let looks = 0;
  return {
    "GET /competency/competencies": () => ({ items: [intake, digitising] }),
    "GET /gaps/procedures/p1": () => needs,
    "GET /gaps/procedures/p1/reach": () => (looks++ === 0 ? today : tried),
  };
};

test("an officer adds what a procedure needs and sees what that does before saving", async () => {
  const sent: unknown[] = [];
  server({
    ...base(),
    "PUT /gaps/procedures/p1": ({ body }) => {
      sent.push(body);
      return undefined;
    },
  });
  const host = open("/xa-phuong/thu-tuc/p1");
  await expect
    .element(page.getByText("Hôm nay: 0 xã, phường chưa ai làm được, 1 chỉ có một người", { exact: false }))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Sửa năng lực cần có" }).click();
  await expect.element(page.getByText("Chưa có gì thay đổi.")).toBeVisible();
  await page.getByRole("combobox", { name: "Thêm năng lực", exact: false }).selectOptions("c2");
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await expect
    .element(page.getByText("Nếu lưu: xã, phường chưa ai làm được: 0 → 2; chỉ một người: 1 → 0."))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Lưu" }).click();
  await expect.element(page.getByRole("button", { name: "Sửa năng lực cần có" })).toBeVisible();
  expect(sent).toEqual([
    {
      items: [
        { competency_id: "c1", level: 3, confirmed: false },
        { competency_id: "c2", level: 2, confirmed: true },
      ],
      seen: [{ competency_id: "c1", level: 3 }],
    },
  ]);
});

test("somebody else's change in between is told and nothing is overwritten", async () => {
  server({
    ...base(),
    "PUT /gaps/procedures/p1": () =>
      Response.json({ status: 409, code: "conflict", key: "gaps.needs_changed" }, { status: 409 }),
  });
  open("/xa-phuong/thu-tuc/p1");
  await page.getByRole("button", { name: "Sửa năng lực cần có" }).click();
  await page.getByLabelText("Tôi xác nhận mức này").click();
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Lưu" }).click();
  await expect.element(page.getByText("Bản anh/chị đang sửa chưa được lưu", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Bỏ bản đang sửa, xem bản mới" }).click();
  await expect.element(page.getByRole("button", { name: "Sửa năng lực cần có" })).toBeVisible();
});

test("who may only read finds a procedure by field and cannot change it", async () => {
  const asked = server({
    ...base(),
    "GET /gaps/procedures/p1": () => ({ ...needs, can: { decide: false } }),
    "GET /gaps/procedures": () => ({
      items: [{ ...birth, field_vi: "Hộ tịch", needs: 3, drafts: 1, tally: { none: 2, one: 5, more: 6 } }],
      fields: ["Hộ tịch", "Đất đai"],
    }),
  });
  const host = open("/xa-phuong/thu-tuc");
  await expect.element(page.getByText("2 / 5")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByLabelText("Lĩnh vực", { exact: true }).selectOptions("Hộ tịch");
  await expect.poll(() => asked.filter(({ path }) => path === "/gaps/procedures").length).toBe(2);
  await page.getByRole("link", { name: "Đăng ký khai sinh" }).click();
  await expect.element(page.getByText("anh/chị xem được", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Sửa năng lực cần có" })).not.toBeInTheDocument();
});
