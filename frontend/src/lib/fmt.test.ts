import { afterEach, expect, test } from "vitest";
import { fmt } from "./fmt";
import { compare, fold, matches } from "./fold";
import { setLocale } from "./i18n";
import { paths, to } from "./paths";

afterEach(() => setLocale("vi"));

test("days are dd/MM/yyyy in Vietnam's time", () => {
  expect(fmt.date("2027-01-05")).toBe("05/01/2027");
  expect(fmt.date("2026-12-31T18:30:00Z")).toBe("01/01/2027");
  expect(fmt.dateTime("2026-12-31T18:05:00Z")).toBe("01:05 01/01/2027");
});

test("numbers, money and minutes follow the language", async () => {
  expect([fmt.number(1234.5), fmt.money(1_500_000), fmt.percent(6150), fmt.minutes(95)]).toEqual([
    "1.234,5",
    "1.500.000 đồng",
    "62%",
    "1 giờ 35 phút",
  ]);
  await setLocale("en");
  expect([fmt.number(1234.5), fmt.money(1_500_000), fmt.minutes(60), fmt.minutes(5)]).toEqual([
    "1,234.5",
    "1,500,000 VND",
    "1 h",
    "5 min",
  ]);
});

test("search forgets marks and đ", () => {
  expect(fold("Đào Nguyễn Thị Hường")).toBe("dao nguyen thi huong");
  expect(matches("Xã Đông Hải", "hai dong")).toBe(true);
  expect(matches("Xã Đông Hải", "hai tay")).toBe(false);
});

test("names sort as in Vietnamese", () => {
  expect(["Đào", "Em", "Dũng", "Ân", "Ăn", "An"].sort(compare)).toEqual([
    "An",
    "Ăn",
    "Ân",
    "Dũng",
    "Đào",
    "Em",
  ]);
});

test("addresses are filled, encoded and carry filters", () => {
  expect(to(paths.course, { id: "a/b" })).toBe("/khoa-hoc/a%2Fb");
  expect(to(paths.attemptResult, { id: "7" })).toBe("/bai-lam/7/ket-qua");
  expect(to(paths.people, {}, { q: "hải", page: undefined })).toBe("/cong-chuc?q=h%E1%BA%A3i");
});
