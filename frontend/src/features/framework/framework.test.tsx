import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { adopt } from "@/api/http";
import { render, violations } from "@/testing/render";
import { server } from "@/testing/server";
import type { Competency } from "./api";
import Framework from "./pages/framework";
import { found, grouped, groupMoved, levelOf, moved } from "./rules";

const one = (id: string, group_vi: string, name_vi = id): Competency => ({
  id,
  code: id.toUpperCase(),
  name_vi,
  name_en: "",
  group_vi,
  description_vi: "",
  archived: false,
  levels_vi: ["Biết", "Làm theo", "Tự làm", "Hướng dẫn", "Cải tiến"],
  levels_en: ["", "", "", "", ""],
});

const all = [one("a", "Chung", "Giao tiếp"), one("b", "Số"), one("c", "Chung"), one("d", "Số")];
const ids = (competencies: Competency[]) => competencies.map(({ id }) => id).join("");

beforeEach(() => history.replaceState(null, "", "/khung-nang-luc"));

test("groups keep the order in which they first appear, and members move within them", () => {
  expect(grouped(all).map(({ name }) => name)).toEqual(["Chung", "Số"]);
  expect(ids(moved(all, "c", -1))).toBe("cabd");
  expect(ids(moved(all, "a", -1))).toBe("acbd");
  expect(ids(groupMoved(all, "Chung", 1))).toBe("bdac");
  expect(ids(groupMoved(all, "Số", 1))).toBe("acbd");
});

test("competencies are found by name, code and what their levels say", () => {
  expect(ids(found(all, "giao tiep"))).toBe("a");
  expect(ids(found(all, "cai tien"))).toBe("abcd");
  expect(levelOf("level_en_3")).toEqual({ level: 3, language: "en" });
  expect(levelOf("level_vi_9")).toBeUndefined();
});

test("everybody reads the framework in force and searches it", async () => {
  server({
    "GET /competency/framework": () => ({
      id: "v",
      number: 2,
      state: "published",
      note: "",
      created_at: "2026-11-01T00:00:00Z",
      published_at: "2026-11-02T00:00:00Z",
      updated_at: "2026-11-02T00:00:00Z",
      competencies: all,
      maps: [],
      faults: [],
      may_edit: false,
    }),
  });
  adopt({
    access_token: "t",
    expires_in: 600,
    me: {
      account_id: "a",
      staff_id: "s",
      name: "Nguyễn Thị Hạnh",
      given_name: "Hạnh",
      posts: [],
      roles: [],
      locale: "vi",
      text_size: "a",
      demo: false,
    },
  });
  const host = render(<Framework />);
  await expect.element(page.getByText("Phiên bản 2, công bố ngày 02/11/2026")).toBeVisible();
  await userEvent.fill(page.getByRole("searchbox"), "giao tiếp");
  await expect.element(page.getByText("1 năng lực")).toBeVisible();
  expect(await violations(host)).toEqual([]);
});
