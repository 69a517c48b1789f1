import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import type { Me, Role } from "@/api/me";
import { render, unmountAll, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Attendance, Candidate, ClassDetail, Nomination, Seat } from "./api";
import Class from "./pages/class";
import ClassNew from "./pages/class-new";
import Classes from "./pages/classes";

const ward = { id: "w1", code: "W1", name: "Phường Hoa Lư", kind: "PHUONG" };
const office = { id: "o1", code: "W1-HCC", name: "Trung tâm HCC phường Hoa Lư", kind: "TT_PVHCC_XA" };
const desk = { id: "d1", code: "SNV", name: "Sở Nội vụ", kind: "SO" };
const shown = { id: "k1", code: "KS", name_vi: "Chữ ký số", name_en: "Digital signature", level: 2 };

const signInAs = (...roles: Role[]) => {
  const me: Me = {
    account_id: "a1",
    staff_id: "me",
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    unit: { id: "d1", code: "SNV", name: "Sở Nội vụ" },
    posts: [],
    roles: roles.map((role) => ({ role, unit: ward })),
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t", expires_in: 600, me });
};

const no = {
  edit: false,
  open: false,
  nominate: false,
  withdraw: false,
  approve: false,
  attendance: false,
  close: false,
  cancel: false,
};
const session = {
  id: "s1",
  position: 1,
  day: "2026-11-20",
  half: "morning" as const,
  starts_at: "2026-11-20T00:30:00Z",
  ends_at: "2026-11-20T04:30:00Z",
};
const detail = (change: Partial<ClassDetail> = {}): ClassDetail => ({
  id: "c1",
  code: "LH-1",
  title: "Ký số tại một cửa",
  unit: desk,
  place: "Phòng 201",
  starts_at: session.starts_at,
  ends_at: session.ends_at,
  nominate_by: "2026-11-15",
  seats: 30,
  taken: 1,
  waiting: 0,
  state: "open",
  competencies: [shown],
  can: no,
  note: "",
  updated_at: "2026-11-01T00:00:00Z",
  sessions: [session],
  quotas: [{ unit: ward, seats: 3, used: 1 }],
  nominations: [],
  ...change,
});
const nomination = (id: string, name: string, change: Partial<Nomination> = {}): Nomination => ({
  id,
  staff: { id: `p-${id}`, code: id.toUpperCase(), full_name: name },
  unit: office,
  commune_id: "w1",
  state: "nominated",
  gaps: [{ code: "KS", gap: 2 }],
  nominated_at: "2026-11-02T00:00:00Z",
  ...change,
});
const candidate = (id: string, name: string, change: Partial<Candidate> = {}): Candidate => ({
  staff: { id, code: id.toUpperCase(), full_name: name },
  unit: office,
  posts: [],
  gap: 2,
  gaps: [{ id: "k1", code: "KS", name_vi: "Chữ ký số", name_en: "", level: 1, required: 3, gap: 2 }],
  eligible: true,
  same_office: 0,
  ...change,
});

const show = () =>
  render(
    <Route path="/lop/:id">
      <Class />
    </Route>,
  );

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, "", "/lop/c1");
});

test("the list is searched and filtered by the server", async () => {
  signInAs("learner", "department_officer");
  history.replaceState(null, "", "/lop");
  server({ "GET /classes": () => ({ items: [detail({ waiting: 2 })] }) });
  const host = render(<Classes />);
  await expect.element(page.getByRole("link", { name: "Ký số tại một cửa" })).toBeVisible();
  await expect.element(page.getByText("2 người chờ")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Đang mở" }).click();
  await page.getByRole("searchbox").fill("ký");
  const sent = () => vi.mocked(fetch).mock.calls.map(([request]) => (request as Request).url);
  await expect.poll(() => sent().at(-1)).toContain("q=k%C3%BD&state=open");
  expect(location.search).toContain("tinh-trang=open");
});

test("a learner sees the own places, and the schedule of one with its marks", async () => {
  signInAs("learner");
  const seat: Seat = {
    id: "n1",
    state: "approved",
    nominated_at: "2026-11-02T00:00:00Z",
    class_id: "c1",
    class_code: "LH-1",
    title: "Ký số tại một cửa",
    place: "Phòng 201",
    unit: desk,
    starts_at: session.starts_at,
    ends_at: session.ends_at,
    class_state: "closed",
    sessions: [{ ...session, mark: "present" }],
    competencies: [shown],
    attended: true,
  };
  server({ "GET /classes/mine": () => ({ items: [seat] }) });
  const list = render(<Classes />);
  await expect.element(page.getByText("Được duyệt đi học", { exact: false })).toBeVisible();
  expect(await violations(list)).toEqual([]);
  unmountAll();
  const host = show();
  await expect.element(page.getByText(" · Có mặt", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a plan's faults stand at their fields and the sum of quotas is told", async () => {
  signInAs("department_officer");
  history.replaceState(null, "", "/lop/moi");
  const asked = server({
    "GET /competency/competencies": () => ({ items: [{ ...shown, group_vi: "Số" }] }),
    "GET /org/units": () => ({ items: [ward] }),
    "POST /classes": () =>
      problem(422, {
        key: "web.invalid",
        errors: [
          { location: "body.quotas[0].seats", key: "classes.no_quota_seats" },
          { location: "body.sessions", key: "classes.starts_in_past" },
        ],
      }),
  });
  const host = render(<ClassNew />);
  await page.getByRole("textbox", { name: "Tên lớp" }).fill("Ký số");
  await page.getByRole("textbox", { name: "Địa điểm" }).fill("Phòng 201");
  await page.getByLabelText("Buổi 1: ngày").fill("2026-12-20");
  await page.getByLabelText("Hạn cử người").fill("2026-12-10");
  await page.getByRole("spinbutton", { name: "Số chỗ của lớp" }).fill("10");
  await page.getByRole("button", { name: "Thêm buổi" }).click();
  await page.getByRole("button", { name: "Thêm đơn vị" }).click();
  await page.getByRole("combobox", { name: "Đơn vị 1" }).click();
  await page.getByRole("combobox", { name: "Đơn vị 1" }).fill("hoa");
  await page
    .getByRole("option", { name: /Phường Hoa Lư/ })
    .first()
    .click();
  await page.getByRole("spinbutton", { name: "Số chỗ", exact: true }).fill("12");
  await expect.element(page.getByText("Vượt 2 chỗ so với số chỗ của lớp.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Thêm năng lực" }).click();
  await page.getByRole("combobox", { name: "Năng lực 1", exact: true }).selectOptions("k1");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();

  await expect.element(page.getByText("Ngày của buổi đầu đã qua.")).toBeVisible();
  await expect.element(page.getByRole("spinbutton", { name: "Số chỗ", exact: true })).toBeInvalid();
  expect(await violations(host)).toEqual([]);
  expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
    title: "Ký số",
    unit_id: "d1",
    seats: 10,
    sessions: [
      { day: "2026-12-20", half: "morning" },
      { day: "2026-12-20", half: "afternoon" },
    ],
    quotas: [{ unit_id: "w1", seats: 12 }],
    competencies: [{ competency_id: "k1", level: 2 }],
  });
});

test("a leader nominates several, hears who waits, and may undo", async () => {
  signInAs("learner", "unit_leader");
  const asked = server({
    "GET /classes/c1": () =>
      detail({ can: { ...no, nominate: true, withdraw: true }, quota: { unit: ward, seats: 2, used: 1 } }),
    "GET /classes/c1/candidates": () => ({
      items: [
        candidate("a", "Mai Mạnh Luân"),
        candidate("b", "Trần Quang Thuận"),
        candidate("x", "Đỗ Văn Tú", {
          eligible: false,
          reason_key: "classes.double_booked",
          reason_args: { name: "Đỗ Văn Tú", class: "Lớp khác" },
        }),
      ],
    }),
    "POST /classes/c1/nominations": () => ({
      items: [nomination("n1", "Mai Mạnh Luân"), nomination("n2", "Trần Quang Thuận", { state: "waiting" })],
    }),
    "POST /classes/nominations/n1/withdraw": () => undefined,
    "POST /classes/nominations/n2/withdraw": () => undefined,
  });
  const host = show();
  await page.getByRole("checkbox", { name: /Mai Mạnh Luân/ }).click();
  await page.getByRole("checkbox", { name: /Trần Quang Thuận/ }).click();
  await expect.element(page.getByRole("checkbox", { name: /Đỗ Văn Tú trùng giờ với lớp/ })).toBeDisabled();
  await expect.element(page.getByText("1 người sẽ vào danh sách chờ.", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Cử 2 người đi học" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect
    .poll(() => asked.filter(({ path }) => path.endsWith("/withdraw")).map(({ path }) => path))
    .toEqual(["/classes/nominations/n1/withdraw", "/classes/nominations/n2/withdraw"]);
  expect(asked.find(({ path }) => path.endsWith("/nominations"))?.body).toEqual({ staff_ids: ["a", "b"] });
});

test("a refused list marks the person it was refused for", async () => {
  signInAs("unit_leader");
  server({
    "GET /classes/c1": () => detail({ can: { ...no, nominate: true } }),
    "GET /classes/c1/candidates": () => ({ items: [candidate("a", "Mai Mạnh Luân")] }),
    "POST /classes/c1/nominations": () =>
      problem(422, {
        key: "classes.not_eligible",
        errors: [{ location: "body.staff_ids[0]", key: "classes.not_your_person" }],
      }),
  });
  show();
  await page.getByRole("checkbox", { name: /Mai Mạnh Luân/ }).click();
  await page.getByRole("button", { name: "Cử 1 người đi học" }).click();
  await expect.element(page.getByRole("checkbox", { name: /không thuộc đơn vị của/ })).toBeVisible();
});

test("an officer approves everyone shown and hears who could not be", async () => {
  signInAs("department_officer");
  const asked = server({
    "GET /classes/c1": () =>
      detail({
        can: { ...no, approve: true },
        nominations: [
          nomination("n1", "Mai Mạnh Luân"),
          nomination("n2", "Trần Quang Thuận", { state: "waiting" }),
          nomination("n3", "Đỗ Văn Tú", { state: "withdrawn" }),
        ],
      }),
    "POST /classes/c1/approve": () => ({
      approved: 1,
      refused: [{ nomination_id: "n2", key: "classes.full", args: { seats: 30 } }],
    }),
    "POST /classes/nominations/n1/decline": () => undefined,
  });
  const host = show();
  await page.getByRole("checkbox", { name: "Chọn tất cả 2 người đang hiện" }).click();
  await expect.element(page.getByRole("heading", { name: "Phường Hoa Lư" })).toBeVisible();
  await expect.element(page.getByText("Chữ ký số (thiếu 2 mức)").first()).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Duyệt 2 người đang chọn" }).click();
  await expect.element(page.getByText("Trần Quang Thuận: Lớp đã đủ 30 chỗ.")).toBeVisible();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ nomination_ids: ["n1", "n2"] });

  await page.getByRole("button", { name: "Không duyệt: Mai Mạnh Luân" }).click();
  await page.getByRole("textbox", { name: "Lý do" }).fill("Đã học lớp tương tự");
  await page.getByRole("dialog").getByRole("button", { name: "Không duyệt" }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/decline"))?.body)
    .toEqual({ reason: "Đã học lớp tương tự" });
});

test("attendance is marked by keys, outlives a reload and goes in one request; then the class is closed", async () => {
  signInAs("department_officer");
  let marks: Record<string, string> = {};
  const sheet = (): Attendance => ({
    sessions: [session],
    people: ["a", "b", "c"].map((id) => ({
      staff: { id, code: id, full_name: `Người ${id}` },
      unit: office,
      marks: [marks[id] ?? ""],
      present: marks[id] === "present" ? 1 : 0,
      attended: marks[id] === "present",
    })),
    bar: 80,
    missing: 3 - Object.keys(marks).length,
    server_now: new Date().toISOString(),
    can_mark: true,
    can_close: Object.keys(marks).length === 3,
  });
  history.replaceState(null, "", "/lop/c1?phan=attendance");
  const asked = server({
    "GET /classes/c1": () => detail({ can: { ...no, attendance: true, close: true } }),
    "GET /classes/c1/attendance": sheet,
    "POST /classes/c1/attendance": ({ body }) => {
      const sent = (body as { marks: { staff_id: string; mark: string }[] }).marks;
      marks = { ...marks, ...Object.fromEntries(sent.map(({ staff_id, mark }) => [staff_id, mark])) };
      return sheet();
    },
    "POST /classes/c1/close": () => ({ people: 3, attended: 2, levels: 1 }),
  });
  const first = show();
  await expect.element(page.getByText("Còn thiếu 3 dấu điểm danh.", { exact: false })).toBeVisible();
  (page.getByRole("radio").first().element() as HTMLElement).focus();
  await userEvent.keyboard("xk");
  await expect.element(page.getByText("2 dấu chưa lưu", { exact: false })).toBeVisible();
  expect(await violations(first)).toEqual([]);
  unmountAll();

  const host = show();
  await expect.element(page.getByText("2 dấu chưa lưu", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Đánh dấu tất cả có mặt" }).click();
  await page.getByRole("button", { name: "Lưu điểm danh" }).click();
  await expect.element(page.getByText(/Đã lưu lúc/)).toBeVisible();
  expect(asked.filter(({ path, method }) => method === "POST" && path.endsWith("/attendance"))).toHaveLength(
    1,
  );
  expect(marks).toEqual({ a: "present", b: "absent", c: "present" });

  await page.getByRole("button", { name: "Kết thúc lớp" }).click();
  await expect
    .element(page.getByText("2 trên 3 người có mặt từ 80% số buổi", { exact: false }))
    .toBeVisible();
  await page.getByRole("alertdialog").getByRole("button", { name: "Kết thúc lớp" }).click();
  await expect.element(page.getByText("2 trên 3 người dự đủ buổi", { exact: false })).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a draft that lacks something says what", async () => {
  signInAs("department_officer");
  server({
    "GET /classes/c1": () => detail({ state: "draft", can: { ...no, edit: true, open: true, cancel: true } }),
    "POST /classes/c1/open": () =>
      problem(409, {
        key: "classes.not_ready",
        errors: [{ location: "body.competencies", key: "classes.no_competencies" }],
      }),
  });
  show();
  await page.getByRole("button", { name: "Mở đăng ký" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Mở đăng ký" }).click();
  await expect.element(page.getByText("Hãy chọn ít nhất một năng lực mà lớp bồi dưỡng.")).toBeVisible();
});

test("the list for paper names everyone with a seat and their job position", async () => {
  signInAs("unit_leader");
  const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
  server({
    "GET /classes/c1": () =>
      detail({
        nominations: [
          nomination("n1", "Mai Mạnh Luân"),
          nomination("n2", "Đỗ Văn Tú", { state: "declined" }),
        ],
      }),
    "GET /staff/people": () => ({
      items: [
        {
          id: "p-n1",
          code: "N1",
          full_name: "Mai Mạnh Luân",
          unit: office,
          posts: [{ position_vi: "Công chức một cửa", position_en: "", unit: "", kind: "permanent" }],
        },
      ],
    }),
  });
  const host = show();
  await page.getByRole("button", { name: "In danh sách cử" }).click();
  await expect.poll(() => print.mock.calls.length).toBe(1);
  const rows = [...host.querySelectorAll(".print-list tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map(({ textContent }) => textContent),
  );
  expect(rows).toEqual([
    ["1", "Mai Mạnh Luân", "Trung tâm HCC phường Hoa Lư", "Công chức một cửa", "Chờ duyệt"],
  ]);
  print.mockRestore();
});
