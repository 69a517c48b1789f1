import { join } from "node:path";
import { expect, Person, test } from "./fixtures";
import { holds } from "./looks";
import { Program } from "./program";

test.describe.configure({ mode: "serial" });

const folder = () => join(process.env.CAMTAY_E2E_DATA ?? "", "production");
const secret = "thuyền nan bến lở chiều mưa";
let program: Program;
let link: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  program = await Program.start(folder(), { CAMTAY_DEMO: "no", CAMTAY_LOG: "warn" });
});
test.afterAll(async () => program?.stop());

test("the first start prints a link to set up, and the sign-in page says what is missing", async ({
  browser,
}) => {
  await expect.poll(() => program.printed()).toContain("/thiet-lap?token=");
  link = /\S+\/thiet-lap\?token=\S+/.exec(program.printed())?.[0] ?? "";
  expect(link.startsWith(program.url)).toBe(true);
  expect(program.printed()).not.toContain("CamTay-2026");

  const visitor = await Person.at(browser, program.url);
  await visitor.page.goto("/");
  await expect(visitor.page.getByRole("heading", { level: 1, name: "Đăng nhập" })).toBeVisible();
  await expect(visitor.page.getByText("Hệ thống chưa có tài khoản quản trị.")).toBeVisible();
  await expect(visitor.page.getByText("Dùng thử với một vai")).toHaveCount(0);
  await holds(visitor, "setup-sign-in");
  await visitor.context.close();
});

test("the link makes the administrator, who is signed in and can sign in again", async ({ browser }) => {
  const admin = await Person.at(browser, program.url);
  const { page } = admin;
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "Thiết lập lần đầu" })).toBeVisible();
  await holds(admin, "setup");
  await page.getByLabel("Mã công chức").fill("QT0001");
  await page.getByLabel("Họ và tên").fill("Hoàng Thị Mười");
  await page.getByLabel("Mật khẩu mới").fill(secret);
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Chào anh/chị Hoàng Thị Mười" })).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Nhập danh sách" })).toBeVisible();
  await holds(admin, "setup-home");
  await admin.context.close();

  const again = await Person.at(browser, program.url);
  await again.page.goto("/dang-nhap");
  await expect(again.page.getByText("Hệ thống chưa có tài khoản quản trị.")).toHaveCount(0);
  await again.signIn("QT0001", secret);
  await expect(again.page.getByRole("heading", { level: 1, name: /Hoàng Thị Mười/ })).toBeVisible();
  await again.context.close();
});

test("the link opens nothing a second time", async ({ browser }) => {
  const other = await Person.at(browser, program.url);
  const { page } = other;
  await page.goto(link);
  await page.getByLabel("Mã công chức").fill("QT0002");
  await page.getByLabel("Họ và tên").fill("Lê Văn Chín");
  await page.getByLabel("Mật khẩu mới").fill(secret);
  const refused = page.waitForResponse((response) => response.url().endsWith("/api/v1/auth/setup"));
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  expect((await refused).status()).toBeGreaterThanOrEqual(400);
  await expect(page.getByRole("alert")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/thiet-lap");
  other.heard();
  await page.goto("/dang-nhap");
  await other.signIn("QT0002", secret);
  await expect(page.getByRole("alert")).toBeVisible();
  await other.context.close();
});

test("a start without a demo prints no new link once there is an administrator", async () => {
  await program.stop();
  const before = program.printed().length;
  await program.resume();
  const since = () => program.printed().slice(before);
  await expect.poll(since).toContain("Ctrl-C");
  expect(since()).not.toContain("/thiet-lap?token=");
});
