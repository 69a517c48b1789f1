import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import People from "./pages/people";
import PersonPage from "./pages/person";
import { laterDay } from "./rules";

const office = { id: "o1", name: "Văn phòng xã Gia Hưng" };
const post = {
  position_id: "p1",
  position_vi: "Văn thư viên",
  position_en: "Records clerk",
  unit_id: "o1",
  unit: office.name,
  kind: "permanent",
  from: "2025-07-01",
};
const row = { id: "s1", code: "CC01", full_name: "Đặng Khánh Tùng", unit: office, posts: [post] };
const person = {
  ...row,
  given_name: "Tùng",
  gender: "male",
  born_on: "1990-02-05",
  rank_code: "01.003",
  education: "Đại học",
  major: "",
  political_theory: "",
  state_management: "",
  it_level: "",
  foreign_language: "",
  phone: "0900000001",
  email: "tung@example.vn",
  note: "",
  posts: [
    post,
    { ...post, position_id: "p2", position_vi: "Kế toán viên", from: "2020-01-01", until: "2025-07-01" },
    { ...post, position_id: "p3", position_vi: "Phó Chánh Văn phòng", from: "2999-01-01", kind: "acting" },
  ],
};
const competency = (id: string, name: string) => ({
  id,
  code: id,
  name_vi: name,
  name_en: name,
  group_vi: "Một cửa",
});
const gaps = {
  items: [
    {
      competency: competency("c1", "Số hóa hồ sơ"),
      level: 3,
      required: 3,
      gap: 0,
      critical: false,
      posts: [],
    },
    { competency: competency("c2", "Trả kết quả"), level: 1, required: 3, gap: 2, critical: true, posts: [] },
  ],
  summary: { required: 2, met: 1, gaps: 1, critical_gaps: 1 },
  ahead: [],
};
const entry = {
  id: "e1",
  kind: "test",
  action: "log",
  level: 3,
  counted: true,
  shows: 1,
  reason_key: "evidence.why_counts",
  reason_args: { level: 1 },
  capacity: "system",
  observed_at: "2026-03-01T02:00:00Z",
  description_key: "evidence.from_quiz",
  description_args: { quiz: "Trả kết quả", score: "80%" },
  strength: 6000,
  number: 5,
  seal: "3fa9c2d41e07",
};
const why = {
  competency: competency("c2", "Trả kết quả"),
  required: 3,
  requirements: [
    {
      position_vi: "Văn thư viên",
      position_en: "Records clerk",
      unit: office.name,
      kind: "permanent",
      level: 3,
      critical: true,
      from: "2025-07-01",
    },
  ],
  level: 1,
  entries: [
    entry,
    {
      ...entry,
      id: "e2",
      counted: false,
      shows: 0,
      capacity: "superior",
      actor: "Trần Minh Anh",
      reason_key: "evidence.why_lapsed",
      reason_args: { until: "2026-06-30T17:00:00Z" },
      description_key: "evidence.from_appraisal",
      description_args: {},
    },
  ],
  indicators: [1, 2, 3, 4, 5].map((level) => ({ level, text_vi: `Làm được việc mức ${level}` })),
  disputes: [],
  can: { appraise: true, observe: true, override: false, assess: false, dispute: false },
  raise: [{ key: "evidence.raise_test", args: { level: 3 } }],
  belief: { word_key: "evidence.likely", likelihood: 78, recheck_on: "2028-03-12" },
};
const answers = {
  "GET /staff/people": () => ({ items: [row] }),
  "GET /staff/positions": () => ({ items: [] }),
  "GET /org/units": () => ({ items: [{ id: "o1", code: "O1", name: office.name, kind: "VAN_PHONG" }] }),
  "GET /staff/people/s1": () => person,
  "GET /gaps/people/s1": () => gaps,
  "GET /evidence/people/s1/c2": () => why,
};
const openPerson = (query = "") => {
  history.replaceState(null, "", `/cong-chuc/s1${query}`);
  return render(
    <Route path={paths.person}>
      <PersonPage />
    </Route>,
  );
};

beforeEach(() => {
  history.replaceState(null, "", "/cong-chuc");
  adopt({
    access_token: "t",
    expires_in: 600,
    me: {
      account_id: "a",
      staff_id: "s",
      name: "Đinh Quang Thiện",
      given_name: "Thiện",
      posts: [],
      roles: [{ role: "unit_leader", unit: { id: "w", code: "W", name: "Xã Gia Hưng" } }],
      locale: "vi",
      text_size: "a",
      demo: false,
    },
  });
});

test("the list names people, their unit and posts, and leads to each", async () => {
  server(answers);
  const host = render(<People />);
  await expect
    .element(page.getByRole("link", { name: "Đặng Khánh Tùng" }))
    .toHaveAttribute("href", "/cong-chuc/s1");
  await expect.element(page.getByRole("cell", { name: "Văn thư viên" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("filters stay in the address, and one button takes them away", async () => {
  server({ ...answers, "GET /staff/people": () => ({ items: [] }) });
  render(<People />);
  await expect.element(page.getByRole("heading", { name: "Chưa có công chức nào" })).toBeVisible();
  await page.getByLabelText("Tìm theo họ tên hoặc mã").fill("khong co");
  await page.getByLabelText("Đơn vị").selectOptions("o1");
  expect(location.search).toBe("?tim=khong+co&don-vi=o1");
  await page.getByRole("button", { name: "Bỏ hết bộ lọc" }).click();
  await expect.poll(() => location.search).toBe("");
});

test("a person's posts are told apart by time, and gaps stand before what is met", async () => {
  server(answers);
  const host = openPerson();
  await expect.element(page.getByRole("heading", { name: "Năng lực so với yêu cầu" })).toBeVisible();
  for (const part of ["Đang giữ", "Sắp giữ", "Đã giữ"]) {
    await expect.element(page.getByRole("heading", { name: part })).toBeVisible();
  }
  await expect.element(page.getByText("từ 01/01/2020 đến hết 30/06/2025", { exact: false })).toBeVisible();
  await expect
    .element(page.getByText("Đạt 1 trên 2 năng lực mà các vị trí yêu cầu.", { exact: false }))
    .toBeVisible();
  expect(page.getByRole("link", { name: "Số hóa hồ sơ" }).elements()).toEqual([]);
  await page.getByRole("radio", { name: "Tất cả" }).click();
  await expect.element(page.getByRole("link", { name: "Số hóa hồ sơ" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a level is explained by what requires it, what counts and what does not", async () => {
  server(answers);
  const host = openPerson("?nang-luc=c2");
  await expect.element(page.getByText("Đang có mức 1, cần mức 3.")).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Được tính (1)", exact: true })).toBeVisible();
  await expect.element(page.getByText("Trả kết quả, điểm 80%")).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Không được tính (1)" })).toBeVisible();
  await expect.element(page.getByText("Không tính: hết hiệu lực từ 01/07/2026.")).toBeVisible();
  await expect.element(page.getByText("Cấp trên: Trần Minh Anh", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Ghi quan sát tại quầy" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Ghi nhận xét" })).toBeVisible();
  expect(page.getByRole("button", { name: "Đặt mức" }).elements()).toEqual([]);
  expect(await violations(host)).toEqual([]);
});

test("who may not read competencies sees the posts only", async () => {
  server({ ...answers, "GET /gaps/people/s1": () => problem(403, { key: "access.denied" }) });
  openPerson();
  await expect.element(page.getByRole("heading", { name: "Đang giữ" })).toBeVisible();
  await expect.poll(() => document.querySelector(".skeleton")).toBeNull();
  expect(page.getByRole("alert").elements()).toEqual([]);
  expect(page.getByRole("heading", { name: "Năng lực so với yêu cầu" }).elements()).toEqual([]);
});

test("a deed says what it would do, is sent once, and can be undone", async () => {
  const asked = server({
    ...answers,
    "POST /evidence/people/s1/c2/observation": ({ body }) => {
      const { try: only } = body as { try: boolean };
      return {
        posted: !only,
        before: 1,
        after: 3,
        reason_key: "evidence.why_counts",
        reason_args: { level: 3 },
        ...(!only && { entry_id: "e9" }),
      };
    },
    "POST /evidence/entries/e9/withdraw": () => ({ posted: true, before: 3, after: 1 }),
  });
  const host = openPerson("?nang-luc=c2");
  await page.getByRole("button", { name: "Ghi quan sát tại quầy" }).click();
  expect(page.getByRole("button", { name: "Đặt mức" }).query()).toBeNull();
  await page.getByLabelText("Điều gì cho thấy như vậy?").fill("Tự tiếp nhận đúng mười hồ sơ.");
  await page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await expect.element(page.getByText("Chọn một mức.")).toBeVisible();
  await page.getByRole("radio", { name: /Mức 3/ }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await expect.element(page.getByText("Mức từ 1 thành 3.")).toBeVisible();
  await page.getByRole("button", { name: "Sửa lại" }).click();
  await page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await page.getByRole("button", { name: "Ghi quan sát", exact: true }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.poll(() => asked.some(({ path }) => path.endsWith("/withdraw"))).toBe(true);
  const said = asked
    .filter(({ path }) => path.endsWith("observation"))
    .map(({ body }) => body as { id: string });
  expect(said.map((each) => [(each as unknown as { try: boolean }).try, each.id === said[0]?.id])).toEqual([
    [true, true],
    [true, true],
    [false, true],
  ]);
});

test("what somebody objected to is answered beside the evidence", async () => {
  const objection = {
    id: "d1",
    entry_id: "e2",
    text: "Tôi đã làm việc này ba năm.",
    state: "open",
    created_at: "2026-11-20T02:00:00Z",
  };
  const asked = server({
    ...answers,
    "GET /evidence/people/s1/c2": () => ({ ...why, disputes: [objection] }),
    "POST /evidence/disputes/d1/answer": () => ({ ...objection, state: "answered" }),
  });
  openPerson("?nang-luc=c2");
  await page.getByRole("button", { name: "Trả lời" }).click();
  await page.getByLabelText("Câu trả lời").fill("Sẽ quan sát lại trong tuần này.");
  await page.getByRole("button", { name: "Gửi trả lời" }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/answer"))?.body)
    .toEqual({
      answer: "Sẽ quan sát lại trong tuần này.",
    });
});

test("months later is a day that exists", () => {
  expect([laterDay("2026-08-31", 6), laterDay("2026-11-27", 24), laterDay("2027-12-31", 2)]).toEqual([
    "2027-02-28",
    "2028-11-27",
    "2028-02-29",
  ]);
});
