import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import UnitFields from "./pages/unit-fields";
import UnitFragile from "./pages/unit-fragile";
import UnitTeam from "./pages/unit-team";
import Trend from "./pages/trend";
import Fragile from "./pages/fragile";

const skill = {
  id: "c1",
  code: "NVM-01",
  name_vi: "Tiếp nhận hồ sơ",
  name_en: "Intake",
  group_vi: "Một cửa",
};
const detail = { id: "u2", code: "14482", name: "Xã Đồng Văn", kind: "XA", ancestors: [], neighbours: [] };
const holder = (id: string, full_name: string) => ({
  id,
  full_name,
  unit: "Văn phòng",
  post_kind: "permanent",
});
const base = {
  "GET /org/units/u2": () => detail,
  "GET /org/units": () => ({ items: [{ ...detail, id: "o1", name: "Văn phòng xã Đồng Văn" }] }),
  "GET /staff/positions": () => ({ items: [] }),
  "GET /competency/competencies": () => ({ items: [skill] }),
  "GET /gaps/heatmap": () => ({ competencies: [], units: [] }),
};

const open = (path: string, Page: () => React.ReactNode, address: string) => {
  history.replaceState(null, "", address);
  return render(
    <Route path={path}>
      <Page />
    </Route>,
  );
};

test("a leader names who is responsible for a field that several hold", async () => {
  const sent: unknown[] = [];
  let named = false;
  const field = () => ({
    kind: "position",
    code: "VP-TP",
    name_vi: "Chuyên viên tư pháp",
    name_en: "Justice specialist",
    office: "Văn phòng",
    state: named ? "clear" : "shared",
    holders: [holder("s1", "Đặng Khánh Tùng"), holder("s2", "Lê Thị Hoa")],
    ...(named && { responsible: { id: "s2", full_name: "Lê Thị Hoa", from: "2026-11-27" } }),
  });
  server({
    ...base,
    "GET /gaps/units/u2/fields": () => ({ items: [field()], can: { assign: true } }),
    "PUT /gaps/units/u2/fields": ({ body }) => {
      sent.push(body);
      named = true;
      return undefined;
    },
  });
  const host = open(paths.unitFields, UnitFields, "/xa-phuong/u2/phan-cong");
  await expect
    .element(page.getByText("1 nhiều người làm mà chưa rõ ai phụ trách", { exact: false }))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Giao phụ trách" }).click();
  await page.getByRole("radio", { name: "Lê Thị Hoa", exact: false }).click();
  await page.getByRole("button", { name: "Lưu" }).click();
  await expect.element(page.getByText("rõ người, rõ việc", { exact: false })).toBeVisible();
  expect(sent).toEqual([{ kind: "position", field: "VP-TP", staff_id: "s2" }]);
});

test("an absence shows what breaks and which neighbour could help", async () => {
  const asked = server({
    ...base,
    "GET /gaps/units/u2/fragile": () => ({
      competencies: [
        {
          competency: skill,
          level: 3,
          critical: true,
          able: 1,
          only: { id: "s1", code: "1", full_name: "Đặng Khánh Tùng" },
        },
      ],
      procedures: [],
    }),
    "GET /staff/people": () => ({
      items: [
        {
          id: "s1",
          code: "1",
          full_name: "Đặng Khánh Tùng",
          unit: { id: "o1", name: "Văn phòng" },
          posts: [],
        },
      ],
    }),
    "GET /gaps/units/u2/without": () => {
      return {
        people: [{ id: "s1", code: "1", full_name: "Đặng Khánh Tùng" }],
        drops: [
          {
            competency: skill,
            level: 3,
            critical: true,
            today: 2,
            after: 0,
            lapsing: 1,
            neighbours: [{ unit: { id: "u3", name: "Xã Gia Lâm" }, able: 4 }],
          },
        ],
        lapses: [
          {
            staff: { id: "s2", code: "2", full_name: "Lê Thị Hoa" },
            competency: skill,
            level: 3,
            lasts: 1,
            on: "2027-03-01",
            kind: "observation",
            observed_at: "2025-03-01T00:00:00Z",
            key: "evidence.why_lapsed",
            args: { until: "2027-03-01T00:00:00Z" },
          },
        ],
        gains: [],
      };
    },
  });
  const host = open(paths.unitFragile, UnitFragile, "/xa-phuong/u2/diem-de-dut");
  await expect
    .element(page.getByText("0 năng lực chưa ai làm được, 1 năng lực chỉ có một người."))
    .toBeVisible();
  await page.getByRole("combobox", { name: "Thêm người" }).click();
  await page.getByRole("option", { name: "Đặng Khánh Tùng", exact: false }).click();
  await expect.element(page.getByRole("heading", { name: "1 việc bị đứt hoặc thiếu người" })).toBeVisible();
  await expect.element(page.getByText("Xã Gia Lâm: 4 người")).toBeVisible();
  await expect.element(page.getByText("gồm 1 người hết hạn minh chứng")).toBeVisible();
  await expect.element(page.getByText("Tiếp nhận hồ sơ: mức 3 → 1")).toBeVisible();
  await expect
    .element(page.getByText("Quan sát tại nơi làm việc, 01/03/2025. Không tính: hết hiệu lực từ 01/03/2027."))
    .toBeVisible();
  expect(asked.filter(({ path }) => path.endsWith("/without"))).toHaveLength(1);
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Bỏ Đặng Khánh Tùng" }).click();
  await expect.element(page.getByRole("heading", { name: "Chưa chọn ai" })).toBeVisible();
});

test("a team lists people with the way to why, and the unit's weakest competency first", async () => {
  server({
    ...base,
    "GET /gaps/units/u2/people": () => ({
      items: [
        {
          staff: { id: "s1", code: "1", full_name: "Đặng Khánh Tùng" },
          unit: { id: "o1", name: "Văn phòng xã Đồng Văn" },
          posts: "Văn thư viên",
          summary: { required: 20, met: 12, gaps: 8, critical_gaps: 2 },
        },
      ],
    }),
    "GET /gaps/units/u2/competencies": () => ({
      items: [{ competency: skill, required: 10, met: 4, critical_gaps: 1 }],
    }),
  });
  const host = open(paths.unitTeam, UnitTeam, "/xa-phuong/u2/doi-ngu");
  await expect
    .element(page.getByRole("link", { name: "Đặng Khánh Tùng" }))
    .toHaveAttribute("href", "/cong-chuc/s1");
  await expect.element(page.getByText("2 bắt buộc", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("cell", { name: "40%" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a trend is drawn and told in numbers", async () => {
  server({
    ...base,
    "GET /gaps/trend": () => ({
      points: [
        { day: "2026-09-30", computed: true, required: 100, met: 20, people: 10 },
        { day: "2026-10-31", computed: false, required: 100, met: 45, people: 10 },
      ],
    }),
  });
  const host = open(paths.trend, Trend, "/xa-phuong/dien-bien");
  await expect.element(page.getByText("Hiện đạt 45% yêu cầu; đầu kỳ 20%.")).toBeVisible();
  await expect
    .element(
      page.getByRole("img", { name: "Biểu đồ tỷ lệ đạt yêu cầu, từ 20% (30/09/2026) đến 31/10/2026 (45%)." }),
    )
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("the province puts the most fragile communes first and leads to one", async () => {
  const row = (id: string, name: string, none: number) => ({
    id,
    code: id,
    name,
    none,
    one: 2,
    critical: 1,
    procedures_none: 0,
    procedures_one: 3,
    able: 0,
  });
  server({
    ...base,
    "GET /gaps/fragile": () => ({ items: [row("u1", "Xã Gia Lâm", 4), row("u2", "Xã Đồng Văn", 1)] }),
  });
  const host = open(paths.fragile, Fragile, "/xa-phuong/diem-de-dut");
  await expect
    .element(page.getByRole("link", { name: "Xã Gia Lâm" }))
    .toHaveAttribute("href", "/xa-phuong/u1/diem-de-dut");
  await userEvent.type(page.getByLabelText("Tìm xã, phường"), "dong van");
  await expect.poll(() => page.getByRole("row").elements().length).toBe(2);
  expect(await violations(host)).toEqual([]);
});
