import type { Competency, Item, Part, PartSort, Review, ReviewInput } from "./api";

/** Answers a review waits for and how many have come. */
export function asked(
  review: Pick<Review, "ask_self" | "ask_superior" | "items" | "self_done" | "superior_done">,
) {
  const wanted = (review.ask_self ? review.items : 0) + (review.ask_superior ? review.items : 0);
  const done = (review.ask_self ? review.self_done : 0) + (review.ask_superior ? review.superior_done : 0);
  return { done, wanted, share: wanted === 0 ? 1 : done / wanted };
}

/** Answers of a part still to come. */
export const missing = (
  review: Pick<Review, "ask_self" | "ask_superior">,
  part: Pick<Part, "items" | "self_done" | "superior_done">,
) => {
  const { wanted, done } = asked({ ...review, ...part });
  return wanted - done;
};

const sorts = ["unit", "progress", "late", "apart"].flatMap((key) => [key, `-${key}`]);

/** An order of parts as the address holds it; none when it is not known. */
export const partSort = (value: string): PartSort | undefined =>
  sorts.includes(value) ? (value as PartSort) : undefined;

/** A state of parts as the address holds it; none when it is not known. */
export const partState = (value: string): Part["state"] | undefined =>
  value === "open" || value === "finished" || value === "locked" ? value : undefined;

/** How many rows a list has as far as is known: "3", "25+", or nothing for none. */
export const counted = (
  list: { pages: { items: unknown[]; next?: string }[] } | undefined,
  n: (count: number) => string,
) => {
  const rows = list?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return rows === 0 ? "" : `${n(rows)}${list?.pages.at(-1)?.next ? "+" : ""}`;
};

export interface Group {
  name: string;
  items: Competency[];
}

/** Competencies by their group, in the order given. */
export function grouped(all: Competency[]): Group[] {
  const groups = new Map<string, Competency[]>();
  for (const each of all) groups.set(each.group_vi, [...(groups.get(each.group_vi) ?? []), each]);
  return [...groups].map(([name, items]) => ({ name, items }));
}

/** The list with some values added, or taken out when all of them are in it. */
export function toggled(list: string[], values: string[]): string[] {
  const all = values.every((each) => list.includes(each));
  return all ? list.filter((each) => !values.includes(each)) : [...new Set([...list, ...values])];
}

/** A choice that asks nothing in particular: for counting, only whom it reaches matters. */
export const choice = (units: string[], positions: string[], competencies: string[]): ReviewInput => ({
  title: "---",
  note: "",
  deadline: "2099-12-31",
  threshold: 2,
  ask_self: true,
  ask_superior: true,
  ask_test: true,
  units,
  positions,
  competencies,
});

/** The day some days from now, as a field of a date holds it. */
export function dayAhead(days: number, now = Date.now()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now + days * 86_400_000);
}

/** What one side has answered of some items. */
export const answered = (items: Item[], side: "self" | "superior") =>
  items.filter((item) => (side === "self" ? item.self_level : item.superior_level) !== undefined).length;

/** Day, month and year as Vietnamese documents write them: day below 10 and the first two months with a 0. */
export function documentDay(now: Date): [day: string, month: string, year: string] {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now).split("-");
  const [year = "", month = "", day = ""] = parts;
  return [day, Number(month) > 2 ? String(Number(month)) : month, year];
}
