import type { CriteriaSet, Node, Outcome, Shift, Source } from "./api";

export type NodeKind = "all" | "any" | "score" | "questions" | "attendance" | "completion" | "simulator";

const kinds: NodeKind[] = ["all", "any", "score", "questions", "attendance", "completion", "simulator"];

export const kindOf = (node: Node): NodeKind => kinds.find((kind) => node[kind] !== undefined) ?? "all";

/** The children of a group; none of a condition. */
export const childrenOf = (node: Node): Node[] => node.all ?? node.any ?? [];

/** Kinds of condition that the criteria of a source may hold. Questions belong to tests only. */
export const conditionsFor = (source: Source): NodeKind[] =>
  source.kind === "quiz"
    ? ["score", "questions", "completion", "attendance"]
    : ["completion", "score", "attendance"];

const whole = 10_000;
const usual = 7000;

/** A condition of a kind as it begins: about the source itself where that is possible. */
export function freshNode(kind: NodeKind, source: Source): Node {
  const own = (wanted: Source["kind"]) => (source.kind === wanted ? source.id : "");
  switch (kind) {
    case "all":
      return { all: [] };
    case "any":
      return { any: [] };
    case "questions":
      return { questions: { from_level: 1, to_level: 5, share: usual, count: 1 } };
    case "attendance":
      return { attendance: { class_id: own("class"), share: 8000 } };
    case "completion":
      return { completion: { kind: source.kind, id: source.id } };
    default:
      return { score: { quiz_id: own("quiz"), from: usual, to: whole } };
  }
}

/** The node turned into another kind: a group keeps its children, a condition becomes the first child of a group. */
export function turned(node: Node, kind: NodeKind, source: Source): Node {
  const group = (children: Node[]): Node => (kind === "all" ? { all: children } : { any: children });
  if (kind !== "all" && kind !== "any") return freshNode(kind, source);
  return group(node.all ?? node.any ?? [node]);
}

/** A group with other children. */
export const withChildren = (node: Node, children: Node[]): Node =>
  node.any ? { any: children } : { all: children };

export const freshOutcome = (source: Source): Outcome => ({
  competency_id: "",
  level: 1,
  when: freshNode(
    source.kind === "quiz" ? "score" : source.kind === "class" ? "attendance" : "completion",
    source,
  ),
});

export const same = (a: CriteriaSet, b: CriteriaSet): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Everything the sets name that has a title: "quiz:<id>". */
export const keyOf = ({ kind, id }: { kind: string; id: string }) => `${kind}:${id}`;

/** Counts of several steps of a simulation together, in the order of their competency and level. */
export function added(before: Shift[], more: Shift[]): Shift[] {
  const sums = new Map<string, Shift>();
  for (const shift of [...before, ...more]) {
    const key = `${shift.competency.code} ${shift.level} ${shift.gain ? 0 : 1}`;
    const sum = sums.get(key);
    sums.set(key, sum ? { ...sum, people: sum.people + shift.people } : shift);
  }
  return [...sums].toSorted(([a], [b]) => a.localeCompare(b)).map(([, shift]) => shift);
}

/** Basis points as they are typed, in per cent, and back. */
export const toPercent = (points: number): number => points / 100;
export const fromPercent = (typed: string): number => Math.round(Number(typed) * 100) || 0;
