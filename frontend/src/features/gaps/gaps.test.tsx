import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { Route } from "wouter";
import { paths } from "@/lib/paths";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Gap, Why } from "./api";
import Competencies from "./pages/competencies";
import CompetencyPage from "./pages/competency";
import { chosen, filterOf, goal, grouped, marks, strictest } from "./rules";
import { sameLevel } from "./same-level";

const gap = (code: string, level: number, required: number, members: Partial<Gap> = {}): Gap => ({
  competency: { id: code, code, name_vi: `Năng lực ${code}`, name_en: code, group_vi: code.slice(0, 3) },
  level,
  required,
  gap: Math.max(0, required - level),
  critical: false,
  posts: [{ position_vi: "Công chức tiếp nhận", position_en: "Clerk", unit: "Phường", level: required }],
  ...members,
});
const all = [
  gap("NVM-02", 1, 2),
  gap("NVM-01", 1, 3),
  gap("KNS-01", 3, 3),
  gap("NVM-03", 0, 1, { critical: true }),
];
const codes = (gaps: Gap[]) => gaps.map(({ competency }) => competency.code);

const why: Why = {
  competency: all[0]!.competency,
  level: 1,
  required: 3,
  requirements: [
    {
      position_vi: "Công chức tiếp nhận",
      position_en: "",
      unit: "Phường",
      kind: "permanent",
      level: 3,
      critical: false,
      from: "2026-07-01",
    },
    {
      position_vi: "Tư pháp",
      position_en: "",
      unit: "Phường",
      kind: "concurrent",
      level: 2,
      critical: false,
      from: "2026-07-01",
    },
  ],
  entries: [],
  indicators: [1, 2, 3, 4, 5].map((level) => ({ level, text_vi: `Làm được việc mức ${level}` })),
  raise: [{ key: "evidence.raise_completion", args: { level: 3 } }],
  rules: 1,
  belief: {
    mean_milli: 1200,
    sd_milli: 600,
    word_key: "evidence.likely",
    likelihood: 78,
    recheck_on: "2028-03-12",
  },
  disputes: [],
  can: { appraise: false, observe: false, override: false, assess: true, dispute: true },
};

test("filters and words choose, whatever the marks", () => {
  expect(codes(chosen(all, "thieu", ""))).toEqual(["NVM-02", "NVM-01", "NVM-03"]);
  expect(codes(chosen(all, "dat", ""))).toEqual(["KNS-01"]);
  expect(codes(chosen(all, "tat-ca", "nang luc kns"))).toEqual(["KNS-01"]);
  expect([filterOf("dat"), filterOf("la")]).toEqual(["dat", "thieu"]);
});

test("the group that lacks most comes first, mandatory before wide within it", () => {
  expect(grouped(all).map(({ name, gaps }) => [name, ...codes(gaps)])).toEqual([
    ["NVM", "NVM-03", "NVM-01", "NVM-02"],
    ["KNS", "KNS-01"],
  ]);
});

test("posts that ask alike are told together", () => {
  const post = (level: number) => ({ position_vi: "", position_en: "", unit: "", level });
  expect(sameLevel([post(3), post(3)])).toBe(3);
  expect(sameLevel([post(3), post(2)])).toBeUndefined();
  expect(sameLevel([post(3)])).toBeUndefined();
});

test("the strictest post is named and the levels are marked", () => {
  expect(strictest(why.requirements).map(({ position_vi }) => position_vi)).toEqual(["Công chức tiếp nhận"]);
  expect(marks(why).map(({ had, current, required }) => [had, current, required])).toEqual([
    [true, true, false],
    [false, false, false],
    [false, false, true],
    [false, false, false],
    [false, false, false],
  ]);
  expect([goal(why), goal({ level: 3, required: 3 }), goal({ level: 5, required: 3 })]).toEqual([3, 4, 5]);
});

test("my competencies show what is lacking first and can show all", async () => {
  history.replaceState(null, "", "/nang-luc");
  const ahead = [
    {
      day: "2027-01-01",
      items: [
        {
          competency: all[0]!.competency,
          level: 1,
          before: 0,
          after: 4,
          gap: 3,
          critical: true,
          posts: [
            {
              position_vi: "Chánh Văn phòng",
              position_en: "Chief",
              unit: "Phường",
              level: 4,
              kind: "acting" as const,
              from: "2027-01-01",
              until: "2027-07-01",
            },
          ],
        },
      ],
    },
  ];
  server({
    "GET /gaps/mine": () => ({
      items: all,
      summary: { required: 4, met: 1, gaps: 3, critical_gaps: 1 },
      ahead,
    }),
  });
  const host = render(<Competencies />);
  await expect.element(page.getByText("Đạt 1 trên 4 năng lực mà vị trí yêu cầu.")).toBeVisible();
  await expect.element(page.getByText("Đang có mức 1, cần mức 3")).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Từ ngày 01/01/2027" })).toBeVisible();
  await expect.element(page.getByText("Sẽ thiếu: Năng lực NVM-02, cần mức 4, còn 3 mức nữa")).toBeVisible();
  await expect
    .element(page.getByText("Chánh Văn phòng, Phường: mức 4 · quyền · từ 01/01/2027 đến hết 30/06/2027"))
    .toBeVisible();
  expect(page.getByText("Năng lực KNS-01").elements()).toHaveLength(0);
  expect(await violations(host)).toEqual([]);
  await page.getByRole("radio", { name: "Tất cả" }).click();
  await expect.element(page.getByText("Năng lực KNS-01")).toBeVisible();
  expect(location.search).toBe("?hien=tat-ca");
});

test("why says the sentence first, what raises the level, and where to go", async () => {
  history.replaceState(null, "", "/nang-luc/NVM-02");
  server({ "GET /evidence/mine/NVM-02": () => why });
  const host = render(
    <Route path={paths.competency}>
      <CompetencyPage />
    </Route>,
  );
  await expect
    .element(page.getByText("Anh/chị đang ở mức 1. Công chức tiếp nhận yêu cầu mức 3."))
    .toBeVisible();
  await expect.element(page.getByText(/^Hoàn thành khóa học ở/)).toBeVisible();
  await expect
    .element(page.getByText("Mức 1 · khá chắc (78%), nên kiểm tra lại trước 12/03/2028"))
    .toBeVisible();
  await expect.element(page.getByText("Anh/chị ở đây")).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Xem khóa học phù hợp" }))
    .toHaveAttribute("href", "/khoa-hoc?nang-luc=NVM-02");
  expect(await violations(host)).toEqual([]);
});

test("what changed stands above what is lacking, with its course or who will brief", async () => {
  const change = {
    change_id: "t1",
    title: "Thủ tục đăng ký khai sinh đổi tờ khai",
    summary: "Bỏ bản sao giấy tờ tùy thân.",
    effective_on: "2026-12-01",
    due_on: "2026-12-31",
    done: false,
  };
  server({
    "GET /gaps/mine": () => ({
      items: all,
      summary: { required: 4, met: 1, gaps: 3, critical_gaps: 1 },
      ahead: [],
    }),
    "GET /evidence/retrainings/mine": () => ({
      items: [
        { ...change, course_id: "k1" },
        { ...change, change_id: "t2", title: "Phần mềm một cửa bản mới" },
        { ...change, change_id: "t3", title: "Đã học rồi", done: true },
      ],
    }),
  });
  const host = render(<Competencies />);
  await expect.element(page.getByRole("heading", { name: "Có thay đổi cần học" })).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Vào khóa học: Thủ tục đăng ký khai sinh đổi tờ khai" }))
    .toHaveAttribute("href", "/khoa-hoc/k1");
  await expect.element(page.getByText("Cấp trên sẽ phổ biến cho anh/chị.")).toBeVisible();
  await expect.element(page.getByText("Học trước 31/12/2026", { exact: false }).first()).toBeVisible();
  expect(page.getByText("Đã học rồi").elements()).toHaveLength(0);
  expect(await violations(host)).toEqual([]);
});

test("people say how they see their level, and that it is not right", async () => {
  history.replaceState(null, "", `/nang-luc/${why.competency.id}`);
  const asked = server({
    [`GET /evidence/mine/${why.competency.id}`]: () => why,
    [`POST /evidence/mine/${why.competency.id}/self`]: () => ({ posted: true, entry_id: "e1" }),
    [`POST /evidence/mine/${why.competency.id}/disputes`]: () => ({}),
  });
  const host = render(
    <Route path={paths.competency}>
      <CompetencyPage />
    </Route>,
  );
  await page.getByRole("button", { name: "Tự đánh giá" }).click();
  await page.getByRole("radio", { name: /Mức 2/ }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Ghi tự đánh giá" }).click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Tôi thấy chưa đúng" }).click();
  await page.getByLabelText("Vì sao anh/chị thấy chưa đúng?").fill("Tôi đã làm việc này ba năm.");
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  await expect
    .poll(() => asked.filter(({ method }) => method === "POST").map(({ path }) => path.split("/").at(-1)))
    .toEqual(["self", "disputes"]);
});
