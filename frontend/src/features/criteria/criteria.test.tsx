import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import type { Me } from "@/api/me";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Detail, Listed } from "./api";
import Criteria from "./pages/criteria";
import Criterion from "./pages/criterion";

const skill = { id: "k1", code: "KS", name_vi: "Chữ ký số", name_en: "Digital signature", group_vi: "Số" };
const source: Listed = {
  kind: "quiz",
  id: "q1",
  code: "KT-1",
  title_vi: "Kiểm tra một cửa",
  title_en: "One-stop test",
  version: 0,
  drafted: false,
  shows: [{ competency: skill, level: 2 }],
};
const set = {
  outcomes: [{ competency_id: "k1", level: 2, when: { score: { quiz_id: "q1", from: 7000, to: 10_000 } } }],
};
const detail = (change: Partial<Detail> = {}): Detail => ({
  source,
  in_force: set,
  versions: [],
  asks: [{ id: "a1", code: "A1", stem_vi: "Câu một?", tags: [{ competency_id: "k1", level: 1 }] }],
  titles: [{ kind: "quiz", id: "q1", title: "Kiểm tra một cửa" }],
  names: [skill],
  can: { edit: true },
  ...change,
});
const draft = { version: 1, state: "draft" as const, updated_at: "2026-11-20T00:00:00Z", set };
const one = "/competency/criteria/quiz/q1";

const show = () =>
  render(
    <Route path="/tieu-chi/:source">
      <Criterion />
    </Route>,
  );

beforeEach(() => {
  localStorage.clear();
  const ward = { id: "w1", code: "W1", name: "Phường Hoa Lư" };
  const me: Me = {
    account_id: "a1",
    staff_id: "me",
    name: "Nguyễn Thị Vân",
    given_name: "Vân",
    unit: ward,
    posts: [],
    roles: [{ role: "department_officer", unit: ward }],
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t", expires_in: 600, me });
  history.replaceState(null, "", "/tieu-chi/quiz-q1");
});

test("the list says what each source proves, and is searched by the server", async () => {
  history.replaceState(null, "", "/tieu-chi");
  server({ "GET /competency/criteria": () => ({ items: [{ ...source, version: 3, drafted: true }] }) });
  const host = render(<Criteria />);
  await expect.element(page.getByRole("link", { name: "Kiểm tra một cửa" })).toBeVisible();
  await expect.element(page.getByText("Chữ ký số, mức 2")).toBeVisible();
  await expect.element(page.getByText("Bản 3", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Bài kiểm tra" }).click();
  await page.getByRole("searchbox").fill("cửa");
  const sent = () => vi.mocked(fetch).mock.calls.map(([request]) => (request as Request).url);
  await expect.poll(() => sent().at(-1)).toContain("kind=quiz");
});

test("a tree is built by keyboard and button, and the server's faults stand at their nodes", async () => {
  const asked = server({
    [`GET ${one}`]: () => detail(),
    [`PUT ${one}/draft`]: () =>
      problem(422, {
        key: "criteria.refused",
        errors: [{ location: "body.outcomes[0].when.all[1].any[0]", key: "criteria.band_empty" }],
      }),
  });
  const host = show();
  await page.getByRole("button", { name: "Soạn bản mới" }).click();
  await page.getByText("Đạt mức 2 “Chữ ký số” khi:").last().click();
  await page.getByRole("combobox", { name: "Điều kiện", exact: true }).selectOptions("all");
  await page.getByRole("button", { name: "Thêm nhóm" }).click();
  await page
    .getByRole("group", { name: "Điều kiện 1.2.1" })
    .getByRole("spinbutton", { name: "Từ (%)" })
    .fill("95");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect.element(page.getByText("Điểm đầu lớn hơn điểm cuối", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  const [first] = set.outcomes;
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
    outcomes: [
      {
        ...first,
        when: {
          all: [first?.when, { any: [{ score: { quiz_id: "q1", from: 9500, to: 10_000 } }] }],
        },
      },
    ],
  });
});

test("a draft is tried step by step before it can be published", async () => {
  const shift = { competency: skill, level: 2, gain: true, people: 3 };
  let steps = 0;
  const asked = server({
    [`GET ${one}`]: () => detail({ draft, versions: [draft] }),
    [`GET ${one}/simulation`]: () => {
      steps += 1;
      return { people: 5, total: 10, shifts: [shift], ...(steps === 1 && { next: "x" }) };
    },
    [`GET ${one}/simulation/people`]: () => ({
      items: [{ id: "p1", code: "NB-1", full_name: "Trần Văn An", unit: "Phường Hoa Lư", from: 0, to: 2 }],
    }),
    [`POST ${one}/publish`]: () => undefined,
  });
  const host = show();
  await expect.element(page.getByRole("button", { name: "Công bố" })).toBeDisabled();
  await page.getByRole("button", { name: "Thử bản nháp" }).click();
  await expect.element(page.getByText("Thêm 6 người", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Xem người: Chữ ký số, mức 2" }).click();
  await expect.element(page.getByText("Trần Văn An")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Công bố" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Công bố" }).click();
  await expect.poll(() => asked.find(({ path }) => path.endsWith("/publish"))?.body).toEqual({ version: 1 });
});

test("who may only read sees no way to change", async () => {
  server({ [`GET ${one}`]: () => detail({ can: { edit: false }, draft, versions: [draft] }) });
  const host = show();
  await expect.element(page.getByText("từ 70% trở lên", { exact: false }).first()).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Soạn bản mới" })).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Công bố" })).not.toBeInTheDocument();
  expect(await violations(host)).toEqual([]);
});
