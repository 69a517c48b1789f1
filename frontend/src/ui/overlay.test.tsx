import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render, violations } from "@/testing/render";
import { Button, Dialog, FileDrop, Menu, confirm, toast } from ".";

function Opener() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Mở</Button>
      <Dialog
        open={open}
        title="Chọn người kèm cặp"
        onClose={() => setOpen(false)}
        actions={<Button onClick={() => setOpen(false)}>Đóng</Button>}
      >
        <p>Ba người phù hợp.</p>
      </Dialog>
    </>
  );
}

test("a dialog takes the focus, closes by Escape and gives the focus back", async () => {
  const host = render(<Opener />);
  await page.getByRole("button", { name: "Mở" }).click();
  const dialog = page.getByRole("dialog", { name: "Chọn người kèm cặp" });
  await expect.element(dialog).toBeVisible();
  expect(dialog.element().contains(document.activeElement)).toBe(true);
  expect(await violations(host)).toEqual([]);

  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Mở" })).toHaveFocus();
});

const question = {
  title: "Nộp bài?",
  text: "Sau khi nộp, không sửa được nữa.",
  yes: "Nộp bài",
  no: "Xem lại",
};

test("a question is answered by its verbs", async () => {
  const host = render(<p>Bài làm</p>);
  const answer = confirm(question);
  await expect.element(page.getByRole("alertdialog", { name: "Nộp bài?" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Nộp bài" }).click();
  expect(await answer).toBe(true);
});

test("Escape is the careful answer, and a second question takes the first one's place", async () => {
  render(<p>Bài làm</p>);
  const first = confirm(question);
  const second = confirm({ ...question, title: "Xóa lớp?" });
  expect(await first).toBe(false);
  await expect.element(page.getByRole("alertdialog", { name: "Xóa lớp?" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(await second).toBe(false);
});

test("a toast is read out and takes the deed back", async () => {
  const undo = vi.fn();
  const host = render(<p>Lớp</p>);
  await expect.element(page.getByRole("status")).toBeInTheDocument();
  toast("Đã chuyển buổi học.", { undo });
  await expect.element(page.getByRole("status").getByText("Đã chuyển buổi học.")).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  expect(undo).toHaveBeenCalledOnce();
  await expect.element(page.getByText("Đã chuyển buổi học.")).not.toBeInTheDocument();
});

test("a menu opens by keyboard and closes by Escape, back on its button", async () => {
  const host = render(
    <Menu label="Tài khoản" className="button">
      <a className="menu-item" href="#x">
        Đổi mật khẩu
      </a>
    </Menu>,
  );
  const summary = host.querySelector("summary") as HTMLElement;
  summary.focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("link", { name: "Đổi mật khẩu" })).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await userEvent.keyboard("{Tab}{Escape}");
  expect(host.querySelector("details")?.open).toBe(false);
  expect(document.activeElement).toBe(summary);
});

const sheet = (name: string, bytes = 10) => new File([new Uint8Array(bytes)], name);

test("a file is sent with progress and can be stopped", async () => {
  const done = vi.fn();
  const send = vi.fn(
    (_file: File, options: { signal?: AbortSignal; onProgress?: (share: number) => void }) =>
      new Promise<string>((_resolve, reject) => {
        options.onProgress?.(0.5);
        options.signal?.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
      }),
  );
  const host = render(
    <FileDrop label="Danh sách công chức" accept={[".xlsx"]} maxBytes={1000} send={send} onDone={done} />,
  );
  await vi.waitFor(() => expect(host.querySelector("input")).not.toBeNull());
  await userEvent.upload(host.querySelector("input") as HTMLInputElement, sheet("ds.xlsx"));
  await expect.element(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Dừng gửi" }).click();
  await expect.element(page.getByText("Đã dừng. Tệp chưa được gửi.")).toBeVisible();
  expect(done).not.toHaveBeenCalled();
});

test("a file of another kind or too large is not sent", async () => {
  const send = vi.fn(async () => "id");
  const done = vi.fn();
  const host = render(
    <FileDrop label="Danh sách" accept={[".xlsx"]} maxBytes={1000} send={send} onDone={done} />,
  );
  await vi.waitFor(() => expect(host.querySelector("input")).not.toBeNull());
  const input = host.querySelector("input") as HTMLInputElement;

  await userEvent.upload(input, sheet("anh.png"));
  await expect.element(page.getByText("Chỉ nhận tệp .xlsx.")).toBeVisible();
  await userEvent.upload(input, sheet("to.xlsx", 2000));
  await expect.element(page.getByText("Tệp lớn hơn 1 KB", { exact: false })).toBeVisible();
  expect(send).not.toHaveBeenCalled();

  await userEvent.upload(input, sheet("ds.xlsx"));
  await expect.element(page.getByText("Đã gửi ds.xlsx")).toBeVisible();
  expect(done).toHaveBeenCalledWith("id");
});
