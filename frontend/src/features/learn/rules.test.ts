import { expect, test } from "vitest";
import type { CourseItem, CourseQuiz, Next, Todo } from "./api";
import { nextWords, todoWords } from "./next";
import { vi } from "./next-i18n";
import { courseState, doneFrom, framed, quizState, shelves } from "./rules";

const next = (members: Partial<Next>): Next => ({
  kind: "none",
  key: "learn.next_none",
  args: {},
  link: "/khoa-hoc",
  title_vi: "",
  title_en: "",
  ...members,
});
const words = (members: Partial<Next>, required = 22) => nextWords(next(members), required, vi);

test("each kind of next thing has its words and its verb", () => {
  const lesson = words({
    kind: "lesson",
    key: "learn.next_lesson",
    args: { done: 2, lessons: 5 },
    title_vi: "Quét và ký số",
    context_vi: "Số hóa hồ sơ",
    progress: 40,
    minutes: 12,
    link: "/bai-hoc/l1",
  });
  expect(lesson).toEqual({
    over: "Học tiếp · Số hóa hồ sơ",
    title: "Quét và ký số",
    under: "Đã học 2 trên 5 bài · Khoảng 12 phút",
    act: "Học tiếp bài này",
    href: "/bai-hoc/l1",
  });
  expect(
    words({ kind: "quiz", key: "learn.next_attempt", args: { answered: 3, questions: 16 }, minutes: 20 }),
  ).toMatchObject({ act: "Làm tiếp", under: "Đã trả lời 3 trên 16 câu · Khoảng 20 phút" });
  expect(words({ kind: "quiz", key: "learn.next_quiz", args: { left: 2 }, minutes: 25 })).toMatchObject({
    act: "Xem bài kiểm tra",
    under: "Còn 2 lượt làm · Khoảng 25 phút",
  });
  expect(words({ kind: "course", args: { shown: 2, required: 3 }, context_vi: "Chữ ký số" })).toMatchObject({
    over: "Nên học khóa này · Chữ ký số",
    under: "Học xong đạt được mức 2, vị trí cần mức 3",
  });
  expect(words({ kind: "mentor", args: { level: 1, required: 3 }, title_vi: "Chữ ký số" })).toMatchObject({
    title: "Chữ ký số",
    act: "Chọn người kèm cặp",
  });
  expect(words({ kind: "confirm_session", args: { mentor: "Trần Văn Minh" } })).toMatchObject({
    title: "Trần Văn Minh đã ghi một buổi kèm cặp với anh/chị",
    act: "Xem và xác nhận",
  });
});

test("nothing left to do is told apart from nothing being required", () => {
  expect(words({}).title).toBe("Anh/chị đã đạt mọi năng lực mà vị trí yêu cầu");
  expect(words({}, 0).title).toBe("Vị trí của anh/chị chưa có yêu cầu năng lực");
});

test("a to-do has its date", () => {
  const todo = (members: Partial<Todo>): Todo => ({ key: "", args: {}, link: "", ...members });
  expect(
    todoWords(
      todo({
        key: "learn.todo_attempt",
        args: { answered: 1, questions: 16 },
        title_vi: "Kiểm tra: Một cửa",
        due: "2027-01-31T03:00:00Z",
      }),
      vi,
    ),
  ).toEqual({
    title: "Làm tiếp. Kiểm tra: Một cửa",
    under: "Đã trả lời 1 trên 16 câu · Hạn 10:00 31/01/2027",
  });
});

const quiz = (members: Partial<CourseQuiz> = {}): CourseQuiz => ({
  id: "k",
  title_vi: "",
  title_en: "",
  minutes: 20,
  questions: 16,
  max_attempts: 3,
  attempts: 0,
  attempts_left: 3,
  open: false,
  passed: false,
  ...members,
});

test("a course is done when it is read and its test is passed", () => {
  expect(courseState({})).toBe("todo");
  expect(courseState({ enrolled_at: "x" })).toBe("doing");
  expect(courseState({ enrolled_at: "x", completed_at: "x", quiz: quiz() })).toBe("doing");
  expect(courseState({ enrolled_at: "x", completed_at: "x", quiz: quiz({ passed: true }) })).toBe("done");
});

test("the test of a course is somewhere between not taken and passed", () => {
  expect(quizState(quiz(), false)).toBe("locked");
  expect(quizState(quiz(), true)).toBe("ready");
  expect(quizState(quiz({ attempts: 1, attempts_left: 2, open: true }), true)).toBe("open");
  expect(quizState(quiz({ attempts: 1, attempts_left: 2 }), true)).toBe("failed");
  expect(quizState(quiz({ attempts: 3, attempts_left: 0 }), true)).toBe("spent");
  expect(quizState(quiz({ attempts_left: 0, passed: true }), true)).toBe("passed");
});

test("courses that narrow gaps come first, mandatory before wide", () => {
  const closes = (id: string, shown: number, critical = false) => ({
    competency: { id, code: id, name_vi: id, name_en: id, group_vi: "" },
    level: 0,
    required: 3,
    shown,
    critical,
  });
  const made = (id: string, ...of: CourseItem["closes"]) => ({ id, closes: of }) as CourseItem;
  const all = [made("plain"), made("wide", closes("n1", 3)), made("must", closes("n2", 1, true))];
  const ids = (items: CourseItem[]) => items.map(({ id }) => id);
  expect(ids(shelves(all).helping)).toEqual(["must", "wide"]);
  expect(ids(shelves(all).others)).toEqual(["plain"]);
  expect(ids(shelves(all, "n1").helping)).toEqual(["wide"]);
  expect(shelves(all, "n1").others).toEqual([]);
});

test("each table of a lesson gets a frame with a name of its own", () => {
  const html = framed("<p>a</p><table><tr></tr></table><table></table>", (number) => `Bảng "${number}"`);
  expect(html.match(/aria-label="Bảng &quot;\d&quot;"/g)).toEqual([
    'aria-label="Bảng &quot;1&quot;"',
    'aria-label="Bảng &quot;2&quot;"',
  ]);
  expect(html.match(/<\/table><\/div>/g)).toHaveLength(2);
});

test("only a completed course is celebrated", () => {
  const done = { course_completed: true, done: 5, lessons: 5, levels: [] };
  expect(doneFrom({ done })).toEqual(done);
  expect(doneFrom({ done: { ...done, course_completed: false } })).toBeUndefined();
  expect(doneFrom(null)).toBeUndefined();
});
