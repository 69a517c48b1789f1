import { compare, matches } from "@/lib/fold";
import type { Change, Competency, Demand, Limit, Marked, RuleSet, Version } from "./api";

export type Kind = RuleSet["kinds"][number]["kind"];

/** Kinds of evidence that can show a level. */
export const showing = [
  "completion",
  "attendance",
  "test",
  "coaching",
  "simulator",
  "observation",
  "appraisal",
  "prior",
] as const satisfies Kind[];

export const levels = [1, 2, 3, 4, 5];

/** The version that judges people now; while the first one is being applied, that one. */
export const inForce = (all: Version[]): Version | undefined =>
  all.find(({ state }) => state === "in_force") ?? all.find(({ state }) => state !== "draft");

export const draftOf = (all: Version[]): Version | undefined => all.find(({ state }) => state === "draft");

/** What is sent of a version. */
export const setOf = ({ reach, note, kinds, limits, demands }: RuleSet): RuleSet => ({
  reach,
  note,
  kinds,
  limits,
  demands,
});

/** A new version as it begins: the rules in force, with a note of its own to be written. */
export const copyOf = (version: Version): RuleSet => ({ ...setOf(version), note: "" });

export const freshLimit = (): Limit => ({ scope: "", kind: "test", max_level: 3, valid_months: 24 });
export const freshDemand = (): Demand => ({
  scope: "",
  from: 3,
  kinds: ["simulator", "observation"],
  lower: 1,
});

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const toPercent = (points: number): number => points / 100;
export const fromPercent = (percent: number): number => Math.round(percent * 100);

export interface Group {
  name: string;
  items: Competency[];
}

/** Competencies by group, in the order of their codes; those that hold the words. */
export function groupsOf(all: Competency[], words: string): Group[] {
  const groups = new Map<string, Competency[]>();
  const found = all.filter(({ name_vi, name_en, code }) => matches(`${name_vi} ${name_en} ${code}`, words));
  for (const each of found.toSorted((a, b) => compare(a.code, b.code)))
    groups.set(each.group_vi, [...(groups.get(each.group_vi) ?? []), each]);
  return [...groups].map(([name, items]) => ({ name, items }));
}

/** A change as it begins. Kinds that prove knowledge or guided practice of the old way go stale. */
export const freshChange = (today: string): Change => ({
  kind: "procedure",
  subject: "",
  title: "",
  summary: "",
  scopes: [],
  kinds: ["test", "simulator", "completion", "attendance", "coaching"],
  effective_on: today,
  due_days: 30,
});

export const foundChanges = (all: Marked[], words: string): Marked[] =>
  all.filter(({ title, summary }) => matches(`${title} ${summary}`, words));

/** Today in Vietnam, "2027-01-31". */
export const today = (now = new Date()): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now);

/** The state of a change in words: one that is in the book before its day is ahead. */
export const stage = ({ state, effective_on }: Marked, on = today()) =>
  state === "in_force" && effective_on > on ? "ahead" : state;
