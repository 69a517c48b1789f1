import type { Browser } from "@playwright/test";
import type { Program } from "./program";
import { expect, Person, phone, test } from "./fixtures";
import { holds } from "./looks";
import { heading, part, toSection } from "./story";

const mentorName = "Ngô Khánh Duy";

/** Two phones: the learner's and the mentor's. */
async function two(browser: Browser, demo: Program): Promise<[Person, Person]> {
  return [
    await Person.signedIn(browser, demo.url, "hocvien", phone),
    await Person.signedIn(browser, demo.url, "kemcap", phone),
  ];
}

test("a pair goes from the request to its end on two phones", async ({ browser, demo }) => {
  test.setTimeout(180_000);
  const [learner, mentor] = await two(browser, demo);
  const { page } = learner;

  await page.goto("/kem-cap?vai=hoc");
  await heading(page, "Kèm cặp");
  await page
    .getByRole("button", { name: `Xin kèm cặp: ${mentorName}` })
    .first()
    .click();
  const asking = page.getByRole("dialog", { name: `Xin ${mentorName} kèm cặp` });
  await asking.getByLabel("Lời nhắn").fill("Em hay vướng khi số hóa hồ sơ.");
  await asking.getByRole("button", { name: "Gửi lời nhờ" }).click();
  await expect(page.getByText(`Đã gửi lời nhờ đến ${mentorName}.`)).toBeVisible();

  await mentor.page.goto("/kem-cap?vai=kem");
  const request = mentor.page
    .getByRole("region", { name: "Lời nhờ kèm cặp" })
    .getByRole("listitem")
    .filter({ hasText: "Em hay vướng khi số hóa hồ sơ." });
  await request.getByRole("link", { name: /^Xem chi tiết/ }).click();
  await mentor.page.getByRole("button", { name: /^Nhận: / }).click();
  await expect(part(mentor.page, "Lịch hẹn")).toContainText("Chưa có lịch hẹn sắp tới.");
  const address = new URL(mentor.page.url()).pathname;
  await holds(mentor, "pair-accepted");

  await page.goto(address);
  await page.getByRole("button", { name: "Hẹn buổi mới" }).click();
  const booking = page.getByRole("dialog", { name: "Hẹn buổi kèm cặp" });
  await booking.getByRole("radio", { name: /^Thứ / }).first().check();
  await booking.getByLabel("Địa điểm, cách liên lạc").fill("Quầy 3");
  await holds(learner, "pair-book");
  await booking.getByRole("button", { name: "Hẹn giờ này" }).click();
  await expect(part(page, "Lịch hẹn")).toContainText("Quầy 3");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Thêm vào lịch/ }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("kem-cap.ics");

  await mentor.page.reload();
  await mentor.page.getByRole("button", { name: /^Dời/ }).click();
  const moving = mentor.page.getByRole("dialog", { name: "Dời buổi kèm cặp" });
  await moving.getByRole("radio", { name: /^Thứ / }).nth(1).check();
  await moving.getByLabel("Lý do").fill("Sáng đó tôi họp giao ban.");
  await moving.getByRole("button", { name: "Dời", exact: true }).click();
  await expect(part(mentor.page, "Lịch hẹn")).toContainText("Sáng đó tôi họp giao ban.");

  await mentor.page.getByRole("button", { name: "Chia sẻ tài liệu" }).click();
  const sharing = mentor.page.getByRole("dialog", { name: "Chia sẻ khóa học, bài học, thủ tục" });
  await sharing.getByRole("combobox").fill("khai sinh");
  await sharing.getByRole("option").first().click();
  await sharing.getByLabel("Ghi chú").fill("Đọc trước buổi tới.");
  await sharing.getByRole("button", { name: "Chia sẻ tài liệu" }).click();
  await expect(part(mentor.page, "Tài liệu nên xem")).toContainText("Đọc trước buổi tới.");

  await mentor.page.getByRole("button", { name: "Ghi buổi kèm cặp" }).click();
  await mentor.page.getByLabel("Đã làm gì").fill("Cùng quét 2 bộ hồ sơ");
  await mentor.page.reload(); // the line drops
  await expect(mentor.page.getByLabel("Đã làm gì")).toHaveValue("Cùng quét 2 bộ hồ sơ");
  await mentor.page.getByRole("radio", { name: /^Chưa đánh giá mức/ }).check();
  await holds(mentor, "pair-log");
  await mentor.page.getByRole("button", { name: "Lưu và gửi học viên xác nhận" }).click();
  await expect(mentor.page.getByText(/^Đã ghi\./).first()).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Xác nhận buổi kèm cặp" }).click();
  await expect(page.getByText("Đã xác nhận buổi kèm cặp.")).toBeVisible();
  await page.getByRole("button", { name: "Tạm dừng" }).click();
  await page.getByRole("dialog").getByLabel("Lý do").fill("Em đi tập huấn một tuần.");
  await page.getByRole("dialog").getByRole("button", { name: "Tạm dừng" }).click();
  await expect(page.getByText(/^Tạm dừng từ ngày/)).toBeVisible();
  await mentor.page.reload();
  await mentor.page.getByRole("button", { name: "Tiếp tục kèm cặp" }).click();
  await expect(mentor.page.getByText("Đã tiếp tục việc kèm cặp.")).toBeVisible();

  await mentor.page.getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  const ending = mentor.page.getByRole("dialog", { name: "Hoàn thành việc kèm cặp" });
  await ending.getByLabel("Kết quả").fill("Tự số hóa được hồ sơ.");
  await ending.getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  await expect(part(mentor.page, "Việc kèm cặp đã giúp được gì?")).toBeVisible();
  await mentor.page.getByText("Diễn biến").click();
  await page.reload();
  const asked = part(page, "Việc kèm cặp đã giúp được gì?");
  await expect(asked).toBeVisible();
  for (const each of await asked.getByRole("radio", { name: "Phần lớn đúng" }).all()) await each.check();
  await asked.getByLabel("Lời nhắn cho người kia").fill("Cảm ơn anh, em tự làm được rồi.");
  await holds(learner, "pair-feedback");
  await asked.getByRole("button", { name: "Gửi góp ý" }).click();
  await expect(asked).toBeHidden();
  await mentor.page.reload();
  await expect(mentor.page.getByText("Cảm ơn anh, em tự làm được rồi.")).toBeVisible();
  await holds(mentor, "pair-completed");
  expect([...learner.heard(), ...mentor.heard()]).toEqual([]);
  await learner.context.close();
  await mentor.context.close();
});

test("the leader sees which pairs need a look", async ({ browser, demo }) => {
  const leader = await Person.signedIn(browser, demo.url, "lanhdao");
  await toSection(leader.page, "Theo dõi kèm cặp");
  await heading(leader.page, "Theo dõi kèm cặp");
  await expect(part(leader.page, "Ý kiến chung trong 12 tháng")).toContainText("Mới có");
  await holds(leader, "watched");
  await leader.page.setViewportSize(phone);
  await holds(leader, "watched");
  await leader.context.close();
});
