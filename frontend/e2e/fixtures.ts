import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, test as base } from "@playwright/test";
import { Program } from "./program";

export type Role = "hocvien" | "kemcap" | "lanhdao" | "sonoivu" | "quantri" | "giangvien";
export const desktop = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };
export const password = "CamTay-2026";
const refresh = "/api/v1/auth/refresh";

const onDemo = (name: (worker: number) => string) =>
  base.extend<object, { demo: Program }>({
    demo: [
      async ({ browserName }, use, { parallelIndex }) => {
        const folder = join(process.env.CAMTAY_E2E_DATA ?? "", `${browserName}-${name(parallelIndex)}`);
        const program = await Program.start(folder, {
          CAMTAY_DEMO: "yes",
          CAMTAY_DEMO_STAFF: "1000",
          CAMTAY_LOG: "warn",
        });
        await use(program);
        await program.stop();
      },
      { scope: "worker", timeout: 240_000 },
    ],
  });

/** Tests on the demo province. `demo` is the running program, one for each worker. */
export const test = onDemo(String);

/** Tests on a demo province of their own: those in which time passes. */
export const testAlone = (name: string) => onDemo(() => name);

/** Someone at a browser of their own. */
export class Person {
  /** True while the server is known to be gone, of which the browser complains in vain. */
  serverGone = false;

  private readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  /** Opens a browser for somebody who has not signed in. */
  static async at(browser: Browser, url: string, viewport = desktop): Promise<Person> {
    const context = await browser.newContext({
      baseURL: url,
      viewport,
      locale: "vi-VN",
      timezoneId: "Asia/Ho_Chi_Minh",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const person = new Person(page, context);
    page.on("console", (message) => {
      const from = new URL(message.location().url || url).pathname;
      const words = message.text();
      // Only the server can tell a visitor from somebody whose session goes on.
      const visiting = from === refresh && words.includes("401");
      const alone = person.serverGone && words.includes("net::ERR_");
      if (message.type() === "error" && !visiting && !alone) person.complaints.push(`${words} (${from})`);
    });
    page.on("pageerror", (error) => person.complaints.push(String(error)));
    return person;
  }

  /** Opens a browser and signs in by the form. */
  static async signedIn(browser: Browser, url: string, role: Role, viewport = desktop): Promise<Person> {
    const person = await Person.at(browser, url, viewport);
    await person.page.goto("/dang-nhap");
    await person.signIn(role, password);
    await expect(person.page.getByRole("heading", { level: 1, name: /^Chào anh\/chị/ })).toBeVisible();
    return person;
  }

  async signIn(login: string, word: string): Promise<void> {
    await this.page.getByLabel("Mã công chức hoặc thư điện tử").fill(login);
    await this.page.getByLabel("Mật khẩu", { exact: true }).fill(word);
    await this.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  }

  /** What the browser has complained of since it was last asked. */
  heard(): string[] {
    return this.complaints.splice(0);
  }
}

export { expect } from "@playwright/test";
