import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render, violations } from "@/testing/render";
import type { Competency, Draft, Follower } from "./api";
import { Followers } from "./parts/followers";
import { PublishDialog } from "./parts/publish-dialog";
import { followersFound } from "./rules";

const one = (id: string, name_vi: string, archived = false): Competency => ({
  id,
  code: id.toUpperCase(),
  name_vi,
  name_en: "",
  group_vi: "Một cửa",
  description_vi: "",
  archived,
  levels_vi: ["", "", "", "", ""],
  levels_en: ["", "", "", "", ""],
});

const follower = (id: string, title_vi: string, part: Partial<Follower> = {}): Follower => ({
  kind: "course",
  id,
  code: `K-${id}`,
  title_vi,
  title_en: "",
  state: "published",
  version: 1,
  moves: [],
  stays: [],
  ...part,
});

const moves = [
  {
    from: { competency_id: "a", level: 4 },
    to: [
      { competency_id: "b", level: 4 },
      { competency_id: "c", level: 2 },
    ],
  },
];
const draft: Draft = {
  id: "v",
  number: 3,
  state: "draft",
  note: "",
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-02T00:00:00Z",
  competencies: [
    one("a", "Tiếp nhận", true),
    one("b", "Nhận hồ sơ"),
    one("c", "Trả kết quả"),
    one("d", "Lưu trữ", true),
  ],
  maps: [],
  faults: [],
  may_edit: true,
  differences: [],
  moved: 0,
  ended: 0,
  posts: 0,
  criteria: [
    follower("1", "Khóa một cửa", { moves }),
    follower("1", "Khóa một cửa", { moves, state: "draft", version: 2 }),
    follower("2", "Kiểm tra lưu trữ", { kind: "quiz", stays: ["d"] }),
    follower("3", "Kiểm tra chung", { kind: "quiz" }),
  ],
};

beforeEach(() => history.replaceState(null, "", "/khung-nang-luc/du-thao"));

test("criteria in the way come first, and all are found by what they lose", () => {
  expect(followersFound(draft, "").map(({ id }) => id)).toEqual(["2", "1", "1", "3"]);
  expect(followersFound(draft, "luu tru").map(({ id }) => id)).toEqual(["2"]);
  expect(followersFound(draft, "tiep nhan").map(({ id }) => id)).toEqual(["1", "1"]);
});

test("each says what it becomes, and what keeps the draft from being published can be mended", async () => {
  const edit = vi.fn<(id: string) => void>();
  const host = render(<Followers draft={draft} onEdit={edit} />);
  await expect
    .element(page.getByText("Tiếp nhận, mức 4 → Nhận hồ sơ, mức 4; Trả kết quả, mức 2").first())
    .toBeVisible();
  await expect.element(page.getByText("Chưa công bố được", { exact: false })).toBeVisible();
  await expect.element(page.getByText("Bản nháp sửa theo")).toBeVisible();
  expect(page.getByRole("link", { name: "Kiểm tra lưu trữ" }).element().getAttribute("href")).toBe(
    "/tieu-chi/quiz-2",
  );
  await userEvent.click(page.getByRole("button", { name: "Sửa bản đồ chuyển đổi" }));
  expect(edit).toHaveBeenCalledWith("d");
  await userEvent.fill(page.getByRole("searchbox"), "không có");
  await expect.element(page.getByText("Không có tiêu chí phù hợp")).toBeVisible();
  expect(await violations(host)).toEqual([]);
});

test("a draft with faults tells what publishing would do but cannot be published", async () => {
  const fault = { competency_id: "d", code: "D", field: "map", key: "competency.criteria_remain" };
  render(<PublishDialog draft={{ ...draft, faults: [fault] }} open onClose={() => undefined} />);
  await expect.element(page.getByText("Còn 1 chỗ cần sửa; bản dự thảo chưa công bố được.")).toBeVisible();
  expect(page.getByRole("button", { name: "Công bố" }).query()).toBeNull();
});

test("publishing tells which criteria it publishes anew", async () => {
  render(<PublishDialog draft={draft} open onClose={() => undefined} />);
  await expect
    .element(
      page.getByText("2 tiêu chí đang áp dụng có bản mới: Khóa một cửa; Kiểm tra chung.", { exact: false }),
    )
    .toBeVisible();
  await expect.element(page.getByText("1 bản nháp tiêu chí được sửa theo: Khóa một cửa.")).toBeVisible();
});
