import type { Me } from "@/api/me";
import type { Gap, Post } from "./api";

export interface PostsByTime {
  current: Post[];
  future: Post[];
  past: Post[];
}

/** Posts held on a day ("2026-11-30"), to come and over; each part in the order given. */
export function postsOn(posts: readonly Post[], today: string): PostsByTime {
  const over = (post: Post) => post.until !== undefined && post.until <= today;
  return {
    current: posts.filter((post) => post.from <= today && !over(post)),
    future: posts.filter((post) => post.from > today),
    past: posts.filter((post) => post.from <= today && over(post)),
  };
}

/** The calendar day in Vietnam of an instant. */
export const dayInVietnam = (instant: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(instant);

/** The last day of something that is no longer so on `until`. */
export function dayBefore(until: string): string {
  const day = new Date(`${until}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** The same day some months later, the month's last where it has none. */
export function laterDay(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The widest gap first; among equals the critical, then what is required highest. What is met stands at the end. */
export const widestFirst = (gaps: readonly Gap[]): Gap[] =>
  [...gaps].sort(
    (a, b) => b.gap - a.gap || Number(b.critical) - Number(a.critical) || b.required - a.required,
  );

const wide = ["department_officer", "administrator"];

/** The units in whose children one chooses: the province's for a department, else each unit one leads. */
export function unitsToChooseIn(me: Me): string[] {
  const of = (roles: readonly string[]) =>
    me.roles.filter(({ role }) => roles.includes(role)).map(({ unit }) => unit.id);
  const above = of(wide);
  return [...new Set(above.length > 0 ? above : of(["unit_leader"]))];
}
