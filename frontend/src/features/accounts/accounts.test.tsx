import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Account, Deed } from "./api";
import AccountList from "./pages/account-list";
import AuditLog from "./pages/audit-log";

const ward = { id: "u1", code: "13684", name: "Phường Thiên Trường" };
const account: Account = {
  id: "a1",
  login: "CC0007",
  staff_id: "s7",
  code: "CC0007",
  name: "Nguyễn Thị Hạnh",
  unit: ward,
  roles: [{ role: "learner", unit: ward }],
  activated: false,
  can: { grants: true, invite: true, disable: true },
};
const listed = (...items: Account[]) => ({ "GET /auth/accounts": () => ({ items }) });

beforeEach(() => history.replaceState(null, "", "/quan-tri/tai-khoan"));

test("accounts are listed with their roles and state", async () => {
  server(listed(account));
  const host = render(<AccountList />);
  await expect.element(page.getByText("Chưa kích hoạt", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("cell", { name: "Người học" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a role is added for a unit found by name, and all are saved together", async () => {
  const asked = server({
    ...listed(account),
    "GET /org/units": () => ({ items: [{ ...ward, kind: "PHUONG" }] }),
    "PUT /auth/accounts/a1/grants": () => ({
      ...account,
      roles: [...account.roles, { role: "mentor", unit: ward }],
    }),
  });
  const host = render(<AccountList />);
  await page.getByRole("button", { name: "Quản lý tài khoản của Nguyễn Thị Hạnh" }).click();
  await page.getByRole("combobox", { name: "Thêm vai trò" }).selectOptions("Người kèm cặp");
  await page.getByRole("combobox", { name: "Đơn vị áp dụng" }).fill("thien");
  await page.getByRole("option", { name: "Phường Thiên Trường", exact: false }).click();
  await page.getByRole("button", { name: "Thêm", exact: true }).click();
  await expect.element(page.getByText("Có thay đổi chưa lưu.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu vai trò" }).click();

  await expect
    .poll(() => asked.find(({ method }) => method === "PUT")?.body)
    .toEqual({
      grants: [
        { role: "learner", unit_id: "u1" },
        { role: "mentor", unit_id: "u1" },
      ],
    });
});

test("a refused lock is told in the window", async () => {
  server({
    ...listed(account),
    "POST /auth/accounts/a1/disable": () => problem(409, { key: "auth.last_administrator" }),
  });
  render(<AccountList />);
  await page.getByRole("button", { name: "Quản lý tài khoản của Nguyễn Thị Hạnh" }).click();
  await page.getByRole("button", { name: "Khóa tài khoản" }).click();
  await page.getByRole("button", { name: "Khóa", exact: true }).click();
  await expect
    .element(page.getByRole("alert").getByText("người quản trị cuối cùng", { exact: false }))
    .toBeVisible();
});

test("a person found by name gets a link that is shown once", async () => {
  history.replaceState(null, "", "/quan-tri/tai-khoan?moi=1");
  const asked = server({
    ...listed(),
    "GET /staff/people": () => ({
      items: [
        {
          id: "s9",
          code: "CC0009",
          full_name: "Trần Văn Đạt",
          unit: { id: "u1", name: ward.name },
          posts: [],
        },
      ],
    }),
    "POST /auth/invites": () => ({
      link: "http://x/kich-hoat?token=abc",
      expires_at: "2026-11-26T02:00:00Z",
    }),
  });
  const host = render(<AccountList />);
  await page.getByRole("combobox", { name: "Người được mời" }).fill("dat");
  await page.getByRole("option", { name: "Trần Văn Đạt", exact: false }).click();
  await page.getByRole("button", { name: "Tạo liên kết kích hoạt" }).click();

  await expect
    .element(page.getByRole("textbox", { name: "Liên kết của Trần Văn Đạt" }))
    .toHaveValue("http://x/kich-hoat?token=abc");
  await expect.element(page.getByText("Hết hạn lúc 09:00 26/11/2026.", { exact: false })).toBeVisible();
  expect(asked.find(({ path }) => path === "/auth/invites")?.body).toEqual({ staff_id: "s9" });
  expect(await violations(host)).toEqual([]);
});

test("the log tells deeds in words, and keeps the name of a deed it does not know", async () => {
  history.replaceState(null, "", "/quan-tri/nhat-ky");
  const deed = (id: string, name: string, args: Deed["args"]): Deed => ({
    id,
    at: "2026-11-23T02:00:00Z",
    deed: name,
    subject: "account",
    subject_id: "a1",
    args,
    actor: { account_id: "a0", login: "quantri", name: "Vũ Thu Trang" },
    request_id: "r",
    client_ip: "::1",
  });
  server({
    "GET /auth/audit": () => ({
      items: [
        deed("d1", "auth.grants_changed", { old: ["learner@1"], new: ["learner@1", "mentor@13684"] }),
        deed("d2", "future.deed", {}),
      ],
    }),
  });
  const host = render(<AuditLog />);
  await expect.element(page.getByText("thêm Người kèm cặp, 13684")).toBeVisible();
  await expect.element(page.getByText("future.deed")).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
