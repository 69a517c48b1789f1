import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { adopt } from "@/api/http";
import type { Me, Role } from "@/api/me";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import type { Apart, Item, OfPerson, Part, Report, Review } from "./api";
import ReviewPage from "./pages/review";
import ReviewCalibration from "./pages/review-calibration";
import ReviewMine from "./pages/review-mine";
import ReviewNew from "./pages/review-new";
import ReviewPart from "./pages/review-part";
import ReviewPerson from "./pages/review-person";
import ReviewReport from "./pages/review-report";
import Reviews from "./pages/reviews";

const signInAs = (...roles: Role[]) => {
  const me: Me = {
    account_id: "a1",
    staff_id: "me",
    name: "Nguyễn Thị Hạnh",
    given_name: "Hạnh",
    unit: { id: "d1", code: "SNV", name: "Sở Nội vụ" },
    posts: [],
    roles: roles.map((role) => ({ role, unit: { id: "d1", code: "SNV", name: "Sở Nội vụ" } })),
    locale: "vi",
    text_size: "a",
    demo: false,
  };
  adopt({ access_token: "t", expires_in: 600, me });
};

const review = (change: Partial<Review> = {}): Review => ({
  id: "r1",
  title: "Rà soát năng lực 2026",
  note: "",
  deadline: "2026-12-20",
  threshold: 2,
  ask_self: true,
  ask_superior: true,
  ask_test: true,
  state: "open",
  launched_at: "2026-11-28T01:00:00Z",
  parts: 2,
  made: 2,
  locked: 0,
  people: 40,
  items: 100,
  self_done: 50,
  superior_done: 25,
  ...change,
});
const part = (unit: string, change: Partial<Part> = {}): Part => ({
  id: unit,
  review_id: "r1",
  unit,
  unit_id: unit,
  state: "open",
  people: 20,
  items: 50,
  self_done: 25,
  superior_done: 15,
  apart: 3,
  ...change,
});
const competency = {
  id: "k1",
  code: "GT",
  name_vi: "Giao tiếp",
  name_en: "Communication",
  group_vi: "Chung",
};
const item = (change: Partial<Item> = {}): Item => ({
  id: "i1",
  competency,
  indicators: [{ level: 1, text_vi: "Chào hỏi đúng mực" }],
  required: 3,
  evidence_level: 1,
  ...change,
});
const sheet = (change: Partial<OfPerson> = {}): OfPerson => ({
  review: review(),
  part: part("Phường Hoa Lư"),
  name: "Vũ Thị Nhàn",
  may: true,
  items: [item()],
  ...change,
});
const list = <T,>(items: T[], next = "") => ({ items, next });
const at = (path: string) => history.replaceState(null, "", path);

beforeEach(() => signInAs("department_officer"));

test("a review is launched as it stands, after saying whom it reaches", async () => {
  at("/ra-soat/moi");
  const asked = server({
    "POST /reviews/reach": () => ({ parts: 129, people: 8000, items: 160000 }),
    "POST /reviews": () => review({ state: "launching" }),
    "GET /competency/competencies": () => list([competency]),
    "GET /staff/positions": () => list([]),
  });
  const host = render(<ReviewNew />);
  await expect
    .element(page.getByText("Đợt này hỏi 8.000 công chức của 129 đơn vị, tổng cộng 160.000 mục."))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Mở đợt", exact: true }).click();
  await expect.element(page.getByText(/Đợt rà soát đang được lập/)).toBeVisible();
  expect(location.pathname).toBe("/ra-soat/r1");
  expect(asked.find(({ path }) => path === "/reviews")?.body).toMatchObject({
    ask_self: true,
    ask_superior: true,
    ask_test: true,
    threshold: 2,
    units: [],
    positions: [],
    competencies: [],
  });
});

test("what the server does not accept of a launch stands at its field", async () => {
  at("/ra-soat/moi");
  server({
    "POST /reviews/reach": () => ({ parts: 0, people: 0, items: 0 }),
    "POST /reviews": () =>
      problem(422, { key: "web.invalid", errors: [{ location: "body.title", key: "reviews.no_title" }] }),
    "GET /competency/competencies": () => list([]),
    "GET /staff/positions": () => list([]),
  });
  render(<ReviewNew />);
  await expect.element(page.getByText("Lựa chọn này không có ai. Anh/chị bỏ bớt điều kiện.")).toBeVisible();
  await page.getByRole("button", { name: "Mở đợt", exact: true }).click();
  await expect.element(page.getByText("Nhập tên đợt rà soát.")).toBeVisible();
  expect(location.pathname).toBe("/ra-soat/moi");
});

test("a large review shows how far its launch is and can be called off", async () => {
  at("/ra-soat/r1");
  const asked = server({
    "GET /reviews/r1": () => review({ state: "launching", parts: 129, made: 43 }),
    "POST /reviews/r1/call-off": () => undefined,
  });
  const host = render(
    <Route path={paths.review}>
      <ReviewPage />
    </Route>,
  );
  await expect.element(page.getByText("Đã lập 43 trên 129 đơn vị")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Hủy mở đợt" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Hủy mở đợt" }).click();
  await expect.poll(() => location.pathname).toBe("/ra-soat");
  expect(asked.some(({ path }) => path === "/reviews/r1/call-off")).toBe(true);
});

const progress = {
  "GET /reviews/r1": () => review(),
  "GET /reviews/r1/parts": () =>
    list([
      part("Phường Hoa Lư"),
      part("Xã Vụ Bản", { state: "locked", self_done: 50, superior_done: 50, apart: 0 }),
    ]),
  "GET /reviews/r1/joined": () => list([]),
  "GET /reviews/r1/unled": () => list([]),
};
const showProgress = () => {
  at("/ra-soat/r1");
  return render(
    <Route path={paths.review}>
      <ReviewPage />
    </Route>,
  );
};

test("the officer sees how far each unit is, sorts and reminds", async () => {
  const asked = server({ ...progress, "POST /reviews/r1/remind": () => ({ people: 12 }) });
  const host = showProgress();
  const row = page.getByRole("row", { name: /Phường Hoa Lư/ });
  await expect.element(row.getByText("40%")).toBeVisible();
  await expect.element(row.getByRole("cell", { name: "60", exact: true })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Nhắc Phường Hoa Lư" }).click();
  await expect.element(page.getByText(/Đã nhắc 12 người/)).toBeVisible();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ part_id: "Phường Hoa Lư" });
  const looks = () => asked.filter(({ path }) => path === "/reviews/r1/parts").length;
  const before = looks();
  await page.getByRole("button", { name: "Còn thiếu" }).click();
  await page.getByRole("button", { name: "Còn thiếu" }).click();
  await expect.poll(looks).toBeGreaterThan(before);
  expect(location.search).toBe("?sap-xep=-late");
  await page.getByLabelText("Tình trạng").selectOptions("Đã khóa");
  expect(new URLSearchParams(location.search).get("tinh-trang")).toBe("locked");
});

test("who came after the launch is added in one click", async () => {
  let rows = [
    { staff_id: "p1", name: "Lê Văn Mới", unit: "Phường Hoa Lư", items: 20, state: "open" },
    { staff_id: "p2", name: "Trần Thị Sau", unit: "Xã Vụ Bản", items: 18, state: "locked" },
  ];
  const asked = server({
    ...progress,
    "GET /reviews/r1/joined": () => list(rows),
    "POST /reviews/r1/joined": () => {
      rows = rows.slice(1);
      return { people: 1 };
    },
  });
  const host = showProgress();
  await page.getByRole("tab", { name: "Người mới đến (2)" }).click();
  await expect.element(page.getByText("Đơn vị đã chốt; mở lại mới thêm được.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Thêm tất cả vào đợt" }).click();
  await expect.element(page.getByText("Đã thêm 1 người và gửi thông báo.")).toBeVisible();
  await expect.element(page.getByRole("tab", { name: "Người mới đến (1)" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Thêm tất cả vào đợt" })).not.toBeInTheDocument();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ people: [] });
});

test("whom nobody leads is given an appraiser among those allowed", async () => {
  let appraiser: string | undefined;
  const asked = server({
    ...progress,
    "GET /reviews/r1/unled": () =>
      list([
        {
          staff_id: "p1",
          name: "Đỗ Chủ Tịch",
          unit: "UBND",
          items: 5,
          superior_done: 0,
          state: "open",
          appraiser,
        },
      ]),
    "GET /reviews/r1/people/p1/appraisers": () =>
      list([{ staff_id: "g1", name: "Phạm Giám Đốc", unit: "Sở Nội vụ" }]),
    "PUT /reviews/r1/people/p1/appraiser": () => {
      appraiser = "Phạm Giám Đốc";
      return undefined;
    },
  });
  const host = showProgress();
  await page.getByRole("tab", { name: "Chưa có người đánh giá (1)" }).click();
  await page.getByRole("button", { name: "Giao người đánh giá Đỗ Chủ Tịch" }).click();
  await page.getByRole("combobox", { name: "Người đánh giá" }).fill("pham");
  await page.getByRole("option", { name: /Phạm Giám Đốc/ }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Giao đánh giá" }).click();
  await expect.element(page.getByText("Đã giao và báo cho Phạm Giám Đốc.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Đổi người đánh giá Đỗ Chủ Tịch" })).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({ appraiser_id: "g1" });
});

test("a leader sees the units only, and whom they were named to appraise", async () => {
  signInAs("unit_leader");
  at("/ra-soat");
  server({
    ...progress,
    "GET /reviews": () => list([review()]),
    "GET /reviews/to-appraise": () =>
      list([
        {
          review_id: "r1",
          title: "Rà soát",
          deadline: "2026-12-20",
          staff_id: "p1",
          name: "Đỗ Chủ Tịch",
          unit: "Phường Hoa Lư",
          state: "open",
          items: 5,
          done: 2,
        },
      ]),
  });
  const host = render(
    <>
      <Route path={paths.reviews}>
        <Reviews />
      </Route>
      <Route path={paths.review}>
        <ReviewPage />
      </Route>
    </>,
  );
  await expect
    .element(page.getByRole("link", { name: "Đánh giá Đỗ Chủ Tịch" }))
    .toHaveAttribute("href", "/ra-soat/r1/danh-gia/p1");
  await expect
    .element(page.getByText("Phường Hoa Lư: đã đánh giá 2 trên 5 năng lực, hạn 20/12/2026"))
    .toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("link", { name: "Rà soát năng lực 2026" }).click();
  await expect.element(page.getByRole("link", { name: "Phường Hoa Lư" })).toBeVisible();
  expect(page.getByRole("tab").elements()).toHaveLength(0);
  expect(page.getByRole("button", { name: "Nhắc người chưa làm" }).elements()).toHaveLength(0);
});

test("one's own answers are saved at once and counted", async () => {
  signInAs("learner");
  at("/ra-soat/r1/cua-toi");
  let level: number | undefined;
  const asked = server({
    "GET /reviews/mine/r1": () => sheet({ items: [item(level === undefined ? {} : { self_level: level })] }),
    "PUT /reviews/items/i1/self": ({ body }) => {
      ({ level } = body as { level: number });
      return undefined;
    },
  });
  const host = render(
    <Route path={paths.reviewMine}>
      <ReviewMine />
    </Route>,
  );
  await expect.element(page.getByText("Đã trả lời 0 trên 1")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Mức 4" }).click();
  await expect.element(page.getByText("Đã trả lời 1 trên 1")).toBeVisible();
  await expect.element(page.getByText("Đã lưu")).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({ level: 4, note: "" });
});

test("the superior appraises a person; a unit that has finished only shows", async () => {
  signInAs("unit_leader");
  at("/ra-soat/r1/danh-gia/p1?don-vi=u1");
  let may = true;
  const asked = server({
    "GET /reviews/r1/people/p1": () => sheet({ may }),
    "PUT /reviews/items/i1/appraisal": () => {
      may = false;
      return undefined;
    },
  });
  const host = render(
    <Route path={paths.reviewPerson}>
      <ReviewPerson />
    </Route>,
  );
  await expect.element(page.getByRole("heading", { name: "Đánh giá Vũ Thị Nhàn" })).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Danh sách công chức" }))
    .toHaveAttribute("href", "/ra-soat/don-vi/u1");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Mức 2" }).click();
  await expect.poll(() => asked.find(({ method }) => method === "PUT")?.body).toEqual({ level: 2, note: "" });
  await expect.element(page.getByText(/Hiện không sửa được/)).toBeVisible();
  expect(page.getByRole("radio").elements()).toHaveLength(0);
});

test("a unit's people: who left is excused, and the unit finishes after a question", async () => {
  signInAs("unit_leader");
  at("/ra-soat/don-vi/u1");
  const person = { items: 5, self_done: 5, superior_done: 0, apart: 0, unit: "Văn phòng" };
  const asked = server({
    "GET /reviews/parts/u1": () => part("Phường Hoa Lư", { id: "u1", can: ["finish"] }),
    "GET /reviews/parts/u1/people": () =>
      list([
        { ...person, staff_id: "p1", name: "Vũ Thị Nhàn", excused_on: "2026-11-20" },
        { ...person, staff_id: "p2", name: "Đỗ Chủ Tịch", appraiser: "Phạm Giám Đốc" },
      ]),
    "POST /reviews/parts/u1/deeds": () => undefined,
  });
  const host = render(
    <Route path={paths.reviewPart}>
      <ReviewPart />
    </Route>,
  );
  await expect.element(page.getByText("Thôi công tác từ 20/11/2026, không phải đánh giá")).toBeVisible();
  await expect.element(page.getByText("Phạm Giám Đốc được giao đánh giá")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Chốt đánh giá" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Chốt đánh giá" }).click();
  await expect
    .poll(() => asked.find(({ method }) => method === "POST")?.body)
    .toEqual({ deed: "finish", reason: "" });
});

test("what lies apart is decided, and a level set needs a reason and a day", async () => {
  at("/ra-soat/r1/hieu-chinh");
  const apart: Apart = {
    id: "i1",
    staff_id: "p1",
    name: "Vũ Thị Nhàn",
    unit: "Phường Hoa Lư",
    competency,
    required: 3,
    evidence_level: 1,
    self_level: 5,
    superior_level: 2,
    apart: 4,
    can: ["accept", "observe", "override"],
  };
  let decided: Partial<Apart> = {};
  const asked = server({
    "GET /reviews/r1": () => review(),
    "GET /reviews/r1/calibration": () => list([{ ...apart, ...decided }]),
    "POST /reviews/items/i1/decision": ({ body }) => {
      const { decision, level } = body as { decision: Apart["decision"]; level: number };
      decided = { decision, decided_level: level };
      return undefined;
    },
  });
  const host = render(
    <Route path={paths.reviewCalibration}>
      <ReviewCalibration />
    </Route>,
  );
  await expect.element(page.getByText(/Chênh 4 mức/)).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: /^Ấn định mức/ }).click();
  const form = page.getByRole("dialog");
  await form.getByLabelText("Mức", { exact: true }).selectOptions("3");
  await form.getByLabelText("Lý do").fill("Đã cùng xem hồ sơ tại quầy.");
  await form.getByRole("button", { name: "Ấn định mức" }).click();
  await expect.element(page.getByText("Đã ấn định mức 3")).toBeVisible();
  expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
    decision: "override",
    level: 3,
    reason: "Đã cùng xem hồ sơ tại quầy.",
  });
});

test("the report is a Vietnamese document with head, numbers and signature, and prints", async () => {
  at("/ra-soat/r1/bao-cao");
  const report: Report = {
    review: review({ state: "closed" }),
    parts: [
      {
        unit: "Phường Hoa Lư",
        state: "locked",
        people: 20,
        items: 50,
        self_done: 50,
        superior_done: 50,
        met_before: 20,
        met_now: 35,
        apart: 3,
        critical_gaps: 2,
      },
    ],
    competencies: [
      {
        code: "GT",
        name_vi: "Giao tiếp",
        name_en: "Communication",
        items: 20,
        met_now: 15,
        mean_self: 3400,
        mean_superior: -1,
        mean_evidence: 2000,
        mean_required: 3000,
      },
    ],
    apart: 3,
    undecided: 1,
    met_before: 20,
    met_now: 35,
    critical_gaps: 2,
  };
  server({ "GET /reviews/r1/report": () => report });
  const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
  const host = render(
    <Route path={paths.reviewReport}>
      <ReviewReport />
    </Route>,
  );
  await expect.element(page.getByText("Độc lập - Tự do - Hạnh phúc")).toBeVisible();
  await expect.element(page.getByText("Kết quả rà soát năng lực 2026")).toBeVisible();
  await expect.element(page.getByRole("row", { name: /Giao tiếp 20 75% 3,4 –/ })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "In báo cáo" }).click();
  expect(print).toHaveBeenCalledOnce();
  print.mockRestore();
});
