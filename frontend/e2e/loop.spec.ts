import type { Locator, Page } from "@playwright/test";
import { expect, Person, testAlone } from "./fixtures";
import { holds } from "./looks";
import { answerAndSee, chooseRight, course, option, questionCount, seesChosen } from "./quiz-key";
import { staffListPath } from "./staff-list";
import {
  as,
  classIsOver,
  className,
  everyoneLeaves,
  heading,
  learnerName,
  metAtHome,
  part,
  planClass,
  story,
  toSection,
} from "./story";

const test = testAlone("loop");

// One story, told in order: what an earlier test has done, a later one finds.
test.describe.configure({ mode: "serial" });

test.afterAll(everyoneLeaves);

test("the administrator checks a staff list and writes it", async ({ browser, demo }) => {
  const admin = await as("quantri", { browser, demo });
  const { page } = admin;
  await holds(admin, "admin-home");
  await toSection(page, "Nhập danh sách");
  await heading(page, "Nhập danh sách công chức");
  await holds(admin, "import");

  await page.locator("input[type=file]").setInputFiles(staffListPath);
  await heading(page, "staff-list.xlsx");
  await expect(page.getByRole("listitem").filter({ hasText: /^92\s*Mới$/ })).toBeVisible();
  await holds(admin, "import-dry-run");

  await page.getByRole("button", { name: "Xác nhận ghi" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Thêm 92 người, sửa 0 người");
  await holds(admin, "import-question");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await heading(page, "Đã ghi danh sách", 2);
  await expect(part(page, "Đã ghi danh sách")).toContainText("Đã thêm92 người");
  await holds(admin, "import-result");

  await page.getByRole("link", { name: "Nhập danh sách khác" }).click();
  await page.locator("input[type=file]").setInputFiles(staffListPath);
  await heading(page, "staff-list.xlsx");
  await expect(page.getByRole("listitem").filter({ hasText: /^92\s*Giữ nguyên$/ })).toBeVisible();
  await expect(
    page.getByText("Không có người mới và không có thay đổi, nên không có gì để ghi."),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Xác nhận ghi" })).toHaveCount(0);
  await holds(admin, "import-again");
});

test("the learner sees one next thing, what the posts require, and the gaps", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await heading(page, "Chào anh/chị Vũ Thị Nhàn");
  await expect(part(page, "Việc tiếp theo").getByRole("link")).toHaveCount(1);
  const gaps = part(page, "Năng lực của tôi so với yêu cầu");
  await expect(gaps).toContainText(/Đạt \d+ trên \d+ năng lực mà vị trí yêu cầu/);
  await expect(gaps.getByRole("listitem").first()).toContainText(/Cần học thêm \d mức/);
  await holds(learner, "home");

  await gaps.getByRole("link", { name: "Xem tất cả năng lực" }).click();
  await heading(page, "Năng lực của tôi");
  // Two posts ask; a gap says which of them, or that both do.
  await expect(
    page.getByText(/^Công chức tiếp nhận và trả kết quả.* cần mức \d; .* cần mức \d$/).first(),
  ).toBeVisible();
  await expect(page.getByText("Cả 2 vị trí của anh/chị đều cần mức 3").first()).toBeVisible();
  await holds(learner, "competencies");
});

test("the learner reads the course on the one-stop system to its end", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await toSection(page, "Khóa học");
  await heading(page, "Khóa học");
  await holds(learner, "courses");
  await page.getByRole("heading", { name: course.title, exact: true }).getByRole("link").click();
  await heading(page, course.title);
  await holds(learner, "course");

  await page.getByRole("link", { name: "Bắt đầu học", exact: true }).click();
  for (let number = 1; number <= course.lessons; number++) {
    await expect(page.getByText(`Bài ${number} trên ${course.lessons}`).first()).toBeVisible();
    await holds(learner, `lesson-${number}`);
    await page.getByRole("button", { name: /^Đã đọc xong/ }).click();
  }
  await heading(page, "Anh/chị đã học xong khóa này", 2);
  await holds(learner, "course-finished");
});

test("a server killed in the middle of the test loses no answer that the page called saved", async ({
  browser,
  demo,
}) => {
  test.setTimeout(120_000);
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await toSection(page, "Trang chính");
  story.met = await metAtHome(page);
  await page.getByRole("link", { name: "Xem bài kiểm tra" }).click();
  await heading(page, course.test);
  await holds(learner, "quiz");
  await page.getByRole("button", { name: "Bắt đầu làm bài" }).click();
  await expect(page.getByText(`Câu 1 trên ${questionCount}`)).toBeVisible();
  await holds(learner, "attempt");
  story.attempt = new URL(page.url()).pathname;

  const saved: string[][] = [];
  for (let number = 1; number <= 6; number++) {
    await expect(page.getByText(`Câu ${number} trên ${questionCount}`)).toBeVisible();
    saved.push(await answerAndSee(page));
    await page.getByRole("button", { name: "Câu sau" }).click();
  }

  learner.serverGone = true;
  await demo.kill();
  const kept = await chooseRight(page);
  await expect(page.getByText("Bài làm vẫn được giữ trên máy này", { exact: false }).first()).toBeVisible();
  await holds(learner, "attempt-kept");
  await demo.resume();
  await expect(page.getByText(/^Đã lưu lúc/)).toBeVisible({ timeout: 30_000 });
  learner.serverGone = false;

  // Another browser knows only what the server has.
  const elsewhere = await Person.signedIn(browser, demo.url, "hocvien");
  await elsewhere.page.goto(story.attempt);
  await expect(elsewhere.page.getByText(`Đã trả lời 7 trên ${questionCount} câu`).first()).toBeVisible();
  await seesChosen(elsewhere.page, [...saved, kept]);
  await elsewhere.context.close();

  await page.reload();
  await expect(page.getByText(`Câu 7 trên ${questionCount}`)).toBeVisible();
  for (const words of kept) await expect(option(page, words)).toBeChecked();
});

test("the learner hands in, passes, and sees which levels moved", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  for (let number = 8; number <= questionCount; number++) {
    await page.getByRole("button", { name: "Câu sau" }).click();
    await expect(page.getByText(`Câu ${number} trên ${questionCount}`)).toBeVisible();
    await answerAndSee(page);
  }
  await page.getByRole("button", { name: "Xem lại và nộp bài" }).click();
  await expect(page.getByText(`Anh/chị đã trả lời đủ ${questionCount} câu.`)).toBeVisible();
  await holds(learner, "attempt-check");
  await page.getByRole("button", { name: "Nộp bài" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Nộp bài" }).click();

  await heading(page, "Kết quả bài kiểm tra");
  await expect(page.getByText("Đạt, 100%")).toBeVisible();
  const moved = part(page, "Mức năng lực")
    .getByRole("listitem")
    .filter({ hasText: /Từ mức \d lên mức \d/ });
  await expect(moved.first()).toBeVisible();
  story.closed = await moved
    .filter({ hasText: "mà vị trí yêu cầu" })
    .filter({ hasText: "Đã đủ" })
    .locator("strong")
    .allInnerTexts();
  expect(story.closed.length).toBeGreaterThan(0);
  await holds(learner, "result");
});

test("the gap is closed at once, and the reason opens down to the test", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await page.getByRole("link", { name: "Về trang chính" }).click();
  await expect(page.getByText(/^Đạt \d+ trên \d+ năng lực/).first()).toBeVisible();
  expect(await metAtHome(page)).toBe(story.met + story.closed.length);
  await holds(learner, "home-after");

  const name = story.closed[0] ?? "";
  await toSection(page, "Năng lực của tôi");
  await heading(page, "Năng lực của tôi");
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  await page.getByText("Đã đạt", { exact: true }).first().click();
  await page.getByRole("link", { name, exact: true }).click();
  await heading(page, name);
  const row = page.getByRole("listitem").filter({ hasText: course.test });
  await expect(row).toContainText("100%");
  await expect(row).toContainText(/Được tính: mức \d/);
  await holds(learner, "why");
});

const mentorName = "Ngô Khánh Duy";

test("the learner finds a mentor for the widest gap, with the reasons, and asks", async ({
  browser,
  demo,
}) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await toSection(page, "Người kèm cặp");
  await heading(page, "Kèm cặp");
  const gaps = page
    .getByRole("region", { name: "Tìm người kèm cặp" })
    .locator(".card")
    .filter({ has: page.getByRole("heading", { level: 3 }) });
  await expect(gaps.first()).toBeVisible();
  const gap = gaps.filter({ hasText: mentorName }).first();
  story.coached = await gap.getByRole("heading").first().innerText();
  const card = gap.getByRole("listitem").filter({ has: page.getByRole("heading", { name: mentorName }) });
  await expect(card).toContainText(/Đã đạt mức \d, đủ mức \d mà vị trí của anh\/chị cần/);
  await expect(card).toContainText("cùng địa bàn");
  await expect(card).toContainText(/còn nhận thêm \d/);
  await expect(card).toContainText("Buổi gặp được");
  await holds(learner, "mentors");

  await card.getByRole("button", { name: `Xin kèm cặp: ${mentorName}` }).click();
  const dialog = page.getByRole("dialog", { name: `Xin ${mentorName} kèm cặp` });
  await dialog
    .getByLabel("Lời nhắn")
    .fill("Em hay vướng khi hướng dẫn người dân nộp hồ sơ, rảnh chiều thứ năm.");
  await holds(learner, "mentor-ask");
  await dialog.getByRole("button", { name: "Gửi lời nhờ" }).click();
  await expect(page.getByText(`Đã gửi lời nhờ đến ${mentorName}.`)).toBeVisible();
  await expect(part(page, "Người kèm cặp của tôi")).toContainText("Chờ trả lời");
  await holds(learner, "mentors-asked");
});

test("the mentor accepts and logs a session", async ({ browser, demo }) => {
  const mentor = await as("kemcap", { browser, demo });
  const { page } = mentor;
  await holds(mentor, "mentor-home");
  await toSection(page, "Người kèm cặp");
  const request = page
    .getByRole("region", { name: "Lời nhờ kèm cặp" })
    .getByRole("listitem")
    .filter({ hasText: learnerName });
  await expect(request).toContainText("rảnh chiều thứ năm");
  await holds(mentor, "mentor-requests");
  await request.getByRole("button", { name: `Nhận: ${learnerName}` }).click();
  await expect(page.getByText(`Anh/chị đã nhận kèm cặp ${learnerName}.`)).toBeVisible();

  await page.getByRole("link", { name: `Ghi buổi kèm cặp ${learnerName}` }).click();
  await heading(page, story.coached);
  await holds(mentor, "session-log");
  await page
    .getByLabel("Đã làm gì")
    .fill("Cùng hướng dẫn 2 người dân nộp hồ sơ trên Cổng Dịch vụ công quốc gia.");
  await page.getByLabel("Việc học viên tự làm được").fill("Tự tra cứu thủ tục và tải đúng mẫu đơn.");
  await page.getByRole("radio", { name: /^Mức 2/ }).check();
  await page.getByRole("button", { name: "Lưu và gửi học viên xác nhận" }).click();
  await expect(page.getByText(`Đã ghi. ${learnerName} sẽ nhận thông báo để xác nhận.`)).toBeVisible();
  await expect(page.getByText("Chờ xác nhận").first()).toBeVisible();
  await holds(mentor, "session-logged");
});

test("the learner confirms the session, which becomes evidence", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await toSection(page, "Trang chính");
  await page.reload();
  await expect(part(page, "Việc tiếp theo")).toContainText(mentorName);
  await part(page, "Việc tiếp theo").getByRole("link", { name: "Xem và xác nhận" }).click();
  await expect(page.getByText("Tự tra cứu thủ tục và tải đúng mẫu đơn.")).toBeVisible();
  await holds(learner, "session-to-confirm");
  await page.getByRole("button", { name: "Xác nhận buổi kèm cặp" }).click();
  await expect(page.getByText(new RegExp(`^${story.coached}: từ mức \\d lên mức 2`))).toBeVisible();
  await holds(learner, "session-confirmed");

  await toSection(page, "Năng lực của tôi");
  await page.getByRole("link", { name: story.coached, exact: true }).click();
  await heading(page, story.coached);
  const row = page.getByRole("listitem").filter({ hasText: `${mentorName} kèm cặp` });
  await expect(row).toContainText("Được tính: mức 2");
  await holds(learner, "why-coaching");
});

test("the officer sees the province's gaps by unit and competency", async ({ browser, demo }) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await holds(officer, "officer-home");
  await toSection(page, "Năng lực xã, phường");
  await heading(page, "Năng lực xã, phường");
  await expect(page.getByRole("table").getByRole("row").filter({ hasText: "Thiên Trường" })).toHaveCount(1);
  await holds(officer, "heatmap");
  await page
    .getByRole("link", { name: /Thiên Trường$/ })
    .first()
    .click();
  await heading(page, /Thiên Trường/);
  await holds(officer, "heatmap-ward");
});

test("the officer opens a class with day, place, seats and a quota for the ward", async ({
  browser,
  demo,
}) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await toSection(page, "Lớp bồi dưỡng");
  await heading(page, "Lớp bồi dưỡng");
  await holds(officer, "classes");
  await page.getByRole("link", { name: "Lập lớp mới" }).click();
  await heading(page, "Lập lớp mới");
  await planClass(page);
  await holds(officer, "class-new");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await heading(page, className);
  await holds(officer, "class-draft");
  await page.getByRole("button", { name: "Mở đăng ký" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Mở đăng ký" }).click();
  await expect(page.getByText("Đã mở đăng ký. Các đơn vị đang được thông báo.")).toBeVisible();
  await holds(officer, "class-open");
});

test("the ward leader nominates own staff, the widest gap first", async ({ browser, demo }) => {
  const leader = await as("lanhdao", { browser, demo });
  const { page } = leader;
  await holds(leader, "leader-home");
  await toSection(page, "Lớp bồi dưỡng");
  await page.getByRole("link", { name: className }).click();
  await heading(page, className);
  const candidates = part(page, "Người của đơn vị").getByRole("listitem");
  await expect(candidates.first()).toBeVisible();
  const gaps = (await candidates.allInnerTexts()).map((words) =>
    Number(/Thiếu (\d+) mức/.exec(words)?.[1] ?? 0),
  );
  expect(gaps[0]).toBeGreaterThan(0);
  expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
  await expect(page.getByText("Chỉ tiêu của đơn vị còn 3 chỗ.")).toBeVisible();
  await holds(leader, "class-candidates");

  await nominate(page, candidates.first());
  // The learner of the story, found by a name typed without marks.
  await page.getByLabel("Tìm người theo tên hoặc mã").fill("vu thi nhan");
  await expect(candidates).toHaveCount(1);
  await nominate(page, candidates.first());
  expect(story.nominated).toContain(learnerName);
  const own = page.getByRole("region", { name: "Đã cử (2)" });
  for (const name of story.nominated) await expect(own).toContainText(name);
  await holds(leader, "class-nominated");
});

async function nominate(page: Page, who: Locator): Promise<void> {
  story.nominated.push(await who.locator("strong").first().innerText());
  await who.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Cử 1 người đi học" }).click();
  await expect(page.getByRole("region", { name: `Đã cử (${story.nominated.length})` })).toBeVisible();
}

test("the officer approves", async ({ browser, demo }) => {
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await page.reload();
  await page.getByRole("tab", { name: "Danh sách cử" }).click();
  await page.getByLabel("Chọn tất cả 2 người đang hiện").check();
  await holds(officer, "class-nominations");
  await page.getByRole("button", { name: "Duyệt 2 người đang chọn" }).click();
  await expect(page.getByText("Đã duyệt 2 người.")).toBeVisible();
  await page.getByText("Đã duyệt (2)").click();
  for (const name of story.nominated)
    await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText("Đã duyệt");
  await holds(officer, "class-approved");
});

test("three days later the officer marks who came, and closes the class", async ({ browser, demo }) => {
  test.setTimeout(120_000);
  const officer = await as("sonoivu", { browser, demo });
  const { page } = officer;
  await demo.later(classIsOver);
  await page.goto("/");
  await toSection(page, "Lớp bồi dưỡng");
  await page.getByRole("link", { name: className }).click();
  await heading(page, className);
  await page.getByRole("tab", { name: "Điểm danh" }).click();
  officer.heard(); // of the server being away
  await holds(officer, "attendance");
  await expect(page.getByRole("button", { name: "Kết thúc lớp" })).toBeDisabled();
  await page.getByRole("button", { name: "Đánh dấu tất cả có mặt" }).click();
  await page.getByRole("button", { name: "Lưu điểm danh" }).click();
  await expect(page.getByText(/^Đã lưu lúc \d\d:\d\d/)).toBeVisible();
  await holds(officer, "attendance-marked");
  await page.getByRole("button", { name: "Kết thúc lớp" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Kết thúc lớp" }).click();
  await expect(page.getByText(/^Đã kết thúc lớp\. 2 trên 2 người dự đủ buổi/)).toBeVisible();
  await holds(officer, "class-closed");
});

test("what the learner attended has become evidence", async ({ browser, demo }) => {
  const learner = await as("hocvien", { browser, demo });
  const { page } = learner;
  await page.goto("/");
  learner.heard();
  await toSection(page, "Lớp bồi dưỡng");
  await page.getByRole("link", { name: className }).click();
  await expect(page.getByText("Lớp đã được ghi vào minh chứng năng lực của anh/chị.")).toBeVisible();
  await holds(learner, "seat");
  await toSection(page, "Năng lực của tôi");
  await page.getByText("Tất cả", { exact: true }).click();
  await page.getByRole("link", { name: "Khai thác Cổng Dịch vụ công quốc gia", exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: `Tham dự lớp ${className}` });
  await expect(row).toContainText("Được tính: mức 2");
  await holds(learner, "why-class");
});
