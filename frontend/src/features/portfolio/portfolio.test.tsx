import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Detail } from "./api";
import Portfolio from "./pages/portfolio";
import PortfolioItem from "./pages/portfolio-item";
import Review from "./pages/review";
import Reviews from "./pages/reviews";
import { asClaimed, draftFrom, stateOf, unexplained } from "./rules";

const competency = {
  id: "c1",
  code: "C1",
  name_vi: "Số hóa hồ sơ",
  name_en: "Digitising",
  group_vi: "Một cửa",
};
const item: Detail = {
  id: "i1",
  kind: "certificate",
  title: "Chứng chỉ hộ tịch",
  issuer: "Học viện Tư pháp",
  state: "idle",
  staff_id: "s1",
  code: "CC01",
  full_name: "Vũ Thị Nhàn",
  unit: "Trung tâm",
  claims: 1,
  files: 0,
  note: "",
  claimed: [{ competency, level: 3, settled: 1 }],
  papers: [],
  can: ["submit"],
  can_write: true,
  missing: ["portfolio.no_proof"],
};
const paper = {
  id: "f1",
  name: "bằng.pdf",
  type: "application/pdf",
  size: 2048,
  sha256: "aa",
  created_at: "2026-11-27T00:00:00Z",
};

const openItem = () => {
  history.replaceState(null, "", "/minh-chung/i1");
  return render(
    <Route path={paths.portfolioItem}>
      <PortfolioItem />
    </Route>,
  );
};
const openReview = () => {
  history.replaceState(null, "", "/xet-minh-chung/i1");
  return render(
    <Route path={paths.portfolioReview}>
      <Review />
    </Route>,
  );
};

beforeEach(() => history.replaceState(null, "", "/minh-chung"));

test("an empty list says what to add; a filter without hits says so", async () => {
  server({ "GET /portfolio/mine": () => ({ items: [] }) });
  const host = render(<Portfolio />);
  await expect.element(page.getByRole("heading", { name: "Chưa có minh chứng nào" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Chờ xét" }).click();
  await expect.element(page.getByRole("heading", { name: "Không tìm thấy minh chứng nào" })).toBeVisible();
});

test("a draft says what it lacks, and is saved before it can be submitted", async () => {
  const ready = { ...item, missing: [], papers: [paper], files: 1 };
  const asked = server({
    "GET /portfolio/mine/i1": () => ready,
    "PUT /portfolio/mine/i1": () => ready,
    "POST /portfolio/mine/i1/deeds/submit": () => ({
      ...ready,
      state: "waiting",
      can: ["recall"],
      can_write: false,
    }),
  });
  const host = openItem();
  await page.getByLabelText(/Nơi cấp, nơi làm việc/).fill("Trường Chính trị");
  await expect.element(page.getByText("Lưu thay đổi trước khi nộp.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Nộp", exact: true })).toBeDisabled();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Lưu thay đổi" }).click();
  await page.getByRole("button", { name: "Nộp", exact: true }).click();
  await expect.element(page.getByRole("button", { name: "Rút lại để sửa" })).toBeVisible();
  expect(asked.find(({ method }) => method === "PUT")?.body).toMatchObject({
    issuer: "Trường Chính trị",
    claims: [{ competency_id: "c1", level: 3 }],
  });
});

test("what is missing keeps a draft from being submitted", async () => {
  server({ "GET /portfolio/mine/i1": () => item });
  openItem();
  await expect.element(page.getByText("Còn thiếu để nộp:")).toBeVisible();
  await expect.element(page.getByText(/Không tải ảnh căn cước công dân/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Nộp", exact: true })).toBeDisabled();
});

test("a reviewer sees what accepting would do before it is done", async () => {
  const taken: Detail = {
    ...item,
    state: "in_review",
    taker: "Tôi",
    papers: [paper],
    can: ["release", "accept", "refuse"],
    can_write: false,
    missing: [],
  };
  const asked = server({
    "GET /portfolio/reviews/i1": () => taken,
    "GET /competency/competencies/c1": () => ({ ...competency, levels: [{ level: 1, text_vi: "Quét" }] }),
    "POST /portfolio/reviews/i1/try": () => ({
      items: [
        {
          competency_id: "c1",
          before: 1,
          after: 2,
          reason_key: "evidence.why_counts",
          reason_args: { level: 2 },
        },
      ],
    }),
    "POST /portfolio/reviews/i1/accept": () => ({ ...taken, state: "accepted", can: [] }),
  });
  const host = openReview();
  await page.getByLabelText("Mức ghi nhận ở Số hóa hồ sơ").selectOptions("2");
  await page.getByLabelText("Lý do ở Số hóa hồ sơ").fill("Khóa ngắn ngày");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await expect.element(page.getByText("Số hóa hồ sơ: mức từ 1 thành 2.")).toBeVisible();
  await page.getByRole("button", { name: "Chấp nhận", exact: true }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/accept"))?.body)
    .toEqual({
      levels: [{ competency_id: "c1", level: 2, note: "Khóa ngắn ngày" }],
      words: "",
    });
});

test("a reviewer refuses with a reason", async () => {
  const taken: Detail = {
    ...item,
    state: "in_review",
    can: ["release", "accept", "refuse"],
    can_write: false,
  };
  const asked = server({
    "GET /portfolio/reviews/i1": () => taken,
    "POST /portfolio/reviews/i1/refuse": () => ({
      ...taken,
      state: "refused",
      can: [],
      words: "Tệp mờ quá.",
    }),
  });
  openReview();
  await page.getByRole("button", { name: "Không chấp nhận" }).click();
  await page.getByLabelText("Lý do", { exact: true }).fill("Tệp mờ, không đọc được.");
  await page.getByRole("dialog").getByRole("button", { name: "Không chấp nhận" }).click();
  await expect
    .poll(() => asked.find(({ path }) => path.endsWith("/refuse"))?.body)
    .toEqual({
      reason: "Tệp mờ, không đọc được.",
    });
});

test("the queue names people and who is reviewing", async () => {
  history.replaceState(null, "", "/xet-minh-chung");
  server({
    "GET /portfolio/reviews": () => ({ items: [{ ...item, state: "in_review", taker: "Đinh Quang Thiện" }] }),
  });
  const host = render(<Reviews />);
  await expect.element(page.getByText("Đinh Quang Thiện đang xét")).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Chứng chỉ hộ tịch" }))
    .toHaveAttribute("href", "/xet-minh-chung/i1");
  expect(await violations(host)).toEqual([]);
});

test("rules: empty days are left out, another level needs a reason, odd words are all", () => {
  const form = new FormData();
  for (const [name, value] of [
    ["kind", "degree"],
    ["title", "Cử nhân luật"],
    ["valid_until", ""],
    ["issued_on", "2020-06-01"],
  ] as const)
    form.set(name, value);
  expect(draftFrom(form, [{ id: "c1", name: "", level: 2 }])).toEqual({
    kind: "degree",
    title: "Cử nhân luật",
    issuer: "",
    note: "",
    issued_on: "2020-06-01",
    claims: [{ competency_id: "c1", level: 2 }],
  });
  const found = asClaimed(item);
  expect(unexplained(item, found)).toEqual([]);
  expect(unexplained(item, [{ ...found[0]!, level: 1 }])).toEqual(["c1"]);
  expect([stateOf("waiting"), stateOf("la")]).toEqual(["waiting", ""]);
});
