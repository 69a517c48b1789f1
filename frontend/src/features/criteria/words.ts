import { createContext, useContext } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, texts } from "@/lib/i18n";
import type { Competency, Detail, Node, Outcome, Question, Source } from "./api";
import { text } from "./i18n";
import { childrenOf, keyOf } from "./rules";

/** What the editor and the sentences know by name. Names chosen while editing are learnt. */
export interface Names {
  source: Source;
  asks: Question[];
  titles: Map<string, string>;
  competencies: Map<string, string>;
}

/** The names of what was read, beside those learnt before. */
export function namesOf(found: Detail, learnt?: Pick<Names, "titles" | "competencies">): Names {
  const { source } = found;
  const { titles, competencies } = learnt ?? noNames();
  for (const each of found.titles) titles.set(keyOf(each), each.title);
  titles.set(keyOf(source), source.title_vi);
  for (const each of found.names) competencies.set(each.id, nameOf(each));
  return {
    source: { kind: source.kind as Source["kind"], id: source.id },
    asks: found.asks,
    titles,
    competencies,
  };
}

export const noNames = () => ({ titles: new Map<string, string>(), competencies: new Map<string, string>() });

const nameOf = ({ name_vi, name_en }: Competency) => inLocale(name_vi, name_en);

export const NamesContext = createContext<Names | undefined>(undefined);

export function useNames(): Names {
  const names = useContext(NamesContext);
  if (!names) throw new Error("names are missing");
  return names;
}

/** A condition in words: "điểm “…” từ 70% trở lên VÀ (… HOẶC …)"; `about` is the competency that needs no name. */
export function conditionWords(node: Node, names: Names, about = "", nested = false): string {
  const t = texts(text);
  const title = (kind: string, id: string) => names.titles.get(keyOf({ kind, id })) ?? t.unknown;
  const { score, questions, attendance, completion, simulator } = node;
  if (score) {
    const name = title("quiz", score.quiz_id);
    return score.to < 10_000
      ? t.scoreBand(name, fmt.percent(score.from), fmt.percent(score.to))
      : t.scoreFrom(name, fmt.percent(score.from));
  }
  if (questions) {
    const { question_ids, competency_id = "", from_level = 1, to_level = 5, share, count } = questions;
    const which = question_ids?.length
      ? t.chosen(question_ids.length)
      : competency_id !== "" && competency_id === about
        ? t.aboutIt(from_level, to_level)
        : t.about(names.competencies.get(competency_id) ?? t.unknown, from_level, to_level);
    return t.questionsOf(fmt.percent(share), which, count);
  }
  if (attendance) return t.present(title("class", attendance.class_id), fmt.percent(attendance.share));
  if (completion) return t.completed[completion.kind](title(completion.kind, completion.id));
  if (simulator) return t.simulated(simulator.criterion, fmt.percent(simulator.share));
  const parts = childrenOf(node).map((child) => conditionWords(child, names, about, true));
  if (parts.length === 0) return t.unknown;
  const joined = parts.join(node.any ? t.or : t.and);
  return nested && parts.length > 1 ? `(${joined})` : joined;
}

/** An outcome in words, its beginning apart. */
export function outcomeWords(outcome: Outcome, names: Names): [string, string] {
  const t = texts(text);
  return [
    t.reaches(outcome.level, names.competencies.get(outcome.competency_id) ?? t.unknown),
    `${conditionWords(outcome.when, names, outcome.competency_id)}.`,
  ];
}
