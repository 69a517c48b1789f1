import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

interface Question {
  kind: "single" | "multiple";
  stem_vi: string;
  options: { text_vi: string; correct?: boolean }[];
}

/** The built-in course that the story takes, with its test. */
export const course = {
  title: "Hệ thống một cửa điện tử liên thông",
  lessons: 5,
  test: "Kiểm tra: Hệ thống một cửa điện tử liên thông",
};

const content = new URL("../../app/catalogue/content/MC-01/quiz.json", import.meta.url);
const { questions } = JSON.parse(readFileSync(content, "utf8")) as { questions: Question[] };
export const questionCount = questions.length;

const flat = (words: string) => words.replace(/\s+/g, " ").trim();
const literal = (words: string) => words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Finds the question that is shown in the key, chooses its right options by their words, and answers them. */
export async function chooseRight(page: Page): Promise<string[]> {
  const stem = flat(await page.locator("main fieldset h2").innerText());
  const found = questions.find(({ stem_vi }) => flat(stem_vi) === stem);
  if (!found) throw new Error(`the key has no question "${stem}"`);
  const right = found.options.filter(({ correct }) => correct).map(({ text_vi }) => flat(text_vi));
  for (const words of right) await option(page, words).click();
  return right;
}

/** An option of the question shown, by its words. */
export const option = (page: Page, words: string) =>
  page.locator("main fieldset").getByLabel(new RegExp(`^\\d+\\. ${literal(words)}$`));

/** Chooses the right options and waits until the page says, and rightly, that the server has them. */
export async function answerAndSee(page: Page): Promise<string[]> {
  const taken = page.waitForResponse(
    (each) => each.request().method() === "PUT" && each.url().includes("/answers/"),
  );
  const right = await chooseRight(page);
  expect((await taken).ok()).toBe(true);
  await expect(page.getByText(/^Đã lưu lúc \d\d:\d\d/)).toBeVisible();
  return right;
}

/** Goes through the first questions and finds the options chosen in each. */
export async function seesChosen(page: Page, chosen: string[][]): Promise<void> {
  for (const [index, right] of chosen.entries()) {
    await page.getByRole("button", { name: `Câu ${index + 1}, đã trả lời` }).click();
    for (const words of right) await expect(option(page, words)).toBeChecked();
  }
}
