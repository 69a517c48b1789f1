import { expect, Person, phone, test } from "./fixtures";
import { holds } from "./looks";
import { heading, toSection } from "./story";

test("a question without traces of citizens is answered next door, accepted, and guarded", async ({
  browser,
  demo,
}) => {
  test.setTimeout(120_000);
  const asker = await Person.signedIn(browser, demo.url, "hocvien");
  const { page } = asker;
  await toSection(page, "Cộng đồng");
  await heading(page, "Cộng đồng");
  await holds(asker, "communities");
  await page.getByRole("link", { name: "Đặt câu hỏi" }).click();
  await page.getByLabel("Tiêu đề").fill("Hồ sơ nộp hộ cần giấy tờ gì");
  await page.getByLabel("Nội dung câu hỏi").fill("Người nộp hộ gọi từ 0912 345 678, chưa có ủy quyền.");
  await page.getByRole("button", { name: "Đăng", exact: true }).click();
  await expect(page.getByText(/^Có vẻ có số điện thoại/)).toBeVisible();
  expect(asker.heard()).toHaveLength(1); // of the text refused
  await page.getByLabel("Nội dung câu hỏi").fill("Người nộp hộ chưa có giấy ủy quyền, nhận hay không?");
  await holds(asker, "community-new");
  await page.getByRole("button", { name: "Đăng", exact: true }).click();
  await heading(page, "Hồ sơ nộp hộ cần giấy tờ gì");
  const address = new URL(page.url()).pathname;

  const helper = await Person.signedIn(browser, demo.url, "kemcap", phone);
  await helper.page.goto("/cong-dong?tim=nop+ho");
  await helper.page.getByRole("link", { name: "Hồ sơ nộp hộ cần giấy tờ gì" }).click();
  await helper.page
    .getByRole("textbox", { name: "Câu trả lời của anh/chị" })
    .fill("Cần văn bản ủy quyền có chứng thực.");
  await helper.page.getByRole("button", { name: "Gửi trả lời" }).click();
  await expect(helper.page.getByText("Cần văn bản ủy quyền có chứng thực.")).toBeVisible();
  await helper.page.getByRole("button", { name: "Báo nội dung chưa phù hợp" }).first().click();
  await helper.page.getByLabel("Lý do").fill("Cần nêu rõ loại hồ sơ.");
  await helper.page.getByRole("dialog").getByRole("button", { name: "Báo nội dung chưa phù hợp" }).click();
  await holds(helper, "community-post");

  await page.reload();
  await page.getByRole("button", { name: "Chấp nhận câu trả lời này" }).click();
  await expect(page.locator(".badge", { hasText: "Được chấp nhận" })).toBeVisible();
  await page.goto("/cong-dong/linh-vuc");
  await page
    .getByRole("button", { name: /^Theo dõi / })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^Bỏ theo dõi / }).first()).toBeVisible();
  await holds(asker, "community-fields");

  const leader = await Person.signedIn(browser, demo.url, "lanhdao");
  await leader.page.goto("/cong-dong?hien=reported");
  await leader.page.getByRole("link", { name: "Hồ sơ nộp hộ cần giấy tờ gì" }).click();
  await expect(leader.page.getByText("Cần nêu rõ loại hồ sơ.")).toBeVisible();
  await leader.page.getByRole("button", { name: "Giữ nguyên" }).click();
  await expect(leader.page.getByText("Cần nêu rõ loại hồ sơ.")).toBeHidden();
  await holds(leader, "community-guarded");
  expect(address).toBe(new URL(leader.page.url()).pathname);
});
