import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { GapHelp, PairDetail, Profile, Proposal, Session, Suggestion } from "./api";
import Mentoring from "./pages/mentoring";
import Mentors from "./pages/mentors";
import Mentorship from "./pages/pair";
import { competency, signInAs, unit } from "./testing";

const session: Session = {
  id: "s1",
  pair_id: "p1",
  held_at: "2026-11-20T02:00:00Z",
  minutes: 45,
  mode: "desk",
  done: "Cùng ký số 3 kết quả",
  alone: "",
  level: 2,
  logged_at: "2026-11-20T03:00:00Z",
  dispute: "",
};
const nothing: PairDetail["can"] = {
  request: false,
  refuse: false,
  accept: false,
  decline: false,
  log: false,
  confirm: false,
  pause: false,
  resume: false,
  complete: false,
  end: false,
};
const pair = (change: Partial<PairDetail> = {}): PairDetail => ({
  id: "p1",
  state: "active",
  mentor: { id: "m1", full_name: "Ngô Khánh Duy", unit },
  learner: { id: "l1", full_name: "Vũ Thị Nhàn", unit },
  competency,
  target_level: 3,
  message: "Em hay vướng lúc ký",
  reason: "",
  requested_at: "2026-11-18T02:00:00Z",
  answered_at: "2026-11-19T02:00:00Z",
  sessions: 0,
  minutes: 0,
  waiting: 0,
  can: { ...nothing, end: true, complete: true },
  log: [],
  max_level: 0,
  targets: [],
  history: [],
  bookings: [],
  resources: [],
  calls: [],
  earlier: [],
  thanks: [],
  flags: [],
  handovable: false,
  ...change,
});
const suggestion: Suggestion = {
  mentor: { id: "m1", full_name: "Ngô Khánh Duy", unit, posts: [] },
  level: 4,
  reasons: [
    { key: "mentoring.reason_ward", args: { unit: "Phường Hoa Lư" } },
    { key: "mentoring.reason_free", args: { free: 2, capacity: 4 } },
  ],
  score: 9000,
  free: 2,
  capacity: 4,
  place: "ward",
  desk: 0b11,
  remote: 0,
};
const gap: GapHelp = {
  competency,
  level: 1,
  required: 3,
  items: [suggestion],
  total: 1,
  left_out: [{ full_name: "Lê Thị Hoa", unit, why: { key: "mentoring.out_full", args: { capacity: 3 } } }],
};
const profile: Profile = {
  open: true,
  capacity: 4,
  weekly_minutes: 120,
  modes: ["desk"],
  slots: 0b11,
  wards: [],
  declines: [],
  note: "",
  champion: false,
  live: 2,
  can_open: true,
  record: {
    skills: [{ competency, level: 4, on: "2026-03-12", word_key: "evidence.sure", likelihood: 93 }],
    over: 3,
    completed: 2,
    reached: 2,
    levels: 3,
    minutes: 135,
  },
};
const mentorPage = {
  "GET /mentoring/near": () => ({ items: [{ ...unit, id: "w2", name: "Xã Gia Viễn" }] }),
  "GET /staff/absences/mine": () => ({ items: [] }),
};
const learnerPage = {
  "GET /mentoring/times": () => ({ slots: 1023 }),
  "GET /mentoring/profile": () => ({ ...profile, open: false }),
};

beforeEach(() => {
  history.replaceState(null, "", "/kem-cap");
  localStorage.clear();
});

const quiet = {
  "GET /mentoring/calendar": () => ({}),
  "GET /mentoring/hand-overs": () => ({ items: [] }),
};

test("a learner sees why someone is suggested and asks", async () => {
  signInAs("l1", "learner");
  const asked = server({
    ...quiet,
    "GET /mentoring/pairs": () => ({ items: [] }),
    ...learnerPage,
    "GET /mentoring/suggestions": () => ({ gaps: [gap] }),
    "POST /mentoring/pairs": () => pair({ state: "requested" }),
  });
  const host = render(<Mentoring />);
  await expect
    .element(page.getByText("Cùng địa bàn: Phường Hoa Lư; còn nhận thêm 2 trong 4 người."))
    .toBeVisible();
  await expect.element(page.getByText("cả ngày thứ Hai", { exact: false })).toBeVisible();
  await page.getByText("Vì sao không có 1 người khác").click();
  await expect.element(page.getByText("đã nhận đủ 3 người.", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);

  await page.getByRole("button", { name: "Xin kèm cặp: Ngô Khánh Duy" }).click();
  await page.getByRole("textbox", { name: "Lời nhắn (không bắt buộc)" }).fill("Chiều thứ tư em rảnh");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Gửi lời nhờ" }).click();
  await expect.element(page.getByText("Đã gửi lời nhờ đến Ngô Khánh Duy.")).toBeVisible();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
    mentor_id: "m1",
    competency_id: "c1",
    message: "Chiều thứ tư em rảnh",
  });
});

test("a session waits on top until it is confirmed, and the level that moved is told", async () => {
  signInAs("l1", "learner");
  let confirmed = false;
  const waiting = () =>
    confirmed
      ? pair({ sessions: 1, minutes: 45, log: [{ ...session, confirmed_at: "2026-11-21T00:00:00Z" }] })
      : pair({ sessions: 1, minutes: 45, waiting: 1, log: [session] });
  server({
    ...quiet,
    "GET /mentoring/pairs": () => ({ items: [waiting()] }),
    "GET /mentoring/pairs/p1": waiting,
    ...learnerPage,
    "GET /mentoring/suggestions": () => ({ gaps: [] }),
    "POST /mentoring/sessions/s1/confirm": () => {
      confirmed = true;
      return { levels: [{ competency, from: 1, to: 2, required: 3 }] };
    },
  });
  const host = render(<Mentoring />);
  await expect.element(page.getByText("Cùng ký số 3 kết quả", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Xác nhận buổi kèm cặp" }).click();
  await expect.element(page.getByText("Chữ ký số: từ mức 1 lên mức 2, vị trí cần mức 3.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Xác nhận buổi kèm cặp" })).not.toBeInTheDocument();
});

test("a mentor answers requests with a reason and sees the load", async () => {
  signInAs("m1", "learner", "mentor");
  const asked = server({
    ...quiet,
    "GET /mentoring/pairs": () => ({
      items: [
        pair({
          state: "requested",
          answer_by: "2026-11-28T02:00:00Z",
          can: { ...nothing, accept: true, decline: true },
        }),
      ],
    }),
    ...mentorPage,
    "GET /mentoring/profile": () => profile,
    "PUT /mentoring/profile": () => problem(422, { errors: [{ location: "body.capacity", key: "x" }] }),
    "POST /mentoring/pairs/p1/decline": () => pair({ state: "declined" }),
  });
  const host = render(<Mentoring />);
  await expect.element(page.getByText("2 trên 4 chỗ")).toBeVisible();
  expect(await violations(host)).toEqual([]);

  await page.getByRole("button", { name: "Từ chối: Vũ Thị Nhàn" }).click();
  await page.getByRole("textbox", { name: "Lý do" }).fill("Đang bận đợt kiểm tra");
  await page.getByRole("dialog").getByRole("button", { name: "Từ chối" }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/decline"))?.body)
    .toEqual({ reason: "Đang bận đợt kiểm tra" });
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();

  await expect.element(page.getByText("Thể hiện ngày 12/03/2026", { exact: false })).toBeVisible();
  await page.getByRole("checkbox", { name: "Theo nhóm" }).click();
  await page.getByRole("button", { name: "Thứ 2 Chiều" }).click();
  await page.getByRole("button", { name: "Xã Gia Viễn" }).click();
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect.element(page.getByRole("spinbutton", { name: "Số người tối đa cùng lúc" })).toBeInvalid();
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
    open: true,
    capacity: 4,
    weekly_minutes: 120,
    modes: ["desk", "group"],
    slots: 0b01,
    wards: ["w2"],
    declines: [],
    note: "",
  });
});

test("a mentor logs a session with an observed level", async () => {
  signInAs("m1", "learner", "mentor");
  history.replaceState(null, "", "/kem-cap/p1?phan=ghi");
  const asked = server({
    "GET /mentoring/pairs/p1": () =>
      pair({ max_level: 2, can: { ...nothing, log: true, complete: true, end: true } }),
    "GET /competency/competencies/c1": () => ({
      ...competency,
      description_vi: "",
      levels: [{ level: 2, text_vi: "Tự ký số được" }],
    }),
    "POST /mentoring/pairs/p1/sessions": () => session,
  });
  const host = render(
    <Route path="/kem-cap/:id">
      <Mentorship />
    </Route>,
  );
  await page.getByLabelText("Ngày giờ bắt đầu").fill("2026-11-20T09:00");
  await page.getByRole("button", { name: "45 phút" }).click();
  await page.getByRole("textbox", { name: "Đã làm gì" }).fill("Ký số 3 kết quả");
  const save = page.getByRole("button", { name: "Lưu và gửi học viên xác nhận" });
  await save.click();
  await expect.element(page.getByText("Chọn một mức, hoặc chọn Chưa đánh giá mức.")).toBeVisible();
  await page.getByRole("radio", { name: "Mức 2 Tự ký số được" }).click();
  expect(await violations(host)).toEqual([]);
  await save.click();

  await expect
    .poll(() => asked.find(({ method }) => method === "POST")?.body)
    .toEqual({
      held_at: "2026-11-20T02:00:00.000Z",
      minutes: 45,
      mode: "desk",
      done: "Ký số 3 kết quả",
      alone: "",
      level: 2,
    });
  await expect.element(save).not.toBeInTheDocument();
});

test("either of a pair completes it with a result", async () => {
  signInAs("l1", "learner");
  history.replaceState(null, "", "/kem-cap/p1");
  const asked = server({
    "GET /mentoring/pairs/p1": () => pair({ log: [{ ...session, confirmed_at: "2026-11-21T00:00:00Z" }] }),
    "POST /mentoring/pairs/p1/end": () => pair({ state: "completed" }),
  });
  const host = render(
    <Route path="/kem-cap/:id">
      <Mentorship />
    </Route>,
  );
  await page.getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("textbox", { name: "Kết quả" }).fill("Tự ký số được");
  await page.getByRole("dialog").getByRole("button", { name: "Hoàn thành kèm cặp" }).click();
  await expect
    .poll(() => asked.find(({ method }) => method === "POST")?.body)
    .toEqual({ reason: "Tự ký số được", completed: true });
});

test("somebody proposed as a mentor accepts, and a learner sets the own half-days", async () => {
  signInAs("l1", "learner");
  const asked = server({
    ...learnerPage,
    "GET /mentoring/pairs": () => ({ items: [] }),
    "GET /mentoring/suggestions": () => ({ gaps: [] }),
    "GET /mentoring/profile": () => ({
      ...profile,
      open: false,
      proposal: { id: "d1", by: "Trần Văn Minh", words: "Nhờ chị giúp hai bạn mới" },
    }),
    "POST /mentoring/proposals/d1/answer": () => undefined,
    "PUT /mentoring/times": () => undefined,
  });
  const host = render(<Mentoring />);
  await expect.element(page.getByText("Nhờ chị giúp hai bạn mới")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Nhận lời" }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/answer"))?.body)
    .toEqual({ accept: true, words: "" });

  await page.getByText("Buổi tôi có thể học: 10 trên 10 buổi trong tuần").click();
  await page.getByRole("button", { name: "Thứ 2 Sáng" }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect.poll(() => asked.find(({ method }) => method === "PUT")?.body).toEqual({ slots: 1022 });
});

test("a leader proposes a mentor and takes it back", async () => {
  signInAs("x1", "unit_leader");
  history.replaceState(null, "", "/nguoi-kem-cap");
  const proposal: Proposal = {
    id: "d1",
    staff_id: "s1",
    full_name: "Lê Thị Hoa",
    unit: "Văn phòng",
    by: "Trần Văn Minh",
    words: "",
    state: "waiting",
    answer: "",
    open: false,
    created_at: "2026-11-20T02:00:00Z",
  };
  const asked = server({
    "GET /mentoring/proposals": () => ({ items: [proposal] }),
    "GET /staff/people": () => ({
      items: [
        { id: "s2", code: "S2", full_name: "Vũ Văn An", unit: { id: "u1", name: "Văn phòng" }, posts: [] },
      ],
    }),
    "POST /mentoring/proposals": () => ({ ...proposal, full_name: "Vũ Văn An" }),
    "POST /mentoring/proposals/d1/withdraw": () => undefined,
  });
  const host = render(<Mentors />);
  await page.getByRole("button", { name: "Rút đề nghị: Lê Thị Hoa" }).click();
  await expect.poll(() => asked.some(({ path }) => path.endsWith("/withdraw"))).toBe(true);
  await page.getByRole("button", { name: "Đề nghị người kèm cặp" }).click();
  await page.getByRole("combobox", { name: "Công chức" }).click();
  await page.getByRole("option", { name: /Vũ Văn An/ }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Gửi đề nghị" }).click();
  await expect
    .poll(() => asked.find(({ method, path }) => method === "POST" && path.endsWith("/proposals"))?.body)
    .toEqual({ staff_id: "s2", words: "" });
});
