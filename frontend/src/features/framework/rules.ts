import { matches } from "@/lib/fold";
import type { Competency, Content, Draft, Fault, Follower } from "./api";

export interface Group {
  name: string;
  competencies: Competency[];
}

/** Competencies in their groups, in the order in which the groups first appear. */
export function grouped(competencies: Competency[]): Group[] {
  const groups = new Map<string, Competency[]>();
  for (const each of competencies) groups.set(each.group_vi, [...(groups.get(each.group_vi) ?? []), each]);
  return [...groups].map(([name, members]) => ({ name, competencies: members }));
}

/** Competencies whose names, code or level texts hold every word of a query. */
export const found = (competencies: Competency[], q: string): Competency[] =>
  q.trim() === ""
    ? competencies
    : competencies.filter((each) =>
        matches([each.code, each.name_vi, each.name_en, each.group_vi, ...each.levels_vi].join(" "), q),
      );

/** All competencies of a draft after one, or its group, moved by a step among its neighbours. */
export function moved(competencies: Competency[], id: string, step: -1 | 1): Competency[] {
  const groups = grouped(competencies);
  const group = groups.find((each) => each.competencies.some((one) => one.id === id));
  if (!group) return competencies;
  const at = group.competencies.findIndex((one) => one.id === id);
  group.competencies = swapped(group.competencies, at, at + step);
  return groups.flatMap((each) => each.competencies);
}

export function groupMoved(competencies: Competency[], name: string, step: -1 | 1): Competency[] {
  const groups = grouped(competencies);
  const at = groups.findIndex((each) => each.name === name);
  return swapped(groups, at, at + step).flatMap((each) => each.competencies);
}

function swapped<T>(list: T[], a: number, b: number): T[] {
  const [one, other] = [list[a], list[b]];
  if (one === undefined || other === undefined) return list;
  return list.with(a, other).with(b, one);
}

export const faultsOf = (faults: Fault[], id: string): Fault[] =>
  faults.filter((each) => each.competency_id === id);

/** Published criteria that keep a draft from being published. */
export const blocks = (follower: Follower): boolean =>
  follower.state === "published" && follower.stays.length > 0;

/** Criteria by words of their titles, codes and the competencies they leave; those in the way come first. */
export function followersFound({ criteria, competencies }: Draft, q: string): Follower[] {
  const names = new Map(
    competencies.map((each) => [each.id, `${each.code} ${each.name_vi} ${each.name_en}`]),
  );
  const words = (each: Follower) =>
    [
      each.title_vi,
      each.title_en,
      each.code,
      ...[...each.moves.map(({ from }) => from.competency_id), ...each.stays].map((id) => names.get(id)),
    ].join(" ");
  return criteria
    .filter((each) => q.trim() === "" || matches(words(each), q))
    .sort((a, b) => Number(blocks(b)) - Number(blocks(a)));
}

/** The text of a level field such as "level_vi_3", else undefined. */
export function levelOf(field: string): { level: number; language: "vi" | "en" } | undefined {
  const match = /^level_(vi|en)_([1-5])$/.exec(field);
  return match ? { level: Number(match[2]), language: match[1] as "vi" | "en" } : undefined;
}

export const inUse = (content: Content): Competency[] =>
  content.competencies.filter((each) => !each.archived);
