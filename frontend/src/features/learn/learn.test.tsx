import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Course, CourseItem, Lesson, Next } from "./api";
import CoursePage from "./pages/course";
import Courses from "./pages/courses";
import LessonPage from "./pages/lesson";
import { NextCard } from "./parts/next-card";
import { Todos } from "./parts/todos";

const competency = {
  id: "n1",
  code: "NVM-01",
  name_vi: "Tiếp nhận hồ sơ",
  name_en: "Intake",
  group_vi: "Một cửa",
};
const closes = [{ competency, level: 1, required: 3, shown: 3, critical: true }];
const quiz = {
  id: "k1",
  title_vi: "Kiểm tra: Một cửa",
  title_en: "Test",
  minutes: 20,
  questions: 16,
  max_attempts: 3,
  attempts: 0,
  attempts_left: 3,
  open: false,
  passed: false,
};
const item = (members: Partial<CourseItem> = {}): CourseItem => ({
  id: "c1",
  code: "MC-01",
  title_vi: "Một cửa điện tử",
  title_en: "One stop",
  summary_vi: "Hồ sơ đi từ tiếp nhận đến trả kết quả.",
  summary_en: "",
  minutes: 45,
  lessons: 2,
  done: 0,
  closes,
  quiz,
  ...members,
});
const course = (members: Partial<Course> = {}): Course => ({
  ...item(),
  lessons: [
    { id: "l1", code: "1", number: 1, title_vi: "Bài đầu", title_en: "", minutes: 9, state: "done" },
    { id: "l2", code: "2", number: 2, title_vi: "Bài cuối", title_en: "", minutes: 9, state: "doing" },
  ],
  next: { id: "l2", code: "2", number: 2, title_vi: "Bài cuối", title_en: "", minutes: 9, state: "doing" },
  shows: [{ competency, level: 3 }],
  enrolled_at: "2027-01-01T00:00:00Z",
  done: 1,
  ...members,
});
const lesson: Lesson = {
  id: "l2",
  code: "2",
  title_vi: "Bài cuối",
  title_en: "Last",
  html: "<h2>Mở đầu</h2><table><thead><tr><th>Loại</th></tr></thead><tbody><tr><td>Thu trước</td></tr></tbody></table>",
  minutes: 9,
  number: 2,
  lessons: 2,
  course: { id: "c1", code: "MC-01", title_vi: "Một cửa điện tử", title_en: "One stop" },
  previous: { id: "l1", title_vi: "Bài đầu", title_en: "First" },
  state: "doing",
};

function open(path: string) {
  history.replaceState(null, "", path);
  return render(
    <>
      <Route path={paths.courses}>
        <Courses />
      </Route>
      <Route path={paths.course}>
        <CoursePage />
      </Route>
      <Route path={paths.lesson}>
        <LessonPage />
      </Route>
    </>,
  );
}

test("the next thing stands on a card with one button", async () => {
  const next: Next = {
    kind: "lesson",
    key: "learn.next_lesson",
    args: { done: 2, lessons: 5 },
    link: "/bai-hoc/l1",
    title_vi: "Quét và ký số",
    title_en: "Scan and sign",
    progress: 40,
    minutes: 12,
  };
  const host = render(<NextCard next={next} required={22} />);
  await expect
    .element(page.getByRole("link", { name: "Học tiếp bài này" }))
    .toHaveAttribute("href", "/bai-hoc/l1");
  await expect.element(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "40");
  expect(host.querySelectorAll("a, button")).toHaveLength(1);
  expect(await violations(host)).toEqual([]);
});

test("no to-dos and no notices is said in words", async () => {
  const host = render(<Todos todos={[]} unread={0} />);
  await expect.element(page.getByText(/không còn việc nào đang chờ/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("courses that help stand first, and a competency narrows the list", async () => {
  server({
    "GET /learn/courses": () => ({
      items: [item({ id: "c0", title_vi: "Khóa khác", closes: [] }), item()],
    }),
  });
  const host = open("/khoa-hoc");
  await expect.element(page.getByRole("heading", { name: "Một cửa điện tử" })).toBeVisible();
  expect([...host.querySelectorAll("h3")].map((each) => each.textContent)).toEqual([
    "Một cửa điện tử",
    "Khóa khác",
  ]);
  expect(await violations(host)).toEqual([]);
});

test("a competency no course raises leads to mentors", async () => {
  server({ "GET /learn/courses": () => ({ items: [item()] }) });
  open("/khoa-hoc?nang-luc=n9");
  await expect
    .element(page.getByRole("link", { name: "Xin người kèm cặp" }))
    .toHaveAttribute("href", "/kem-cap?nang-luc=n9");
  await page.getByRole("button", { name: "Hiện mọi khóa học" }).click();
  await expect.element(page.getByRole("heading", { name: "Một cửa điện tử" })).toBeVisible();
});

test("a course is a list of tasks with their states and the test at the end", async () => {
  server({ "GET /learn/courses/c1": () => course() });
  const host = open("/khoa-hoc/c1");
  await expect.element(page.getByRole("link", { name: "Học tiếp" })).toHaveAttribute("href", "/bai-hoc/l2");
  const rows = [...host.querySelectorAll(".task")].map((row) => row.textContent);
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain("Đã xong");
  expect(rows[1]).toContain("Đang học dở");
  expect(rows[2]).toContain("Chưa làm");
  expect(await violations(host)).toEqual([]);
});

test("ending the last lesson shows which levels moved and invites to the test", async () => {
  const asked = server({
    "GET /learn/lessons/l2": () => lesson,
    "POST /learn/lessons/l2/complete": () => ({
      course_completed: true,
      done: 2,
      lessons: 2,
      next: { kind: "quiz", id: "k1", title_vi: "", title_en: "" },
      levels: [{ competency, from: 1, to: 2, required: 3 }],
    }),
    "GET /learn/courses/c1": () => course({ completed_at: "2027-01-02T00:00:00Z", done: 2 }),
  });
  const host = open("/bai-hoc/l2");
  await expect.element(page.getByText("Bài 2 trên 2 · Đọc khoảng 9 phút")).toBeVisible();
  await expect.element(page.getByRole("region", { name: "Bảng 1" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Đã đọc xong, kết thúc khóa" }).click();

  await expect.element(page.getByRole("heading", { name: "Anh/chị đã học xong khóa này" })).toBeVisible();
  await expect.element(page.getByText(/Từ mức 1 lên mức 2/)).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Xem bài kiểm tra" }))
    .toHaveAttribute("href", "/kiem-tra/k1");
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect(await violations(host)).toEqual([]);
});
