import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import type { Me } from "@/api/me";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Attempt, Result } from "./api";
import AttemptPage from "./pages/attempt";
import QuizPage from "./pages/quiz";
import ResultPage from "./pages/result";

let turn = 0;
let id = "";

const quiz = { id: "k1", title_vi: "Kiểm tra: Một cửa", title_en: "Test", minutes: 20, pass: 7000 };
const options = ["a", "b", "c"].map((code) => ({ code, text_vi: `Đáp án ${code}` }));

const attempt = (members: Partial<Attempt> = {}): Attempt => ({
  id,
  quiz,
  number: 1,
  state: "in_progress",
  started_at: new Date().toISOString(),
  due_at: new Date(Date.now() + 20 * 60_000).toISOString(),
  server_now: new Date().toISOString(),
  questions: [
    { id: "q1", number: 1, kind: "single", stem_vi: "Câu hỏi một", options },
    { id: "q2", number: 2, kind: "multiple", stem_vi: "Câu hỏi hai", options },
  ],
  answers: [],
  ...members,
});

const result = (members: Partial<Result> = {}): Result => ({
  id,
  quiz: { ...quiz, course: { id: "c1", title_vi: "Một cửa", title_en: "One stop" } },
  number: 1,
  score: 5000,
  passed: false,
  finished_at: "2027-01-31T03:00:00Z",
  key_shown: false,
  attempts_left: 1,
  why: [],
  levels: [
    {
      competency: {
        id: "n1",
        code: "NVM-01",
        name_vi: "Tiếp nhận hồ sơ",
        name_en: "Intake",
        group_vi: "Một cửa",
      },
      shown: 2,
      from: 1,
      to: 2,
      required: 3,
    },
  ],
  questions: [
    {
      id: "q1",
      number: 1,
      kind: "single",
      stem_vi: "Câu hỏi một",
      options,
      value: ["b"],
      correct: [],
      score: 0,
      explanation_vi: "Vì quy định như vậy.",
      lesson: { id: "l1", title_vi: "Bài một", title_en: "Lesson one" },
    },
    {
      id: "q2",
      number: 2,
      kind: "single",
      stem_vi: "Câu hỏi hai",
      options,
      value: ["a"],
      correct: [],
      score: 10_000,
      explanation_vi: "",
    },
  ],
  ...members,
});

const saved = () => ({ seq: 1, saved_at: new Date().toISOString() });

beforeEach(() => {
  turn += 1;
  id = `t${Date.now()}-${turn}`;
  const me: Me = {
    account_id: `account-${id}`,
    staff_id: "s1",
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    posts: [],
    roles: [],
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t1", expires_in: 600, me });
  localStorage.removeItem("camtay.digit-keys");
});

function open(path: string) {
  history.replaceState(null, "", path);
  return render(
    <>
      <Route path={paths.attemptResult}>
        <ResultPage />
      </Route>
      <Route path={paths.attempt}>
        <AttemptPage />
      </Route>
      <Route path={paths.quiz}>
        <QuizPage />
      </Route>
    </>,
  );
}

const answersTo = (asked: { method: string; path: string; body: unknown }[]) =>
  asked
    .filter(({ method }) => method === "PUT")
    .map(({ path, body }) => [path.split("/").at(-1), (body as { value: string[] }).value]);

const put = (question: string) => `PUT /assess/attempts/${id}/answers/${question}`;

test("digit keys answer the question that is shown, never the one before", async () => {
  const asked = server({
    [`GET /assess/attempts/${id}`]: () => attempt(),
    [put("q1")]: saved,
    [put("q2")]: saved,
  });
  const host = open(`/bai-lam/${id}`);
  await expect.element(page.getByRole("heading", { name: "Câu hỏi một" })).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Câu hỏi một" })).toHaveFocus();
  await userEvent.keyboard("2");
  await expect.element(page.getByText(/^Đã lưu lúc/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Câu sau" }).click();
  await expect.element(page.getByRole("heading", { name: "Câu hỏi hai" })).toHaveFocus();
  await userEvent.keyboard("13");

  await expect.poll(() => answersTo(asked).at(-1)).toEqual(["q2", ["a", "c"]]);
  expect(answersTo(asked)[0]).toEqual(["q1", ["b"]]);
  expect(answersTo(asked).filter(([question]) => question === "q1")).toHaveLength(1);
});

test("digit keys can be switched off", async () => {
  const asked = server({ [`GET /assess/attempts/${id}`]: () => attempt(), [put("q1")]: saved });
  open(`/bai-lam/${id}?cau=1`);
  await page.getByRole("checkbox", { name: "Dùng phím số để chọn đáp án" }).click();
  await userEvent.keyboard("1");
  await page.getByRole("radio", { name: /Đáp án c/ }).click();

  await expect.poll(() => answersTo(asked)).toEqual([["q1", ["c"]]]);
  expect(localStorage.getItem("camtay.digit-keys")).toBe("off");
});

test("while the server is away answers are kept, and handing in says so and waits", async () => {
  let away = true;
  const asked = server({
    [`GET /assess/attempts/${id}`]: () => attempt(),
    [put("q1")]: () => (away ? problem(503) : saved()),
    [`POST /assess/attempts/${id}/hand-in`]: () => result(),
  });
  open(`/bai-lam/${id}?cau=1`);
  await page.getByRole("radio", { name: /Đáp án b/ }).click();
  await expect.element(page.getByText("1 câu trả lời đang chờ gửi")).toBeVisible();
  await expect.element(page.getByText(/Bài làm vẫn được giữ trên máy này/)).toBeVisible();

  await page.getByRole("button", { name: "Câu 2, chưa trả lời" }).click();
  await page.getByRole("button", { name: "Xem lại và nộp bài" }).click();
  await expect.element(page.getByText("Còn 1 câu chưa trả lời.")).toBeVisible();
  await page.getByRole("button", { name: "Nộp bài" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Nộp bài" }).click();
  await expect.element(page.getByText(/^Chưa nộp được/)).toBeVisible();
  expect(asked.some(({ path }) => path.endsWith("/hand-in"))).toBe(false);

  away = false;
  await page.getByRole("button", { name: "Nộp bài" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Nộp bài" }).click();
  await expect.element(page.getByText("Chưa đạt, 50%")).toBeVisible();
  expect(location.pathname).toBe(`/bai-lam/${id}/ket-qua`);
});

test("reopening shows what the server has and goes to the first question without an answer", async () => {
  server({
    [`GET /assess/attempts/${id}`]: () =>
      attempt({ answers: [{ question_id: "q1", value: ["b"], seq: 3, saved_at: "2027-01-01T00:00:00Z" }] }),
  });
  open(`/bai-lam/${id}`);
  await expect.element(page.getByRole("heading", { name: "Câu hỏi hai" })).toBeVisible();
  await page.getByRole("button", { name: "Câu 1, đã trả lời" }).click();
  await expect.element(page.getByRole("radio", { name: /Đáp án b/ })).toBeChecked();
});

test("when the time is up what is answered is handed in", async () => {
  const asked = server({
    [`GET /assess/attempts/${id}`]: () => attempt({ due_at: new Date(Date.now() + 1500).toISOString() }),
    [`POST /assess/attempts/${id}/hand-in`]: () => result(),
  });
  open(`/bai-lam/${id}`);
  await expect.element(page.getByText("Chưa đạt, 50%")).toBeVisible();
  expect(asked.filter(({ path }) => path.endsWith("/hand-in"))).toHaveLength(1);
});

test("an attempt that is over leads to its result", async () => {
  server({
    [`GET /assess/attempts/${id}`]: () => attempt({ state: "finished" }),
    [`GET /assess/attempts/${id}/result`]: () => result({ passed: true, score: 9000 }),
  });
  open(`/bai-lam/${id}`);
  await expect.element(page.getByText("Đạt, 90%")).toBeVisible();
});

test("the result says what moved, what to read again, and why", async () => {
  server({ [`GET /assess/attempts/${id}/result`]: () => result() });
  const host = open(`/bai-lam/${id}/ket-qua`);
  await expect
    .element(page.getByText("Từ mức 1 lên mức 2. Vị trí yêu cầu mức 3, còn 1 mức nữa."))
    .toBeVisible();
  await expect.element(page.getByRole("link", { name: "Bài một", exact: true })).toBeVisible();
  await expect.element(page.getByText(/Vì quy định như vậy/)).toBeVisible();
  expect(page.getByText("2. Câu hỏi hai").elements()).toHaveLength(0);
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Tất cả (2)" }).click();
  await expect.element(page.getByText("2. Câu hỏi hai")).toBeVisible();
});

test("the start card tells the rules and begins", async () => {
  server({
    "GET /assess/quizzes/k1": () => ({
      ...quiz,
      code: "K1",
      questions: 2,
      max_attempts: 3,
      attempts_left: 2,
      can_start: true,
      attempts: [
        {
          id: "t0",
          number: 1,
          state: "finished",
          started_at: "2027-01-30T03:00:00Z",
          due_at: "2027-01-30T03:20:00Z",
          finished_at: "2027-01-30T03:10:00Z",
          score: 4000,
          passed: false,
        },
      ],
    }),
    "POST /assess/quizzes/k1/attempts": () => attempt(),
    [`GET /assess/attempts/${id}`]: () => attempt(),
  });
  const host = open("/kiem-tra/k1");
  await expect.element(page.getByText("2 trên 3 lượt")).toBeVisible();
  await expect.element(page.getByText("Từ 70%")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Bắt đầu làm bài" }).click();
  await expect.element(page.getByRole("heading", { name: "Câu hỏi một" })).toBeVisible();
});

test("a result says why each level was recognised and what is missing", async () => {
  const leaf = {
    met: true,
    key: "criteria.trace_score",
    args: { from: 7000, to: 10_000, got: 8000, name: "Một cửa" },
  };
  const why = [
    { competency_id: "n1", level: 1, when: leaf },
    {
      competency_id: "n1",
      level: 2,
      when: {
        met: false,
        key: "criteria.trace_all",
        args: { met: 1, of: 2 },
        children: [leaf, { met: false, key: "criteria.trace_open_course", args: { name: "Ký số" } }],
      },
    },
  ];
  server({ [`GET /assess/attempts/${id}/result`]: () => result({ why }) });
  history.replaceState(null, "", `/bai-lam/${id}/ket-qua`);
  const host = render(
    <Route path="/bai-lam/:id/ket-qua">
      <ResultPage />
    </Route>,
  );
  await page.getByText("Vì sao được công nhận, còn thiếu gì").click();
  await expect.element(page.getByText("từ 70% trở lên: đạt 80%", { exact: false }).first()).toBeVisible();
  await expect.element(page.getByText("“Ký số”: chưa xong", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
