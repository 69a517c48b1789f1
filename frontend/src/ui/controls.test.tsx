import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Problem } from "@/api/problem";
import { render, violations } from "@/testing/render";
import { Button, Check, Choices, Field, Form, SearchBox, Segments, Select, Submit, Tabs, TextArea } from ".";

test("a busy button keeps its words and does nothing", async () => {
  const act = vi.fn();
  render(
    <Button busy onClick={act}>
      Nộp bài
    </Button>,
  );
  const button = page.getByRole("button", { name: "Nộp bài" });
  button.element().dispatchEvent(new MouseEvent("click", { bubbles: true }));

  expect(act).not.toHaveBeenCalled();
  await expect.element(button).toHaveAttribute("aria-busy", "true");
});

test("a field ties its label, hint and error together", async () => {
  const host = render(<Field label="Họ tên" hint="Như trong giấy tờ" error="Chưa nhập" name="name" />);
  const input = page.getByRole("textbox", { name: "Họ tên" });

  await expect.element(input).toHaveAccessibleDescription("Như trong giấy tờ Chưa nhập");
  await expect.element(input).toHaveAttribute("aria-invalid", "true");
  await expect.element(input).toBeRequired();
  expect(await violations(host)).toEqual([]);
});

test("a password can be seen and hidden again", async () => {
  render(<Field label="Mật khẩu" name="password" type="password" />);
  const input = page.getByLabelText("Mật khẩu", { exact: true });
  await expect.element(input).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Hiện mật khẩu" }).click();
  await expect.element(input).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Ẩn mật khẩu" }).click();
  await expect.element(input).toHaveAttribute("type", "password");
});

test("a form sends its values once, shows the server's refusal and moves to the field", async () => {
  const refusal = new Problem(422, {
    errors: [{ location: "body.code", key: "no.such.key" }],
  });
  let release = () => {};
  const send = vi.fn(
    (_values: FormData) =>
      new Promise<void>((_resolve, reject) => {
        release = () => reject(refusal);
      }),
  );
  const host = render(
    <Form onSubmit={send} label="Thử">
      <Field label="Mã" name="code" />
      <TextArea label="Ghi chú" name="note" optional />
      <Select label="Đơn vị" name="unit">
        <option value="1">Một</option>
      </Select>
      <Submit>Lưu</Submit>
    </Form>,
  );
  await page.getByRole("textbox", { name: "Mã" }).fill("CC01");
  await page.getByRole("button", { name: "Lưu" }).click();
  host.querySelector("form")?.requestSubmit();

  expect(send).toHaveBeenCalledTimes(1);
  expect(Object.fromEntries(send.mock.calls[0]?.[0] ?? new FormData())).toEqual({
    code: "CC01",
    note: "",
    unit: "1",
  });

  release();
  await expect
    .element(page.getByRole("alert").getByText("Có thông tin chưa đúng", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "Mã" })).toHaveFocus();
  await expect.element(page.getByRole("textbox", { name: "Mã" })).toHaveAttribute("aria-invalid", "true");
  expect(await violations(host)).toEqual([]);
});

test("choices are a named group of radios that arrow keys move through", async () => {
  const chosen = vi.fn();
  function Question() {
    const [value, setValue] = useState("a");
    return (
      <Choices
        legend="Làm gì trước tiên?"
        name="q1"
        numbered
        value={value}
        onChange={(next) => {
          setValue(next);
          chosen(next);
        }}
        options={[
          { value: "a", label: "Lập phiếu" },
          { value: "b", label: "Trả hồ sơ", hint: "Kèm lý do" },
        ]}
      />
    );
  }
  const host = render(<Question />);
  await expect.element(page.getByRole("group", { name: "Làm gì trước tiên?" })).toBeVisible();
  (page.getByRole("radio", { name: "1. Lập phiếu" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}");

  expect(chosen.mock.calls).toEqual([["b"]]);
  await expect.element(page.getByRole("radio", { name: "2. Trả hồ sơ Kèm lý do" })).toBeChecked();
  expect(await violations(host)).toEqual([]);
});

test("several choices add and remove", async () => {
  const chosen = vi.fn();
  render(
    <Choices
      legend="Giấy tờ cần có"
      name="papers"
      multiple
      value={["a"]}
      onChange={chosen}
      options={[
        { value: "a", label: "Tờ khai" },
        { value: "b", label: "Bản sao" },
      ]}
    />,
  );
  await page.getByRole("checkbox", { name: "Bản sao" }).click();
  await page.getByRole("checkbox", { name: "Tờ khai" }).click();
  expect(chosen.mock.calls).toEqual([[["a", "b"]], [[]]]);
});

test("search clears by Escape and reads out how much it found", async () => {
  const write = vi.fn();
  const host = render(
    <SearchBox label="Tìm xã, phường" value="hoa" onChange={write} status="Hiện 5 trên 129" />,
  );
  (page.getByRole("searchbox").element() as HTMLElement).focus();
  await userEvent.keyboard("{Escape}");

  expect(write).toHaveBeenCalledWith("");
  await expect.element(page.getByRole("status").first()).toHaveTextContent("Hiện 5 trên 129");
  expect(await violations(host)).toEqual([]);
});

test("segments and single checks are native inputs with names", async () => {
  const filter = vi.fn();
  const host = render(
    <>
      <Segments
        label="Lọc"
        value="all"
        onChange={filter}
        options={[
          { value: "all", label: "Tất cả" },
          { value: "open", label: "Đang mở" },
        ]}
      />
      <Check label="Chỉ hiện dưới 50%" />
    </>,
  );
  (page.getByRole("radio", { name: "Tất cả" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(filter).toHaveBeenCalledWith("open");
  await expect.element(page.getByRole("checkbox", { name: "Chỉ hiện dưới 50%" })).not.toBeChecked();
  expect(await violations(host)).toEqual([]);
});

test("tabs move by arrow keys and name their panel", async () => {
  function Parts() {
    const [value, setValue] = useState("one");
    return (
      <Tabs
        label="Phần"
        value={value}
        onChange={setValue}
        tabs={[
          { key: "one", label: "Bài học", panel: () => <p>Nội dung bài</p> },
          { key: "two", label: "Tài liệu", panel: () => <p>Tệp kèm theo</p> },
        ]}
      />
    );
  }
  const host = render(<Parts />);
  (page.getByRole("tab", { name: "Bài học" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowLeft}");

  await expect.element(page.getByRole("tab", { name: "Tài liệu" })).toHaveFocus();
  await expect.element(page.getByRole("tabpanel", { name: "Tài liệu" })).toHaveTextContent("Tệp kèm theo");
  expect(await violations(host)).toEqual([]);
});
