import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { adopt } from "@/api/http";
import type { Me, Role } from "@/api/me";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Estimate, Mine, Summary } from "./api";
import Effects from "./pages/effects";
import MyEffects from "./pages/mine";

const signInAs = (...roles: Role[]) => {
  const me: Me = {
    account_id: "a1",
    staff_id: "l1",
    name: "Vũ Thị Nhàn",
    given_name: "Nhàn",
    posts: [],
    roles: roles.map((role) => ({ role, unit: { id: "u1", code: "U1", name: "Phường Hoa Lư" } })),
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t", expires_in: 600, me });
};

const estimate: Estimate = {
  matched: 40,
  effect: 420,
  low: 210,
  high: 630,
  gain: 800,
  expected: 380,
  verdict: "helped",
};
const tally = {
  pairs: 45,
  learners: 40,
  mentors: 12,
  targets: 45,
  done: 30,
  late: 3,
  gained: 28,
  up: 22,
  down: 1,
  reached: 18,
};
const compared = {
  ...estimate,
  treated: 44,
  all_treated: 44,
  all_pool: 900,
  plain: 650,
  balance: [{ name: "gap", treated: 1600, pool: 2400, kept: 1600, beside: 1580, before: -800, after: 20 }],
};
const summary: Summary = {
  ...tally,
  minutes: 5400,
  made_at: "2026-11-28T02:00:00Z",
  all: compared,
  measured: { ...compared, matched: 4, verdict: "too_few" },
  competencies: [
    {
      ...tally,
      id: "c1",
      code: "KNS-01",
      name_vi: "Kỹ năng số",
      name_en: "",
      effect: { ...estimate, verdict: "too_few" },
    },
  ],
  communes: [],
};

const mine: Mine = {
  id: "r1",
  pair_id: "p1",
  state: "completed",
  learner: { id: "l1", full_name: "Vũ Thị Nhàn" },
  mentor: { id: "m1", full_name: "Ngô Khánh Duy" },
  commune: { id: "u1", name: "Phường Hoa Lư" },
  competency: { id: "c1", code: "KNS-01", name_vi: "Kỹ năng số", name_en: "" },
  began_at: "2026-10-01T00:00:00Z",
  closed_at: "2026-11-20T00:00:00Z",
  sessions: 2,
  minutes: 90,
  target: 3,
  before: 1,
  saw: 2,
  now: 2,
  due_on: "2026-12-04",
  standing: "waiting",
  tests: [{ id: "q1", title_vi: "Kiểm tra kỹ năng số", title_en: "", level: 3 }],
  asked: false,
};

beforeEach(() => {
  history.replaceState(null, "", "/");
});

const common = {
  "GET /effects/load": () => ({
    mentors: 2,
    active: 1,
    most_pairs: 1,
    most_minutes: 30,
    pairs_gini: 5000,
    minutes_gini: 5000,
    over: 0,
    idle: 1,
    communes: [],
  }),
  "GET /competency/competencies": () => ({ items: [] }),
};

test("the department reads a sentence, the numbers, and how they came about", async () => {
  signInAs("department_officer");
  server({ ...common, "GET /effects/summary": () => summary });
  const host = render(<Effects />);
  await expect
    .element(page.getByText("Người được kèm cặp tăng hơn người tương tự +0,42 mức", { exact: false }).first())
    .toBeVisible();
  await expect.element(page.getByRole("link", { name: "Xem 3 năng lực quá hạn" })).toBeVisible();
  await expect.element(page.getByText("mới so được 4 trường hợp", { exact: false })).toBeVisible();
  await page.getByText("Cách tính").click();
  await expect.element(page.getByText("Độ lệch chuẩn hóa", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("too few are called too few", async () => {
  signInAs("unit_leader");
  server({
    ...common,
    "GET /effects/summary": () => ({ ...summary, all: { ...compared, matched: 7, verdict: "too_few" } }),
  });
  render(<Effects />);
  await expect.element(page.getByText("Số liệu còn quá ít để nói", { exact: false })).toBeVisible();
});

test("a learner sees what is to be assessed and asks the leader once", async () => {
  signInAs("learner");
  let asked = false;
  server({
    "GET /effects/mine": () => ({ items: [{ ...mine, asked }] }),
    "POST /effects/mine/r1/look": () => {
      asked = true;
    },
  });
  const host = render(<MyEffects />);
  await expect.element(page.getByText("Đánh giá lại trước hết ngày 04/12/2026")).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: /Làm bài kiểm tra/ }))
    .toHaveAttribute("href", "/kiem-tra/q1");
  await page.getByRole("button", { name: /Nhờ lãnh đạo quan sát/ }).click();
  await expect.element(page.getByRole("button", { name: /Hôm nay đã nhờ lãnh đạo/ })).toBeDisabled();
  expect(await violations(host)).toEqual([]);
});
