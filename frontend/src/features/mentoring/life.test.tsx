import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import { CallMentor } from "@/ui/call-mentor";
import type { PairDetail, Watched } from "./api";
import Mentorship from "./pages/pair";
import WatchedPairs from "./pages/watched";
import { competency, signInAs, unit } from "./testing";

const pair = (change: Partial<PairDetail> = {}): PairDetail => ({
  id: "p1",
  state: "active",
  mentor: { id: "m1", full_name: "Ngô Khánh Duy", unit },
  learner: { id: "l1", full_name: "Vũ Thị Nhàn", unit },
  competency,
  target_level: 3,
  message: "",
  reason: "",
  requested_at: "2026-11-18T02:00:00Z",
  answered_at: "2026-11-19T02:00:00Z",
  sessions: 3,
  minutes: 90,
  waiting: 0,
  can: {
    request: false,
    refuse: false,
    accept: false,
    decline: false,
    log: false,
    confirm: false,
    pause: true,
    resume: false,
    complete: false,
    end: false,
  },
  log: [],
  max_level: 0,
  targets: [{ competency, from: 1, to: 3, level: 2 }],
  history: [{ state: "active", by: "Ngô Khánh Duy", reason: "", at: "2026-11-19T02:00:00Z" }],
  bookings: [],
  resources: [],
  calls: [],
  earlier: [],
  thanks: [],
  flags: ["unbooked"],
  handovable: true,
  ...change,
});

const shown = () => {
  history.replaceState(null, "", "/kem-cap/p1");
  return render(
    <Route path="/kem-cap/:id">
      <Mentorship />
    </Route>,
  );
};
const posted = (asked: { method: string; body?: unknown }[]) =>
  asked.find(({ method }) => method === "POST")?.body;

beforeEach(() => localStorage.clear());

test("a session is booked at a time both are free", async () => {
  signInAs("l1", "learner");
  const asked = server({
    "GET /mentoring/pairs/p1": () => pair(),
    "GET /mentoring/pairs/p1/free-times": () => ({
      items: [{ start: "2026-12-01T02:00:00Z", end: "2026-12-01T03:00:00Z" }],
    }),
    "POST /mentoring/pairs/p1/bookings": () => ({}),
  });
  const host = shown();
  await expect.element(page.getByText("Chưa có lịch hẹn tiếp theo.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Hẹn buổi mới" }).click();
  await page.getByRole("radio", { name: "Thứ ba 01/12/2026, 09:00–10:00" }).click();
  await page.getByRole("textbox", { name: "Địa điểm, cách liên lạc (không bắt buộc)" }).fill("Quầy 3");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Hẹn giờ này" }).click();
  await expect
    .poll(() => posted(asked))
    .toEqual({ start: "2026-12-01T02:00:00Z", minutes: 60, mode: "desk", place: "Quầy 3" });
});

test("a suggested mentor is asked with one message", async () => {
  signInAs("l1", "learner");
  const can = { ...pair().can, pause: false, request: true, refuse: true };
  const asked = server({
    "GET /mentoring/pairs/p1": () => pair({ state: "suggested", can, handovable: false, slot: 3, flags: [] }),
    "POST /mentoring/pairs/p1/request": () => pair({ state: "requested" }),
  });
  const host = shown();
  await expect.element(page.getByText("Hai người thường gặp chiều thứ ba.")).toBeVisible();
  await page.getByRole("button", { name: "Nhờ kèm cặp" }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Nhờ kèm cặp" }).click();
  await expect.poll(() => posted(asked)).toEqual({ message: "" });
});

test("three questions are asked and none may be left out", async () => {
  signInAs("l1", "learner");
  const asked = server({
    "GET /mentoring/pairs/p1": () => pair({ asked_for: "midway", flags: [] }),
    "POST /mentoring/pairs/p1/feedback": () => ({}),
  });
  const host = shown();
  const send = page.getByRole("button", { name: "Gửi góp ý" });
  await send.click();
  await expect.element(page.getByText("Vui lòng trả lời đủ ba câu hỏi.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  for (const index of [0, 1, 2]) {
    // One after the other, as a reader would.
    // oxlint-disable-next-line no-await-in-loop
    await page.getByRole("radio", { name: "Phần lớn đúng" }).nth(index).click();
  }
  await send.click();
  await expect
    .poll(() => posted(asked))
    .toEqual({ moment: "midway", marks: [3, 3, 3], remark: "", thanks: "" });
});

test("a lesson offers the mentor who fits, and nothing without one", async () => {
  signInAs("l1", "learner");
  const asked = server({
    "GET /mentoring/helpers": () => ({
      items: [{ pair_id: "p1", mentor_name: "Ngô Khánh Duy", name_vi: "Chữ ký số", name_en: "" }],
    }),
    "POST /mentoring/pairs/p1/calls": () => ({}),
  });
  const host = render(<CallMentor kind="lesson" item="i1" place="Bài 2" />);
  await page.getByRole("button", { name: "Hỏi người kèm cặp" }).click();
  await page.getByRole("textbox", { name: "Điều đang vướng" }).fill("Ký ở đâu?");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Gửi câu hỏi" }).click();
  await expect
    .poll(() => posted(asked))
    .toEqual({ kind: "lesson", item_id: "i1", place: "Bài 2", message: "Ký ở đâu?" });
});

test("the leader sees pairs that need a look and sums of five answers", async () => {
  signInAs("x1", "unit_leader");
  history.replaceState(null, "", "/theo-doi-kem-cap");
  const row: Watched = {
    pair_id: "p1",
    flag: "quiet",
    raised_at: "2026-11-20T02:00:00Z",
    state: "active",
    mentor_name: "Ngô Khánh Duy",
    learner_name: "Vũ Thị Nhàn",
    learner_unit: "Phường Hoa Lư",
    name_vi: "Chữ ký số",
    name_en: "",
    answered_at: "2026-10-19T02:00:00Z",
    sessions: 0,
  };
  server({
    "GET /mentoring/watched": () => ({ items: [row] }),
    "GET /mentoring/feedback": () => ({
      sides: [
        {
          side: "learner",
          answers: 5,
          fewest: 5,
          counts: [
            [0, 0, 1, 4],
            [0, 0, 0, 5],
            [0, 1, 0, 4],
          ],
          remarks: [],
        },
        { side: "mentor", answers: 2, fewest: 5, counts: [], remarks: [] },
      ],
    }),
  });
  const host = render(<WatchedPairs />);
  await expect.element(page.getByRole("rowheader", { name: /^Vũ Thị Nhàn/ })).toBeVisible();
  await expect.element(page.getByText("Tôi tự làm được nhiều hơn trước")).toBeVisible();
  await expect.element(page.getByText(/^Mới có 2 lượt trả lời/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
