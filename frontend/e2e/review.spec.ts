import { desktop, expect, phone, test } from "./fixtures";
import { holds } from "./looks";
import { as, everyoneLeaves, heading, part, toSection } from "./story";

// A whole review of two wards, told in order: what an earlier test has done, a later one finds.
test.describe.configure({ mode: "serial" });

const title = "Rà soát kỹ năng số hai phường";
const skill = "Giao tiếp phục vụ người dân";

test.afterAll(everyoneLeaves);

test("the department launches a review of two wards", async ({ browser, demo }) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await toSection(page, "Rà soát năng lực");
  await heading(page, "Rà soát năng lực");
  await page.getByRole("link", { name: "Mở đợt rà soát" }).click();
  await heading(page, "Mở đợt rà soát");
  // As it stands, it asks the whole province.
  await expect(page.getByText(/Đợt này hỏi [\d.]+ công chức/)).toBeVisible();
  await holds(officer, "review-new");
  await page.getByLabel("Tên đợt").fill(title);
  for (const [words, name] of [
    ["thien truong", /Thiên Trường/],
    ["vu ban", /Vụ Bản/],
  ] as const) {
    await page.getByRole("combobox", { name: /Thêm xã, phường, sở/ }).fill(words);
    await page.getByRole("option", { name }).first().click();
  }
  await page.getByText(/^Năng lực: Tất cả/).click();
  await page.getByRole("checkbox", { name: skill, exact: true }).check();
  await expect(page.getByText(/của 2 đơn vị/)).toBeVisible();
  await page.getByRole("button", { name: "Mở đợt", exact: true }).click();
  await heading(page, title);
  await expect(page.getByRole("link", { name: /Thiên Trường/ })).toBeVisible();
  await holds(officer, "review-progress");
  await page.setViewportSize(phone);
  await holds(officer, "review-progress");
  await page.setViewportSize(desktop);
});

test("the department names who appraises the head of a ward", async ({ browser, demo }) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await page.getByRole("tab", { name: /^Chưa có người đánh giá/ }).click();
  await holds(officer, "review-unled");
  await page
    .getByRole("button", { name: /^Giao người đánh giá/ })
    .first()
    .click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "Người đánh giá" }).click();
  await form.getByRole("option").first().click();
  await holds(officer, "review-name-appraiser");
  await form.getByRole("button", { name: "Giao đánh giá" }).click();
  await expect(page.getByRole("button", { name: /^Đổi người đánh giá/ })).toBeVisible();
  await page.getByRole("tab", { name: /^Người mới đến/ }).click();
  await expect(page.getByText("Không có ai mới đến")).toBeVisible();
  await holds(officer, "review-joined");
});

test("a learner is told and assesses themselves", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await page.goto("/ra-soat");
  await part(page, title).getByRole("link", { name: "Tự đánh giá" }).click();
  await heading(page, "Tự đánh giá");
  await page.getByText("Biểu hiện từng mức").first().click();
  await page.getByRole("radio", { name: "Mức 5" }).first().check();
  await expect(part(page, skill).getByText("Đã lưu")).toBeVisible();
  await expect(page.getByText("Đã trả lời 1 trên 1")).toBeVisible();
  await holds(learner, "review-mine");
  await page.setViewportSize(phone);
  await holds(learner, "review-mine");
  await page.setViewportSize(desktop);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Mức 5" }).first()).toBeChecked();
});

test("the superior appraises without being led, and the unit finishes", async ({ browser, demo }) => {
  const leader = await as("lanhdao", { browser, demo });
  const { page } = leader;
  await page.goto("/ra-soat");
  await page.getByRole("link", { name: title }).click();
  await heading(page, title);
  await page
    .getByRole("link", { name: /Thiên Trường/ })
    .first()
    .click();
  await holds(leader, "review-part");
  await page.getByRole("searchbox").fill("Vũ Thị Nhàn");
  await page.getByRole("link", { name: "Vũ Thị Nhàn" }).click();
  await heading(page, "Đánh giá Vũ Thị Nhàn");
  await expect(page.getByText("Tự đánh giá mức 5")).toHaveCount(0);
  await page.getByRole("radio", { name: "Mức 2" }).first().check();
  await expect(page.getByText("Tự đánh giá mức 5")).toBeVisible();
  await holds(leader, "review-appraise");
  await page.getByRole("link", { name: "Danh sách công chức" }).click();
  await page.getByRole("button", { name: "Chốt đánh giá" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Chốt đánh giá" }).click();
  await expect(page.locator(".badge", { hasText: "Đã chốt" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Khóa kết quả" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("được ghi vào minh chứng");
  await page.getByRole("alertdialog").getByRole("button", { name: "Khóa kết quả" }).click();
  await expect(page.locator(".badge", { hasText: "Đã khóa" }).first()).toBeVisible();
  await holds(leader, "review-locked");
});

test("the department calibrates what lies apart, finishes the other ward and closes", async ({
  browser,
  demo,
}) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await page.goto("/ra-soat");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("link", { name: "Hiệu chỉnh" }).click();
  await heading(page, "Hiệu chỉnh");
  const item = part(page, `Vũ Thị Nhàn · ${skill}`);
  await expect(item).toContainText("Mức 5");
  await holds(officer, "review-calibration");
  await item.getByRole("button", { name: /^Ấn định mức/ }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Mức", { exact: true }).selectOption("3");
  await form.getByLabel("Lý do").fill("Đã cùng xem hồ sơ tại quầy ngày hôm qua.");
  await holds(officer, "review-override");
  await form.getByRole("button", { name: "Ấn định mức" }).click();
  await expect(item).toContainText("Đã ấn định mức 3");

  await page.getByRole("link", { name: "Tiến độ đợt" }).click();
  await page
    .getByRole("link", { name: /Vụ Bản/ })
    .first()
    .click();
  for (const deed of ["Chốt đánh giá", "Khóa kết quả"]) {
    await page.getByRole("button", { name: deed }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: deed }).click();
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
  }
  await expect(page.locator(".badge", { hasText: "Đã khóa" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Tiến độ đợt" }).click();
  await page.getByRole("button", { name: "Kết thúc đợt" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Kết thúc đợt" }).click();
  await expect(page.locator(".badge", { hasText: "Đã kết thúc" }).first()).toBeVisible();
});

test("the report prints, downloads, and speaks English", async ({ browser, demo }) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await page.getByRole("link", { name: "Báo cáo" }).click();
  await heading(page, "Báo cáo kết quả rà soát");
  await expect(page.getByText("Độc lập - Tự do - Hạnh phúc")).toBeVisible();
  await holds(officer, "review-report");
  await page.setViewportSize(phone);
  await holds(officer, "review-report");
  await page.setViewportSize(desktop);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải bảng Excel" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  await page.getByRole("button", { name: "English" }).first().click();
  await heading(page, "Report of the review");
  await holds(officer, "review-report-en");
  await page.getByRole("link", { name: "Progress of the review" }).click();
  await holds(officer, "review-progress-en");
  await page.getByRole("button", { name: "Tiếng Việt" }).first().click();
});

test("what was said is evidence now, and a plan can be made of what is missing", async ({
  browser,
  demo,
}) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await page.goto("/nang-luc");
  await page.getByRole("link", { name: skill }).first().click();
  await heading(page, skill);
  await expect(page.getByText(/Cấp trên đánh giá trong đợt/)).toBeVisible();
  await expect(page.getByText(/Tự đánh giá trong đợt/)).toBeVisible();
  await holds(learner, "review-evidence");
  await page.goto("/ke-hoach-ca-nhan");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await holds(learner, "review-plan");
});
