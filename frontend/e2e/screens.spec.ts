import type { Page } from "@playwright/test";
import type { Role } from "./fixtures";
import { desktop, expect, Person, phone, test } from "./fixtures";
import { holds, settled, sideways, violations } from "./looks";
import { Account, screensOf } from "./samples";

test.describe.configure({ mode: "parallel" });

const roles: Role[] = ["hocvien", "kemcap", "lanhdao", "sonoivu", "quantri", "giangvien"];

async function skipLinkComesFirst(page: Page, screen: string): Promise<void> {
  await page.keyboard.press("Tab");
  const focused = page.locator(":focus");
  await expect.soft(focused, `${screen}: the first stop of Tab`).toHaveText("Đến nội dung chính");
  await expect.soft(focused).toBeInViewport();
  // While it has the focus it lies over the way home.
  await focused.blur();
}

for (const role of roles) {
  test(`every screen of ${role} holds on a desk and on a phone`, async ({ browser, demo }) => {
    test.setTimeout(420_000);
    const person = await Person.at(browser, demo.url);
    const { page, context } = person;
    const account = await Account.of(context.request, role);
    const screens = await screensOf(account);
    for (const { page: name, address } of screens) {
      const screen = `${role}-${name}`;
      await page.setViewportSize(desktop);
      await page.goto(address);
      await settled(page);
      // A test takes the focus to its question, and a page that leads on to another takes it to that one's heading.
      const takesFocus = name === "attempt" || new URL(page.url()).pathname !== address;
      if (!takesFocus) await skipLinkComesFirst(page, screen);
      await expect.soft(page.locator("main .error-panel"), `${screen} shows an error`).toHaveCount(0);
      await expect
        .soft(page.getByText("Trang này dành cho người khác"), `${screen} is closed`)
        .toHaveCount(0);
      await holds(person, screen);
      await page.setViewportSize(phone);
      await holds(person, screen);
    }
    await context.close();
  });
}

test("every page is opened by somebody", async ({ browser, demo }) => {
  const seen = new Set<string>(["signIn", "setup", "activate"]);
  for (const role of roles) {
    const { context } = await Person.at(browser, demo.url);
    for (const { page } of await screensOf(await Account.of(context.request, role))) seen.add(page);
    await context.close();
  }
  const { paths } = await import("../src/lib/paths");
  expect([...seen].sort()).toEqual(Object.keys(paths).sort());
});

test("the pages before sign-in hold, and so does an address that leads nowhere", async ({
  browser,
  demo,
}) => {
  const visitor = await Person.at(browser, demo.url);
  for (const address of ["/dang-nhap", "/thiet-lap", "/kich-hoat", "/kich-hoat?token=x", "/khong-co"]) {
    await visitor.page.setViewportSize(desktop);
    await visitor.page.goto(address);
    await settled(visitor.page);
    await skipLinkComesFirst(visitor.page, address);
    await holds(visitor, `visitor${address.replace(/\W/g, "-")}`);
    await visitor.page.setViewportSize(phone);
    await holds(visitor, `visitor${address.replace(/\W/g, "-")}`);
  }
  await visitor.context.close();
});

test("home speaks English and goes back", async ({ browser, demo }) => {
  const learner = await Person.signedIn(browser, demo.url, "hocvien");
  const { page } = learner;
  await page.getByRole("button", { name: "English" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Home" }).first()).toBeVisible();
  await holds(learner, "home-en");
  await page.reload();
  await settled(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Tiếng Việt" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Chào anh/chị Vũ Thị Nhàn" })).toBeVisible();
  await learner.context.close();
});

test("the largest letters fit on home, a test and the classes", async ({ browser, demo }) => {
  const learner = await Person.signedIn(browser, demo.url, "hocvien");
  const { page } = learner;
  await page.getByRole("button", { name: "A++" }).click();
  const open = await screensOf(await Account.of(learner.context.request, "hocvien"));
  const wanted = open.filter(({ page: name }) => ["home", "quiz", "attempt", "classes"].includes(name));
  expect(wanted).toHaveLength(4);
  for (const { page: name, address } of wanted) {
    await page.setViewportSize(desktop);
    await page.goto(address);
    await settled(page);
    await expect(page.locator("html")).toHaveAttribute("data-text", "a2");
    await holds(learner, `${name}-a2`);
    for (const viewport of [phone, { width: 320, height: 640 }]) {
      await page.setViewportSize(viewport);
      expect.soft(await sideways(page), `${name} at ${viewport.width} px scrolls sideways`).toEqual([]);
    }
    expect.soft(await violations(page), `${name} with the largest letters`).toEqual([]);
  }
  await page.setViewportSize(desktop);
  await page.getByRole("button", { name: /^A Cỡ chữ vừa/ }).click();
  await learner.context.close();
});
