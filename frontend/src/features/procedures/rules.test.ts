import { expect, test } from "vitest";
import { text } from "./i18n";
import type { Component, Deadline, Fee } from "./rules";
import { actorsOf, drafts, editOf, moved, standingOf, unitOf } from "./rules";
import { deadlineWords, feeWords } from "./words";

const paper: Component = { name_vi: "Tờ khai", original: 1, copy: 0, mode: "nop", required: true };
const deadline: Deadline = {
  value: 1,
  unit: "ngay_lam_viec",
  rule: "same_day_cutoff_15h",
  text_vi: "Trong ngày",
  parts: [{ name_vi: "Thụ lý", value: 1 }],
};
const fee: Fee = { amount: 2000, unit: "trang", text_vi: "2.000 đồng/trang" };

const form = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

test("moving swaps neighbours and stops at the ends", () => {
  expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});

test("an edit sends what the form shows and keeps what it does not", () => {
  const edit = editOf(
    { deadline, fee, updated_at: "2026-11-23T02:00:00.123456Z" },
    drafts([{ ...paper, name_vi: " Tờ khai ", replaceable_by_data: " " }]),
    form({
      "deadline.value": "30",
      "deadline.rule": "calendar_days",
      "deadline.text_vi": "Không quá 30 ngày",
      "fee.amount": "",
      "fee.text_vi": "Theo nghị quyết",
      notes: " ",
      verified_on: "",
    }),
  );
  expect(edit).toEqual({
    components: [paper],
    deadline: { ...deadline, value: 30, rule: "calendar_days", unit: "ngay", text_vi: "Không quá 30 ngày" },
    fee: { amount: null, unit: "trang", text_vi: "Theo nghị quyết" },
    notes: "",
    updated_at: "2026-11-23T02:00:00.123456Z",
  });
});

test("only calendar days count holidays", () => {
  expect([unitOf("calendar_days"), unitOf("working_days"), unitOf("same_day_cutoff_15h")]).toEqual([
    "ngay",
    "ngay_lam_viec",
    "ngay_lam_viec",
  ]);
});

test("a status says how far it is verified and where", () => {
  expect(standingOf("verified: khớp Cổng DVC")).toEqual({ level: "verified", source: "khớp Cổng DVC" });
  expect(standingOf("verified: mức phí; thẩm quyền ký: memory")).toEqual({
    level: "partly",
    source: "mức phí; thẩm quyền ký: chưa đối chiếu",
  });
  expect(standingOf("verified một phần: 30 ngày").level).toBe("partly");
  expect(standingOf("memory: chưa xác minh")).toEqual({ level: "unverified", source: "chưa xác minh" });
});

test("fees and deadlines are words", () => {
  const t = text.vi;
  expect([
    feeWords(fee, t),
    feeWords({ ...fee, amount: 0 }, t),
    feeWords({ ...fee, amount: null }, t),
  ]).toEqual(["2.000 đồng/trang", "Miễn phí", "Theo quy định của tỉnh"]);
  expect(deadlineWords(deadline, t)).toBe("Trong ngày");
  expect(deadlineWords({ ...deadline, value: 3, rule: "working_days" }, t)).toBe("3 ngày làm việc");
  expect(actorsOf("CB-CTUBND|CB-PCTUBND")).toEqual(["CB-CTUBND", "CB-PCTUBND"]);
});
