import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import type { Role } from "@/api/me";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Marked, Rule, Run, Version } from "./api";
import type { Briefing } from "./briefings";
import ChangePage from "./pages/change";
import Changes from "./pages/changes";
import Rules from "./pages/rules";

const rule = (kind: Rule["kind"], max_level: number): Rule => ({
  kind,
  max_level,
  valid_months: 24,
  strength: 6000,
  warn_days: 60,
});
const now: Version = {
  version: 1,
  state: "in_force",
  reach: "all",
  note: "Theo quyết định 12",
  published_at: "2026-07-01T00:00:00Z",
  kinds: [rule("self", 0), rule("test", 3), rule("simulator", 4)],
  limits: [{ scope: "NVM-", kind: "test", max_level: 2, valid_months: 0 }],
  demands: [{ scope: "NVM-", from: 3, kinds: ["simulator", "coaching"], lower: 1 }],
};
const draft: Version = { ...now, version: 2, state: "draft", published_at: undefined };
const skill = { id: "k1", code: "NVM-01", name_vi: "Tiếp nhận hồ sơ", name_en: "", group_vi: "Một cửa" };
const run = (change: Partial<Run>): Run => ({
  id: "r1",
  kind: "preview",
  state: "done",
  of: "rules",
  people: 800,
  done: 800,
  moved: 2,
  levels_up: 1,
  levels_down: 3,
  started_at: "2026-11-27T01:00:00Z",
  ended_at: "2026-11-27T01:00:09Z",
  ...change,
});
const moved = {
  staff_id: "p1",
  name: "Trần Văn An",
  unit: "Phường Hoa Lư",
  moves: [{ competency_id: "k1", from: 3, to: 2 }],
};

const become = (...roles: Role[]) => {
  const ward = { id: "w1", code: "W1", name: "Sở Nội vụ" };
  adopt({
    access_token: "t",
    expires_in: 600,
    me: {
      account_id: "a1",
      staff_id: "me",
      name: "Nguyễn Thị Vân",
      given_name: "Vân",
      unit: ward,
      posts: [],
      roles: roles.map((role) => ({ role, unit: ward })),
      locale: "vi",
      text_size: "a",
      demo: false,
    },
  });
};

beforeEach(() => {
  localStorage.clear();
  become("department_officer");
  history.replaceState(null, "", "/quy-tac-minh-chung");
});

test("everybody reads the rules in plain words and nobody else may edit", async () => {
  become("learner");
  const asked = server({
    "GET /evidence/rules": () => ({ items: [now, { ...now, version: 0, state: "outdated" }] }),
  });
  const host = render(<Rules />);
  await expect
    .element(
      page
        .getByText(
          "Từ mức 3, năng lực có mã NVM-… cần thêm một trong: hồ sơ mô phỏng, kèm cặp; được thấp hơn 1 mức.",
        )
        .first(),
    )
    .toBeVisible();
  await expect.element(page.getByText("Bản 1 đang có hiệu lực")).toBeVisible();
  await expect.element(page.getByText("Hết hiệu lực")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Soạn bản mới" })).not.toBeInTheDocument();
  expect(asked.map(({ path }) => path)).toEqual(["/evidence/rules"]);
  expect(await violations(host)).toEqual([]);
});

test("the editor begins as the rules in force, and faults stand at their fields", async () => {
  const asked = server({
    "GET /evidence/rules": () => ({ items: [now] }),
    "GET /evidence/runs": () => ({ items: [] }),
    "PUT /evidence/rules/draft": () =>
      problem(422, {
        key: "web.invalid",
        errors: [
          { location: "body.limits[0].scope", key: "evidence.rules_scope" },
          { location: "body.kinds.self.max_level", key: "evidence.rules_self" },
          { location: "body.demands[0]", key: "evidence.rules_unreachable", args: { level: 3 } },
        ],
      }),
  });
  const host = render(<Rules />);
  await page.getByRole("button", { name: "Soạn bản mới" }).click();
  const quiz = page.getByRole("group", { name: "Bài kiểm tra" });
  await quiz.getByRole("spinbutton", { name: "Sức nặng (%)" }).fill("55");
  await page.getByRole("group", { name: "Giới hạn 1" }).getByLabelText("Mã bắt đầu bằng").fill("%");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect.element(page.getByText("Nhóm năng lực là phần đầu của mã", { exact: false })).toBeVisible();
  await expect
    .element(page.getByText("Tự đánh giá không được thể hiện mức nào", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByText("không ai lên được mức 3", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  const sent = asked.find(({ method }) => method === "PUT")?.body as Version;
  expect(sent.kinds[1]?.strength).toBe(5500);
  expect(sent).toMatchObject({ reach: "all", note: "", demands: now.demands });
});

test("a draft is previewed with its numbers and people before it can be published", async () => {
  let asks = 0;
  const asked = server({
    "GET /evidence/rules": () => ({ items: [draft, now] }),
    "GET /evidence/runs": () => ({ items: [] }),
    "POST /evidence/rules/draft/preview": () => run({ state: "running", done: 0, moved: 0 }),
    "GET /evidence/runs/r1": () => {
      asks += 1;
      return asks === 1 ? run({ state: "running", done: 400, moved: 1 }) : run({});
    },
    "GET /evidence/runs/r1/moves": () => ({ items: [moved] }),
    "GET /competency/competencies": () => ({ items: [skill] }),
    "POST /evidence/rules/draft/publish": () => run({ id: "r2", kind: "apply", state: "running" }),
  });
  const host = render(<Rules />);
  const publish = page.getByRole("button", { name: "Công bố" });
  await expect.element(publish).toBeDisabled();
  await page.getByRole("button", { name: "Xem trước" }).click();
  await expect.element(page.getByText("400 trên 800 người")).toBeVisible();
  await expect.element(page.getByText("2 người sẽ đổi mức: 1 mức tăng, 3 mức giảm.")).toBeVisible();
  await expect.element(page.getByText("Tiếp nhận hồ sơ: mức 3 → mức 2", { exact: false })).toBeVisible();
  expect(location.search).toBe("?xem-truoc=r1");
  expect(await violations(host)).toEqual([]);
  await publish.click();
  const question = page.getByRole("alertdialog");
  await expect.element(question.getByText("2 người sẽ đổi mức", { exact: false })).toBeVisible();
  await question.getByRole("button", { name: "Công bố" }).click();
  await expect.poll(() => asked.some(({ path }) => path.endsWith("/publish"))).toBe(true);
});

test("a preview in the address goes on after a reload and can be stopped", async () => {
  history.replaceState(null, "", "/quy-tac-minh-chung?xem-truoc=r1");
  let stopped = false;
  server({
    "GET /evidence/rules": () => ({ items: [draft, now] }),
    "GET /evidence/runs": () => ({ items: [] }),
    "GET /evidence/runs/r1": () => run({ state: stopped ? "cancelled" : "running", done: 10 }),
    "POST /evidence/runs/r1/cancel": () => {
      stopped = true;
    },
  });
  render(<Rules />);
  await page.getByRole("button", { name: "Hủy", exact: true }).click();
  await expect.element(page.getByText("Đã dừng tính thử.")).toBeVisible();
});

test("an application shows its progress, asks before going back, and ends in words", async () => {
  let state: Run["state"] = "running";
  const asked = server({
    "GET /evidence/rules": () => ({ items: [{ ...now, version: 2, state: "applying" }, now] }),
    "GET /evidence/runs": () => ({ items: [run({ kind: "apply", state, done: 300 })] }),
    "POST /evidence/runs/r1/cancel": () => {
      state = "cancelled";
    },
  });
  const host = render(<Rules />);
  await expect.element(page.getByText("300 trên 800 người")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Hủy, trả lại như cũ" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Hủy, trả lại như cũ" }).click();
  await expect.element(page.getByText("Mọi mức đã trở lại như trước", { exact: false })).toBeVisible();
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

const change: Marked = {
  id: "c1",
  kind: "form",
  subject: "",
  title: "Tờ khai khai sinh mới",
  summary: "Bỏ bản sao giấy tờ tùy thân.",
  scopes: ["NVM-01"],
  kinds: ["test", "simulator"],
  effective_on: "2026-12-01",
  due_days: 30,
  state: "in_force",
  created_at: "2026-11-20T00:00:00Z",
  asked: 12,
  learnt: 3,
};

test("changes say how many have learnt them, and withdrawing asks", async () => {
  const asked = server({
    "GET /evidence/changes": () => ({ items: [change] }),
    "GET /evidence/runs": () => ({ items: [] }),
    "GET /competency/competencies": () => ({ items: [skill] }),
    "POST /evidence/changes/c1/withdraw": () => run({ id: "r3", kind: "apply", state: "running" }),
  });
  const host = render(<Changes />);
  await expect.element(page.getByText("3 trên 12 người được yêu cầu đã học")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Rút thay đổi: Tờ khai khai sinh mới" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Rút thay đổi" }).click();
  await expect.poll(() => asked.some(({ path }) => path.endsWith("/withdraw"))).toBe(true);
});

test("a change is previewed, marked with its competencies' codes, and again after an edit", async () => {
  const asked = server({
    "GET /evidence/changes": () => ({ items: [] }),
    "GET /evidence/runs": () => ({ items: [] }),
    "GET /competency/competencies": () => ({ items: [skill] }),
    "POST /evidence/changes/preview": () => run({ state: "running" }),
    "GET /evidence/runs/r1": () => run({}),
    "GET /evidence/runs/r1/moves": () => ({ items: [moved] }),
    "POST /evidence/changes": () => run({ id: "r2", kind: "apply", state: "running" }),
  });
  const host = render(<Changes />);
  await page.getByRole("button", { name: "Ghi thay đổi mới" }).click();
  await page.getByRole("radio", { name: "Biểu mẫu" }).click();
  await page.getByLabelText("Tên thay đổi").fill("Tờ khai khai sinh mới");
  await page.getByLabelText("Khác trước ở chỗ nào").fill("Bỏ bản sao giấy tờ tùy thân.");
  await page.getByText("Một cửa: chọn 0 trên 1").click();
  await page.getByRole("checkbox", { name: "Tiếp nhận hồ sơ" }).click();
  await page.getByLabelText("Có hiệu lực từ ngày").fill("2026-12-01");
  await page.getByRole("button", { name: "Xem trước" }).click();
  await expect.element(page.getByText("2 người sẽ đổi mức", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  const mark = page.getByRole("button", { name: "Ghi thay đổi", exact: true });
  await page.getByLabelText("Số ngày để học").fill("45");
  await expect.element(mark).toBeDisabled();
  await page.getByLabelText("Số ngày để học").fill("30");
  await mark.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Ghi thay đổi" }).click();
  await expect
    .poll(() => asked.find(({ method, path }) => method === "POST" && path === "/evidence/changes")?.body)
    .toEqual({
      kind: "form",
      subject: "",
      title: "Tờ khai khai sinh mới",
      summary: "Bỏ bản sao giấy tờ tùy thân.",
      scopes: ["NVM-01"],
      kinds: ["test", "simulator", "completion", "attendance", "coaching"],
      effective_on: "2026-12-01",
      due_days: 30,
    });
});

test("who only reads sees the changes and what to expect when there are none", async () => {
  become("learner");
  const asked = server({ "GET /evidence/changes": () => ({ items: [] }) });
  const host = render(<Changes />);
  await expect.element(page.getByText("Chưa ghi thay đổi nào")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Ghi thay đổi mới" })).not.toBeInTheDocument();
  expect(asked).toHaveLength(1);
  expect(await violations(host)).toEqual([]);
});

const concerning: Marked = { ...change, ours: { asked: 3, learnt: 1, units: 1, briefed: 0 } };
const learner = {
  staff_id: "p1",
  code: "CC01",
  full_name: "Trần Văn An",
  unit: "Văn phòng phường Hoa Lư",
  due_on: "2999-12-31",
  can_brief: true,
};

test("a leader sees first what their people must learn, with the way to who has not", async () => {
  become("unit_leader");
  history.replaceState(null, "", "/thay-doi");
  server({
    "GET /evidence/changes": () => ({ items: [concerning, { ...change, id: "c2", title: "Việc khác" }] }),
  });
  const host = render(<Changes />);
  await expect.element(page.getByText("1 trên 3 người được yêu cầu đã học")).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Xem ai chưa học và ghi đã phổ biến" }))
    .toHaveAttribute("href", "/thay-doi/c1");
  await expect.element(page.getByText("Việc khác")).not.toBeInTheDocument();
  await page.getByText("Tất cả", { exact: true }).click();
  await expect.element(page.getByText("Việc khác")).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a leader notes a briefing for those who were there and takes it back at once", async () => {
  become("unit_leader");
  history.replaceState(null, "", "/thay-doi/c1");
  const ids: string[] = [];
  const asked = server({
    "GET /evidence/changes": () => ({ items: [concerning] }),
    "GET /competency/competencies": () => ({ items: [skill] }),
    "GET /evidence/changes/c1/people": () => ({
      items: [
        learner,
        { ...learner, staff_id: "p2", full_name: "Lê Thị Bình" },
        { ...learner, staff_id: "me", full_name: "Nguyễn Thị Vân", can_brief: false },
      ],
    }),
    "POST /evidence/changes/c1/briefings": ({ body }) => {
      ids.push((body as Briefing).id);
      return { people: 1 };
    },
  });
  const host = render(
    <Route path={paths.change}>
      <ChangePage />
    </Route>,
  );
  await expect.element(page.getByRole("button", { name: "Chọn người đã được phổ biến" })).toBeDisabled();
  await expect
    .element(page.getByText("Cấp trên của anh/chị hoặc khóa học xác nhận cho anh/chị."))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("checkbox", { name: "Chọn tất cả người đang hiện" }).click();
  await page.getByRole("checkbox", { name: /Lê Thị Bình/ }).click();
  await page.getByRole("button", { name: "Đã phổ biến cho 1 người" }).click();
  await page.getByLabelText(/Ghi chú/).fill("Họp giao ban");
  await page.getByRole("button", { name: "Ghi đã phổ biến" }).click();
  await expect.element(page.getByText("Đã ghi phổ biến cho 1 người.")).toBeVisible();
  const sent = asked.find(({ method }) => method === "POST")?.body;
  expect(sent).toMatchObject({ people: ["p1"], note: "Họp giao ban" });
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.poll(() => asked.at(-1)?.path).toBe(`/evidence/briefings/${ids[0]}/undo`);
});

test("the department sees which units have briefed", async () => {
  history.replaceState(null, "", "/thay-doi/c1");
  server({
    "GET /evidence/changes": () => ({
      items: [{ ...concerning, ours: { asked: 9, learnt: 4, units: 2, briefed: 1 } }],
    }),
    "GET /competency/competencies": () => ({ items: [skill] }),
    "GET /evidence/changes/c1/units": () => ({
      items: [
        { unit_id: "u1", name: "Phường Hoa Lư", asked: 5, learnt: 1 },
        { unit_id: "u2", name: "Phường Nam Định", asked: 4, learnt: 3, held_on: "2026-12-02" },
      ],
    }),
  });
  const host = render(
    <Route path={paths.change}>
      <ChangePage />
    </Route>,
  );
  await expect.element(page.getByText("4 trên 9 người đã học · 1 trên 2 đơn vị đã phổ biến")).toBeVisible();
  await expect.element(page.getByText("Chưa phổ biến")).toBeVisible();
  await expect.element(page.getByText("02/12/2026")).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Phường Hoa Lư" }))
    .toHaveAttribute("href", "/thay-doi/c1?xem=tung-nguoi&don-vi=u1");
  expect(await violations(host)).toEqual([]);
});
