import { compare, matches } from "@/lib/fold";
import type { Gap, Why } from "./api";

export const filters = ["thieu", "dat", "tat-ca"] as const;
export type Filter = (typeof filters)[number];

/** The filter an address asks for; whatever it does not know means what is still lacking. */
export const filterOf = (word: string): Filter => filters.find((each) => each === word) ?? "thieu";

const passes = (gap: Gap, filter: Filter) =>
  filter === "tat-ca" || (filter === "thieu" ? gap.gap > 0 : gap.gap === 0);

export const chosen = (gaps: readonly Gap[], filter: Filter, query: string): Gap[] =>
  gaps.filter(
    (gap) =>
      passes(gap, filter) &&
      matches([gap.competency.name_vi, gap.competency.name_en, gap.competency.code].join(" "), query),
  );

export interface Group {
  name: string;
  gaps: Gap[];
}

const lacking = (gaps: readonly Gap[]) => gaps.reduce((sum, { gap }) => sum + gap, 0);

/** Groups that lack most come first, then in Vietnamese order; within a group critical gaps first, then the widest. */
export function grouped(gaps: readonly Gap[]): Group[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const name = gap.competency.group_vi;
    groups.set(name, [...(groups.get(name) ?? []), gap]);
  }
  return [...groups]
    .sort(([a, of], [b, other]) => lacking(other) - lacking(of) || compare(a, b))
    .map(([name, own]) => ({ name, gaps: own.sort(byNeed) }));
}

const byNeed = (a: Gap, b: Gap) =>
  Number(b.gap > 0 && b.critical) - Number(a.gap > 0 && a.critical) ||
  b.gap - a.gap ||
  compare(a.competency.code, b.competency.code);

/** The posts that require the most of a competency: those the reader must satisfy. */
export function strictest(requirements: Why["requirements"]): Why["requirements"] {
  const most = Math.max(0, ...requirements.map(({ level }) => level));
  return requirements.filter(({ level }) => level === most);
}

/** The level to aim at: what the posts require, or the next one when that is met. */
export const goal = ({ level, required }: Pick<Why, "level" | "required">): number =>
  Math.max(required, Math.min(5, level + 1));

export interface LevelMark {
  level: number;
  text: string;
  had: boolean;
  current: boolean;
  required: boolean;
}

/** The five levels in words, with where the reader is and where the posts want them. */
export const marks = ({ indicators, level, required }: Why): LevelMark[] =>
  [...indicators]
    .sort((a, b) => a.level - b.level)
    .map((indicator) => ({
      level: indicator.level,
      text: indicator.text_vi,
      had: indicator.level <= level,
      current: indicator.level === level,
      required: indicator.level === required,
    }));
