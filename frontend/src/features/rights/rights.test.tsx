import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { adopt } from "@/api/http";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import Rights from "./pages/rights";

const notice = {
  response_days: 2,
  contact: "Sở Nội vụ",
  keeping: "Trong thời gian công tác.",
  updated_at: "2026-11-27T00:00:00Z",
  can_edit: true,
};
const reading = {
  day: "2026-11-27",
  last: "2026-11-27T03:00:00Z",
  times: 3,
  deed: "evidence.read",
  reader: "Đinh Quang Thiện",
  position_vi: "Chủ tịch",
  position_en: "Chair",
  unit: "Phường Thiên Trường",
  competencies: [{ id: "c", code: "C", name_vi: "Số hóa hồ sơ", name_en: "Digitising", group_vi: "Một cửa" }],
};
const answers = {
  "GET /rights/readings": () => ({ items: [reading] }),
  "GET /rights/holdings": () => ({ items: [{ room: "evidence", rows: 51 }] }),
  "GET /rights/notice": () => notice,
};

beforeEach(() => {
  history.replaceState(null, "", "/du-lieu-cua-toi");
  adopt({
    access_token: "t",
    expires_in: 600,
    me: {
      account_id: "a",
      staff_id: "s",
      name: "Vũ Thị Nhàn",
      given_name: "Nhàn",
      posts: [],
      roles: [{ role: "learner", unit: { id: "w", code: "W", name: "Phường Thiên Trường" } }],
      locale: "vi",
      text_size: "a",
      demo: false,
    },
  });
});

test("people see who looked at what, what is held and where to complain", async () => {
  server(answers);
  const host = render(<Rights />);
  await expect.element(page.getByText("Đinh Quang Thiện")).toBeVisible();
  await expect.element(page.getByText("Chủ tịch, Phường Thiên Trường")).toBeVisible();
  await expect.element(page.getByText("3 lần trong ngày, lần cuối")).toBeVisible();
  await expect.element(page.getByRole("cell", { name: "51" })).toBeVisible();
  await expect.element(page.getByText(/phản hồi lần đầu trong 2 ngày làm việc/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("nobody looked yet is said in words", async () => {
  server({ ...answers, "GET /rights/readings": () => ({ items: [] }) });
  render(<Rights />);
  await expect.element(page.getByText("Chưa có ai xem.")).toBeVisible();
});

test("one click takes everything along", async () => {
  const asked = server({ ...answers, "GET /rights/export": () => new Response(new Blob(["PK"])) });
  render(<Rights />);
  await page.getByRole("button", { name: "Tải về" }).click();
  await expect.element(page.getByText("Đã tải về.")).toBeVisible();
  expect(asked.some(({ path }) => path === "/rights/export")).toBe(true);
});

test("the department changes where to complain", async () => {
  const asked = server({
    ...answers,
    "PUT /rights/notice": ({ body }) => ({ ...notice, ...(body as object) }),
  });
  const host = render(<Rights />);
  await page.getByRole("button", { name: "Sửa nội dung này" }).click();
  await page.getByLabelText("Nơi nhận").fill("Văn phòng Sở Nội vụ");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu" }).click();
  await expect.element(page.getByText("Văn phòng Sở Nội vụ")).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
    response_days: 2,
    contact: "Văn phòng Sở Nội vụ",
    keeping: "Trong thời gian công tác.",
  });
});
