import { compare, matches } from "@/lib/fold";
import type { Competency } from "./api";
import type { Bar, Need, Reach, ReachCommune, Wish } from "./needs-api";

/** A line of what a procedure is to need, being edited. */
export interface Line {
  competency: Competency;
  level: number;
  /** A draft that somebody now confirms. */
  confirmed: boolean;
}

export const linesOf = (needs: readonly Need[]): Line[] =>
  needs.map(({ competency, level }) => ({ competency, level, confirmed: false }));

export const barsOf = (needs: readonly Need[]): Bar[] =>
  needs.map(({ competency, level }) => ({ competency_id: competency.id, level }));

export const wishesOf = (lines: readonly Line[]): Wish[] =>
  lines.map(({ competency, level, confirmed }) => ({ competency_id: competency.id, level, confirmed }));

/** What is tried, as the server reads it. */
export const triedOf = (lines: readonly Line[]): string[] =>
  lines.map(({ competency, level }) => `${competency.id}:${level}`);

export interface Changes {
  added: number;
  removed: number;
  moved: number;
  confirmed: number;
}

export function changesOf(needs: readonly Need[], lines: readonly Line[]): Changes {
  const before = new Map(needs.map((need) => [need.competency.id, need]));
  const after = new Set(lines.map(({ competency }) => competency.id));
  const kept = lines.flatMap((line) => {
    const need = before.get(line.competency.id);
    return need ? [{ line, need }] : [];
  });
  const moved = kept.filter(({ line, need }) => line.level !== need.level).length;
  return {
    added: lines.length - kept.length,
    removed: needs.filter(({ competency }) => !after.has(competency.id)).length,
    moved,
    confirmed: kept.filter(({ line, need }) => line.level === need.level && line.confirmed && !need.decided)
      .length,
  };
}

export const isChanged = ({ added, removed, moved, confirmed }: Changes) =>
  added + removed + moved + confirmed > 0;

/** Whether other bars would count; confirming a draft changes no number. */
export const changesReach = ({ added, removed, moved }: Changes) => added + removed + moved > 0;

export type Show = "few" | "changed" | "all";

/** Communes to show, those where fewest can do it first. */
export function communesToShow(communes: readonly ReachCommune[], show: Show, find: string): ReachCommune[] {
  const wanted = ({ before, after }: ReachCommune) =>
    show === "all" || (show === "few" ? Math.min(before, after) <= 1 : before !== after);
  return communes
    .filter((each) => wanted(each) && matches(each.unit.name, find))
    .toSorted((a, b) => a.after - b.after || compare(a.unit.name, b.unit.name));
}

/** The bar that fewest of a commune meet. */
export function scarcestOf(
  { able }: ReachCommune,
  bars: Reach["bars"],
): { bar: Bar; able: number } | undefined {
  let least: { bar: Bar; able: number } | undefined;
  bars.forEach((bar, index) => {
    const count = able[index] ?? 0;
    if (!least || count < least.able) least = { bar, able: count };
  });
  return least;
}
