import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "./fixtures";

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** Waits until the page has drawn its data: one heading, and nothing that stands for what is to come. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.locator("main .skeleton, main [aria-busy=true]")).toHaveCount(0);
}

/** What axe finds, as "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  // One frame, so the second page that axe opens for several is spared.
  const found = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** The elements that make the page scroll sideways, which axe does not see. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (each) => each.getBoundingClientRect().right > window.innerWidth + 1,
    );
    const names = wide.slice(0, 5).map(({ tagName, className }) => `${tagName} ${String(className)}`);
    return [`${root.scrollWidth} > ${window.innerWidth}`, ...names];
  });
}

/** Holds what every screen owes: its data drawn, no complaint of the browser, axe at zero, no sideways scrolling. */
export async function holds(person: Person, screen: string): Promise<void> {
  const { page } = person;
  await settled(page);
  const wide = (await sideways(page)).map((each) => `scrolls sideways: ${each}`);
  const axe = await violations(page);
  const said = person.heard().map((each) => `console: ${each}`);
  const { width } = page.viewportSize() ?? {};
  expect.soft([...wide, ...axe, ...said], `${screen} at ${width} px`).toEqual([]);
  await picture(page, screen);
}

/** Keeps a picture of the whole page where CAMTAY_E2E_SHOTS names a folder. */
async function picture(page: Page, screen: string): Promise<void> {
  const folder = process.env.CAMTAY_E2E_SHOTS;
  if (!folder) return;
  const size = page.viewportSize();
  await page.screenshot({ path: `${folder}/${screen}-${size?.width}.png`, fullPage: true });
}
