import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { matches } from "@/lib/fold";
import { render, violations } from "@/testing/render";
import type { ComboOption } from "./combobox";
import { Combobox } from "./combobox";

const wards = ["Phường Bắc", "Phường Đông", "Xã Nam"].map((label, index) => ({ id: String(index), label }));
const search = async (query: string) => wards.filter(({ label }) => matches(label, query));

function Example({ optional }: { optional?: boolean }) {
  const [value, setValue] = useState<ComboOption | undefined>(wards[2]);
  return (
    <>
      <Combobox
        label="Đơn vị"
        name="unit"
        value={value}
        onChange={setValue}
        search={search}
        {...(optional && { optional })}
      />
      <p>Đang chọn: {value?.label ?? "chưa có"}</p>
      <button type="button">Sau</button>
    </>
  );
}

test("one is found by typing without marks and taken by Enter", async () => {
  const host = render(<Example />);
  const field = page.getByRole("combobox", { name: "Đơn vị" });
  await field.click();
  await field.fill("dong");
  await expect.element(page.getByRole("option", { name: "Phường Đông" })).toBeVisible();
  await expect.poll(() => host.querySelectorAll("[role=option]").length).toBe(1);
  expect(await violations(host)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Đang chọn: Phường Đông")).toBeVisible();
  await expect.element(field).toHaveAttribute("aria-expanded", "false");
});

test("arrow keys move through all and Esc leaves the choice", async () => {
  render(<Example />);
  const field = page.getByRole("combobox", { name: "Đơn vị" });
  await field.click();
  await expect.element(page.getByRole("option", { name: "Phường Bắc" })).toBeVisible();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByRole("option", { name: "Xã Nam" })).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText("Đang chọn: Xã Nam")).toBeVisible();
});

test("words that were not taken go when the field is left; emptied, an optional choice goes", async () => {
  render(<Example optional />);
  const field = page.getByRole("combobox", { name: /Đơn vị/ });
  await field.click();
  await field.fill("không có");
  await expect.element(page.getByText("Không tìm thấy.", { exact: false })).toBeVisible();
  await userEvent.keyboard("{Tab}");
  await expect.element(field).toHaveValue("Xã Nam");
  await field.click();
  await field.fill("");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByText("Đang chọn: chưa có")).toBeVisible();
});
