import { expect, Person, phone, test } from "./fixtures";
import { holds } from "./looks";
import { heading, part, toSection } from "./story";

test("a counter asks, invites somebody nearby, both agree, and a half-day is confirmed", async ({
  browser,
  demo,
}) => {
  test.setTimeout(120_000);
  const leader = await Person.signedIn(browser, demo.url, "lanhdao");
  const { page } = leader;
  await toSection(page, "Hỗ trợ quầy");
  await heading(page, "Hỗ trợ quầy");
  await holds(leader, "outreach");
  await page.getByRole("link", { name: "Yêu cầu hỗ trợ" }).click();
  await page.getByRole("combobox", { name: "Lĩnh vực" }).fill("tiep nhan va tra");
  await page.getByRole("option", { name: /^Công chức tiếp nhận/ }).click();
  await page.getByRole("combobox", { name: "Năng lực cần hướng dẫn" }).fill("ky nang so co ban");
  await page.getByRole("option", { name: /^Kỹ năng số cơ bản/ }).click();
  await page.getByLabel("Số buổi cần").fill("2");
  await page.getByLabel("Vì sao cần hỗ trợ").fill("Một người mới chuyển sang quầy tuần này.");
  await holds(leader, "outreach-new");
  await page.getByRole("button", { name: "Gửi yêu cầu" }).click();

  const able = part(page, "Người có thể đến");
  await expect(able.getByText(/^Đã thể hiện mức \d/).first()).toBeVisible();
  await expect(able.getByText(/người không có trong danh sách và lý do$/)).toBeVisible();
  await holds(leader, "outreach-request");
  await able.getByRole("button", { name: "Mời Ngô Khánh Duy" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await dialog.getByRole("button", { name: "Mời", exact: true }).click();
  await expect(page.getByText("Đang giữ")).toHaveCount(2);
  await page.getByRole("button", { name: "Đồng ý cử đi" }).click();
  await expect(page.locator(".badge", { hasText: "Chờ người được mời" })).toBeVisible();
  const address = new URL(page.url()).pathname;

  const specialist = await Person.signedIn(browser, demo.url, "kemcap", phone);
  await specialist.page.goto(address.replace("ho-tro-quay", "lich-ho-tro"));
  await holds(specialist, "outreach-visit");
  await specialist.page.getByRole("button", { name: "Nhận hỗ trợ" }).click();
  await expect(specialist.page.getByText("Đã lên lịch")).toHaveCount(2);
  await specialist.page.goto("/lich-ho-tro");
  await heading(specialist.page, "Lịch hỗ trợ quầy của tôi");
  await holds(specialist, "outreach-mine");

  await page.goto("/ho-tro-quay?hien=accepted");
  await page.getByRole("listitem").filter({ hasText: "1/3 buổi đã xác nhận" }).getByRole("link").click();
  await page.getByRole("button", { name: "Xác nhận đúng" }).click();
  await expect(page.locator(".badge", { hasText: "Đã xác nhận" })).toHaveCount(2);
  await page.setViewportSize(phone);
  await holds(leader, "outreach-confirmed");
});
