import { compare, fold, matches } from "@/lib/fold";
import type { Competency, Heat, HeatUnit } from "./api";

/** People whose posts require something, and those of them who show it. */
export interface Count {
  required: number;
  met: number;
}

/**
 * The share of people who meet what is required, in basis points of whole percents.
 * All and nobody are said only of all and nobody. Undefined where nothing is required.
 */
export function shareOf({ required, met }: Count): number | undefined {
  if (required === 0) return undefined;
  if (met === 0) return 0;
  if (met >= required) return 10_000;
  return Math.min(99, Math.max(1, Math.round((met / required) * 100))) * 100;
}

export function total(counts: readonly Count[]): Count {
  let required = 0;
  let met = 0;
  for (const each of counts) {
    required += each.required;
    met += each.met;
  }
  return { required, met };
}

/** A column of the heat map: one competency, or all of a group. */
export interface HeatColumn {
  /** "NVM-01", or the group's key. */
  key: string;
  /** Shown above the name; empty for a group. */
  code: string;
  /** The competency, when it is one. */
  competency?: Competency;
  name: string;
  /** Positions of its cells in a unit's row. */
  cells: number[];
}

export interface Group {
  key: string;
  name: string;
  columns: HeatColumn[];
}

const dash = " – ";
const head = (name: string) => (name.includes(dash) ? name.slice(0, name.indexOf(dash)) : "");

/** The competencies in their groups. A beginning that groups share ("Chuyên môn – ") is left out of their names. */
export function groupsOf(competencies: readonly Competency[], nameOf: (of: Competency) => string): Group[] {
  const groups = new Map<string, Group>();
  competencies.forEach((competency, index) => {
    const name = competency.group_vi;
    const group = groups.get(name) ?? { key: slug(name), name, columns: [] };
    group.columns.push({
      key: competency.code,
      code: competency.code,
      competency,
      name: nameOf(competency),
      cells: [index],
    });
    groups.set(name, group);
  });
  const all = [...groups.values()];
  const heads = all.map(({ name }) => head(name));
  return all.map((group, index) => {
    const own = heads[index] ?? "";
    const shared = own !== "" && heads.filter((each) => each === own).length > 1;
    return shared ? { ...group, name: group.name.slice(own.length + dash.length) } : group;
  });
}

const slug = (name: string) =>
  fold(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** One column a group. */
export const overview = (groups: readonly Group[]): HeatColumn[] =>
  groups.map(({ key, name, columns }) => ({
    key,
    code: "",
    name,
    cells: columns.flatMap(({ cells }) => cells),
  }));

export interface HeatRow {
  unit: HeatUnit;
  counts: Count[];
  shares: (number | undefined)[];
  all: Count;
  share: number | undefined;
}

const none: Count = { required: 0, met: 0 };

export function rowsOf(units: readonly HeatUnit[], columns: readonly HeatColumn[]): HeatRow[] {
  return units.map((unit) => {
    const counts = columns.map(({ cells }) => total(cells.map((index) => unit.cells[index] ?? none)));
    const all = total(counts);
    return { unit, counts, shares: counts.map(shareOf), all, share: shareOf(all) };
  });
}

export const byName = "ten";
export const byOverall = "chung";

/** Orders by `byName`, `byOverall` or a column's key; "-" before it reverses. Units without requirements stand last either way. */
export function sortRows(rows: readonly HeatRow[], columns: readonly HeatColumn[], sort: string): HeatRow[] {
  const down = sort.startsWith("-");
  const key = down ? sort.slice(1) : sort;
  const names = (a: HeatRow, b: HeatRow) => compare(a.unit.name, b.unit.name);
  if (key === byName) return [...rows].sort((a, b) => (down ? names(b, a) : names(a, b)));
  const index = columns.findIndex((column) => column.key === key);
  const share = (row: HeatRow) => (index < 0 ? row.share : row.shares[index]);
  return [...rows].sort((a, b) => {
    const x = share(a);
    const y = share(b);
    if (x === y) return names(a, b);
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return down ? y - x : x - y;
  });
}

const low = 5000;

export function filterRows(rows: readonly HeatRow[], find: string, onlyLow: boolean): HeatRow[] {
  return rows.filter(
    (row) => matches(row.unit.name, find) && (!onlyLow || (row.share !== undefined && row.share < low)),
  );
}

export interface CompetencyShare {
  competency: Competency;
  count: Count;
  share: number;
}

/** What is required of anybody in the units, the weakest first; among equals, the one that more people need. */
export function weakestFirst(
  competencies: readonly Competency[],
  units: readonly HeatUnit[],
): CompetencyShare[] {
  return competencies
    .flatMap((competency, index) => {
      const count = total(units.map((unit) => unit.cells[index] ?? none));
      const share = shareOf(count);
      return share === undefined ? [] : [{ competency, count, share }];
    })
    .sort((a, b) => a.share - b.share || b.count.required - a.count.required);
}

export interface Conclusion {
  units: number;
  people: number;
  share: number;
  weakest: CompetencyShare;
}

/** What a heat map says in one sentence; undefined when nothing is required of anybody. */
export function conclude({ competencies, units }: Heat): Conclusion | undefined {
  const weakest = weakestFirst(competencies, units)[0];
  const share = shareOf(total(units.flatMap(({ cells }) => cells)));
  if (!weakest || share === undefined) return undefined;
  return { units: units.length, people: units.reduce((sum, each) => sum + each.people, 0), share, weakest };
}
