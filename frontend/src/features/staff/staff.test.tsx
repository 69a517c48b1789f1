import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Absent, Counter } from "./api";
import Cover from "./pages/cover";

const absent: Absent = {
  id: "a1",
  staff_id: "s1",
  full_name: "Lê Thị Hoa",
  unit: "Văn phòng",
  from: "2026-12-01",
  until: "2026-12-05",
  kind: "leave",
};
const counter: Counter = {
  unit_id: "u1",
  unit: "Trung tâm Phục vụ hành chính công",
  parent: "Phường Hoa Lư",
  minimum: 3,
  people: 5,
  away: 1,
  spare: 1,
  short: 0,
};

beforeEach(() => history.replaceState(null, "", "/vang-mat-va-quay"));

test("an absence is removed and brought back", async () => {
  const asked = server({
    "GET /staff/absences": () => ({ items: [absent] }),
    "DELETE /staff/absences/a1": () => undefined,
    "POST /staff/absences": () => absent,
  });
  const host = render(<Cover />);
  await expect.element(page.getByText("05/12/2026")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Xóa: Lê Thị Hoa, 01/12/2026" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect
    .poll(() => asked.find(({ method }) => method === "POST")?.body)
    .toEqual({ staff_id: "s1", from: "2026-12-01", until: "2026-12-05", kind: "leave" });
});

test("a counter gets a number", async () => {
  history.replaceState(null, "", "/vang-mat-va-quay?phan=quay");
  const asked = server({
    "GET /staff/counters": () => ({ items: [counter] }),
    "PUT /staff/counters/u1": () => undefined,
  });
  const host = render(<Cover />);
  await expect.element(page.getByText("Có thể rời quầy 1 người", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: `Đặt số người: ${counter.unit}` }).click();
  await page.getByRole("spinbutton", { name: "Số người" }).fill("4");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect.poll(() => asked.find(({ method }) => method === "PUT")?.body).toEqual({ minimum: 4 });
});
