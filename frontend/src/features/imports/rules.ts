import type { Schema } from "@/api/client";

export type Counts = Schema<"StaffImportCounts">;
export type RowStatus = keyof Counts;

/** In the order of the tabs. */
export const statuses: readonly RowStatus[] = ["new", "changed", "unchanged", "faulty"];

/** The rows to look at first: what must be corrected, then what would be overwritten, then what is new. */
export function firstTab(counts: Counts): RowStatus {
  const order: RowStatus[] = ["faulty", "changed", "new"];
  return order.find((status) => counts[status] > 0) ?? "unchanged";
}

export const chosenTab = (wanted: string, counts: Counts): RowStatus =>
  statuses.find((status) => status === wanted) ?? firstTab(counts);

export const totalOf = (counts: Counts): number =>
  counts.new + counts.changed + counts.unchanged + counts.faulty;

/** done: written; ready: waits to be confirmed; empty: would write nothing; expired: its file is gone. */
export type Standing = "done" | "ready" | "empty" | "expired";

export function standingOf(list: Pick<Schema<"StaffImport">, "can" | "confirmed_at" | "counts">): Standing {
  if (list.confirmed_at) return "done";
  if (list.can.confirm) return "ready";
  return list.counts.new + list.counts.changed === 0 ? "empty" : "expired";
}

/** "danh-sach.xlsx" becomes "loi-danh-sach.xlsx". */
export const faultsName = (prefix: string, fileName: string): string =>
  `${prefix}-${fileName.replace(/\.[^.]*$/, "")}.xlsx`;
