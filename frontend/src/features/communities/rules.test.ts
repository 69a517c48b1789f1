import { expect, test } from "vitest";
import type { Field } from "./api";
import { fieldOf, formOf, keyOf, showOf, sorted, textFrom } from "./rules";

const field = (code: string, name_vi: string, more: Partial<Field> = {}): Field => ({
  kind: "position",
  code,
  name_vi,
  name_en: "",
  followed: false,
  own: false,
  wide: false,
  open: 0,
  ...more,
});

test("fields of one's own work come first, then those followed, then those with open questions", () => {
  const fields = [
    field("a", "Địa chính"),
    field("b", "Hộ tịch", { open: 3 }),
    field("c", "Kế toán", { followed: true }),
    field("d", "Một cửa", { own: true }),
  ];
  expect(sorted(fields, "").map(({ code }) => code)).toEqual(["d", "c", "b", "a"]);
  expect(sorted(fields, "ho tich").map(({ code }) => code)).toEqual(["b"]);
  expect(fieldOf(fields, keyOf(field("c", "")))?.name_vi).toBe("Kế toán");
});

test("what stands in the address is known or left out", () => {
  expect(showOf("mine")).toBe("mine");
  expect(showOf("x")).toBe("all");
  expect(formOf("case")).toBe("case");
  expect(formOf("x")).toBe("");
});

test("texts are trimmed and composed", () => {
  const values = new FormData();
  values.set("title", "  Hộ tịch ".normalize("NFD"));
  values.set("body", "x");
  expect(textFrom(values, "k", undefined)).toEqual({
    title: "Hộ tịch".normalize("NFC"),
    body: "x",
    did: "",
    watch: "",
    competency_id: "k",
  });
});
