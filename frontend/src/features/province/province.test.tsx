import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Heat, HeatUnit } from "./api";
import UnitPage from "./pages/unit";
import Units from "./pages/units";

const competencies = [
  { id: "c1", code: "NVM-01", name_vi: "Tiếp nhận hồ sơ", name_en: "Intake", group_vi: "Một cửa" },
  { id: "c2", code: "NVM-02", name_vi: "Số hóa hồ sơ", name_en: "Digitisation", group_vi: "Một cửa" },
  {
    id: "c3",
    code: "KNS-01",
    name_vi: "Kỹ năng số cơ bản",
    name_en: "Digital skills",
    group_vi: "Kỹ năng số",
  },
];
const unit = (id: string, name: string, ...met: number[]): HeatUnit => ({
  id,
  code: id,
  name,
  kind: "XA",
  people: 40,
  cells: met.map((each) => ({ met: each, required: each < 0 ? 0 : 10 })),
});
const heat: Heat = {
  competencies,
  units: [
    unit("u1", "Phường Hoa Lư", 9, 8, 7),
    unit("u2", "Xã Đồng Văn", 1, 2, 3),
    unit("u3", "Xã Gia Lâm", 5, 5, 5),
  ],
};
const detail = {
  id: "u2",
  code: "14482",
  name: "Xã Đồng Văn",
  kind: "XA",
  area_km2: 28.37,
  ancestors: [],
  neighbours: [
    { id: "u3", code: "u3", name: "Xã Gia Lâm", kind: "XA" },
    { id: "u9", code: "u9", name: "Xã Tỉnh Khác", kind: "XA" },
  ],
};
const lacking = {
  items: [
    {
      staff: { id: "s1", code: "CC01", full_name: "Đặng Khánh Tùng" },
      unit: { id: "o1", name: "Văn phòng xã Đồng Văn" },
      level: 1,
      required: 3,
      gap: 2,
      critical: true,
    },
  ],
};
const answers = {
  "GET /gaps/heatmap": () => heat,
  "GET /staff/positions": () => ({
    items: [{ id: "p1", name_vi: "Văn thư viên", name_en: "Records clerk" }],
  }),
  "GET /org/units/u2": () => detail,
  "GET /gaps/people": () => lacking,
};

const rows = () =>
  page
    .getByRole("row")
    .elements()
    .slice(1)
    .map((row) => row.querySelector("th")?.textContent);

beforeEach(() => history.replaceState(null, "", "/xa-phuong"));

test("the map says its conclusion, shows the weakest units first and a number in every cell", async () => {
  server(answers);
  const host = render(<Units />);
  await expect
    .element(
      page.getByText("3 xã, phường; đạt 50% yêu cầu của các vị trí. Thấp nhất: Tiếp nhận hồ sơ (50%)."),
    )
    .toBeVisible();
  expect(rows()).toEqual(["Xã Đồng Văn", "Xã Gia Lâm", "Phường Hoa Lư"]);
  const cells = [...(page.getByRole("row").elements()[1]?.querySelectorAll("td") ?? [])];
  expect(cells.map((cell) => cell.textContent)).toEqual(["40", "15", "30", "20%"]);
  expect(await violations(host)).toEqual([]);
});

test("a group shows its competencies by code and name, and sorts by each", async () => {
  server(answers);
  render(<Units />);
  await page.getByLabelText("Nhóm năng lực").selectOptions("mot-cua");
  const head = page.getByRole("columnheader", { name: "NVM-02", exact: false });
  await head.getByRole("button").click();
  await expect.element(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  await expect.element(head).toHaveAttribute("aria-sort", "descending");
  expect(rows()).toEqual(["Phường Hoa Lư", "Xã Gia Lâm", "Xã Đồng Văn"]);
  expect(location.search).toContain("sap-xep=-NVM-02");
});

test("a search without marks and the filter below 50% narrow the map", async () => {
  server(answers);
  render(<Units />);
  await page.getByLabelText("Tìm xã, phường").fill("dong van");
  await expect.element(page.getByText("Hiện 1 trên 3 xã, phường")).toBeVisible();
  await page.getByLabelText("Tìm xã, phường").fill("hoa lu");
  await page.getByLabelText("Chỉ xã, phường đạt dưới 50%").click();
  await expect.element(page.getByText("Không có xã, phường nào phù hợp")).toBeVisible();
  await page.getByRole("button", { name: "Bỏ hết bộ lọc" }).click();
  await expect.element(page.getByText("Hiện 3 trên 3 xã, phường")).toBeVisible();
});

test("a cell leads to who lacks the competency, and arrow keys reach it", async () => {
  history.replaceState(null, "", "/xa-phuong?nhom=mot-cua");
  server(answers);
  render(<Units />);
  const name = page.getByRole("link", { name: "Xã Đồng Văn" });
  await expect.element(name).toBeVisible();
  (name.element() as HTMLElement).focus();
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("ArrowRight");
  press("ArrowRight");
  expect(document.activeElement?.textContent).toBe("20");
  press("ArrowDown");
  expect(document.activeElement?.textContent).toBe("50");
  press("ArrowUp");
  (document.activeElement as HTMLElement).click();
  expect(location.pathname + location.search).toBe("/xa-phuong/u2?nang-luc=c2");
});

test("a leader of one commune comes straight to it", async () => {
  server({ ...answers, "GET /gaps/heatmap": () => ({ ...heat, units: heat.units.slice(1, 2) }) });
  render(<Units />);
  await expect.poll(() => location.pathname).toBe("/xa-phuong/u2");
});

test("whoever may not read the numbers is told so", async () => {
  server({ ...answers, "GET /gaps/heatmap": () => problem(403, { key: "access.denied" }) });
  const host = render(<Units />);
  await expect
    .element(page.getByRole("heading", { name: "Trang này dành cho lãnh đạo", exact: false }))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("on a phone each unit is a card with its three weakest", async () => {
  await page.viewport(390, 844);
  server(answers);
  const host = render(<Units />);
  await expect.element(page.getByRole("progressbar", { name: "Mức đạt của Xã Đồng Văn" })).toBeVisible();
  const card = page.getByRole("listitem").first().element();
  expect([...card.querySelectorAll("strong")].map((each) => each.textContent)).toEqual(["10%", "20%", "30%"]);
  expect(await violations(host)).toEqual([]);
  await page.viewport(1366, 768);
});

test("a commune shows its competencies from the weakest and who lacks the chosen one", async () => {
  history.replaceState(null, "", "/xa-phuong/u2");
  server(answers);
  const host = render(
    <Route path={paths.unit}>
      <UnitPage />
    </Route>,
  );
  await expect.element(page.getByRole("heading", { name: "Còn thiếu: Tiếp nhận hồ sơ" })).toBeVisible();
  expect(rows()).toEqual(["Tiếp nhận hồ sơ", "Số hóa hồ sơ", "Kỹ năng số cơ bản"]);
  await expect
    .element(page.getByRole("link", { name: "Đặng Khánh Tùng" }))
    .toHaveAttribute("href", "/cong-chuc/s1?nang-luc=c1");
  await expect.element(page.getByText("28,37 km²")).toBeVisible();
  await expect.element(page.getByRole("link", { name: "Xã Gia Lâm" })).toBeVisible();
  expect(page.getByRole("link", { name: "Xã Tỉnh Khác" }).elements()).toEqual([]);
  expect(await violations(host)).toEqual([]);

  await page.getByRole("link", { name: "Số hóa hồ sơ" }).click();
  await expect.element(page.getByRole("heading", { name: "Còn thiếu: Số hóa hồ sơ" })).toBeVisible();
});

test("a commune outside the scope shows its facts only", async () => {
  history.replaceState(null, "", "/xa-phuong/u2");
  server({ ...answers, "GET /gaps/heatmap": () => ({ ...heat, units: heat.units.slice(0, 1) }) });
  render(
    <Route path={paths.unit}>
      <UnitPage />
    </Route>,
  );
  await expect.element(page.getByText("nằm ngoài phạm vi", { exact: false })).toBeVisible();
  await expect.element(page.getByText("28,37 km²")).toBeVisible();
});
