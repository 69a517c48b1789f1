import type { Browser } from "@playwright/test";
import type { Program } from "./program";
import { desktop, expect, Person, phone, testAlone } from "./fixtures";
import { holds } from "./looks";
import { dayFromNow, heading, part, toSection } from "./story";

const test = testAlone("programme");
const learnerName = "Vũ Thị Nhàn";
const mentorName = "Ngô Khánh Duy";
const need = "Kỹ năng số";
const fortnight = 14 * 86_400_000;
let pair = "";

const phoneOf = (browser: Browser, demo: Program, role: "hocvien" | "kemcap" | "lanhdao") =>
  Person.signedIn(browser, demo.url, role, phone);

test.describe.configure({ mode: "serial" });

test("twelve neighbouring wards are matched, explained, changed at a known cost and published", async ({
  browser,
  demo,
}) => {
  test.setTimeout(180_000);
  const officer = await Person.signedIn(browser, demo.url, "sonoivu");
  const { page } = officer;
  await toSection(page, "Chương trình kèm cặp");
  await heading(page, "Chương trình kèm cặp");
  await holds(officer, "programmes");
  await page.getByRole("link", { name: "Lập chương trình" }).click();
  await page.getByRole("combobox", { name: "Thêm xã, phường" }).fill("Thiên Trường");
  await page.getByRole("option", { name: "Phường Thiên Trường" }).click();
  const around = page.getByRole("button", { name: "Thêm xã, phường giáp ranh" });
  await around.click();
  await expect(page.getByText("Đã chọn 4 xã, phường.")).toBeVisible();
  await around.click();
  await expect(page.getByText("Đã chọn 11 xã, phường.")).toBeVisible();
  await page.getByRole("combobox", { name: "Thêm xã, phường" }).fill("Bình An");
  await page.getByRole("option", { name: "Xã Bình An" }).click();
  await expect(page.getByText("Đã chọn 12 xã, phường.")).toBeVisible();
  for (const group of await page.getByRole("checkbox", { name: /^Cả nhóm/ }).all()) await group.check();
  await holds(officer, "programme-new");
  await page.getByRole("button", { name: "Lưu và ghép" }).click();

  await expect(page.locator(".badge", { hasText: "Chờ công bố" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Đã chứng minh/)).toBeVisible();
  await page.locator("summary", { hasText: "So sánh hai cách ghép" }).click();
  await holds(officer, "programme");

  const rows = part(page, "Từng người");
  await rows.getByLabel("Hiện").selectOption({ label: "Đã có người kèm" });
  await rows
    .getByRole("button", { name: /^Vì sao\?/ })
    .first()
    .click();
  const why = page.getByRole("dialog");
  await expect(why.getByText(/^Được chọn/)).toBeVisible();
  await holds(officer, "programme-why");
  await why.getByRole("button", { name: "Giữ lại" }).click();

  await rows.getByLabel("Hiện").selectOption({ label: "Tất cả nhu cầu" });
  await rows.getByLabel("Tìm theo tên người học hoặc người kèm").fill(learnerName);
  await rows.getByRole("button", { name: `Vì sao? Đổi: ${learnerName}, ${need}` }).click();
  await why.getByRole("button", { name: `Chọn ${mentorName}` }).click();
  const price = page.getByRole("alertdialog");
  await expect(price.getByText(/\d điểm/)).toBeVisible();
  await expect(price.getByText(`${learnerName}:`)).toBeVisible();
  await price.getByRole("button", { name: "Đổi" }).click();
  await expect(rows.getByText("đã ấn định")).toHaveCount(1);

  await page.setViewportSize(phone);
  await holds(officer, "programme-changed");
  await page.getByRole("button", { name: "Công bố" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Công bố" }).click();
  await expect(page.locator(".badge", { hasText: "Đã công bố" })).toBeVisible();
  await officer.context.close();
});

test("the learner asks and the mentor accepts on their phones", async ({ browser, demo }) => {
  test.setTimeout(120_000);
  const learner = await phoneOf(browser, demo, "hocvien");
  await learner.page.goto("/kem-cap?vai=hoc");
  const offered = learner.page.getByRole("region", { name: "Người kèm cặp của tôi" });
  await holds(learner, "pair-suggested");
  await offered
    .getByRole("listitem")
    .filter({ hasText: mentorName })
    .filter({ hasText: "Được đề xuất" })
    .first()
    .getByRole("link", { name: /^Xem chi tiết/ })
    .click();
  await learner.page.getByRole("button", { name: "Nhờ kèm cặp" }).click();
  await learner.page.getByRole("dialog").getByRole("button", { name: "Nhờ kèm cặp" }).click();
  await expect(learner.page.getByText("Đã gửi lời nhờ.")).toBeVisible();
  pair = new URL(learner.page.url()).pathname;
  await learner.context.close();

  const mentor = await phoneOf(browser, demo, "kemcap");
  await mentor.page.goto(pair);
  await holds(mentor, "pair-asked");
  await mentor.page.getByRole("button", { name: /^Nhận: / }).click();
  await expect(part(mentor.page, "Mục tiêu")).toContainText("lên mức");
  await holds(mentor, "pair-targets");
  await mentor.context.close();
});

test("in two weeks two sessions are logged and confirmed, and the pair ends", async ({ browser, demo }) => {
  test.setTimeout(180_000);
  await demo.later("336h");
  const mentor = await phoneOf(browser, demo, "kemcap");
  const learner = await phoneOf(browser, demo, "hocvien");
  for (const [days, done] of [
    [6, "Cùng đối chiếu 5 hồ sơ trong cơ sở dữ liệu dùng chung"],
    [13, "Tự tra cứu 3 hồ sơ"],
  ] as const) {
    await mentor.page.goto(`${pair}?phan=ghi`);
    await mentor.page.getByLabel("Ngày giờ bắt đầu").fill(`${dayFromNow(days)}T09:00`);
    await mentor.page.getByLabel("Đã làm gì").fill(done);
    await mentor.page.getByRole("radio", { name: /^Chưa đánh giá mức/ }).check();
    await mentor.page.getByRole("button", { name: "Lưu và gửi học viên xác nhận" }).click();
    await expect(mentor.page.getByText(/^Đã ghi\./).first()).toBeVisible();
    await learner.page.goto(pair);
    await learner.page.getByRole("button", { name: "Xác nhận buổi kèm cặp" }).click();
    await expect(learner.page.getByText("Đã xác nhận buổi kèm cặp.")).toBeVisible();
  }
  await mentor.page.goto(pair);
  await mentor.page.getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  const ending = mentor.page.getByRole("dialog", { name: "Hoàn thành việc kèm cặp" });
  await ending.getByLabel("Kết quả").fill("Tự tra cứu được.");
  await ending.getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  await expect(part(mentor.page, "Việc kèm cặp đã giúp được gì?")).toBeVisible();
  await mentor.context.close();
  await learner.context.close();
});

test("the learner is looked at anew, and everyone sees what the mentor changed", async ({
  browser,
  demo,
}) => {
  test.setTimeout(180_000);
  const learner = await phoneOf(browser, demo, "hocvien");
  await learner.page.goto("/ket-qua-kem-cap");
  const due = learner.page.getByRole("region", { name: "Cần đánh giá lại" });
  await expect(due).toContainText(mentorName);
  const competency = await due.getByRole("heading", { level: 2 }).nth(1).innerText();
  await holds(learner, "effect-due");

  const leader = await phoneOf(browser, demo, "lanhdao");
  await leader.page.clock.setFixedTime(Date.now() + fortnight);
  await leader.page.goto("/quan-sat");
  await leader.page.getByRole("combobox", { name: "Người được quan sát" }).fill(learnerName);
  await leader.page.getByRole("option").first().click();
  await leader.page.getByLabel("Năng lực", { exact: true }).selectOption({ label: competency });
  await leader.page.getByRole("radio", { name: /3/ }).check();
  await leader.page.getByLabel("Đã quan sát việc gì?").fill("Tự tra cứu 3 hồ sơ, không cần giúp.");
  await leader.page.getByRole("button", { name: "Ghi quan sát" }).click();
  await expect(leader.page.getByText("Tự tra cứu 3 hồ sơ, không cần giúp.")).toBeVisible();
  await leader.context.close();

  await learner.page.reload();
  await expect(part(learner.page, competency)).toContainText("→ mức 3");
  await holds(learner, "effect-done");
  await learner.context.close();

  const mentor = await phoneOf(browser, demo, "kemcap");
  await mentor.page.goto("/ket-qua-kem-cap");
  await holds(mentor, "effect-mentor");
  await mentor.context.close();

  const officer = await Person.signedIn(browser, demo.url, "sonoivu", desktop);
  await toSection(officer.page, "Hiệu quả kèm cặp");
  await holds(officer, "effects");
  await officer.page.getByText("Từng cặp", { exact: true }).click();
  await officer.page.getByLabel("Tìm người học hoặc người kèm cặp").fill(learnerName);
  await expect(officer.page.getByRole("row").filter({ hasText: competency })).toContainText("→");
  await holds(officer, "effects-pairs");

  await toSection(officer.page, "Chương trình kèm cặp");
  await officer.page.getByRole("link", { name: /^Kèm cặp công chức/ }).click();
  const invited = part(officer.page, "Kết quả ghép");
  await expect(invited).toContainText("Hoàn thành");
  await officer.page.getByLabel("Hiện").selectOption({ label: "Hoàn thành" });
  await expect(part(officer.page, "Từng người").getByRole("row")).toHaveCount(2);
  await holds(officer, "programme-published");
  await officer.page.getByRole("button", { name: "English" }).click();
  await heading(officer.page, /^Kèm cặp/);
  await holds(officer, "programme-published-en");
  await officer.page.getByRole("link", { name: "Plan the next programme" }).click();
  await expect(officer.page.getByText("12 communes chosen.")).toBeVisible();
  await holds(officer, "programme-next-en");
  await officer.page.getByRole("navigation").getByRole("link", { name: "Effect of mentoring" }).click();
  await holds(officer, "effects-en");
  await officer.context.close();
});
