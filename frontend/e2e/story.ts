import type { Browser, Page } from "@playwright/test";
import type { Role } from "./fixtures";
import { expect, Person } from "./fixtures";
import type { Program } from "./program";

/** What the story carries from one test to the next. */
export const story = { attempt: "", met: 0, closed: [] as string[], coached: "", nominated: [] as string[] };

/** Everyone of the story who has come in. */
export const people: Partial<Record<Role, Person>> = {};

/** Everyone of the story has a browser of their own, in which they stay signed in. */
export async function as(
  role: Role,
  { browser, demo }: { browser: Browser; demo: Program },
): Promise<Person> {
  return (people[role] ??= await Person.signedIn(browser, demo.url, role));
}

/** Everyone leaves. */
export async function everyoneLeaves(): Promise<void> {
  await Promise.all(Object.values(people).map(({ context }) => context.close()));
  for (const role of Object.keys(people) as Role[]) delete people[role];
}

/** By the navigation, as people go. */
export const toSection = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Các mục" }).getByRole("link", { name, exact: true }).first().click();
export const heading = (page: Page, name: string | RegExp, level = 1) =>
  expect(page.getByRole("heading", { level, name, exact: typeof name === "string" })).toBeVisible();
/** The card or section under a heading. */
export const part = (page: Page, name: string) =>
  page.locator("section, .card", { has: page.getByRole("heading", { name, exact: true }) }).last();

/** Of how many competencies home says that they are met. */
export async function metAtHome(page: Page): Promise<number> {
  const words = await page
    .getByText(/^Đạt \d+ trên \d+ năng lực/)
    .first()
    .innerText();
  return Number(/\d+/.exec(words)?.[0]);
}

/** The class that the officer opens. */
export const className = "Ký số và trả kết quả điện tử tại bộ phận một cửa";
export const dayFromNow = (days: number) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(Date.now() + days * 86_400_000);

/** How far the clock has to run for that class to be over. */
export const classIsOver = "72h";
export const learnerName = "Vũ Thị Nhàn";

/** Fills in the form of a class the day after tomorrow, with three places for the ward of the story. */
export async function planClass(page: Page): Promise<void> {
  await page.getByLabel("Tên lớp").fill(className);
  await page.getByLabel("Địa điểm").fill("Phòng họp tầng 2, UBND phường Thiên Trường");
  await page.getByLabel("Buổi 1: ngày").fill(dayFromNow(2));
  await page.getByLabel("Hạn cử người").fill(dayFromNow(1));
  await page.getByLabel("Số chỗ của lớp").fill("10");
  await page.getByRole("button", { name: "Thêm đơn vị" }).click();
  await page.getByRole("combobox", { name: "Đơn vị 1" }).fill("thien truong");
  await page.getByRole("option", { name: /Thiên Trường/ }).click();
  await page
    .getByRole("group", { name: /^Chỉ tiêu/ })
    .getByLabel("Số chỗ")
    .fill("3");
  await page.getByRole("button", { name: "Thêm năng lực" }).click();
  await page
    .getByLabel("Năng lực 1", { exact: true })
    .selectOption({ label: "Khai thác Cổng Dịch vụ công quốc gia" });
}
