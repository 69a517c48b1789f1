import { fmt } from "@/lib/fmt";
import type { Estimate, Narrowing, Row } from "./api";

/** Thousandths of a level with two places and a sign: "+0,42". */
export function signed(milli: number): string {
  const words = fmt.number(Math.abs(milli) / 1000, 2);
  return Number((milli / 1000).toFixed(2)) === 0 ? "0" : milli > 0 ? `+${words}` : `−${words}`;
}

/** Thousandths with two places. */
export const plain = (milli: number): string => fmt.number(milli / 1000, 2);

/** Whole levels gained; undefined while nobody has looked. */
export const gained = ({ before, after }: Pick<Row, "before" | "after">): number | undefined =>
  after === undefined ? undefined : after - before;

export const whole = (n: number | undefined): string =>
  n === undefined ? "–" : n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0";

/** How a verdict is coloured. */
export const tones = { helped: "ok", unclear: "info", too_few: "info", behind: "warn" } as const;

export const standingTones = { waiting: "info", late: "warn", done: "ok" } as const;

export interface Interval {
  name: string;
  estimate: Estimate;
}

/** The ends of the axis in thousandths, on steps of half a level, with 0 between them. */
export function axisOf(rows: Interval[]): [low: number, high: number] {
  const step = 500;
  const low = Math.min(0, ...rows.map(({ estimate }) => estimate.low));
  const high = Math.max(step, ...rows.map(({ estimate }) => estimate.high));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

export const nothingNarrowed = (n: Narrowing): boolean => Object.values(n).every((value) => value === "");

/** A name of a covariate: groups of positions come by their code. */
export const covariateName = (names: Record<string, string>, name: string): string => names[name] ?? name;

export interface SkillSum {
  code: string;
  name_vi: string;
  name_en: string;
  learners: number;
  done: number;
  up: number;
}

/** Rows of a paper by competency. */
export function bySkill(rows: Row[]): SkillSum[] {
  const sums = new Map<string, SkillSum & { people: Set<string> }>();
  for (const row of rows) {
    const { code, name_vi, name_en } = row.competency;
    const sum = sums.get(code) ?? { code, name_vi, name_en, learners: 0, done: 0, up: 0, people: new Set() };
    sum.people.add(row.learner.id);
    const rise = gained(row);
    sum.done += rise === undefined ? 0 : 1;
    sum.up += rise !== undefined && rise > 0 ? 1 : 0;
    sums.set(code, sum);
  }
  return [...sums.values()].map(({ people, ...sum }) => ({ ...sum, learners: people.size }));
}

/** Day, month and year as a document writes them in Vietnam's time. */
export function documentDay(day: string): [day: string, month: string, year: string] {
  const [year = "", month = "", date = ""] = day.split("-");
  return [date, Number(month) > 2 ? String(Number(month)) : month, year];
}
