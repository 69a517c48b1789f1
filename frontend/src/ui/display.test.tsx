import { afterEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { Problem } from "@/api/problem";
import { setLocale } from "@/lib/i18n";
import { compare } from "@/lib/fold";
import { render, violations } from "@/testing/render";
import {
  Badge,
  Card,
  Disclosure,
  EmptyState,
  ErrorPanel,
  HeatLegend,
  LevelBar,
  Load,
  Notice,
  PageHeader,
  Pager,
  Progress,
  Stepper,
  Table,
  heatStep,
} from ".";
import type { Column } from ".";

interface Unit {
  name: string;
  share: number;
}

const units: Unit[] = [
  { name: "Xã Đông Hải", share: 9300 },
  { name: "Phường Ân Thi", share: 3800 },
  { name: "Xã Dân Tiến", share: 6100 },
];
const columns: Column<Unit>[] = [
  { key: "name", head: "Xã, phường", cell: (unit) => unit.name, compare: (a, b) => compare(a.name, b.name) },
  {
    key: "share",
    head: "Chữ ký số",
    cell: (unit) => unit.share / 100,
    compare: (a, b) => a.share - b.share,
    heat: (unit) => unit.share,
    end: true,
  },
];
const names = () =>
  page
    .getByRole("rowheader")
    .elements()
    .map((each) => each.textContent);

afterEach(async () => {
  await setLocale("vi");
  await page.viewport(1366, 768);
});

test("a table sorts both ways by its heads and says so", async () => {
  const host = render(
    <Table caption="Năng lực" columns={columns} rows={units} rowKey={(unit) => unit.name} />,
  );
  const head = page.getByRole("columnheader", { name: "Xã, phường" });
  expect(names()).toEqual(["Xã Đông Hải", "Phường Ân Thi", "Xã Dân Tiến"]);

  await page.getByRole("button", { name: "Xã, phường" }).click();
  await expect.element(head).toHaveAttribute("aria-sort", "ascending");
  expect(names()).toEqual(["Phường Ân Thi", "Xã Dân Tiến", "Xã Đông Hải"]);

  await page.getByRole("button", { name: "Xã, phường" }).click();
  await expect.element(head).toHaveAttribute("aria-sort", "descending");
  expect(await violations(host)).toEqual([]);
});

test("a table is cards on a phone, still a table to a screen reader, and sorts by a list", async () => {
  await page.viewport(390, 844);
  const host = render(
    <Table caption="Năng lực" columns={columns} rows={units} rowKey={(unit) => unit.name} />,
  );
  await page.getByRole("combobox", { name: "Sắp xếp theo" }).selectOptions("-share");

  expect(names()).toEqual(["Xã Đông Hải", "Xã Dân Tiến", "Phường Ân Thi"]);
  await expect.element(page.getByRole("table", { name: "Năng lực" })).toBeVisible();
  const cell = page.getByRole("cell").first().element();
  expect(getComputedStyle(cell, "::before").content).toBe('"Chữ ký số"');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  expect(await violations(host)).toEqual([]);
});

test("a wide table scrolls in a region that takes the focus", async () => {
  const host = render(
    <Table wide caption="Năng lực" columns={columns} rows={units} rowKey={(unit) => unit.name} />,
  );
  await expect
    .element(page.getByRole("region", { name: "Bảng Năng lực, cuộn ngang được" }))
    .toHaveAttribute("tabindex", "0");
  expect(await violations(host)).toEqual([]);
});

test("a long table is whole in the end", async () => {
  const many = Array.from({ length: 129 }, (_, index) => ({ name: `Xã ${index}`, share: 0 }));
  render(<Table caption="Năng lực" columns={columns} rows={many} rowKey={(unit) => unit.name} />);
  await vi.waitFor(() => expect(names()).toHaveLength(129), { timeout: 4000 });
});

test("the server sorts where it is asked to", async () => {
  const ask = vi.fn();
  render(
    <Table
      caption="Công chức"
      columns={[{ key: "name", head: "Họ tên", cell: (unit: Unit) => unit.name, sortable: true }]}
      rows={units}
      rowKey={(unit) => unit.name}
      sort="name"
      onSort={ask}
    />,
  );
  await page.getByRole("button", { name: "Họ tên" }).click();
  expect(ask).toHaveBeenCalledWith("-name");
});

test("heat has five steps of a fifth each", () => {
  expect([0, 1999, 2000, 4000, 7999, 8000, 10_000].map(heatStep)).toEqual([0, 0, 1, 2, 3, 4, 4]);
});

test("a level says in words what its segments show", async () => {
  const host = render(
    <>
      <LevelBar have={2} need={4} />
      <HeatLegend />
    </>,
  );
  await expect.element(page.getByText("Đang có mức 2, cần mức 4")).toBeVisible();
  const kinds = [...host.querySelectorAll(".level-segment")].map((each) => each.className.split(" ")[1]);
  expect(kinds).toEqual(["level-have", "level-have", "level-need", "level-need", ""]);
  expect(await violations(host)).toEqual([]);
});

test("the language changes what is on the page", async () => {
  render(<LevelBar have={1} need={3} />);
  await setLocale("en");
  await expect.element(page.getByText("At level 1, needs level 3")).toBeVisible();
  expect(document.documentElement.lang).toBe("en");
});

test("progress and steps are read out", async () => {
  const host = render(
    <>
      <Progress label="Bài 3" value={0.4} words="Còn 12 phút" />
      <Stepper steps={["Tải mẫu", "Gửi tệp", "Xem lại"]} now={1} />
    </>,
  );
  await expect
    .element(page.getByRole("progressbar", { name: "Bài 3" }))
    .toHaveAttribute("aria-valuenow", "40");
  await expect.element(page.getByText("Bước 2 trên 3 · Gửi tệp")).toBeVisible();
  expect(host.querySelector("[aria-current=step]")?.textContent).toBe("Gửi tệp");
  expect(await violations(host)).toEqual([]);
});

test("an error panel says what to do, offers it again and gives the code to read out", async () => {
  const again = vi.fn();
  const host = render(
    <ErrorPanel error={new Problem(0, { key: "client.offline", request_id: "req-7" })} onRetry={again} />,
  );
  await expect
    .element(page.getByRole("alert").getByText("Anh/chị kiểm tra mạng rồi bấm Thử lại.", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByText("Mã để đọc cho người hỗ trợ: req-7")).toBeVisible();
  await page.getByRole("button", { name: "Thử lại" }).click();
  expect(again).toHaveBeenCalledOnce();
  expect(await violations(host)).toEqual([]);
});

test("a query shows its data, also while a refetch fails", async () => {
  const refetch = () => undefined;
  render(
    <Load query={{ data: "Chín bài", error: new Error("later"), isPending: false, refetch }}>
      {(words) => <p>{words}</p>}
    </Load>,
  );
  await expect.element(page.getByText("Chín bài")).toBeVisible();
});

test("waiting is invisible at first and is said after a moment", async () => {
  const host = render(
    <Load query={{ data: undefined, error: null, isPending: true, refetch: () => undefined }} lines={3}>
      {() => null}
    </Load>,
  );
  await vi.waitFor(() => expect(host.querySelectorAll(".skeleton-line")).toHaveLength(3));
  expect(host.querySelector(".skeleton-waiting")).not.toBeNull();
  await expect.element(page.getByText("Đang tải")).toBeInTheDocument();
  expect(host.querySelector(".skeleton-waiting")).toBeNull();
});

test("a list that goes on says how far it is", async () => {
  const more = vi.fn();
  const host = render(<Pager shown={20} total={1290} hasMore onMore={more} />);
  await expect.element(page.getByText("Đang hiện 20 trên 1.290")).toBeVisible();
  await page.getByRole("button", { name: "Xem thêm" }).click();
  expect(more).toHaveBeenCalledOnce();
  expect(await violations(host)).toEqual([]);
});

test("static parts pass axe in both themes", async () => {
  const host = render(
    <>
      <PageHeader title="Khóa học" subtitle="Ba khóa" back={{ href: "/", label: "Trang chính" }} />
      <Card title="Năng lực">
        <Badge tone="ok">Đủ mức</Badge> <Badge tone="warn">Cần học thêm 2 mức</Badge>{" "}
        <Badge tone="bad">Quá hạn</Badge> <Badge tone="info">Mới</Badge> <Badge>Chưa làm</Badge>
        <Notice tone="warn">Mất mạng.</Notice>
        <Disclosure summary="Vì sao">
          <p>Theo yêu cầu vị trí.</p>
        </Disclosure>
      </Card>
      <EmptyState title="Chưa có lớp nào">Lớp mới sẽ hiện ở đây.</EmptyState>
    </>,
  );
  await expect.element(page.getByRole("heading", { level: 1, name: "Khóa học" })).toBeVisible();
  await vi.waitFor(() => expect(document.title).toBe("Khóa học · Cầm Tay"));
  expect(await violations(host)).toEqual([]);
  document.documentElement.dataset.theme = "dark";
  const dark = await violations(host);
  document.documentElement.dataset.theme = "light";
  expect(dark).toEqual([]);
});
