import { expect, Person, phone, test } from "./fixtures";
import { holds } from "./looks";
import { Account, markedChange } from "./samples";

test("a leader notes a briefing and takes it back; a trainer writes down what they saw", async ({
  browser,
  demo,
}) => {
  test.setTimeout(180_000);
  const officer = await Person.at(browser, demo.url);
  const account = await Account.of(officer.context.request, "sonoivu");
  const id = await markedChange(account);
  await expect
    .poll(async () => (await account.get<{ items: { state: string }[] }>("/evidence/runs")).items[0]?.state, {
      timeout: 60_000,
    })
    .toBe("done");
  await officer.page.goto(`/thay-doi/${id}`);
  await holds(officer, "change-units");
  await officer.context.close();

  const leader = await Person.signedIn(browser, demo.url, "lanhdao");
  const { page } = leader;
  await page.goto(`/thay-doi/${id}`);
  await page.setViewportSize(phone);
  await holds(leader, "change-people");
  await page.getByRole("checkbox", { name: "Chọn tất cả người đang hiện" }).check();
  await page.getByRole("button", { name: /^Đã phổ biến cho/ }).click();
  await page.getByLabel("Ghi chú").fill("Họp giao ban");
  await holds(leader, "change-briefing");
  await page.getByRole("button", { name: "Ghi đã phổ biến", exact: true }).click();
  await expect(page.getByText(/^Đã ghi phổ biến cho/)).toBeVisible();
  await page.getByText("Các buổi phổ biến").first().click();
  await expect(page.getByText("Họp giao ban")).toBeVisible();
  await holds(leader, "change-held");
  await page.getByRole("button", { name: /^Hoàn tác buổi phổ biến/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Hoàn tác" }).click();
  await expect(page.getByText("Chưa có buổi phổ biến nào")).toBeVisible();
  await leader.context.close();

  const trainer = await Person.signedIn(browser, demo.url, "giangvien");
  await trainer.page.setViewportSize(phone);
  await trainer.page.goto("/quan-sat");
  await trainer.page.getByRole("combobox", { name: "Người được quan sát" }).fill("nguyen");
  await trainer.page.getByRole("option").first().click();
  await trainer.page.getByLabel("Năng lực", { exact: true }).selectOption({ index: 1 });
  await trainer.page.getByRole("radio").nth(1).check();
  await trainer.page.getByLabel("Đã quan sát việc gì?").fill("Tiếp nhận hai hồ sơ tại quầy.");
  await holds(trainer, "observe");
  await trainer.page.getByRole("button", { name: "Ghi quan sát" }).click();
  const mine = trainer.page.getByRole("region", { name: "Quan sát của tôi" });
  await expect(mine.getByText("Tiếp nhận hai hồ sơ tại quầy.")).toBeVisible();
  await mine
    .getByRole("button", { name: /^Thu hồi quan sát/ })
    .first()
    .click();
  await trainer.page.getByLabel("Vì sao thu hồi?").fill("Ghi nhầm người khác.");
  await trainer.page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await trainer.page.getByRole("dialog").getByRole("button", { name: "Thu hồi", exact: true }).click();
  await expect(mine.getByText(/^Thu hồi ngày .*: Ghi nhầm người khác\.$/)).toBeVisible();
  await holds(trainer, "observed");
  await trainer.context.close();
});
