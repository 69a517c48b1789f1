import type { Tone } from "@/ui";
import type { Answer, Competency, Programme } from "./api";

/** Competencies by group, in the order in which they come. */
export function grouped(all: Competency[]): { name: string; ids: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { group_vi, id } of all) groups.set(group_vi, [...(groups.get(group_vi) ?? []), id]);
  return [...groups].map(([name, ids]) => ({ name, ids }));
}

export const answerTones: Record<Answer, Tone> = {
  suggested: "warn",
  requested: "warn",
  active: "ok",
  paused: "info",
  declined: "bad",
  expired: "bad",
  completed: "ok",
  ended: "neutral",
};

/** What has become of the pairs of a published programme, in the order of a pair's life. */
export const answered = ({ answers = {} }: Pick<Programme, "answers">): Answer[] =>
  (Object.keys(answerTones) as Answer[]).filter((each) => (answers[each] ?? 0) > 0);

/** The list with some values added, or taken out when all of them are in it. */
export function toggled(list: string[], values: string[]): string[] {
  return values.every((each) => list.includes(each))
    ? list.filter((each) => !values.includes(each))
    : [...new Set([...list, ...values])];
}

/** The communes chosen with others added, each once. */
export const joined = <Each extends { id: string }>(chosen: Each[], more: Each[]): Each[] => [
  ...new Map([...chosen, ...more].map((each) => [each.id, each])).values(),
];

/** A day in Vietnam, so many days from now, as a form holds it. */
export const dayAhead = (days: number, now = Date.now()): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now + days * 86_400_000);
