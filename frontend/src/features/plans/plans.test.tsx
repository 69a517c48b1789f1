import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { adopt } from "@/api/http";
import type { Me, Role } from "@/api/me";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Plan, PlanHome, Target } from "./api";
import MyPlan from "./pages/plan";
import PlansPeople from "./pages/plans-people";

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

const competency = {
  id: "c1",
  code: "KS",
  name_vi: "Chữ ký số",
  name_en: "Digital signature",
  group_vi: "Số",
};
const target: Target = {
  competency,
  level_from: 1,
  level_to: 3,
  level: 1,
  met: false,
  overdue: false,
  until_on: "2027-03-01",
  why: "critical",
  actions: [
    {
      id: "x1",
      kind: "practice",
      title_vi: "Ký số 5 kết quả",
      title_en: "",
      until_on: "2027-02-01",
      standing: "todo",
      late: false,
      done: 0,
      of: 0,
    },
  ],
};
const can = {
  write: true,
  propose: false,
  agree: false,
  return: false,
  take_back: false,
  complete: false,
  cancel: false,
  tick: false,
};
const plan = (change: Partial<Plan> = {}): Plan => ({
  id: "p1",
  state: "active",
  revision: 2,
  from_on: "2026-11-27",
  until_on: "2027-06-30",
  words: "",
  superior: "",
  offered: false,
  targets: [target],
  met: 0,
  overdue: 0,
  steps: [],
  can,
  ...change,
});
const person = { id: "l1", code: "CC1", full_name: "Vũ Thị Nhàn", unit: "Phường Hoa Lư", posts: [] };
const home = (live?: Plan): PlanHome => ({
  person,
  ...(live && { plan: live }),
  past: [],
  gaps: 2,
  side: "person",
});

beforeEach(() => history.replaceState(null, "", "/ke-hoach-ca-nhan"));

test("a plan is chosen from what is proposed and saved", async () => {
  signInAs("learner");
  const asked = server({
    "GET /plans/mine": () => home(),
    "GET /plans/mine/proposal": () => ({
      from_on: "2026-11-27",
      until_on: "2027-06-30",
      periods: 3,
      items: [{ target, key: "plans.because_critical", args: { level: 1, required: 3 } }],
    }),
    "PUT /plans/mine": () => home(plan({ state: "draft", can: { ...can, propose: true } })),
  });
  const host = render(<MyPlan />);
  await page.getByRole("button", { name: "Lập kế hoạch" }).click();
  await expect
    .element(page.getByText("Vị trí việc làm coi đây là năng lực trọng yếu: cần mức 3, hiện ở mức 1"))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu bản soạn" }).click();
  await expect.element(page.getByRole("button", { name: "Gửi lãnh đạo đơn vị" })).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toMatchObject({
    revision: 0,
    until_on: "2027-06-30",
    targets: [{ competency_id: "c1", level_to: 3 }],
  });
});

test("the sentence comes first, and free text is ticked by its person", async () => {
  signInAs("learner");
  const asked = server({
    "GET /plans/mine": () => home(plan({ can: { ...can, tick: true } })),
    "PUT /plans/mine/actions/x1": () => home(plan({ can: { ...can, tick: true } })),
  });
  const host = render(<MyPlan />);
  await expect.element(page.getByText("1 mục tiêu, 0 đã đạt, còn 1 đến 30/06/2027.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("checkbox", { name: /Ký số 5 kết quả/ }).click();
  await expect.element(page.getByText("Đã ghi nhận.")).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({ done: true });
});

test("what waits for me is answered with the revision I see", async () => {
  signInAs("learner");
  const waiting = plan({
    state: "proposed",
    awaits: "person",
    can: { ...can, agree: true, return: true },
  });
  const asked = server({
    "GET /plans/mine": () => home(waiting),
    "POST /plans/mine/return": () => home(plan({ state: "draft", words: "Thêm lớp" })),
  });
  render(<MyPlan />);
  await page.getByRole("button", { name: "Đề nghị sửa" }).click();
  await page.getByRole("textbox", { name: "Góp ý" }).fill("Thêm lớp");
  await page.getByRole("dialog").getByRole("button", { name: "Đề nghị sửa" }).click();
  await expect.element(page.getByText("Đã gửi góp ý.")).toBeVisible();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ revision: 2, words: "Thêm lớp" });
});

test("a leader finds who waits for an answer", async () => {
  signInAs("learner", "unit_leader");
  history.replaceState(null, "", "/ke-hoach-don-vi?hien=waiting");
  server({
    "GET /plans/people": () => ({
      items: [
        {
          person,
          gaps: 2,
          critical_gaps: 1,
          state: "proposed",
          awaits: "superior",
          until_on: "2027-06-30",
          targets: 3,
          met: 1,
          overdue: 0,
        },
      ],
    }),
  });
  const host = render(<PlansPeople />);
  await expect.element(page.getByText("2 (1 trọng yếu)")).toBeVisible();
  await expect.element(page.getByText(/1\/3 mục tiêu/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
