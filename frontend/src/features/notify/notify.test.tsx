import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Notice } from "./api";
import Notices from "./pages/notices";
import { NoticeBell } from "./parts/bell";

const notice = (id: string, change: Partial<Notice> = {}): Notice => ({
  id,
  key: "notify.class_approved",
  args: { class: "Ký số", on: "09/12/2026", place: "Phòng 201" },
  link: "/lop/c1",
  created_at: "2026-11-22T02:00:00Z",
  ...change,
});

beforeEach(() => history.replaceState(null, "", "/thong-bao"));

test("unread notices stand first; opening one marks it and goes there", async () => {
  const asked = server({
    "GET /notify/messages": () => ({
      items: [
        notice("n1", {
          read_at: "2026-11-22T03:00:00Z",
          key: "notify.level_up",
          args: { to: 2, competency: "Soạn thảo" },
        }),
        notice("n2"),
      ],
      unread: 1,
    }),
    "POST /notify/messages/n2/read": () => undefined,
  });
  const host = render(<Notices />);
  await expect.element(page.getByRole("heading", { name: "Chưa đọc (1)" })).toBeVisible();
  await expect
    .element(page.getByText("được duyệt dự lớp “Ký số” ngày 09/12/2026", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByText("đã đạt mức 2 ở năng lực “Soạn thảo”", { exact: false })).toBeVisible();
  const order = [...host.querySelectorAll("li")].map(({ textContent }) => textContent.includes("Ký số"));
  expect(order).toEqual([true, false]);
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Mở xem" }).first().click();
  await expect.poll(() => location.pathname).toBe("/lop/c1");
  await expect.poll(() => asked.some(({ path }) => path === "/notify/messages/n2/read")).toBe(true);
});

test("all are marked as read at once", async () => {
  let unread = 2;
  server({
    "GET /notify/messages": () => ({
      items: ["n1", "n2"].map((id) => notice(id, unread === 0 ? { read_at: "2026-11-22T03:00:00Z" } : {})),
      unread,
    }),
    "POST /notify/messages/read-all": () => {
      unread = 0;
    },
  });
  render(<Notices />);
  await page.getByRole("button", { name: "Đánh dấu tất cả đã đọc" }).click();
  await expect.element(page.getByText("Anh/chị đã đọc hết thông báo.")).toBeVisible();
});

test("without notices the page says what will come", async () => {
  server({ "GET /notify/messages": () => ({ items: [], unread: 0 }) });
  render(<Notices />);
  await expect.element(page.getByRole("heading", { name: "Chưa có thông báo" })).toBeVisible();
});

test("the bell says how many are unread", async () => {
  server({ "GET /notify/messages": () => ({ items: [], unread: 7 }) });
  const host = render(
    <div className="site-header">
      <NoticeBell />
    </div>,
  );
  await expect.element(page.getByRole("link", { name: "Thông báo: 7 tin chưa đọc" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
