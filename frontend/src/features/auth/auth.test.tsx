import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { adopt } from "@/api/http";
import type { Me, SignedIn } from "@/api/me";
import { currentSession } from "@/api/session";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import Account from "./pages/account";
import Activate from "./pages/activate";
import Setup from "./pages/setup";
import SignIn from "./pages/sign-in";

const me: Me = {
  account_id: "a1",
  staff_id: "s1",
  name: "Nguyễn Thị Hạnh",
  given_name: "Hạnh",
  unit: { id: "u", code: "U", name: "UBND phường Hoa Lư" },
  posts: [
    {
      position_vi: "Công chức văn hóa – xã hội",
      position_en: "Culture official",
      unit: "UBND phường Hoa Lư",
      kind: "permanent",
    },
  ],
  roles: [{ role: "learner", unit: { id: "u", code: "U", name: "UBND phường Hoa Lư" } }],
  locale: "vi",
  text_size: "a",
  demo: false,
};
const answer: SignedIn = { access_token: "t1", expires_in: 600, me };
const none = {
  "GET /auth/demo-accounts": () => ({ items: [] }),
  "GET /auth/setup": () => ({ needed: false }),
};

beforeEach(() => {
  history.replaceState(null, "", "/");
  adopt(undefined);
});

test("signing in sends the code and the password", async () => {
  const asked = server({ ...none, "POST /auth/sign-in": () => answer });
  const host = render(<SignIn />);
  await page.getByRole("textbox", { name: "Mã công chức hoặc thư điện tử" }).fill(" CC0001 ");
  await page.getByLabelText("Mật khẩu", { exact: true }).fill("bốn từ ghép lại");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Đăng nhập" }).click();

  await expect.poll(() => currentSession().status).toBe("in");
  expect(asked.at(-1)?.body).toEqual({ login: "CC0001", password: "bốn từ ghép lại" });
});

test("a refused sign-in says why and keeps what was typed", async () => {
  server({ ...none, "POST /auth/sign-in": () => problem(401, { key: "unknown.to.client" }) });
  render(<SignIn />);
  const login = page.getByRole("textbox", { name: "Mã công chức hoặc thư điện tử" });
  await login.fill("CC0001");
  await page.getByLabelText("Mật khẩu", { exact: true }).fill("sai");
  await page.getByRole("button", { name: "Đăng nhập" }).click();

  await expect.element(page.getByRole("alert")).toBeVisible();
  await expect.element(login).toHaveValue("CC0001");
  expect(currentSession().status).toBe("out");
});

test("before the first administrator the page says what to do", async () => {
  server({ ...none, "GET /auth/setup": () => ({ needed: true }) });
  render(<SignIn />);
  await expect
    .element(page.getByText("Hệ thống chưa có tài khoản quản trị.", { exact: false }))
    .toBeVisible();
});

test("in a demonstration one enters as a person by one button", async () => {
  const asked = server({
    "GET /auth/demo-accounts": () => ({
      demo_password: "mo-cua",
      items: [{ login: "CC0004", role: "department_officer", name: "Lê Quốc Đạt", unit: "Sở Nội vụ" }],
    }),
    "POST /auth/sign-in": () => answer,
  });
  const host = render(<SignIn />);
  await expect.element(page.getByText("mo-cua", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Vào với vai Lê Quốc Đạt" }).click();

  await expect.poll(() => asked.at(-1)?.body).toEqual({ login: "CC0004", password: "mo-cua" });
});

test("the first administrator is created and signed in", async () => {
  history.replaceState(null, "", "/thiet-lap?token=once");
  const asked = server({ "POST /auth/setup": () => ({ login: "qt01" }), "POST /auth/sign-in": () => answer });
  const host = render(<Setup />);
  await page.getByRole("textbox", { name: "Mã công chức" }).fill("QT01");
  await page.getByRole("textbox", { name: "Họ và tên" }).fill("Vũ Thu Trang");
  await page.getByLabelText("Mật khẩu mới", { exact: true }).fill("bốn từ ghép lại");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();

  await expect.poll(() => currentSession().status).toBe("in");
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    ["/auth/setup", { token: "once", code: "QT01", name: "Vũ Thu Trang", password: "bốn từ ghép lại" }],
    ["/auth/sign-in", { login: "qt01", password: "bốn từ ghép lại" }],
  ]);
});

test("an invitation without its code says so", async () => {
  history.replaceState(null, "", "/kich-hoat");
  render(<Activate />);
  await expect.element(page.getByRole("heading", { name: "Đường dẫn thiếu mã" })).toBeVisible();
});

test("an invited person sets a password and is signed in", async () => {
  history.replaceState(null, "", "/kich-hoat?token=abc");
  const asked = server({
    "POST /auth/invites/accept": () => ({ login: "cc0007" }),
    "POST /auth/sign-in": () => answer,
  });
  render(<Activate />);
  await page.getByLabelText("Mật khẩu mới", { exact: true }).fill("bốn từ ghép lại");
  await page.getByRole("button", { name: "Kích hoạt" }).click();

  await expect.poll(() => currentSession().status).toBe("in");
  expect(asked.map(({ body }) => body)).toEqual([
    { token: "abc", password: "bốn từ ghép lại" },
    { login: "cc0007", password: "bốn từ ghép lại" },
  ]);
});

test("the account page changes the password and the text size", async () => {
  adopt(answer);
  const asked = server({
    "POST /auth/password": () => undefined,
    "PATCH /auth/me/preferences": () => undefined,
  });
  const host = render(<Account />);
  await page.getByRole("radio", { name: "Lớn", exact: true }).click();
  expect(document.documentElement.dataset.text).toBe("a1");
  await page.getByLabelText("Mật khẩu đang dùng", { exact: true }).fill("cũ");
  await page.getByLabelText("Mật khẩu mới", { exact: true }).fill("mới");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();

  await expect.element(page.getByText("Đã đổi mật khẩu.")).toBeVisible();
  expect(asked.map(({ body }) => body)).toEqual([{ text_size: "a1" }, { current: "cũ", new: "mới" }]);
  await expect.element(page.getByLabelText("Mật khẩu mới", { exact: true })).toHaveValue("");
});
