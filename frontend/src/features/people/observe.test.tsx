import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { adopt } from "@/api/http";
import { render, violations } from "@/testing/render";
import { problem, server } from "@/testing/server";
import Observe from "./pages/observe";

const skill = (id: string, name: string) => ({
  id,
  code: id,
  name_vi: name,
  name_en: "",
  group_vi: "Một cửa",
});
const seen = {
  entry_id: "e1",
  staff_id: "p1",
  code: "CC01",
  full_name: "Trần Văn An",
  unit: "Phường Hoa Lư",
  competency_id: "k1",
  name_vi: "Tiếp nhận hồ sơ",
  name_en: "",
  level: 3,
  reason: "Tiếp nhận hai hồ sơ tại quầy.",
  seen_on: "2026-11-27",
  posted_at: "2026-11-27T02:00:00Z",
};
const found = {
  "GET /evidence/observable": () => ({
    items: [
      {
        staff_id: "p1",
        code: "CC01",
        full_name: "Trần Văn An",
        unit: "Phường Hoa Lư",
        position_vi: "Văn thư",
      },
    ],
  }),
  "GET /evidence/observable/p1": () => ({ items: [skill("k1", "Tiếp nhận hồ sơ")] }),
  "GET /competency/competencies": () => ({
    items: [skill("k1", "Tiếp nhận hồ sơ"), skill("k2", "Soạn thảo văn bản")],
  }),
  "GET /competency/competencies/k1": () => ({
    ...skill("k1", "Tiếp nhận hồ sơ"),
    description_vi: "",
    levels: [{ level: 3, text_vi: "Tự xử lý hồ sơ khó" }],
  }),
};

beforeEach(() => {
  localStorage.clear();
  const unit = { id: "w1", code: "W1", name: "Trường Chính trị" };
  adopt({
    access_token: "t",
    expires_in: 600,
    me: {
      account_id: "a1",
      staff_id: "me",
      name: "Đỗ Thị Hạnh",
      given_name: "Hạnh",
      unit,
      posts: [],
      roles: [{ role: "trainer", unit }],
      locale: "vi",
      text_size: "a",
      demo: false,
    },
  });
});

test("a trainer picks a person, a competency their post requires and a level by what it shows", async () => {
  const asked = server({
    ...found,
    "GET /evidence/observations/mine": () => ({ items: [] }),
    "POST /evidence/people/p1/k1/observation": () => ({ entry_id: "e9", posted: true }),
    "POST /evidence/entries/e9/withdraw": () => ({ posted: true }),
  });
  const host = render(<Observe />);
  await expect.element(page.getByText("Anh/chị chưa ghi quan sát nào")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("combobox", { name: "Người được quan sát" }).fill("an");
  await page.getByRole("option", { name: /Trần Văn An/ }).click();
  await page.getByRole("combobox", { name: "Năng lực" }).selectOptions("Tiếp nhận hồ sơ");
  await page.getByLabelText("Đã quan sát việc gì?").fill("Tiếp nhận hai hồ sơ tại quầy.");
  await page.getByLabelText(/Ghi chú/).fill("Còn quên hẹn giờ.");
  await page.getByRole("button", { name: "Ghi quan sát" }).click();
  await expect.element(page.getByText("Chọn một mức.")).toBeVisible();
  await page.getByRole("radio", { name: /Tự xử lý hồ sơ khó/ }).click();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Ghi quan sát" }).click();
  await expect.element(page.getByText("Đã ghi quan sát về Trần Văn An.")).toBeVisible();
  const sent = asked.find(({ method }) => method === "POST")?.body;
  expect(sent).toMatchObject({
    level: 3,
    reason: "Tiếp nhận hai hồ sơ tại quầy.\nCòn quên hẹn giờ.",
    try: false,
  });
  await expect
    .element(page.getByRole("combobox", { name: "Người được quan sát" }))
    .toHaveValue("Trần Văn An");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.element(page.getByText("Đã hoàn tác: quan sát vừa ghi được thu hồi.")).toBeVisible();
});

test("one's own observations are found again, and one is withdrawn with a reason", async () => {
  const withdrawal = { withdrawn_at: "2026-11-27T03:00:00Z", withdrawal: "Ghi nhầm người khác." };
  const asked = server({
    ...found,
    "GET /evidence/observations/mine": () => ({ items: [seen, { ...seen, entry_id: "e2", ...withdrawal }] }),
    "POST /evidence/entries/e1/withdraw": ({ body }) =>
      (body as { try: boolean }).try
        ? { posted: false }
        : problem(409, { key: "evidence.withdrawn_already" }),
  });
  const host = render(<Observe />);
  await expect.element(page.getByText("Thu hồi ngày 27/11/2026: Ghi nhầm người khác.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Thu hồi quan sát về Trần Văn An: Tiếp nhận hồ sơ" }).click();
  await page.getByLabelText("Vì sao thu hồi?").fill("Ghi nhầm mức của người khác.");
  await page.getByRole("button", { name: "Xem trước kết quả" }).click();
  await page.getByRole("button", { name: "Thu hồi", exact: true }).click();
  await expect.element(page.getByText("Minh chứng này đã được thu hồi.")).toBeVisible();
  expect(
    asked.filter(({ method }) => method === "POST").map(({ body }) => (body as { try: boolean }).try),
  ).toEqual([true, false]);
});
